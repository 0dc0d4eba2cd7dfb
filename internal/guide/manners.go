package guide

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// manner is how surely something is said.
type manner uint8

const (
	promised manner = 1 << iota // somebody answers for it
	coming                      // it will be
	due                         // it must be
	always
	never
	possible // it may be
	bound    // it hangs on something: if, unless, only

	firm = promised | coming | due | always | never
)

// manners are the turns of each language, as aloud has a sentence. What a language cannot
// tell by its letters alone ("montrez", "queremos") is taken for the firmer of the two.
var manners = map[string]map[manner]*regexp.Regexp{
	"en": {
		promised: turnsOf(`guarant\pL+|promis\pL+|assur\pL+|ensur\pL+|pledg\pL+|vow\pL*|swear\pL*`),
		coming:   turnsOf(`will|shall|ll|going to|gonna|won t|wont|about to`),
		always:   turnsOf(`always|certainly|definitely|surely|undoubtedly|absolutely|completely|inevitably|automatically|invariably|for (?:sure|certain)|certain|sure|bound to|no doubt|without (?:a )?doubt|in (?:any|every|all) cases?|every time|whatever happens|no matter what`),
		never:    turnsOf(`never|under no circumstances|at no time|in no case`),
		possible: turnsOf(`may|can|cannot|could|might|able to|possibl[ey]|perhaps|maybe`),
		bound:    turnsOf(`if|unless|only|except|provided|until`),
	},
	"fr": {
		promised: turnsOf(`garan\pL+|prome[tts]\pL*|promis\pL*|promîmes|assur\pL+|engag\pL+|certifi\pL+|jur(?:e|ent|ons|ez)`),
		coming:   turnsOf(`\pL{2,}(?:rai|ras|ra|rons|rez|ront)|ira|iront|irez|(?:va|vas|vont|vais|allons|allez)(?: \pL+){0,3} \pL+(?:er|ir|re)`),
		always:   turnsOf(`toujours|certainement|assurément|forcément|absolument|totalement|complètement|systématiquement|automatiquement|inévitablement|(?:certain|sûr)e?s? (?:de|d|que|qu)|sans (?:aucun )?doute|sans faute|à coup sûr|bien sûr|en tout cas|dans tous les cas|quoi qu il arrive|à chaque fois`),
		never:    turnsOf(`jamais|en aucun cas|aucun cas`),
		possible: turnsOf(`peut|peuvent|pouvez|pouvons|peux|puiss\pL+|pourrai\pL*|pourri\pL+|pourra|pourront|pourrez|possibles?|possibilité|éventuellement`),
		bound:    turnsOf(`si|s il|s ils|sauf|seulement|uniquement|à moins|à condition|excepté|jusqu`),
	},
	"es": {
		promised: turnsOf(`garant\pL+|promet\pL+|prome[st]\pL+|asegur\pL+|compromet\pL+|jur(?:a|an|amos)`),
		coming:   turnsOf(`\pL+(?:ré|rás|rá|remos|réis|rán)|sera|seran|(?:investig|garantiz|asegur|sancion|castig)ara|(?:proteg|respond)era|(?:voy|vas|va|vamos|van) a`),
		always:   turnsOf(`siempre|ciertamente|seguramente|absolutamente|totalmente|completamente|automáticamente|inevitablemente|indudablemente|sin (?:ninguna )?duda|sin falta|con certeza|(?:segur|ciert)[oa]s? (?:de )?que|en todo caso|en todos los casos|pase lo que pase|cada vez`),
		never:    turnsOf(`nunca|jamás|jamas|en ningún caso|bajo ninguna circunstancia`),
		possible: turnsOf(`puede|pueden|puedes|podemos|pued[ao]n?|podrá|podrán|podría|podrían|posibles?|posiblemente|quizás?|tal vez|a lo mejor`),
		bound:    turnsOf(`si|salvo|excepto|solo|sólo|solamente|únicamente|a menos|siempre que|hasta`),
	},
}

// behind are words that end as what is to come does, and are none of it.
var behind = map[string]*regexp.Regexp{
	"fr": turnsOf(`vrai|bras|embarras|caméra|opéra|extra|front|affront|environs`),
	"es": turnsOf(`detrás|atrás`),
}

func turnsOf(list string) *regexp.Regexp { return regexp.MustCompile(` (?:` + list + `) `) }

// mannerOf gives every manner that a sentence has.
func mannerOf(sentence string, here []token, language string) manner {
	text := aloud(sentence)
	if list := behind[language]; list != nil {
		text = list.ReplaceAllString(text, " , ")
	}
	var all manner
	for m, list := range manners[language] {
		if list.MatchString(text) {
			all |= m
		}
	}
	if oneOf(here, duties[language]) {
		all |= due
	}
	return all
}

// aloud is a sentence in small letters with its accents: every word between spaces, every
// stop a comma, and one of them before and behind it.
func aloud(sentence string) string {
	out := []string{"", ","}
	word := strings.Builder{}
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, c := range norm.NFC.String(strings.ToLower(sentence)) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			word.WriteRune(c)
		case unicode.IsSpace(c) || strings.ContainsRune("'’‘ʼ-‐‑", c):
			end()
		default:
			end()
			out = append(out, ",")
		}
	}
	end()
	return strings.Join(append(out, ",", ""), " ")
}

// vouched tells whether a passage's sentence is as sure as one of a model's: what is firm
// here is as firm there, in the same words in the same order and under the same condition;
// what is possible there is not made sure, and what is sure there not merely possible.
func vouched(passage, sentence string, there, here []token, language string) bool {
	is, was := mannerOf(sentence, here, language), mannerOf(passage, there, language)
	switch {
	case is&firm&^was != 0, was&possible&^is != 0:
		return false
	case is&possible != 0 && was&possible == 0 && was&(due|coming) != 0:
		return false
	case is&firm == 0:
		return true
	}
	return was&bound&^is == 0 && inOrder(there, here, language)
}

// inOrder tells whether all content words stand in a passage's sentence, one behind the
// other, and no word between them that denies what it takes up.
func inOrder(there, here []token, language string) bool {
	turning := func(w token) bool {
		return denials[language][w.word] || lacks[language][w.word] || duties[language][w.word] ||
			manners[language][possible].MatchString(" "+w.word+" ") || manners[language][coming].MatchString(" "+w.word+" ")
	}
	at, begun := 0, false
	for _, w := range here {
		if fillers[language][w.word] && !turning(w) {
			continue
		}
		for ; ; at++ {
			if at == len(there) || begun && there[at].stem != w.stem && turning(there[at]) {
				return false
			}
			if there[at].stem == w.stem {
				break
			}
		}
		at, begun = at+1, true
	}
	return begun
}
