package guide

import (
	"cmp"
	"maps"
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
	grams [][]int32 // by text, each row once, the rarest first: rows are numbered by rarity
	posts [][]int32 // by row of letters: the texts of whose rarest it is one
}

// NewTexts takes all texts that are to be compared.
func NewTexts(texts []string) *Texts {
	rare, all := map[string]int{}, make([][]string, len(texts))
	for i, text := range texts {
		all[i] = gramsOf(text)
		for _, g := range all[i] {
			rare[g]++
		}
	}
	names := slices.SortedFunc(maps.Keys(rare), func(a, b string) int {
		return cmp.Or(cmp.Compare(rare[a], rare[b]), cmp.Compare(a, b))
	})
	number := make(map[string]int32, len(names))
	for i, name := range names {
		number[name] = int32(i)
	}
	t := &Texts{posts: make([][]int32, len(names))}
	for i, names := range all {
		grams := make([]int32, 0, len(names))
		for _, name := range names {
			grams = append(grams, number[name])
		}
		slices.Sort(grams)
		t.grams = append(t.grams, grams)
		for _, g := range grams[:prefix(len(grams))] {
			t.posts[g] = append(t.posts[g], int32(i))
		}
	}
	return t
}

// prefix is how many of n rows, the rarest, two alike texts cannot both do without.
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
	shared, met := make([]int32, len(t.grams)), []int32{}
	for i, grams := range t.grams {
		for _, g := range grams[:prefix(len(grams))] {
			for _, j := range t.posts[g] {
				if int(j) >= i {
					break
				}
				if shared[j]++; shared[j] == 1 {
					met = append(met, j)
				}
			}
		}
		slices.Sort(met)
		for _, j := range met {
			if t.mayBe(i, int(j), int(shared[j])) && t.Likeness(i, int(j)) >= Alike {
				list = append(list, [2]int{int(j), i})
			}
			shared[j] = 0
		}
		met = met[:0]
	}
	return list
}

// mayBe tells whether two texts that share so many of their rarest rows can be alike: what
// they share beyond these is among the commoner rows of one of them.
func (t *Texts) mayBe(i, j, shared int) bool {
	a, b := len(t.grams[i]), len(t.grams[j])
	return 3*(shared+max(a-prefix(a), b-prefix(b))) >= a+b
}

// Likeness is how much two texts share, 0 to 1 (Jaccard).
func (t *Texts) Likeness(i, j int) float64 {
	a, b, both := t.grams[i], t.grams[j], 0
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case a[x] < b[y]:
			x++
		case a[x] > b[y]:
			y++
		default:
			both, x, y = both+1, x+1, y+1
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
