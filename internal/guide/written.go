package guide

import (
	"regexp"
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
