package seal

import "strings"

// age gives an identity's text only for keys that it made itself; ours are derived, so
// their bech32 text is written here. Reading goes through age's own parser and back.
const bech32Set = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

func bech32Sum(values []byte) uint32 {
	generator := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	sum := uint32(1)
	for _, v := range values {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range generator {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	return sum
}

// bech32Encode writes data under a lower-case prefix, in lower case.
func bech32Encode(prefix string, data []byte) string {
	fives := toFives(data)
	var head []byte
	for i := range len(prefix) {
		head = append(head, prefix[i]>>5)
	}
	head = append(head, 0)
	for i := range len(prefix) {
		head = append(head, prefix[i]&31)
	}
	sum := bech32Sum(append(append(head, fives...), 0, 0, 0, 0, 0, 0)) ^ 1
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

// bech32Decode reads text that bech32Encode wrote under that prefix, and nothing else.
func bech32Decode(prefix, text string) ([]byte, bool) {
	rest, ok := strings.CutPrefix(text, prefix+"1")
	if !ok || len(rest) < 6 {
		return nil, false
	}
	var data []byte
	var hold, bits uint32
	for i := range len(rest) - 6 {
		f := strings.IndexByte(bech32Set, rest[i])
		if f < 0 {
			return nil, false
		}
		hold, bits = hold<<5|uint32(f), bits+5
		if bits >= 8 {
			bits -= 8
			data = append(data, byte(hold>>bits))
		}
	}
	return data, bech32Encode(prefix, data) == text
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
