package guide

import (
	"slices"
	"testing"

	"fairlead/internal/portal"
)

// smallSearch is a search over a handful of texts in three languages, with words for the
// same thing.
func smallSearch() *Guide {
	texts := map[string][][3]string{ // unit, heading, text
		"en": {
			{"wct", "Bullying", "A manager who humiliates people again and again. Colleagues who exclude somebody."},
			{"wct", "What you can do", "Write down what happened, and when. Tell someone you trust."},
			{"ethics", "Presents", "Ask before you accept a present from a supplier. Presents can be small."},
			{"general", "Your report", "A report is read by people. Reporting needs no proof. The reporter gets a letter."},
			{"general", "Conflict of interest", "An interest of yours may conflict with your work."},
			{"general", "Interest", "Interest is paid. A conflict is not of this kind."},
		},
		"fr": {
			{"wct", "Brimades", "Un responsable qui humilie. L’équipe vous écoute."},
			{"ethics", "Cadeaux", "Demandez avant d’accepter un cadeau. Œuvres et cœur."},
			{"general", "Signaler", "Signalez ce que vous avez vu. Les signalements sont lus."},
		},
		"es": {
			{"wct", "Acoso", "Un jefe que humilla. Nadie tiene que soportarlo."},
			{"ethics", "Regalos", "Pregunte antes de aceptar un regalo. El señor y la niña."},
			{"general", "Comunicar", "Comunique lo que vio. Las comunicaciones se leen."},
		},
	}
	concepts := map[string][]portal.Concept{
		"en": {{ID: "boss", Words: []string{"boss", "manager", "line manager", "n+1"}}, {ID: "gift", Words: []string{"gift", "present", "envelope"}}, {ID: "me", Words: []string{"I", "me"}}},
		"fr": {{ID: "boss", Words: []string{"chef", "responsable", "n+1"}}, {ID: "gift", Words: []string{"cadeau", "présent"}}, {ID: "me", Words: []string{"je"}}},
		"es": {{ID: "boss", Words: []string{"jefe", "jefa", "superior"}}, {ID: "gift", Words: []string{"regalo", "obsequio"}}, {ID: "me", Words: []string{"yo"}}},
	}
	g := &Guide{pack: &portal.Pack{Languages: []string{"en", "fr", "es"}}, shelves: map[string]*shelf{}, signs: map[string]*signs{}}
	for language, list := range texts {
		var sheets []sheet
		for _, x := range list {
			p := Passage{ID: x[0] + " " + x[1], Page: x[0], Anchor: "a", Language: language, Unit: x[0], Title: "Page", Heading: x[1], Text: x[2]}
			sheets = append(sheets, sheet{Passage: p, address: "/" + x[0], worth: 1})
		}
		g.signs[language] = newSigns(nil, language)
		g.shelves[language] = newShelf(language, sheets, concepts[language])
	}
	return g
}

