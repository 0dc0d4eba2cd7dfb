package guide

import (
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// A pack without examples quotes its texts, leads to a person, and sees danger in nothing
// that its own list does not name.
func TestUntaughtPack(t *testing.T) {
	pack, problems := portal.Read(packs.Starter(), packs.Default())
	if pack == nil {
		t.Fatal(problems)
	}
	g := New(pack)
	a := g.Ask(Question{Text: "who reads my report and can I stay without a name?", Language: "en"})
	if a.Kind != Unknown || !a.Person || a.Danger || len(a.Doors) > 0 || len(a.Passages) == 0 {
		t.Errorf("%s, person %v, danger %v, %d doors, %d passages", a.Kind, a.Person, a.Danger, len(a.Doors), len(a.Passages))
	}
	for _, text := range []string{"", "x", "\x00", "zzz zzz zzz"} {
		if a := g.Ask(Question{Text: text, Language: "en"}); a.Danger {
			t.Errorf("%q is danger", text)
		}
	}
}
