package seal

import "testing"

func TestCheckKeys(t *testing.T) {
	w, _ := passedOn(t)
	other := must(NewPhrase(w.rand, "en"))
	next := w.keysOf("reporter", "reporter", other, w.sub.Keys, w.phrase.Signer())
	officers := w.keysOf("reporter", w.ada.holder(), other, w.sub.Keys, w.ada.signer)
	for note, c := range map[string]struct {
		s      Signed
		verify string
		reason string
	}{
		"the first, whatever verify is":   {w.sub.Keys, other.Verify(), ""},
		"the next, by the old key":        {next, w.phrase.Verify(), ""},
		"the next, by its own key":        {next, other.Verify(), "signature"},
		"the next, by no key":             {next, "", "verify"},
		"by an officer":                   {officers, VerifyOf(w.ada.signer), ""},
		"by another officer than it says": {officers, VerifyOf(w.ben.signer), "signature"},
		"no keys line":                    {w.directory[0], w.phrase.Verify(), "kind"},
	} {
		if _, err := CheckKeys(c.s, c.verify); Reason(err) != c.reason {
			t.Errorf("%s: %v", note, err)
		}
	}
}

func TestChecksAreOfOneKind(t *testing.T) {
	w := newWorld(t)
	g := w.goodLines()
	key := w.phrase.Signer()
	sign := func(line any) Signed { return must(Sign(key, line)) }
	verify, other := VerifyOf(key), VerifyOf(w.ada.signer)
	for note, c := range map[string]struct {
		good, bad Signed
		check     func(Signed, string) error
	}{
		"request":  {sign(g.request), sign(g.step), func(s Signed, v string) error { return second(CheckRequest(s, v)) }},
		"consent":  {sign(g.consent), sign(g.act), func(s Signed, v string) error { return second(CheckConsent(s, v)) }},
		"approval": {sign(g.approval), sign(g.step), func(s Signed, v string) error { return second(CheckApproval(s, v)) }},
		"act":      {sign(g.act), sign(g.consent), func(s Signed, v string) error { return second(CheckAct(s, v)) }},
		"step":     {sign(g.step), sign(g.request), func(s Signed, v string) error { return second(CheckStep(s, v)) }},
	} {
		if err := c.check(c.good, verify); err != nil {
			t.Errorf("%s: %v", note, err)
		}
		if Reason(c.check(c.good, other)) != "signature" || Reason(c.check(c.bad, verify)) != "kind" {
			t.Errorf("%s: another key, or another kind, passes", note)
		}
	}
}
