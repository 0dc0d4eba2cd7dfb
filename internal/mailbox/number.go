package mailbox

import (
	"crypto/rand"
	"fmt"
	"io"
	"math/big"
)

// NewNumber makes a case number that can be read aloud: seven random digits and a check
// digit, "4829-1736". It says nothing about how many there are.
func NewNumber(random io.Reader) (string, error) {
	n, err := rand.Int(random, big.NewInt(10_000_000))
	if err != nil {
		return "", fmt.Errorf("mailbox: case number: %w", err)
	}
	digits := fmt.Sprintf("%07d", n.Int64())
	digits += string('0' + luhn(digits))
	return digits[:4] + "-" + digits[4:], nil
}

// ValidNumber says whether a text can be a case number: eight digits, the last of which fits.
func ValidNumber(number string) bool {
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
