package system

import "testing"

// TestBadInput sends to one running server whatever no page of ours sends. Each is told
// in a clear sentence, nothing of it is stored, and nothing is lost.
func TestBadInput(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, part := range []struct {
		name string
		test func(*testing.T, *house)
	}{
		{"sending", badSending},
		{"body", badBody},
		{"twice", sentTwice},
		{"without scripts", plainBad},
		{"without scripts, broken off", plainBroken},
		{"without scripts, twice", plainTwice},
		{"without scripts, too much", plainTotal},
		{"names of files", plainNames},
		{"names of sealed files", sealedNames},
		{"letters without scripts", plainLetters},
		{"drafts", badDrafts},
		{"uploads", uploads},
		{"parts", badParts},
		{"paths", pathTricks},
		{"blobs", blobTricks},
		{"cross-site", crossSite},
		{"large heads", large},
		{"plain HTTP", plainHTTP},
		{"sign-in", signIn},
		{"leftovers", leftovers},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, h) })
	}
}
