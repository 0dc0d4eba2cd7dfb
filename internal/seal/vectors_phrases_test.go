package seal

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

type phraseVectors struct {
	Phrases    []phraseVector     `json:"phrases"`
	Refused    []refusedPhrase    `json:"refused"`
	SixWords   []sixWordsVector   `json:"sixWords"`
	Repetition []repetitionVector `json:"repetition"`
	Handles    []string           `json:"refusedHandles"`
}

type phraseVector struct {
	Language       string   `json:"language"`
	Words          string   `json:"words"`
	Typed          []string `json:"typed"`
	Entropy        string   `json:"entropy"`
	Handle         string   `json:"handle"`
	HandleHash     string   `json:"handleHash"`
	Identity       string   `json:"identity"`
	Recipient      string   `json:"recipient"`
	Verify         string   `json:"verify"`
	Repeat         string   `json:"repeat"`
	DraftHandle    string   `json:"draftHandle"`
	DraftIdentity  string   `json:"draftIdentity"`
	DraftRecipient string   `json:"draftRecipient"`
}

type refusedPhrase struct {
	Text string `json:"text"`
	Note string `json:"note"`
}

type sixWordsVector struct {
	Recipient string   `json:"recipient"`
	Verify    string   `json:"verify"`
	Words     []string `json:"words"`
}

type repetitionVector struct {
	Key   string       `json:"key"`
	Parts []partVector `json:"parts"`
	Sum   string       `json:"sum"`
}

type partVector struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}

func makePhrases(w *world) phraseVectors {
	var v phraseVectors
	zero := [16]byte{}
	for _, language := range Languages() {
		full := must(PhraseOf([16]byte(slices.Repeat([]byte{0xff}, 16)), language))
		for _, p := range []Phrase{must(PhraseOf(zero, language)), full, must(NewPhrase(w.rand, language)), must(NewPhrase(w.rand, language))} {
			v.Phrases = append(v.Phrases, makePhrase(p))
		}
	}
	good := v.Phrases[2].Words
	words := strings.Fields(good)
	swapped := slices.Clone(words)
	swapped[0], swapped[1] = swapped[1], swapped[0]
	other := strings.Fields(v.Phrases[6].Words)
	v.Refused = []refusedPhrase{
		{"", "no words"},
		{strings.Join(words[:11], " "), "eleven words"},
		{good + " " + words[0], "thirteen words"},
		{strings.Join(swapped, " "), "two words changed places: the checksum fails"},
		{strings.Join(append(slices.Clone(words[:11]), "zzzz"), " "), "a word that is in no list"},
		{strings.Join(append(slices.Clone(words[:6]), other[6:]...), " "), "six words of one list and six of another"},
		{strings.Repeat("aba ", 12), "three letters that are no whole word"},
	}
	v.SixWords = []sixWordsVector{makeSixWords(w.ada), makeSixWords(w.ben)}
	key := w.phrase.Repeat()
	for _, parts := range [][]partVector{
		{{"form", []byte("harassment")}, {"what", []byte("Il s’est passé ceci…")}, {"where", nil}},
		{{"form", []byte("harassmen")}, {"what", []byte("tIl s’est passé ceci…")}, {"where", nil}},
		{},
	} {
		r := repetitionVector{Key: EncodeURL(key[:]), Parts: parts}
		r.Sum = Repetition(key, formParts(parts))
		v.Repetition = append(v.Repetition, r)
	}
	v.Handles = []string{"", v.Phrases[0].Handle[:42], v.Phrases[0].Handle + "=", v.Phrases[0].Handle + "AA", w.id()}
	return v
}

func makeSixWords(s *staff) sixWordsVector {
	r, v := s.recipient(), VerifyOf(s.signer)
	return sixWordsVector{r, v, SixWords(r, v)}
}

func formParts(parts []partVector) []FormPart {
	var all []FormPart
	for _, p := range parts {
		all = append(all, FormPart(p))
	}
	return all
}

func makePhrase(p Phrase) phraseVector {
	words := p.Words()
	e, d, r := p.Entropy(), p.DraftHandle(), p.Repeat()
	return phraseVector{
		Language: p.Language(), Words: strings.Join(words, " "), Typed: typings(words),
		Entropy: hex.EncodeToString(e[:]), Handle: p.HandleText(), HandleHash: must(HandleHash(p.HandleText())),
		Identity: p.Identity().Identity(), Recipient: must(p.Identity().Recipient()), Verify: p.Verify(),
		Repeat: EncodeURL(r[:]), DraftHandle: EncodeURL(d[:]), DraftIdentity: p.DraftIdentity().Identity(),
		DraftRecipient: must(p.DraftIdentity().Recipient()),
	}
}

