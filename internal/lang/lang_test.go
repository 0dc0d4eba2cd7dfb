package lang

import (
	"testing"
	"time"
)

func speak(t *testing.T, tag string) *Words {
	t.Helper()
	w, err := New(tag, map[string]Forms{
		"hello": {Other: "Hello {{.Name}}"},
		"plain": {Other: "No figures"},
		"days":  {"one": "{{.Count}} day", "many": "{{.Count}} of days", Other: "{{.Count}} days"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSay(t *testing.T) {
	w := speak(t, "en")
	for _, row := range []struct{ got, want string }{
		{w.Say("plain"), "No figures"},
		{w.Say("hello", "Name", "<you>"), "Hello <you>"},
		{w.Say("hello", "Name", "x", "dangling"), "Hello x"},
		{w.Say("nothing.here"), "⟨nothing.here⟩"},
		{w.Count("nothing.here", 2), "⟨nothing.here⟩"},
		{w.Count("plain", 1), "No figures"},
	} {
		if row.got != row.want {
			t.Errorf("got %q, want %q", row.got, row.want)
		}
	}
	if w.Has("nothing.here") || !w.Has("plain") || w.Language() != "en" {
		t.Error("Has or Language is wrong")
	}
}

func TestCount(t *testing.T) {
	for _, row := range []struct {
		tag  string
		n    int
		want string
	}{
		{"en", 0, "0 days"},
		{"en", 1, "1 day"},
		{"en", 2, "2 days"},
		{"en", 1000000, "1000000 days"},
		{"fr", 0, "0 day"},
		{"fr", 1, "1 day"},
		{"fr", 2, "2 days"},
		{"fr", 1000000, "1000000 of days"},
		{"es", 0, "0 days"},
		{"es", 1, "1 day"},
		{"es", 2, "2 days"},
		{"es", 2000000, "2000000 of days"},
	} {
		if got := speak(t, row.tag).Count("days", row.n); got != row.want {
			t.Errorf("%s %d: got %q, want %q", row.tag, row.n, got, row.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	if _, err := New("not a language", nil); err == nil {
		t.Error("a language that is none was taken")
	}
	if _, err := New("en", map[string]Forms{"x": {"one": "only one"}}); err == nil {
		t.Error("a text without its other form was taken")
	}
}

func TestSubset(t *testing.T) {
	got := speak(t, "en").Subset("da")
	if len(got) != 3 || got["days.one"] != "{{.Count}} day" || got["days.other"] != "{{.Count}} days" {
		t.Errorf("got %v", got)
	}
	if got := speak(t, "en").Subset("hello"); got["hello"] != "Hello {{.Name}}" {
		t.Errorf("got %v", got)
	}
}

func TestDay(t *testing.T) {
	for _, row := range []struct{ tag, day, want string }{
		{"en", "2026-11-22", "22 November 2026"},
		{"fr", "2026-11-22", "22 novembre 2026"},
		{"fr", "2026-12-01", "1er décembre 2026"},
		{"fr", "2026-08-21", "21 août 2026"},
		{"es", "2026-11-01", "1 de noviembre de 2026"},
		{"es", "2026-09-22", "22 de septiembre de 2026"},
		{"en", "", ""},
		{"en", "2026-02-30", "2026-02-30"},
		{"de", "2026-11-22", "2026-11-22"},
	} {
		if got := speak(t, row.tag).Day(row.day); got != row.want {
			t.Errorf("%s %s: got %q, want %q", row.tag, row.day, got, row.want)
		}
	}
}

func TestMonth(t *testing.T) {
	for _, row := range []struct{ tag, month, want string }{
		{"en", "2026-11", "November 2026"},
		{"fr", "2026-08", "août 2026"},
		{"es", "2026-09", "septiembre de 2026"},
		{"en", "2026-13", "2026-13"},
		{"de", "2026-11", "2026-11"},
	} {
		if got := speak(t, row.tag).Month(row.month); got != row.want {
			t.Errorf("%s %s: got %q, want %q", row.tag, row.month, got, row.want)
		}
	}
}

func TestMoment(t *testing.T) {
	at := time.Date(2026, 11, 22, 7, 1, 2, 0, time.FixedZone("", 3600))
	for tag, want := range map[string]string{
		"en": "22 November 2026, 06:01 (UTC)",
		"fr": "22 novembre 2026 à 6\u202fh\u202f01 (UTC)",
		"es": "22 de noviembre de 2026, 6:01 (UTC)",
	} {
		if got := speak(t, tag).Moment(at); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for _, row := range []struct {
		tag   string
		bytes int64
		want  string
	}{
		{"en", 0, "0\u00a0bytes"},
		{"fr", 900, "900\u00a0octets"},
		{"en", 1536, "1.5\u00a0KB"},
		{"fr", 1536, "1,5\u00a0Ko"},
		{"es", 1536, "1,5\u00a0KB"},
		{"en", 25 << 20, "25\u00a0MB"},
		{"fr", 100 << 20, "100\u00a0Mo"},
		{"en", 1 << 20, "1\u00a0MB"},
		{"es", 5 << 40, "5120\u00a0GB"},
	} {
		if got := speak(t, row.tag).Size(row.bytes); got != row.want {
			t.Errorf("%s %d: got %q, want %q", row.tag, row.bytes, got, row.want)
		}
	}
}

func TestChoose(t *testing.T) {
	offered := []string{"en", "fr", "es"}
	for header, want := range map[string]string{
		"":                               "en",
		"fr":                             "fr",
		"fr-CA,en;q=0.5":                 "fr",
		"de, es-419;q=0.8, en;q=0.1":     "es",
		"es-MX":                          "es",
		"de":                             "en",
		"\x00;;;q=":                      "en",
		"fr;q=0, es":                     "es",
		"fr" + string(make([]byte, 600)): "en",
	} {
		if got := Choose(header, offered); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}

// Words are shared by every request; the race detector watches this.
func TestTogether(t *testing.T) {
	w := speak(t, "fr")
	done := make(chan string)
	for n := range 8 {
		go func() { done <- w.Count("days", n) + w.Say("hello", "Name", "x") + w.Day("2026-11-22") }()
	}
	for range 8 {
		if text := <-done; text == "" {
			t.Error("nothing was said")
		}
	}
}
