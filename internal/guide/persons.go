package guide

import "regexp"

// story says who belongs to somebody's story, by language, as aloud has a sentence.
type story struct {
	acts   *regexp.Regexp  // they stand where somebody acts
	stands *regexp.Regexp  // they stand anywhere; with the word that follows
	after  map[string]bool // words that may follow where they do not act
	ahead  map[string]bool // words one of which stands before them where they do not act; nil where others may, too
}

const (
	whoseEn = `(?:your|his|her|their|my|our|this|that|these|those|the)`
	whoEn   = `(?:managers?|boss(?:es)?|supervisors?|colleagues?|co ?workers?|superiors?|chiefs?|directors?|employers?|teammates?|subordinates?|harassers?|abusers?|perpetrators?|aggressors?|attackers?|offenders?|bull(?:y|ies)|accused|husband|wife|partner|ex|friends?|landlord)`
	whoseFr = `(?:votre|vos|son|sa|ses|leurs?|mon|ma|mes|notre|nos|ce|cet|cette|ces|le|la|les|l)`
	whoFr   = `(?:managers?|chef(?:fe)?s?|patron(?:ne)?s?|supérieure?s?|superviseure?s?|collègues?|directeurs?|directrices?|employeurs?|harceleurs?|harceleuses?|agresseurs?|auteure?s?|accusée?s?|subordonnée?s?|mari|femme|conjointe?|amie?s?|propriétaire)`
	whoseEs = `(?:sus?|mis?|nuestr[ao]s?|este|esta|estos|estas|ese|esa|esos|esas|el|la|los|las)`
	whoEs   = `(?:gerentes?|jef[ea]s?|superior(?:es|a)?|supervisor(?:a|es|as)?|colegas?|compañer[ao]s?|director(?:a|es|as)?|emplead(?:or|ora|ores)|acosador(?:a|es)?|agresor(?:a|es)?|autor(?:a|es)?|acusad[ao]s?|subordinad[ao]s?|marido|mujer|espos[ao]|pareja|amig[ao]s?|dueñ[ao])`
)

var stories = map[string]story{
	"en": {
		acts:   regexp.MustCompile(` (?:he|she|s he) | (?:,|and|but|that|because|by) (?:someone|somebody) | (?:,|and|but|that|because|if|when|while|as|since|after|before|whether|though|who|what|how|why|by) ` + whoseEn + ` (?:\pL+ ){0,2}?` + whoEn + ` `),
		stands: regexp.MustCompile(` ([\pL\pN,]+) ` + whoseEn + ` (?:\pL+ ){0,2}?` + whoEn + ` ([\pL\pN,]+)`),
		after: words(`, about after against and as at because before but for from if in into nor of on or over than that through to under until when
			while with without within your the a you what how why where whether first directly either too`),
	},
	"fr": {
		acts:   regexp.MustCompile(` (?:il|elle) | (?:,|et|mais|que|qu|car|par) quelqu un | (?:,|et|mais|que|qu|car|si|quand|lorsque|comme|puisque|parce|après|avant|dont|ce|comment|pourquoi|par) ` + whoseFr + ` (?:\pL+ ){0,2}?` + whoFr + ` | (?:,|et|mais|que|par) responsable `),
		stands: regexp.MustCompile(` ([\pL\pN,]+) (?:` + whoseFr + ` (?:\pL+ ){0,2}?` + whoFr + `|(?:votre|vos|son|sa|ses|mon|ma|mes) responsables?)(?: (?:hiérarchiques?|directe?s?))? ([\pL\pN,]+)`),
		after:  words(`, à au aux de du des d dans sur sous sans avec pour avant après contre et ou ni si que qu quand lorsque chez depuis pendant puis directement`),
	},
	"es": {
		acts:   regexp.MustCompile(` (?:,|y|e|pero|que|porque|pues|si|cuando|como|mientras|aunque|después|antes|cómo|por) (?:él|ella|` + whoseEs + ` (?:\pL+ ){0,2}?` + whoEs + `) | él \pL| (?:,|y|e|pero|que|porque|por) alguien `),
		stands: regexp.MustCompile(` ([\pL\pN,]+) ` + whoseEs + ` (?:\pL+ ){0,2}?` + whoEs + `(?: (?:direct[ao]s?|inmediat[ao]s?|jerárquic[ao]s?))? ([\pL\pN,]+)`),
		after:  words(`, a al de del en con sin para por antes después contra y e o u ni si que cuando sobre desde durante hasta primero`),
		ahead:  words(`a ante con contra de del desde entre hacia para sin sobre en o u ni`),
	},
}

// nobody is "il" of which nobody is meant.
var nobody = regexp.MustCompile(` il (?:ne |n |en |n en )?(?:est (?:\pL+ )?(?:confirmé|possible|impossible|important|utile|interdit|nécessaire|préférable|permis)|faut|y a|s agit|vaut mieux|suffit|existe|convient|reste) `)

// accuses tells whether somebody of the person's own story acts in a sentence: what they did
// stands in no passage, whatever words it has.
func accuses(sentence, language string) bool {
	who, text := stories[language], aloud(sentence)
	if who.acts == nil {
		return false
	}
	if language == "fr" {
		text = nobody.ReplaceAllString(text, " on ")
	}
	if who.acts.MatchString(text) {
		return true
	}
	for _, found := range who.stands.FindAllStringSubmatch(text, -1) {
		if !who.after[found[2]] || who.ahead != nil && !who.ahead[found[1]] {
			return true
		}
	}
	return false
}