// typings are ways in which people type twelve words.
func typings(words []string) []string {
	var short, numbered []string
	for _, w := range words {
		plain := []rune(fold(w))
		short = append(short, string(plain[:min(4, len(plain))]))
		numbered = append(numbered, string(rune('1'+len(numbered)%9))+". "+w)
	}
	text := strings.Join(words, " ")
	return []string{
		strings.ToUpper(text),
		fold(strings.Join(words, "\t")),
		"  " + strings.Join(words, "\n") + "\n",
		strings.Join(words, ", "),
		strings.Join(words, "-"),
		strings.Join(numbered, "\n"),
		strings.Join(short, " "),
		decompose(text),
	}
}

func checkPhrases(t *testing.T) {
	v := readVectors[phraseVectors](t, "phrases.json")
	for _, want := range some(t, v.Phrases) {
		for _, text := range append(want.Typed, want.Words) {
			p, err := ParsePhrase(text)
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			if got := makePhrase(p); got.Words != want.Words || got.Handle != want.Handle || got.Verify != want.Verify ||
				got.Recipient != want.Recipient || got.Identity != want.Identity || got.Entropy != want.Entropy ||
				got.HandleHash != want.HandleHash || got.Repeat != want.Repeat || got.Language != want.Language ||
				got.DraftHandle != want.DraftHandle || got.DraftRecipient != want.DraftRecipient {
				t.Errorf("%q: derived otherwise", text)
			}
		}
	}
	for _, r := range some(t, v.Refused) {
		_, err := ParsePhrase(r.Text)
		wantReason(t, r.Note, err, "phrase")
	}
	for _, s := range some(t, v.SixWords) {
		if !slices.Equal(SixWords(s.Recipient, s.Verify), s.Words) {
			t.Error("six words")
		}
	}
	for _, r := range some(t, v.Repetition) {
		key := must(DecodeURL(r.Key))
		if Repetition([32]byte(key), formParts(r.Parts)) != r.Sum {
			t.Error("repetition")
		}
	}
	for _, h := range some(t, v.Handles) {
		_, err := HandleHash(h)
		wantReason(t, "handle", err, "handle")
	}
}

type paddingVector struct {
	Size   int64 `json:"size"`
	Padded int64 `json:"padded"`
}

func makePadding() []paddingVector {
	var all []paddingVector
	for _, n := range []int64{0, 1, 1023, 1024, 1025, 1056, 1057, 9000, 65536, 65537, 26214400, 1 << 31, 1<<31 + 1, 1<<40 + 12345} {
		all = append(all, paddingVector{n, Padded(n)})
	}
	return all
}

func checkPadding(t *testing.T) {
	for _, v := range some(t, readVectors[[]paddingVector](t, "padding.json")) {
		if got := Padded(v.Size); got != v.Padded {
			t.Errorf("%d: want %d, got %d", v.Size, v.Padded, got)
		}
	}
}

type keyVectors struct {
	Derived    []derivedVector `json:"derived"`
	Identities []identityPair  `json:"identities"`
	Bonds      []bondVector    `json:"bonds"`
	RefusedIDs []noted         `json:"refusedIdentities"`
	RefusedTo  []noted         `json:"refusedRecipients"`
	RefusedKey []noted         `json:"refusedVerify"`
}

type derivedVector struct {
	IKM   string `json:"ikm"`
	Label string `json:"label"`
	Out   string `json:"out"`
}

type identityPair struct {
	Seed      string `json:"seed"`
	Identity  string `json:"identity"`
	Recipient string `json:"recipient"`
	Hash      string `json:"hash"`
	Verify    string `json:"verify"` // of the seed as an Ed25519 seed
}

type bondVector struct {
	Identity string `json:"identity"`
	Keys     string `json:"keys"`
	Bond     string `json:"bond"`
}

type noted struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
	Note   string `json:"note"`
}

