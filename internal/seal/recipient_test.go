package seal

import (
	"math/rand/v2"
	"testing"

	"filippo.io/age"
)

// TestRecipientAsAge holds our reading of recipients to age's: good ones, ones with a
// character changed, and keys whose bytes were changed under a right checksum.
func TestRecipientAsAge(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	agree := func(text string) bool {
		_, err := age.ParseHybridRecipient(text)
		return (err == nil) == (CheckRecipient(text) == nil)
	}
	refused := 0
	for range 200 {
		var seed Seed
		for i := range seed {
			seed[i] = byte(chance.Uint32())
		}
		good, err := seed.Recipient()
		if err != nil || CheckRecipient(good) != nil {
			t.Fatalf("a good recipient is refused: %v %v", err, CheckRecipient(good))
		}
		one := []byte(good)
		one[chance.IntN(len(one))] = bech32Set[chance.IntN(32)]
		if !agree(string(one)) {
			t.Fatalf("age and we differ on %s", one)
		}
		key, _ := bech32Decode(recipientPrefix, good)
		for range 1 + chance.IntN(3) {
			key[chance.IntN(len(key))] = byte(chance.Uint32()) | 0xf0
		}
		other := bech32Encode(recipientPrefix, key)
		if !agree(other) {
			t.Fatalf("age and we differ on %s", other)
		}
		if CheckRecipient(other) != nil {
			refused++
		}
		if short := bech32Encode(recipientPrefix, key[:len(key)-1]); !agree(short) {
			t.Fatalf("age and we differ on a short key")
		}
	}
	if refused == 0 {
		t.Error("no changed key was refused: the test proves nothing")
	}
}

func BenchmarkCheckRecipient(b *testing.B) {
	good, err := Seed{1}.Recipient()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := CheckRecipient(good); err != nil {
			b.Fatal(err)
		}
	}
}
