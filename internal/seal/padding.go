package seal

import "math/bits"

// Padded is the Padmé size of n bytes, at least 1024: a size tells no more than about
// log log n bits, at a cost of at most about an eighth.
func Padded(n int64) int64 {
	l := max(n, 1024)
	e := bits.Len64(uint64(l)) - 1
	s := bits.Len(uint(e))
	step := int64(1) << (e - s)
	return (l + step - 1) / step * step
}
