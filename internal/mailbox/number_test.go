package mailbox

import (
	"crypto/rand"
	"errors"
	"testing"
	"testing/iotest"
)

func TestNumber(t *testing.T) {
	seen := map[string]bool{}
	for range 500 {
		n, err := NewNumber(rand.Reader)
		if err != nil || !ValidNumber(n) {
			t.Fatalf("number %q, %v", n, err)
		}
		seen[n] = true
		for i := range n {
			wrong := []byte(n)
			if wrong[i] == '-' {
				continue
			}
			wrong[i] = '0' + (wrong[i]-'0'+3)%10
			if ValidNumber(string(wrong)) {
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
		if ValidNumber(n) {
			t.Errorf("%q is no number", n)
		}
	}
	if _, err := NewNumber(iotest.ErrReader(errors.New("no chance"))); err == nil {
		t.Error("without randomness there is no number")
	}
}
