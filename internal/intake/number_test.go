package intake

import (
	"crypto/rand"
	"errors"
	"testing"
	"testing/iotest"
)

// validNumber says whether a text can be a case number.
func validNumber(number string) bool {
	if len(number) != 9 || number[4] != '-' {
		return false
	}
	digits := number[:4] + number[5:]
	for _, c := range digits {
		if c < '0' || c > '9' {
			return false
		}
	}
	return rune(digits[7])-'0' == luhn(digits[:7])
}

func TestNumber(t *testing.T) {
	seen := map[string]bool{}
	for range 500 {
		n, err := newNumber(rand.Reader)
		if err != nil || !validNumber(n) {
			t.Fatalf("number %q, %v", n, err)
		}
		seen[n] = true
		for i := range n {
			wrong := []byte(n)
			if wrong[i] == '-' {
				continue
			}
			wrong[i] = '0' + (wrong[i]-'0'+3)%10
			if validNumber(string(wrong)) {
				t.Fatalf("%s passes for %s", wrong, n)
			}
		}
	}
	if len(seen) < 490 {
		t.Errorf("500 numbers, %d of them different", len(seen))
	}
	// The textbook example, 7992739871 and 3, with our number of digits.
	if luhn("7992739871") != 3 {
		t.Error("the check digit is not Luhn's")
	}
	for _, n := range []string{"", "48291736", "4829-173", "4829-17a6", "4829_1736"} {
		if validNumber(n) {
			t.Errorf("%q is no number", n)
		}
	}
	if _, err := newNumber(iotest.ErrReader(errors.New("no chance"))); err == nil {
		t.Error("without randomness there is no number")
	}
}
