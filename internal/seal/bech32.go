package seal

import "strings"

// age gives an identity's text only for keys that it made itself; ours are derived, so
// their bech32 text is written and read here. Recipients are read here too: the server
// reads several with each report, and need not make keys of them.
const bech32Set = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32Top is what each value of the five top bits adds to the checksum.
var bech32Top = func() (top [32]uint32) {
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		for v := range top {
			if v>>i&1 == 1 {
				top[v] ^= g
			}
		}
	}
	return top
}()

// bech32Place gives the value of a character, 255 for one that is none.
var bech32Place = func() (place [256]byte) {
	for i := range place {
		place[i] = 255
	}
	for i := range len(bech32Set) {
		place[bech32Set[i]] = byte(i)
	}
	return place
}()

func bech32Sum(sum uint32, values []byte) uint32 {
	for _, v := range values {
		sum = (sum&0x1ffffff)<<5 ^ uint32(v) ^ bech32Top[sum>>25]
	}
	return sum
}

// bech32Head is the checksum so far after a lower-case prefix.
func bech32Head(prefix string) uint32 {
	head := make([]byte, 0, 2*len(prefix)+1)
	for i := range len(prefix) {
		head = append(head, prefix[i]>>5)
	}
	head = append(head, 0)
	for i := range len(prefix) {
		head = append(head, prefix[i]&31)
	}
	return bech32Sum(1, head)
}

// bech32Encode writes data under a lower-case prefix, in lower case.
func bech32Encode(prefix string, data []byte) string {
	fives := toFives(data)
	sum := bech32Sum(bech32Sum(bech32Head(prefix), fives), make([]byte, 6)) ^ 1
	for i := range 6 {
		fives = append(fives, byte(sum>>(5*(5-i)))&31)
	}
	var text strings.Builder
	text.WriteString(prefix + "1")
	for _, f := range fives {
		text.WriteByte(bech32Set[f])
	}
	return text.String()
}

// bech32Decode reads lower-case text that bech32Encode wrote under that prefix, and
// nothing else: a text has one reading, and data one text.
func bech32Decode(prefix, text string) ([]byte, bool) {
	rest, ok := strings.CutPrefix(text, prefix+"1")
	if !ok || len(rest) < 6 {
		return nil, false
	}
	fives := make([]byte, len(rest))
	for i := range fives {
		if fives[i] = bech32Place[rest[i]]; fives[i] == 255 {
			return nil, false
		}
	}
	if bech32Sum(bech32Head(prefix), fives) != 1 {
		return nil, false
	}
	return fromFives(fives[:len(fives)-6])
}

// fromFives joins groups of five bits to bytes; what is left over must be less than a
// group, and zero.
func fromFives(fives []byte) ([]byte, bool) {
	data := make([]byte, 0, len(fives)*5/8)
	var hold, bits uint32
	for _, f := range fives {
		hold, bits = hold<<5|uint32(f), bits+5
		if bits >= 8 {
			bits -= 8
			data = append(data, byte(hold>>bits))
		}
	}
	return data, bits < 5 && hold&(1<<bits-1) == 0
}

func toFives(data []byte) []byte {
	var fives []byte
	var hold, bits uint32
	for _, b := range data {
		hold, bits = hold<<8|uint32(b), bits+8
		for bits >= 5 {
			bits -= 5
			fives = append(fives, byte(hold>>bits)&31)
		}
	}
	if bits > 0 {
		fives = append(fives, byte(hold<<(5-bits))&31)
	}
	return fives
}
