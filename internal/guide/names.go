package guide

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// written is a word of a text as it is written.
type written struct {
	fold      string
	from, to  int
	gap       string // what stands between it and the word before
	capital   bool   // begins with one, and goes on small
	allCaps   bool
	beginning bool // of a sentence
}

var (
	aWord     = regexp.MustCompile(`\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*`)
	anEnd     = regexp.MustCompile(`[.!?…:;\n«»“”"()\[\]•*–—¿¡/]| - `)
	compound  = regexp.MustCompile(`-(?:vous|nous|tu|je|il|elle|on|ce|moi)$`)
	ofSpace   = regexp.MustCompile(`^[ \x{a0}]$`)
	ofInitial = regexp.MustCompile(`^\.?[ \x{a0}]$`)
	ofName    = regexp.MustCompile(`^(?:[ \x{a0}]|\.[ \x{a0}]?|['’])$`)
)

// What comes before a name, folded.
var (
	titles = set("mr mrs ms miss mx dr dra prof mme mlle monsieur madame mademoiselle maitre sr sra srta senor senora senorita don dona ing lic")
	// plainly is a title after which a name may be written small.
	plainly   = set("mr mrs ms mme mlle sra srta")
	particles = set("de del la las los du des le van von der den bin ben ibn al el da dos di abu")
	// calls is what says a name; after introduces it may be written small.
	calls      = [][]string{{"named"}, {"called"}, {"name", "is"}, {"s", "appelle"}, {"se", "llama"}, {"nomme"}, {"nommee"}, {"prenomme"}, {"llamado"}, {"llamada"}, {"nombre", "es"}, {"signed"}, {"firmado"}}
	introduces = [][]string{{"my", "name", "is"}, {"je", "m", "appelle"}, {"me", "llamo"}, {"mi", "nombre", "es"}, {"mon", "nom", "est"}}
	// stops are words after a title that are no name.
	stops = set("a al and as at au aux avec by can con de del des did does du e el elle en es est et for from ha had has have he i il in is it la las le les los me mi mon my no not ne of on or ou para pas por que qui said says se she su sur te the they to tu un una und une was who will with y you")
)

// acts come after a name at the beginning of a sentence.
var acts = set(`asked asks beats called calls forced forces gave gives grabbed grabs groped hit hits insulted insults keeps kept
	kicked kissed laughed laughs made makes pushed pushes said says sent sends shouted shouts slapped steals stole takes
	threatened threatens told took touched touches tells wants wanted yelled yells m me nous nos dit disait crie criait veut voulait
	demande insulte frappe touche vole menace dijo dice quiere queria grita gritaba insulta toca robo roba amenaza pide pidio le les`)

func set(words string) map[string]bool {
	list := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		list[word] = true
	}
	return list
}

// names finds the names in a text.
func (m *Mask) names(text string) []found {
	words := writtenOf(text)
	smalls, capitals := map[string]bool{}, 0
	for _, w := range words {
		switch {
		case !w.capital && !w.allCaps:
			smalls[w.fold] = true
		case !w.beginning && !m.capitals[w.fold]:
			capitals++
		}
	}
	n := naming{m, words, smalls}
	var list []found
	for i := 0; i < len(words); i++ {
		from, to := n.called(i)
		if to == from && (len(words) < 6 || capitals*2 <= len(words)) { // not where every word has one
			from, to = n.capital(i)
		}
		if to > from {
			list = append(list, found{words[from].from, words[to-1].to, "name"})
			i = to - 1
		}
	}
	return list
}

func writtenOf(text string) []written {
	var list []written
	end := 0
	for _, at := range aWord.FindAllStringIndex(text, -1) {
		w := written{fold: fold(text[at[0]:at[1]]), from: at[0], to: at[1], gap: text[end:at[0]]}
		first, size := utf8.DecodeRuneInString(text[at[0]:])
		rest := text[at[0]+size : at[1]]
		w.capital = unicode.IsUpper(first) && (rest == "" || strings.ContainsFunc(rest, unicode.IsLower))
		w.allCaps = unicode.IsUpper(first) && !w.capital
		w.beginning = len(list) == 0 || anEnd.MatchString(w.gap) && !list[len(list)-1].shortened(w.gap)
		list, end = append(list, w), at[1]
	}
	return list
}