func makeKeyVectors(w *world) keyVectors {
	var v keyVectors
	for _, label := range []string{"staff/identity", "staff/signing", "staff/login", "staff/unlock", "staff/way", "staff/passkey"} {
		ikm := w.seed()
		out := Derive(ikm[:], label)
		v.Derived = append(v.Derived, derivedVector{hex.EncodeToString(ikm[:]), label, hex.EncodeToString(out[:])})
	}
	for _, s := range []Seed{{}, Seed(slices.Repeat([]byte{0xff}, 32)), w.seed()} {
		v.Identities = append(v.Identities, pairOf(s))
		sum := Hash([]byte("a keys line"))
		v.Bonds = append(v.Bonds, bondVector{s.Identity(), sum, Bond(s, sum)})
	}
	good := pairOf(w.seed())
	broken := func(s string, at int) string {
		b := []byte(s)
		b[at] = map[bool]byte{true: 'p', false: 'q'}[b[at] == 'q']
		return string(b)
	}
	v.RefusedIDs = []noted{
		{strings.ToLower(good.Identity), "identity", "lower case"},
		{good.Identity + "\n", "identity", "a line break after it"},
		{"AGE-SECRET-KEY-1" + good.Identity[19:], "identity", "the classic kind"},
		{good.Identity[:40] + "Q" + good.Identity[41:] + "Q", "identity", "too long"},
		{strings.ToUpper(broken(strings.ToLower(good.Identity), 30)), "identity", "one letter changed"},
		{"", "identity", "nothing"},
	}
	v.RefusedTo = []noted{
		{strings.ToUpper(good.Recipient), "recipient", "upper case"},
		{good.Recipient[:200] + strings.ToUpper(good.Recipient[200:300]) + good.Recipient[300:], "recipient", "mixed case"},
		{broken(good.Recipient, 300), "recipient", "one letter changed"},
		{good.Recipient[:len(good.Recipient)-1], "recipient", "one letter short"},
		{" " + good.Recipient, "recipient", "a space before it"},
		{classicRecipient(), "recipient", "the classic kind, readable by a quantum computer later"},
		{bech32Encode("age1pq", make([]byte, 1215)), "recipient", "one byte short"},
		{bech32Encode("age1pq", slices.Repeat([]byte{0xff}, 1216)), "recipient", "not an encoded key"},
		{"", "recipient", "nothing"},
	}
	v.RefusedKey = refusedVerifyKeys(good.Verify)
	return v
}

func pairOf(s Seed) identityPair {
	r := must(s.Recipient())
	return identityPair{
		Seed: hex.EncodeToString(s[:]), Identity: s.Identity(), Recipient: r, Hash: HashRecipient(r), Verify: VerifyOf(keyOf(s)),
	}
}

func refusedVerifyKeys(good string) []noted {
	var all []noted
	for i, y := range smallOrder {
		note := []string{"order 4", "order 1", "order 2", "order 8", "order 8"}[i]
		all = append(all, noted{EncodeURL(y), "small-order", note})
		high := slices.Clone(y)
		high[31] |= 0x80
		all = append(all, noted{EncodeURL(high), "small-order", note + ", other sign"})
	}
	over := slices.Clone(prime)
	one := slices.Clone(prime)
	one[0]++
	return append(all,
		noted{EncodeURL(over), "verify", "y = p, which is 0 written otherwise"},
		noted{EncodeURL(one), "verify", "y = p + 1, which is 1 written otherwise"},
		noted{good + "=", "verify", "padding"},
		noted{good[:42], "verify", "too short"},
		noted{good[:42] + string(good[42]+1), "verify", "not canonical base64url"},
		noted{"", "verify", "nothing"},
	)
}

func checkKeyVectors(t *testing.T) {
	v := readVectors[keyVectors](t, "keys.json")
	for _, d := range some(t, v.Derived) {
		out := Derive(must(hex.DecodeString(d.IKM)), d.Label)
		if hex.EncodeToString(out[:]) != d.Out {
			t.Error(d.Label)
		}
	}
	for _, p := range some(t, v.Identities) {
		s, err := ParseIdentity(p.Identity)
		if err != nil || pairOf(s) != p {
			t.Error("identity", p.Seed, err)
		}
	}
	for _, b := range some(t, v.Bonds) {
		if Bond(must(ParseIdentity(b.Identity)), b.Keys) != b.Bond {
			t.Error("bond")
		}
	}
	for _, n := range some(t, v.RefusedIDs) {
		_, err := ParseIdentity(n.Text)
		wantReason(t, n.Note, err, n.Reason)
	}
	for _, n := range some(t, v.RefusedTo) {
		wantReason(t, n.Note, CheckRecipient(n.Text), n.Reason)
	}
	for _, n := range some(t, v.RefusedKey) {
		wantReason(t, n.Note, CheckVerify(n.Text), n.Reason)
	}
}
