package guide

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// TestStays is the whole rule of what may leave: one answer that may, and one change each.
func TestStays(t *testing.T) {
	plain := Answer{Kind: Found, Language: "en", Asks: 0.99, Passages: []Quote{{Passage: Passage{ID: "about"}}}}
	but := func(change func(*Answer)) Answer { a := plain; change(&a); return a }
	const text = "Who reads my report?"
	for _, c := range []struct {
		why    string
		text   string
		a      Answer
		before []Answer
	}{
		{"", text, plain, nil},
		{"", text, plain, []Answer{plain, {Kind: OffTopic}, {Kind: Foreign}}},
		{"", strings.Repeat("word ", maxAsked), plain, nil},
		{"danger", text, but(func(a *Answer) { a.Danger = true }), nil},
		{"danger", text, plain, []Answer{{Danger: true}, plain}},
		{"danger", text, plain, []Answer{{Kind: Foreign, Danger: true}}},
		{"told", text, but(func(a *Answer) { a.Told = true }), nil},
		{"told", text, plain, []Answer{but(func(a *Answer) { a.Told = true })}},
		{"kind", text, but(func(a *Answer) { a.Kind = OffTopic }), nil},
		{"kind", text, but(func(a *Answer) { a.Kind = Foreign }), nil},
		{"kind", text, but(func(a *Answer) { a.Kind = Empty }), nil},
		{"kind", text, but(func(a *Answer) { a.Kind = Unknown }), nil},
		{"kind", text, Answer{}, nil},
		{"cut", text, but(func(a *Answer) { a.Cut = true }), nil},
		{"masked", "Is " + Masked + " the ombudsman?", plain, nil},
		{"limit", text, but(func(a *Answer) { a.Limit = true }), nil},
		{"unknown", text, but(func(a *Answer) { a.Person = true }), nil},
		{"unknown", text, but(func(a *Answer) { a.Passages = nil }), nil},
		{"story", text, but(func(a *Answer) { a.Asks = plainAsked - 0.01 }), nil},
		{"story", text, but(func(a *Answer) { a.Asks = 0 }), nil},
		{"story", strings.Repeat("word ", maxAsked+1), plain, nil},
		{"", strings.Repeat("x", maxAskedLong), plain, nil},
		{"story", strings.Repeat("x", maxAskedLong+1), plain, nil},
		{"story", "Who reads " + strings.Repeat("my-long-report-", 13) + "?", plain, nil},
		{"story", "Qui lit " + strings.Repeat("é", maxAskedLong) + " ?", plain, nil},
		{"story", "¿Quién lee " + strings.Repeat("ñ", maxAskedLong) + "?", plain, nil},
		{"", "¿Quién lee " + strings.Repeat("ñ", maxAskedLong-20) + "?", plain, nil},
		{"story", "He threatened me. Who reads my report?", plain, nil},
		{"story", "he threatened me... who reads my report", plain, nil},
		{"story", "He threatened me\nwho reads my report", plain, nil},
		{"story", "Me amenazó.¿Quién lee mi denuncia?", plain, nil},
		{"story", "Il m’a menacée ; qui lit mon signalement ?", plain, nil},
		{"", "Qui lit mon signalement ?\n", plain, nil},
		{"", "Is OI.Ethics.2022.01 in force?", plain, nil},
		{"language", text, but(func(a *Answer) { a.Language = "de" }), nil},
	} {
		if got := Stays(c.text, c.a, c.before); got != c.why {
			t.Errorf("%.40q stays for %q, want %q", c.text, got, c.why)
		}
	}
}

// scripted is a model that says what it is told to, and keeps what it was handed.
type scripted struct {
	says   string
	err    error
	handed []string
}

func (s *scripted) Complete(_ context.Context, rules, text string) (string, error) {
	s.handed = append(s.handed, rules, text)
	return s.says, s.err
}

// starter is a guide to the starter's pack, which is learned at once.
func starter(t *testing.T) *Guide {
	t.Helper()
	pack, problems := portal.Read(packs.Starter(), packs.Default())
	if pack == nil {
		t.Fatal(problems)
	}
	return New(pack)
}

func TestRetell(t *testing.T) {
	g := starter(t)
	const text = `Who reads [1] my "report"?`
	a := Answer{Kind: Found, Language: "en", Asks: 1, Passages: []Quote{
		{Passage: Passage{ID: "a", Title: "After a report", Heading: "Who reads it", Text: "The intake officers of the office read your report.\nNobody else can open it."}},
		{Passage: Passage{ID: "b", Title: "Help", Text: strings.Repeat("A long line about counsellors and help.\n", 200)}},
	}}
	m := &scripted{says: "The intake officers of the office read your report [1]. The pope reads your report as well [1]."}
	list, err := g.Retell(t.Context(), m, text, a, nil)
	if err != nil || len(list) != 1 || list[0].Text != "The intake officers of the office read your report." || !slices.Equal(list[0].Cites, []int{1}) {
		t.Fatalf("%v, %v", list, err)
	}
	if len(m.handed) != 2 || !strings.Contains(m.handed[0], "English") {
		t.Fatalf("handed %d texts", len(m.handed))
	}
	given := m.handed[1]
	for _, want := range []string{"[1] After a report — Who reads it\nThe intake officers", "[2] Help\n", `"Who reads (1) my 'report'?"`} {
		if !strings.Contains(given, want) {
			t.Errorf("%q was not handed over", want)
		}
	}
	if len(given) > 2*maxHanded {
		t.Errorf("%d bytes were handed over", len(given))
	}
	for _, c := range []struct {
		says string
		err  error
	}{
		{"", errUnfounded},
		{"NONE", errUnfounded},
		{"I cannot help with that.", errUnfounded},
		{"The intake officers of the office read your report.", errUnfounded},
		{"Les responsables de l'accueil lisent votre signalement et personne d'autre ne peut l'ouvrir [1].", errTongue},
		{"**The intake officers** of the office read your report [1].", errMarkup},
		{strings.Repeat("The intake officers of the office read your report [1]. ", 100), errTooLong},
	} {
		if list, err := g.Retell(t.Context(), &scripted{says: c.says}, text, a, nil); !errors.Is(err, c.err) || list != nil {
			t.Errorf("%.60q: %v, %v; want %v", c.says, list, err, c.err)
		}
	}
	down := errors.New("down")
	if _, err := g.Retell(t.Context(), &scripted{err: down}, text, a, nil); !errors.Is(err, down) {
		t.Errorf("a model that fails: %v", err)
	}
	a.Danger = true
	m = &scripted{}
	if _, err := g.Retell(t.Context(), m, text, a, nil); !errors.Is(err, errStays) || len(m.handed) > 0 {
		t.Errorf("danger: %v, handed over %q", err, m.handed)
	}
}