// shortened tells a title or an initial, whose full stop ends no sentence.
func (w written) shortened(gap string) bool {
	return ofInitial.MatchString(gap) && (titles[w.fold] || utf8.RuneCountInString(w.fold) == 1 && w.capital)
}

// naming is one search for names.
type naming struct {
	*Mask
	words  []written
	smalls map[string]bool // words that the text itself writes small
}

// plain says that a word is known to be no name. Of what a title or an introduction comes
// before, only the list of capitals knows better.
func (n naming) plain(w written) bool {
	return n.capitals[w.fold] || titles[w.fold] || n.smalls[w.fold] || n.vocabulary[w.fold] || hyphened(w.fold, n.capitals)
}

func hyphened(word string, list map[string]bool) bool {
	parts := strings.Split(word, "-")
	return len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool { return !list[part] })
}

// called finds a name after a title or an introduction that ends just before the word.
func (n naming) called(i int) (from, to int) {
	if i == 0 {
		return i, i
	}
	w, before := n.words[i], n.words[i-1]
	title := ofInitial.MatchString(w.gap) && (titles[before.fold] || before.fold == "m" && before.capital && strings.HasPrefix(w.gap, "."))
	introduced := n.after(i, introduces)
	small := introduced || ofInitial.MatchString(w.gap) && plainly[before.fold]
	switch {
	case !title && !small && !n.after(i, calls) || n.capitals[w.fold]:
		return i, i
	case w.capital || w.allCaps && !title:
		return i, n.run(i)
	case !small || !n.unusual(i):
		return i, i
	}
	if to = n.run(i); introduced && to == i+1 && to < len(n.words) && ofSpace.MatchString(n.words[to].gap) && n.unusual(to) {
		to++ // and the name of the family, as small
	}
	return i, to
}

// unusual says of a word that is written small that it could be a name.
func (n naming) unusual(i int) bool {
	w := n.words[i]
	return !stops[w.fold] && !n.capitals[w.fold] && !n.vocabulary[w.fold] && !w.allCaps && utf8.RuneCountInString(w.fold) > 1
}

// after says whether the words before this one are one of these rows.
func (n naming) after(i int, rows [][]string) bool {
	if !ofSpace.MatchString(n.words[i].gap) && n.words[i].gap != ": " {
		return false
	}
	return slices.ContainsFunc(rows, func(row []string) bool {
		if i < len(row) {
			return false
		}
		for k, word := range row {
			if n.words[i-len(row)+k].fold != word {
				return false
			}
		}
		return true
	})
}

// capital finds a name by its capital: within a sentence; at its beginning only where the
// pack's own words are known, and another name or what people do comes after it.
func (n naming) capital(i int) (from, to int) {
	w := n.words[i]
	if !w.capital || n.plain(w) {
		return i, i
	}
	one := utf8.RuneCountInString(w.fold) == 1
	if to = n.run(i); one && (to == i+1 || !strings.HasPrefix(n.words[i+1].gap, ".")) {
		return i, i
	}
	if !w.beginning || n.vocabulary != nil && !compound.MatchString(w.fold) && (to > i+1 || to < len(n.words) && ofSpace.MatchString(n.words[to].gap) && acts[n.words[to].fold]) {
		return i, to
	}
	return i, i
}

// run gives the end of a name that begins with this word: more words with a capital, small
// words between them.
func (n naming) run(i int) int {
	end := i + 1
	for k := i + 1; k < len(n.words); k++ {
		w := n.words[k]
		initial := utf8.RuneCountInString(n.words[k-1].fold) == 1
		switch {
		case !ofName.MatchString(w.gap) || strings.HasPrefix(w.gap, ".") && !initial:
			return end
		case (w.capital || w.allCaps && len(w.fold) > 2) && !n.capitals[w.fold] && !n.smalls[w.fold] && (utf8.RuneCountInString(w.fold) > 1 || followed(n.words, k)):
			end = k + 1
		case !particles[w.fold] || w.gap == "'" || w.gap == "’":
			return end
		}
	}
	return end
}

// followed tells a letter that is part of a name: "J. Miller", "O’Brien".
func followed(words []written, k int) bool {
	if k+1 >= len(words) {
		return false
	}
	next := words[k+1]
	return strings.HasPrefix(next.gap, ".") || next.capital && (next.gap == "'" || next.gap == "’")
}
