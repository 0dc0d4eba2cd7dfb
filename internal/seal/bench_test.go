package seal

import "testing"

func BenchmarkCheckGrant(b *testing.B) {
	w := newWorld(b)
	w.report()
	for b.Loop() {
		must(CheckGrant(w.sub.Grants[0], w.phrase.Verify()))
	}
}

func BenchmarkOpenBundle(b *testing.B) {
	w := newWorld(b)
	bundle, dir, me := w.bundle("reporter"), w.dir(), w.reporter()
	for b.Loop() {
		must(OpenBundle(bundle, me, dir))
	}
}

func BenchmarkNewSubmission(b *testing.B) {
	w := newWorld(b)
	w.attached.Seed, w.attached.SHA256, w.attached.Sealed = w.seed(), Hash(nil), Hash(nil)
	outline := w.outline()
	for b.Loop() {
		must(NewSubmission(w.rand, outline))
	}
}

func BenchmarkParsePhrase(b *testing.B) {
	text := "legal winner thank year wave sausage worth useful legal winner thank yellow"
	for b.Loop() {
		must(ParsePhrase(text))
	}
}
