package guide

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/portal"
	"fairlead/packs"
)

type maskVectors struct {
	Capitals []string
	Cases    []struct {
		In, Out string
		Kinds   []string
	}
}

// TestMaskVectors holds the mask to the file that its twin in the browser reads too.
func TestMaskVectors(t *testing.T) {
	text, err := os.ReadFile("../../test/vectors/mask.json")
	if err != nil {
		t.Fatal(err)
	}
	var given maskVectors
	if err := json.Unmarshal(text, &given); err != nil || len(given.Cases) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	m := &Mask{capitals: set(strings.Join(given.Capitals, " "))}
	for _, c := range given.Cases {
		if out := m.Text(c.In); out != c.Out {
			t.Errorf("%q\n got %q\nwant %q", c.In, out, c.Out)
		}
		if again := m.Text(c.Out); again != c.Out {
			t.Errorf("masked again, %q becomes %q", c.Out, again)
		}
		kinds := []string{}
		for _, f := range m.find(c.In) {
			kinds = append(kinds, f.kind)
		}
		if !slices.Equal(kinds, c.Kinds) {
			t.Errorf("%q: %v, want %v", c.In, kinds, c.Kinds)
		}
	}
}

// TestMaskKnowsThePack: beside the shapes, the pack's own words tell what is no name, also at
// the beginning of a sentence.
func TestMaskKnowsThePack(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	m := NewMask(pack)
	for in, want := range map[string]string{
		"Zbigniew shouted at me in Kenya.":                                   Masked + " shouted at me in Kenya.",
		"Zbigniew Kowalczyk me grita.":                                       Masked + " me grita.",
		"Is the Ethics Office for this, or the Workplace Conduct Team?":      "Is the Ethics Office for this, or the Workplace Conduct Team?",
		"Le Groupe juridique ou le Bureau de l’éthique ?":                    "Le Groupe juridique ou le Bureau de l’éthique ?",
		"¿Voy a la Oficina de Ética o al Equipo de Conducta en Bogotá?":      "¿Voy a la Oficina de Ética o al Equipo de Conducta en Bogotá?",
		"Yestarday my Supervisor hit the Driver. Can I report to OIOS?":      "Yestarday my Supervisor hit the Driver. Can I report to OIOS?",
		"Mi jefe, Hernán Zapatero Llorente, me toca. ¿Qué hago en Colombia?": "Mi jefe, " + Masked + ", me toca. ¿Qué hago en Colombia?",
		strings.Repeat("x", maxText) + " Zbigniew":                           strings.Repeat("x", maxText),
	} {
		if out := m.Text(in); out != want {
			t.Errorf("%.80q\n got %.120q\nwant %.120q", in, out, want)
		}
	}
}

// TestMaskSpares looks at how much of the pack's own examples is masked: the towns and the few
// names in them, and nearly nothing else.
func TestMaskSpares(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	m, all, hit := NewMask(pack), 0, 0
	for _, language := range pack.Languages {
		for _, e := range pack.Guide.Words[language].Examples {
			all++
			if out := m.Text(e.Text); out != e.Text {
				hit++
				if testing.Verbose() {
					t.Log(language, out, "<-", e.Text)
				}
			}
		}
	}
	if all > 0 && hit*25 > all {
		t.Errorf("%d of %d examples are masked in part", hit, all)
	}
}

// TestMaskTakesNoLonger: no text of a question's length takes much longer than any other.
func TestMaskTakesNoLonger(t *testing.T) {
	m := &Mask{capitals: set("kenya"), vocabulary: set("the boss shouted at me and")}
	took := func(piece string) time.Duration {
		text, least := strings.Repeat(piece, maxText)[:2*maxText], time.Hour
		for range 3 {
			start := time.Now()
			m.Text(text)
			least = min(least, time.Since(start))
		}
		return least
	}
	plain := took("The boss shouted at me and at Anna Smith in room 12 of the office. ")
	for _, piece := range []string{"1a", "1é", "1 Aa ", "111111 ", "a.", "a@", "A. ", "Rue De La ", "Ana de la ", "1 2 ", "www.", "a-", "I "} {
		if took := took(piece); took > 15*plain {
			t.Errorf("%q again and again takes %v, ordinary words %v", piece, took, plain)
		}
	}
}

// FuzzMask: whatever is typed, the rest of it stays as it was.
func FuzzMask(f *testing.F) {
	f.Add("Dr. Anna Smith, 12 Long Street, +33 6 12 34 56 78, a@b.org \xff 我")
	m := &Mask{capitals: set("kenya"), vocabulary: set("the boss shouted")}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, found := range m.find(text) {
			if found.from < end || found.to <= found.from || found.to > len(text) {
				t.Fatalf("%q: %v", text, found)
			}
			end = found.to
		}
	})
}
