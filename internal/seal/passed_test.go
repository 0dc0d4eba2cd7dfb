package seal

import (
	"math/rand/v2"
	"testing"
)

// passedOn is a report of which parts were passed on by consent.
func passedOn(t *testing.T) (*world, passing) {
	w := newWorld(t)
	w.report()
	m := &bundleMaker{w: w}
	return w, m.share(asAsked, asAgreed)
}

func TestACopyGivesWhatItPassesOn(t *testing.T) {
	w, p := passedOn(t)
	o, err := OpenBundle(w.shared(w.cyd.holder(), p), w.reader(w.cyd), w.dir())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ from, kind, by string }{
		{"talk:wct", "answers", "reporter"}, {"talk:wct", "file", "reporter"}, {"file:wct", "assessment", w.ben.holder()},
	} {
		c := o.Items[i].Copied
		if c == nil || c.From != want.from || c.Line.Kind != want.kind || c.Line.By != want.by {
			t.Fatalf("%s: %+v", want.kind, c)
		}
	}
	file := must(Read[FileBody](o.Items[1].Copied.Item))
	if file.Name != "photo.png" || o.Items[1].Line.Blobs[0] != w.attached.Sealed {
		t.Error("the attachment cannot be opened from its copy")
	}
	note := must(Read[Note](o.Items[2].Copied.Item))
	if note.Sheet != "first-look" || note.Fields["credible"] != "yes" {
		t.Error("the sheet is not what was written on it")
	}
	if p, ok := o.Place("share:" + p.request.ID); !ok || p.Prev != o.Items[2].Hash {
		t.Error("the receiver cannot answer")
	}
}

func TestLinesAreGivenAsTheirKind(t *testing.T) {
	w, p := passedOn(t)
	b := w.shared("reporter", p)
	b.Lines = append(b.Lines, w.sub.Keys, Signed{Line: "{}"}, w.except(p, LineHash(p.asked)))
	o := must(OpenBundle(b, w.reporter(), w.dir()))
	request, asked := o.Lines[0].Line.(Request)
	consent, agreed := o.Lines[1].Line.(Consent)
	if !asked || !agreed || request.ID != p.request.ID || consent.Request != o.Lines[0].Hash || o.Lines[0].By != w.ada.holder() {
		t.Fatalf("%+v", o.Lines[:2])
	}
	for i, want := range []struct{ is, reason string }{
		{"request", ""}, {"consent", ""}, {"keys", "kind"}, {"", "kind"}, {"step", ""},
	} {
		if got := o.Lines[i]; got.Is != want.is || got.Reason != want.reason {
			t.Errorf("%d: %q %q", i, got.Is, got.Reason)
		}
	}
}

// Whatever a server puts among lines, keys and origins, nothing makes a reader fall or
// believe a grant of which the request is gone.
func TestAnyPassingIsSurvived(t *testing.T) {
	w, p := passedOn(t)
	r, d := rand.New(rand.NewPCG(5, 6)), w.dir()
	for range 60 {
		b := w.shared("reporter", p)
		all := []*[]Signed{&b.Keys, &b.Lines, &b.Origins, &b.Grants}
		pool := append(append(append([]Signed{{}}, b.Lines...), b.Keys...), b.Grants...)
		for range 1 + r.IntN(4) {
			list := *all[r.IntN(len(all))]
			list[r.IntN(len(list))] = pool[r.IntN(len(pool))]
		}
		o, err := OpenBundle(b, w.reporter(), d)
		if err != nil {
			continue
		}
		if len(o.Items) != len(b.Items) || len(o.Lines) != len(b.Lines) {
			t.Fatal("an item or a line was dropped in silence")
		}
		if b.Lines[0] == p.asked || b.Lines[1] == p.asked {
			continue
		}
		for _, h := range o.Holdings {
			if place, _ := Split(h.Line.Compartment); place == "share" && h.Reason == "" {
				t.Fatal("a grant of a share without its request")
			}
		}
	}
}
