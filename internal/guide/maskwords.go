package guide

import (
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"fairlead/internal/portal"
)

// NewMask knows a pack's words: what it writes small is no name, nor what its lists and
// titles write with a capital.
func NewMask(pack *portal.Pack) *Mask {
	m := &Mask{capitals: set(""), vocabulary: map[string]bool{}}
	for _, word := range Capitals(pack) {
		m.capitals[word] = true
	}
	for _, texts := range spoken(pack, Passages(pack), 1) {
		for _, text := range texts {
			for _, w := range tokens(text, "") {
				if first, _ := utf8.DecodeRuneInString(text[w.from:]); unicode.IsLower(first) {
					m.vocabulary[w.word] = true
				}
			}
		}
	}
	return m
}

// Capitals are words, folded, that are written with a capital and are no names: the lists of
// the pack in all its languages (countries, months, offices), and the titles of its units.
func Capitals(pack *portal.Pack) []string {
	list := map[string]bool{}
	add := func(text string) {
		for _, w := range writtenOf(text) {
			list[w.fold] = true
		}
	}
	for _, words := range pack.Guide.Words {
		for _, line := range words.Capitals {
			add(line)
		}
	}
	for _, page := range pack.Pages {
		if unit := unitOf(pack, page.ID); page.ID == "unit/"+unit {
			add(page.Title)
		}
	}
	return slices.Sorted(maps.Keys(list))
}
