package ledger

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func written(n int) ([]string, Tail) {
	var lines []string
	var tail Tail
	for i := range n {
		act := Act{Act: Received, By: "reporter", Case: fmt.Sprintf("%04d-0000", i), Of: "<&>\u2028"}
		text, hash := Chain(tail, act, "2026-11-22")
		lines = append(lines, text)
		tail = Tail{N: tail.N + 1, Hash: hash}
	}
	return lines, tail
}

func verify(t *testing.T, lines []string) (Tail, int64) {
	t.Helper()
	i := 0
	tail, broken, err := Verify(func() (string, error) {
		if i == len(lines) {
			return "", io.EOF
		}
		i++
		return lines[i-1], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tail, broken
}

func TestChain(t *testing.T) {
	lines, tail := written(20)
	got, broken := verify(t, lines)
	if broken != 0 || got != tail {
		t.Fatalf("an untouched ledger breaks at %d", broken)
	}
	if got, broken := verify(t, nil); broken != 0 || got != (Tail{}) {
		t.Fatal("an empty ledger is whole")
	}
	want := `{"v":1,"n":1,"prev":"","at":"2026-11-22","act":"received","by":"reporter","case":"0000-0000","of":"<&>\u2028"}`
	if lines[0] != want {
		t.Fatalf("a line is\n%s\nwant\n%s", lines[0], want)
	}
}

// TestChainFinds takes, changes, swaps and doubles lines by chance: the break is found at
// the line that was touched; a cut at the end is seen by the tail.
func TestChainFinds(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	whole, tail := written(40)
	for range 2000 {
		lines := slices.Clone(whole)
		i := chance.IntN(len(lines))
		var first int
		switch chance.IntN(5) {
		case 0: // drop
			lines = slices.Delete(lines, i, i+1)
			first = i + 1
		case 1: // alter one character
			at := chance.IntN(len(lines[i]))
			b := []byte(lines[i])
			b[at] ^= byte(1 << chance.IntN(7))
			lines[i] = string(b)
			first = i + 2 // where it still reads as a line, the next one misses it
		case 2: // swap two
			j := chance.IntN(len(lines))
			if i == j {
				continue
			}
			lines[i], lines[j] = lines[j], lines[i]
			first = min(i, j) + 1
		case 3: // twice
			lines = slices.Insert(lines, i, lines[i])
			first = i + 2
		case 4: // a line of one's own, chained well, in the place of another
			before := Tail{}
			if i > 0 {
				before = Tail{N: int64(i), Hash: Hash(lines[i-1])}
			}
			lines[i], _ = Chain(before, Act{Act: Export, By: "officer:nobody"}, "2026-11-23")
			first = i + 2 // the next line still names the one that was there
		}
		got, broken := verify(t, lines)
		if broken == 0 && got == tail {
			t.Fatalf("a change at line %d was not found", i+1)
		}
		if broken != 0 && broken > int64(first) {
			t.Fatalf("a change at line %d was found at %d only", first, broken)
		}
	}
}

func TestVerifyTellsReading(t *testing.T) {
	gone := errors.New("disk")
	_, broken, err := Verify(func() (string, error) { return "", gone })
	if !errors.Is(err, gone) || broken != 0 {
		t.Fatal("a failure to read is an error and no broken line")
	}
}

func FuzzFollows(f *testing.F) {
	lines, _ := written(2)
	for _, line := range lines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if follows(Tail{}, text) && (strings.Contains(text, "\n") || !strings.HasPrefix(text, `{"v":1,"n":1,`)) {
			t.Fatalf("taken as a first line: %q", text)
		}
	})
}
