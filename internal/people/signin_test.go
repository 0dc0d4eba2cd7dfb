package people

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

func TestSignInFailsAlike(t *testing.T) {
	w := newWorld(t)
	zoe := w.enrolled("Zoë", "intake")
	if _, err := w.registry.Certify(ctx, w.head.Holder(), w.line(w.head, zoe, nil)); err != nil {
		t.Fatal(err)
	}
	wrong := seal.EncodeURL(make([]byte, 32))
	for _, c := range [][2]string{{"Zoë", wrong}, {"Nobody", wrong}, {"", ""}, {"Zoë", "not base64"}, {"Zoë", ""}} {
		if _, err := w.registry.SignIn(ctx, c[0], c[1]); key(err) != "sign-in-failed" || fault.Of(err).Kind != fault.Refused {
			t.Errorf("%v: %v", c, err)
		}
	}
	w.store.Out[zoe.ID] = staff.Today
	if _, err := w.registry.SignIn(ctx, "Zoë", seal.EncodeURL(login)); key(err) != "sign-in-failed" {
		t.Errorf("suspended: %v", err)
	}
}

func TestSalt(t *testing.T) {
	w := newWorld(t)
	w.enrolled("Zoë", "intake")
	known := staff.Must(w.registry.Salt(ctx, "zoë"))
	if known != seal.EncodeStd(make([]byte, 16)) {
		t.Errorf("salt %s", known)
	}
	made := staff.Must(w.registry.Salt(ctx, "No One"))
	raw, err := seal.DecodeStd(made)
	if err != nil || len(raw) != 16 || made != staff.Must(w.registry.Salt(ctx, " no  one")) || made == staff.Must(w.registry.Salt(ctx, "No Two")) {
		t.Errorf("a made-up salt is 16 bytes, the same for the same name: %s %v", made, err)
	}
}

func TestDelay(t *testing.T) {
	w := newWorld(t)
	zoe := w.enrolled("Zoë", "intake")
	if _, err := w.registry.Certify(ctx, w.head.Holder(), w.line(w.head, zoe, nil)); err != nil {
		t.Fatal(err)
	}
	want := []time.Duration{0, 0, 0, 500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second, 30 * time.Second}
	for i, d := range want {
		if got := w.registry.Delay("Zoë"); got != d {
			t.Errorf("attempt %d waits %v, want %v", i+1, got, d)
		}
	}
	for range 1000 {
		if got := w.registry.Delay("ZOË"); got != longestWait {
			t.Fatalf("waits %v: nobody is locked out", got)
		}
	}
	if got := w.registry.Delay("Another"); got != 0 {
		t.Errorf("another name waits %v", got)
	}
	if _, err := w.registry.SignIn(ctx, "Zoë", seal.EncodeURL(login)); err != nil {
		t.Fatal(err)
	}
	if got := w.registry.Delay("Zoë"); got != 0 {
		t.Errorf("after a success: %v", got)
	}
	for range 10 {
		w.registry.Delay("Zoë")
	}
	w.now = w.now.Add(forgetAfter)
	if got := w.registry.Delay("Zoë"); got != 0 {
		t.Errorf("after a quiet hour: %v", got)
	}
}

func TestDelayMemory(t *testing.T) {
	w := newWorld(t)
	for range 20 {
		w.registry.Delay("target")
	}
	for i := range 2 * mostNames {
		w.registry.Delay(fmt.Sprint("flood ", i))
	}
	if n := len(w.registry.slow.names); n > mostNames {
		t.Errorf("%d names are kept", n)
	}
	if got := w.registry.Delay("target"); got != longestWait {
		t.Errorf("a flood of names freed the one that is guessed: %v", got)
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"Zoë Brandt", "ZOË  BRANDT", " zoe\u0308 brandt\n", "Zoë\u00a0Brandt"},
		{"STRASSE", "straße"},
		{"ﬁona", "Fiona"},
	} {
		for _, s := range same[1:] {
			if Fold(s) != Fold(same[0]) {
				t.Errorf("%q is not %q", s, same[0])
			}
		}
	}
	if Fold("Ann B") == Fold("AnnB") {
		t.Error("a space makes another name")
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Zoë  Brandt")
	f.Add("\u1e9e\u0345\u03b1")
	f.Fuzz(func(t *testing.T, s string) {
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("%q folds to %q and that to %q", s, once, Fold(once))
		}
	})
}

func TestKeyring(t *testing.T) {
	now := staff.Now
	ring := NewKeyring(rand.Reader, func() time.Time { return now })
	first := staff.Must(ring.Make("a"))
	if got := staff.Must(ring.Key("a")); string(got) != string(first) || len(got) != 32 {
		t.Error("a session gets its own key again")
	}
	if _, err := ring.Key("b"); !fault.Is(err, fault.Locked) {
		t.Error("another session gets none")
	}
	for range 40 { // in use, but never longer than a session
		now = now.Add(12 * time.Minute)
		if err := ring.Touch("a"); (err != nil) != (now.Sub(staff.Now) >= Session) {
			t.Errorf("after %v: %v", now.Sub(staff.Now), err)
		}
	}
	if err := ring.Touch("a"); key(err) != "session-locked" {
		t.Error("a session ends after eight hours")
	}
	staff.Must(ring.Make("b"))
	now = now.Add(Idle)
	ring.Sweep()
	if len(ring.keys) != 0 {
		t.Error("a key outlives an idle session")
	}
	staff.Must(ring.Make("c"))
	if again := staff.Must(ring.Make("c")); string(again) != string(staff.Must(ring.Key("c"))) {
		t.Error("a new key replaces the old one")
	}
	ring.Destroy("c")
	ring.Destroy("c")
	if _, err := ring.Key("c"); !fault.Is(err, fault.Locked) {
		t.Error("a destroyed key is gone")
	}
}
