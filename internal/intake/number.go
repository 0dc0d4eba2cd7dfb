package intake

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
)

// newNumber makes a case number that can be read aloud: seven random digits and a check
// digit, "4829-1736". It says nothing about how many there are.
func newNumber(random io.Reader) (string, error) {
	n, err := rand.Int(random, big.NewInt(10_000_000))
	if err != nil {
		return "", fmt.Errorf("intake: case number: %w", err)
	}
	digits := fmt.Sprintf("%07d", n.Int64())
	digits += string('0' + luhn(digits))
	return digits[:4] + "-" + digits[4:], nil
}

// luhn gives the check digit that follows these digits: it finds every single wrong digit
// and nearly every swap of two neighbours.
func luhn(digits string) rune {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return rune((10 - sum%10) % 10)
}
