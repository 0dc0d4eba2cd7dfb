package guide

import (
	"strings"
	"unicode/utf8"
)

// forgiven is how many typing errors a word may have: a short one would be another word.
func forgiven(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4 || strings.ContainsAny(word, "0123456789"):
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// nearest gives the word that was probably meant: the one with the fewest letters wrong;
// among those, one that begins with the same letter, and then the commonest.
func (s *shelf) nearest(typed string) (best known, ok bool) {
	most := forgiven(typed)
	if most == 0 {
		return best, false
	}
	least := [3]int{most + 1}
	for _, k := range s.words {
		if len(k.word) < 4 || max(len(k.word)-len(typed), len(typed)-len(k.word)) > most {
			continue
		}
		d := apart(typed, k.word, min(most, least[0]))
		if d > most {
			continue
		}
		other := 0
		if k.word[0] != typed[0] {
			other = 1
		}
		if rank := [3]int{d, other, -k.count}; less(rank, least) {
			least, best, ok = rank, k, true
		}
	}
	return best, ok
}

func less(a, b [3]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// apart counts the letters that are missing, too many, wrong or in each other's place
// between two words of at most longestWord bytes. Beyond most it may stop counting.
func apart(a, b string, most int) int {
	var rows [3][longestWord + 1]int
	if len(a) > longestWord || len(b) > longestWord {
		return most + 1
	}
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range len(a) {
		now[0] = i + 1
		least := now[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(last[j+1]+1, now[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			now[j+1] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
