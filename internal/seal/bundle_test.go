package seal

import "testing"

func TestBundleOpens(t *testing.T) {
	w := newWorld(t)
	for name, me := range map[string]Reader{"reporter": w.reporter(), "ada": w.reader(w.ada), "ben": w.reader(w.ben), "recovery": w.reader(w.recovery)} {
		t.Run(name, func(t *testing.T) {
			o, err := OpenBundle(w.bundle(me.Holder), me, w.dir())
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range o.Items {
				if s.Verdict != Genuine {
					t.Errorf("%s: %s %s", s.Line.Kind, s.Verdict, s.Reason)
				}
			}
			for _, h := range o.Holdings {
				if h.Reason != "" {
					t.Errorf("%s: %s", h.Line.Holder, h.Reason)
				}
			}
			if len(o.Items) != 3 || len(o.Holdings) != 4 || len(o.Unopened) != 0 {
				t.Errorf("items %d, holdings %d, unopened %d", len(o.Items), len(o.Holdings), len(o.Unopened))
			}
			p, ok := o.Place("talk:wct")
			if !ok || p.Seed != w.talk || p.Turn != 1 || p.Prev != o.Items[2].Hash {
				t.Error("place", ok, p.Turn)
			}
		})
	}
}
