package main

import (
	"encoding/xml"
	"strings"
	"testing"
)

// Every procedure of the pack that the program carries can be drawn, in each language.
func TestPackDraw(t *testing.T) {
	term, out := terminal()
	if err := (&PackDrawCommand{Lang: "en"}).Run(term); err != nil {
		t.Fatal(err)
	}
	ids := strings.Fields(out.String())
	if len(ids) < 8 {
		t.Fatalf("got the ids %v", ids)
	}
	for _, id := range ids {
		for _, lang := range []string{"en", "fr", "es"} {
			term, out := terminal()
			if err := (&PackDrawCommand{ID: id, Lang: lang}).Run(term); err != nil {
				t.Fatal(err)
			}
			var drawn struct {
				Title string `xml:"title"`
				Lang  string `xml:"lang,attr"`
			}
			if err := xml.Unmarshal(out.Bytes(), &drawn); err != nil || drawn.Title == "" || drawn.Lang != lang {
				t.Errorf("%s in %s is no drawing: %v", id, lang, err)
			}
		}
	}
}

func TestPackDrawRefuses(t *testing.T) {
	for _, row := range []struct {
		command PackDrawCommand
		want    string
	}{
		{PackDrawCommand{ID: "circus", Lang: "en"}, `there is no procedure "circus"`},
		{PackDrawCommand{ID: "conduct", Lang: "de"}, `no language "de": it has en, fr, es`},
		{PackDrawCommand{ID: "conduct", Lang: "en", Pack: t.TempDir()}, "faults to mend"},
	} {
		term, _ := terminal()
		if err := row.command.Run(term); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("got %v, want %q", err, row.want)
		}
	}
}
