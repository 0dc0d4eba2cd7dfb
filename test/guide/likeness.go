package guide

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Alike is from which likeness on two texts count as the same one, said again.
const Alike = 0.5

// Texts finds those that are alike: by the rows of four letters that they share, without
// capitals, accents and marks.
type Texts struct {
	grams [][]string // by text, each once, the rarest first
	rare  map[string]int
	posts map[string][]int // of the rarest grams of each text: who is alike shares one of them
}

// NewTexts takes all texts that are to be compared.
func NewTexts(texts []string) *Texts {
	t := &Texts{rare: map[string]int{}, posts: map[string][]int{}}
	for _, text := range texts {
		grams := gramsOf(text)
		t.grams = append(t.grams, grams)
		for _, g := range grams {
			t.rare[g]++
		}
	}
	for i, grams := range t.grams {
		slices.SortFunc(grams, func(a, b string) int {
			return cmp.Or(cmp.Compare(t.rare[a], t.rare[b]), cmp.Compare(a, b))
		})
		for _, g := range grams[:prefix(len(grams))] {
			t.posts[g] = append(t.posts[g], i)
		}
	}
	return t
}

// prefix is how many of n grams, the rarest, two alike texts cannot both do without.
func prefix(n int) int { return n - (n+1)/2 + 1 }

func gramsOf(text string) []string {
	var plain strings.Builder
	for _, c := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			plain.WriteRune(c)
		default:
			plain.WriteByte(' ')
		}
	}
	runes := []rune(strings.Join(strings.Fields(plain.String()), " "))
	seen := map[string]bool{string(runes): len(runes) < 4}
	for i := 0; i+4 <= len(runes); i++ {
		seen[string(runes[i:i+4])] = true
	}
	var grams []string
	for g, ok := range seen {
		if ok {
			grams = append(grams, g)
		}
	}
	return grams
}

// Pairs gives every two texts that are alike, the earlier one first.
func (t *Texts) Pairs() [][2]int {
	var list [][2]int
	for i, grams := range t.grams {
		seen := map[int]bool{}
		for _, g := range grams[:prefix(len(grams))] {
			for _, j := range t.posts[g] {
				if j < i && !seen[j] {
					seen[j] = true
					if t.Likeness(i, j) >= Alike {
						list = append(list, [2]int{j, i})
					}
				}
			}
		}
	}
	return list
}

// Likeness is how much two texts share, 0 to 1 (Jaccard).
func (t *Texts) Likeness(i, j int) float64 {
	has := make(map[string]bool, len(t.grams[i]))
	for _, g := range t.grams[i] {
		has[g] = true
	}
	both := 0
	for _, g := range t.grams[j] {
		if has[g] {
			both++
		}
	}
	return float64(both) / float64(len(t.grams[i])+len(t.grams[j])-both)
}
