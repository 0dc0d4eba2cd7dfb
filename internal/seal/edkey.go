package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"slices"
)

// The y coordinates of the eight points of small order, little endian, sign bit clear.
// Under such a key one signature fits many messages.
var smallOrder = [][]byte{
	unhex("0000000000000000000000000000000000000000000000000000000000000000"),
	unhex("0100000000000000000000000000000000000000000000000000000000000000"),
	unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
	unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
	unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
}

// The prime of the field, little endian: y must be below it, or two texts are one key.
var prime = unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")

func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// CheckVerify refuses a verify key that is not 32 bytes in canonical base64url, is not
// in canonical form, or is of small order. That it is a point at all, verifying tells.
func CheckVerify(verify string) error {
	_, err := verifyKey(verify)
	return err
}

func verifyKey(verify string) (ed25519.PublicKey, error) {
	key, err := DecodeURL(verify)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, refuse("verify", "")
	}
	y := bytes.Clone(key)
	y[31] &= 0x7f
	if slices.ContainsFunc(smallOrder, func(s []byte) bool { return bytes.Equal(s, y) }) {
		return nil, refuse("small-order", "")
	}
	slices.Reverse(y)
	p := slices.Clone(prime)
	slices.Reverse(p)
	if bytes.Compare(y, p) >= 0 {
		return nil, refuse("verify", "")
	}
	return key, nil
}
