package guide

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// searcher has what a search needs, of a pack.
func searcher(pack *portal.Pack) *Guide {
	g := &Guide{pack: pack, shelves: map[string]*shelf{}, signs: map[string]*signs{}}
	all := Passages(pack)
	for _, language := range pack.Languages {
		var own []Passage
		for _, p := range all {
			if p.Language == language {
				own = append(own, p)
			}
		}
		words := pack.Guide.Words[language]
		g.signs[language] = newSigns(words.Danger, language)
		g.shelves[language] = newShelf(language, sheets(pack, language, own), words.Concepts)
	}
	return g
}

var searched = sync.OnceValues(func() (*Guide, error) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		return nil, err
	}
	return searcher(pack), nil
})

func defaultSearch(t testing.TB) *Guide {
	t.Helper()
	g, err := searched()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// best gives the ids of the first result of each group.
func (f Findings) best() []string {
	var ids []string
	for _, group := range f.Groups {
		ids = append(ids, group.Results[0].ID)
	}
	return ids
}

// all gives the ids of every result.
func (f Findings) all() []string {
	var ids []string
	for _, group := range f.Groups {
		for _, r := range group.Results {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// marks gives the marked words of a result, once each, folded.
func (r Result) marks() []string {
	var words []string
	for _, run := range slices.Concat(r.Title, r.Heading, r.Excerpt) {
		if word := fold(run.Text); run.Mark && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// TestSearchDefault looks for what people look for in the default pack.
func TestSearchDefault(t *testing.T) {
	g := defaultSearch(t)
	for _, c := range []struct {
		language, text string
		want           string // an id among the first results of the groups
		instead        string
	}{
		{"fr", "harcelement", "form/harassment", ""},
		{"fr", "HARCÈLEMENT", "form/harassment", ""},
		{"fr", "harclement", "form/harassment", "harcèlement"},
		{"fr", "represailles", "unit/ethics#retaliation", ""},
		{"fr", "délais", "time-limits#talks", ""},
		{"en", "managment evaluation", "questions/legal#q-what", ""},
		{"en", "management evalaution", "questions/legal#q-what", "management evaluation"},
		{"en", "12 words", "how-to-submit#words", ""},
		{"en", "gifts", "questions/ethics#q-gifts", ""},
		{"en", "gift", "questions/ethics#q-gifts", ""},
		{"en", "retalliation", "unit/ethics#retaliation", "retaliation"},
		{"es", "represalia", "unit/ethics#retaliation", ""},
		{"es", "plazo", "time-limits#talks", ""},
		{"es", "palabras perdidas", "lost-words", ""},
		{"es", "acosso", "form/harassment", "acoso"},
	} {
		f := g.Search(c.text, c.language)
		if !slices.Contains(f.best(), c.want) {
			t.Errorf("%s %q leads to %v, not to %s", c.language, c.text, f.best(), c.want)
		}
		if f.Instead != c.instead {
			t.Errorf("%s %q: looked for %q instead, not %q", c.language, c.text, f.Instead, c.instead)
		}
	}
}

func TestSearchElsewhere(t *testing.T) {
	g := defaultSearch(t)
	for _, c := range []struct {
		text, language string
		want           []string
	}{
		{"plazo", "en", []string{"es"}},
		{"gifts", "fr", []string{"en"}},
		{"harcèlement", "es", []string{"fr"}},
		{"gifts", "en", nil},
		{"zyzzyva qwrtplk", "en", nil},
	} {
		if f := g.Search(c.text, c.language); !slices.Equal(f.Elsewhere, c.want) {
			t.Errorf("%q in %s: elsewhere %v, want %v", c.text, c.language, f.Elsewhere, c.want)
		}
	}
}

// TestSearchExtras finds what is no passage: doors, time limits, forms, the finder.
func TestSearchExtras(t *testing.T) {
	g := defaultSearch(t)
	for text, want := range map[string]string{
		"can you stay unnamed":             "door/iaig",
		"contest a disciplinary measure":   "limit/tribunal-direct",
		"open your mailbox with your 12":   "door/mailbox",
		"where do I take this":             "find",
		"name witnesses who saw it happen": "form/harassment?",
	} {
		if f := g.Search(text, "en"); !slices.Contains(f.all(), want) {
			t.Errorf("%q finds %v, not %s", text, f.all(), want)
		}
	}
}

func TestSearchDanger(t *testing.T) {
	g := defaultSearch(t)
	pack := *g.pack
	if len(pack.Guide.Words["en"].Danger) == 0 {
		t.Skip("the pack has no signs of danger")
	}
	if !g.Search("I want to kill myself", "fr").Danger {
		t.Error("a sign of danger is not seen in another language than the page's")
	}
	if g.Search("gifts", "en").Danger {
		t.Error("a gift is a danger")
	}
}

// TestSearchHolds: every search of a kind gives what it promises, and the same each time.
func TestSearchHolds(t *testing.T) {
	g := defaultSearch(t)
	for _, language := range g.pack.Languages {
		for _, text := range []string{"report", "12", "decision contrat harassment", "a", "de", "é", "who can read this", "responsable"} {
			f := g.Search(text, language)
			holds(t, g, f, text, language)
			if again := g.Search(text, language); !reflect.DeepEqual(f, again) {
				t.Errorf("%s %q: another time it finds something else", language, text)
			}
		}
	}
}

// holds checks the bounds of a search, and that a marked run is exactly a word of the text.
func holds(t *testing.T, g *Guide, f Findings, text, language string) {
	t.Helper()
	if n := f.Count(); n > maxResults || utf8.RuneCountInString(f.Text) > MaxSearch || !utf8.ValidString(f.Instead) {
		t.Errorf("%.80q: %d results of a text of %d", text, n, utf8.RuneCountInString(f.Text))
	}
	for i, group := range f.Groups {
		if len(group.Results) == 0 || len(group.Results) > maxOfOne || slices.ContainsFunc(f.Groups[:i], func(o Group) bool { return o.Unit == group.Unit }) {
			t.Errorf("%.80q: the group of %s has %d results, or stands twice", text, group.Unit, len(group.Results))
		}
		for _, r := range group.Results {
			if r.Address == "" || len(r.Title) == 0 {
				t.Errorf("%.80q: %s has no address or title", text, r.ID)
			}
			for name, runs := range map[string][]Run{"title": r.Title, "heading": r.Heading, "excerpt": r.Excerpt} {
				whole := ""
				for _, run := range runs {
					whole += run.Text
					if list := tokens(run.Text, language); run.Mark && (len(list) != 1 || list[0].to-list[0].from != len(run.Text)) {
						t.Errorf("%.80q: %q is marked in the %s of %s", text, run.Text, name, r.ID)
					}
				}
				if n := utf8.RuneCountInString(whole); name == "excerpt" && n > excerptFits+50 || strings.Contains(whole, "\n") {
					t.Errorf("%.80q: the %s of %s has %d characters: %q", text, name, r.ID, n, whole)
				}
			}
		}
	}
}

func TestSearchLong(t *testing.T) {
	g := defaultSearch(t)
	for _, text := range []string{
		strings.Repeat("harassment ", 10000), strings.Repeat("ü", 100_000), strings.Repeat("x", 199) + "é\xff\x00", "\x00\x01", "\xff\xfe",
		"привет мир", "你好", "🙂🙂", "<script>gifts</script>", "-- gifts'; DROP", strings.Repeat("a b c d e f g ", 50),
	} {
		for _, language := range append([]string{"", "de"}, g.pack.Languages...) {
			holds(t, g, g.Search(text, language), text, language)
		}
	}
	if f := g.Search("", "en"); len(f.Groups) > 0 || f.Text != "" {
		t.Errorf("nothing finds %v", f)
	}
}

func FuzzSearch(f *testing.F) {
	g := defaultSearch(f)
	for _, text := range []string{"gifts", "harcelement", "managment evaluation", "¿plazo?", "n+1", "l’office", "\x00", "é e\u0301"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, language := range g.pack.Languages {
			holds(t, g, g.Search(text, language), text, language)
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	g := defaultSearch(b)
	for name, text := range map[string]string{"word": "harassment", "phrase": "who can read my report", "error": "retalliation", "beginning": "re", "nothing": "zyzzyva qwrtplkm"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				g.Search(text, "en")
			}
		})
	}
}

func BenchmarkShelves(b *testing.B) {
	g := defaultSearch(b)
	for b.Loop() {
		searcher(g.pack)
	}
}
