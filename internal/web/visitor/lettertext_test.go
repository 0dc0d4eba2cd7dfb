package visitor

import (
	"slices"
	"strings"
	"testing"
)

func TestLetterPieces(t *testing.T) {
	long := strings.Repeat("long ", 20) + "line"
	for text, want := range map[string][]string{
		"Hello,\n\nThis is it.\n\nWhat we looked at\n\nTwo letters\n\nWhat we found\n\nNothing.\n\nMore.\n\nWith kind regards,\n\nEthics Office": {"What we looked at", "What we found"},
		"Buenos días:\n\nQué examinamos\n\nDos cartas\n\nun diario.\n\nAdiós":                                                                    {"Qué examinamos"},
		"Hello,\n\n" + long + "\n\na\nb\n\nEnd.": nil,
		"Nothing":                                nil,
	} {
		var titles, all []string
		for _, piece := range letterPieces(text) {
			all = append(all, piece.Text)
			if piece.Title {
				titles = append(titles, piece.Text)
			}
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%q has the titles %q, want %q", text, titles, want)
		}
		if joined := strings.Join(all, "\n\n"); joined != text {
			t.Errorf("%q became %q", text, joined)
		}
	}
}

// TestOutcomeTitles holds that every title of a pack's letters is taken for one: the next block
// of a letter begins with it.
func TestOutcomeTitles(t *testing.T) {
	pack := newWorld(t).pack
	for _, language := range pack.Languages {
		found := 0
		for id, procedure := range pack.Procedures {
			blocks := pack.ProcedureText(language, procedure.ID).Blocks
			for name, block := range blocks {
				title, under, ok := strings.Cut(block, "\n\n")
				if !ok || !strings.HasPrefix(under, "{{") {
					continue
				}
				found++
				pieces := letterPieces("Before.\n\n" + block + "\n\nAfter.")
				if name != "closing" && !slices.Contains(pieces, letterPiece{title, true}) {
					t.Errorf("%s %s: %q is no title", language, id, title)
				}
			}
		}
		if found < 10 {
			t.Errorf("%s: only %d titles seen", language, found)
		}
	}
}
