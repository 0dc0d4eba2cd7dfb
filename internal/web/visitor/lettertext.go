package visitor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// letterPiece is a piece of a letter: a section's title, or what stands under it.
type letterPiece struct {
	Text  string
	Title bool
}

const longestTitle = 80 // in letters

// letterPieces parts a letter about an outcome at its sections' titles: a short line of its own,
// without a mark at its end, with something under it. Nothing is dropped. The page with scripts
// parts it alike (browser/src/elements/letter.ts).
func letterPieces(text string) []letterPiece {
	var pieces []letterPiece
	blocks := strings.Split(text, "\n\n")
	for i, block := range blocks {
		last := len(pieces) - 1
		switch {
		case last >= 0 && !pieces[last].Title && i < len(blocks)-1 && isTitle(block):
			pieces = append(pieces, letterPiece{block, true})
		case last < 0 || pieces[last].Title:
			pieces = append(pieces, letterPiece{Text: block})
		default:
			pieces[last].Text += "\n\n" + block
		}
	}
	return pieces
}

func isTitle(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	return !strings.Contains(line, "\n") && utf8.RuneCountInString(line) <= longestTitle &&
		unicode.IsLetter(first) && (unicode.IsLetter(last) || unicode.IsNumber(last))
}

// Pieces is the text of a letter; only one about an outcome has titles.
func (e entryView) Pieces() []letterPiece {
	if !e.Ends {
		return []letterPiece{{Text: e.Text}}
	}
	return letterPieces(e.Text)
}