func TestSearchSmall(t *testing.T) {
	g := smallSearch()
	for _, c := range []struct {
		name, language, text string
		first                string // the first result, "" for none
		instead              string
		marks                []string
	}{
		{"a stem", "en", "report", "general Your report", "", []string{"report", "reporting", "reporter"}},
		{"a plural", "en", "colleague", "wct Bullying", "", []string{"colleagues"}},
		{"a French stem", "fr", "signalement", "general Signaler", "", []string{"signaler", "signalez", "signalements"}},
		{"a Spanish stem", "es", "comunicación", "general Comunicar", "", []string{"comunicaciones"}},
		{"no accents", "fr", "equipe", "wct Brimades", "", []string{"equipe"}},
		{"capitals", "fr", "ÉQUIPE", "wct Brimades", "", []string{"equipe"}},
		{"two letters in one", "fr", "oeuvre coeur", "ethics Cadeaux", "", []string{"oeuvres", "coeur"}},
		{"a tilde", "es", "senor nina", "ethics Regalos", "", []string{"senor", "nina"}},
		{"an accent typed apart", "es", "nin\u0303a", "ethics Regalos", "", []string{"nina"}},
		{"an elision", "fr", "d’accepter", "ethics Cadeaux", "", []string{"accepter"}},
		{"one letter wrong", "en", "preesnts", "ethics Presents", "presents", []string{"presents", "present"}},
		{"two letters wrong in a long word", "en", "coleages", "wct Bullying", "colleagues", []string{"colleagues"}},
		{"a letter wrong in a short word", "en", "raed", "general Your report", "read", []string{"read"}},
		{"none in a shorter one", "en", "pai ", "", "", nil},
		{"three letters wrong", "en", "collxxxues ", "", "", nil},
		{"a number", "en", "12345", "", "", nil},
		{"an exact word before a near one", "en", "present presnet", "ethics Presents", "present present", []string{"presents", "present"}},
		{"a beginning", "en", "humil", "wct Bullying", "", []string{"humiliates"}},
		{"a beginning that is not the last word", "en", "humilia report", "general Your report", "", []string{"report", "reporting", "reporter"}},
		{"another word for it", "en", "gift", "ethics Presents", "", []string{"presents", "present"}},
		{"another word, in French", "fr", "chef", "wct Brimades", "", []string{"responsable"}},
		{"another word, in Spanish", "es", "obsequios", "ethics Regalos", "", []string{"regalos", "regalo"}},
		{"another word, misspelt", "en", "envelpoe", "ethics Presents", "envelope", []string{"presents", "present"}},
		{"a phrase for it", "fr", "mon n+1", "wct Brimades", "", []string{"responsable"}},
		{"words side by side", "en", "conflict of interest", "general Conflict of interest", "", []string{"conflict", "interest"}},
		{"only words that say nothing", "en", "of the ", "", "", nil},
		{"nothing", "en", "zyzzyva", "", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := g.Search(c.text, c.language)
			holds(t, g, f, c.text, c.language)
			if f.Instead != c.instead {
				t.Errorf("looked for %q instead, want %q", f.Instead, c.instead)
			}
			if c.first == "" {
				if len(f.Groups) > 0 {
					t.Errorf("found %v", f.all())
				}
				return
			}
			if len(f.Groups) == 0 || f.Groups[0].Results[0].ID != c.first {
				t.Fatalf("found %v, want %s first", f.all(), c.first)
			}
			marks := f.Groups[0].Results[0].marks()
			slices.Sort(marks)
			want := slices.Sorted(slices.Values(c.marks))
			if !slices.Equal(marks, want) {
				t.Errorf("marked %v, want %v", marks, want)
			}
		})
	}
}

// TestSearchOrder: a text that has the word stands before one that has another word for it.
func TestSearchOrder(t *testing.T) {
	ideas := []portal.Concept{{ID: "gift", Words: []string{"gift", "present"}}}
	shelf := func(texts ...string) *shelf {
		var list []sheet
		for _, text := range texts {
			list = append(list, sheet{Passage: Passage{ID: text, Anchor: "a", Unit: "u", Title: "T", Heading: "H", Text: text}, worth: 1})
		}
		return newShelf("en", list, ideas)
	}
	s := shelf("A present is here.", "A gift is here.", "Nothing is here.")
	groups, more := s.groups(s.read("gift"))
	if len(groups) != 1 || len(groups[0].Results) != 2 || groups[0].Results[0].ID != "A gift is here." || more {
		t.Errorf("found %v", groups)
	}
	s = shelf("One thing and the other thing.", "The gift and the letter.", "The letter alone, a letter of a letter.", "A gift.")
	groups, _ = s.groups(s.read("gift letter"))
	if groups[0].Results[0].ID != "The gift and the letter." {
		t.Errorf("a text with both words is not the first: %v", groups)
	}
}

func TestApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most int
		want int
	}{
		{"report", "report", 2, 0},
		{"report", "reprot", 2, 1},
		{"report", "repot", 2, 1},
		{"report", "reeport", 2, 1},
		{"report", "rapord", 2, 2},
		{"report", "letter", 2, 3},
		{"", "abc", 2, 3},
		{"abc", "", 4, 3},
		{"abcd", "badc", 2, 2},
	} {
		if got := apart(c.a, c.b, c.most); got != c.want && (got <= c.most || c.want <= c.most) {
			t.Errorf("%q and %q are %d apart, not %d", c.a, c.b, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	text := "One, e.g. this. Two? ¿Tres!\nFour: 1.2 and ST/SGB/2017/2. five"
	var got []string
	for _, s := range sentences(text) {
		got = append(got, text[s.from:s.to])
	}
	want := []string{"One, e.g. this.", "Two?", "¿Tres!", "Four: 1.2 and ST/SGB/2017/2. five"}
	if !slices.Equal(got, want) {
		t.Errorf("cut into %q", got)
	}
}
