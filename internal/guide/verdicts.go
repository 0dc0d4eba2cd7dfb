package guide

import "strings"

// What a model's sentence is held to, by language. Words are folded; verdicts and measures
// are compared by their stems.

// denials turn a sentence round.
var denials = map[string]map[string]bool{
	"en": words(`no not never none nobody nothing neither nor cannot t`),
	"fr": words(`ne n pas jamais aucun aucune rien ni non nul nulle`),
	"es": words(`no nunca jamas ningun ninguno ninguna nada nadie ni tampoco`),
}

// lacks say that something goes without something.
var lacks = map[string]map[string]bool{"en": words(`without`), "fr": words(`sans`), "es": words(`sin`)}

// duties demand something.
var duties = map[string]map[string]bool{
	"en": turns(words(`must shall required obliged obligatory mandatory`), "have to", "has to", "need to", "needs to"),
	"fr": turns(words(`doit doivent devez devrez faut oblige obligee obliges obligees obligatoire obligatoires tenu tenue tenus`), "il faut"),
	"es": turns(words(`debe deben debera deberan obligado obligada obligados obligatorio obligatoria`), "tiene que", "tienen que", "hay que"),
}

func turns(set map[string]bool, pairs ...string) map[string]bool {
	for _, pair := range pairs {
		set[pair] = true
	}
	return set
}

// measures are figures in words, days, months and what is counted.
var measures = map[string]map[string]bool{
	"en": stemSet("en", `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty
		fifty sixty seventy eighty ninety hundred thousand million half double second third hour day week month year working calendar
		business today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july
		august september october november december dollar euro percent`),
	"fr": stemSet("fr", `deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
		cinquante soixante cent mille million demi moitie double deuxieme troisieme heure jour semaine mois an annee ouvre ouvrable
		calendaire aujourd demain lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet
		aout septembre octobre novembre decembre dollar euro pourcent`),
	"es": stemSet("es", `dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
		cincuenta sesenta setenta ochenta noventa cien ciento mil millon medio mitad doble segundo tercero hora dia semana mes
		ano habil natural hoy manana lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio
		agosto septiembre octubre noviembre diciembre dolar euro`),
}

// verdicts are turns by which somebody concludes who is right, guilty or believed, what
// something amounts to in law, or how it will end. A star stands for up to three words.
var verdicts = map[string][]string{
	"en": {
		"guilty", "innocent of", "is innocent", "are innocent", "was innocent", "is * credible", "are * credible", "seems credible",
		"sounds credible", "not credible", "is * believable", "not believable", "is lying", "are lying", "was lying", "a liar", "lied",
		"told the truth", "tells the truth", "telling the truth", "you have a case", "have a * case", "you are right", "you were right",
		"is right to", "is in the wrong", "will win", "would win", "will lose", "will be upheld", "will be dismissed", "will be punished",
		"will be fired", "is illegal", "was illegal", "is unlawful", "was unlawful", "is a crime", "was a crime", "criminal",
		"broke the law", "broke the rules", "violated the", "breached", "constitutes", "constitute", "amounts to", "amount to",
		"qualifies as", "counts as", "this is * harassment", "that is * harassment", "it is * harassment", "this is * discrimination",
		"that is * discrimination", "this is * retaliation", "that is * retaliation", "this is * fraud", "that is * fraud",
		"what you describe", "what happened to you", "you are a victim", "you were * harassed", "you were * discriminated",
		"harassed you", "your fault", "his fault", "her fault", "their fault", "is to blame", "are to blame", "entitled to compensation",
		"i believe", "i think", "in my opinion",
	},
	"fr": {
		"coupable", "est innocent", "est innocente", "est * crédible", "êtes * crédible", "semble crédible", "paraît crédible",
		"pas crédible", "peu crédible", "il ment", "elle ment", "vous mentez", "a menti", "avez menti", "dit la vérité",
		"dites la vérité", "vous avez raison", "a raison", "a tort", "avez tort", "vous gagnerez", "gagnerez votre", "vous perdrez",
		"sera puni", "sera punie", "sera sanctionné", "sera sanctionnée", "sera licencié", "est illégal", "est illégale",
		"était illégal", "était illégale", "est illicite", "est un délit", "est un crime", "pénalement", "a enfreint", "a violé",
		"constitue", "constituent", "équivaut", "s'apparente", "relève du harcèlement", "c'est * harcèlement", "est du harcèlement",
		"s'agit * harcèlement", "s'agit * discrimination", "s'agit * fraude", "s'agit * représailles", "est une discrimination",
		"est une fraude", "sont des représailles", "ce que vous décrivez", "ce que vous avez vécu", "ce que vous avez subi",
		"êtes victime", "êtes * victime", "avez été * victime", "avez été harcelé", "avez été harcelée", "vous a harcelé",
		"vous a harcelée", "votre faute", "sa faute", "leur faute", "est fautif", "est fautive", "droit à une indemnité",
		"droit à une indemnisation", "je crois", "je pense", "à mon avis",
	},
	"es": {
		"culpable", "es inocente", "es * creíble", "parece creíble", "poco creíble", "no * creíble", "miente", "está mintiendo",
		"mintió", "ha mentido", "dice la verdad", "dijo la verdad", "tiene razón", "tiene usted razón", "usted ganará", "ganará el",
		"ganará su", "perderá el", "perderá su", "será castigado", "será castigada", "será sancionado", "será sancionada",
		"será despedido", "es ilegal", "fue ilegal", "es ilícito", "es un delito", "es un crimen", "violó la", "violó las",
		"infringió", "ha infringido", "constituye", "constituyen", "equivale a", "es un caso de", "esto es * acoso", "eso es * acoso",
		"es * acoso laboral", "se trata de * acoso", "se trata de * discriminación", "se trata de * fraude", "se trata de * represalias",
		"lo que describe", "lo que usted describe", "lo que le ocurrió", "lo que le pasó", "lo que ha vivido", "es usted víctima",
		"usted es * víctima", "ha sido * víctima", "ha sido acosado", "ha sido acosada", "fue acosado", "fue acosada", "lo acosó",
		"la acosó", "su culpa", "culpa suya", "derecho a una indemnización", "creo que", "pienso que", "en mi opinión",
	},
}

func stemSet(language, list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range tokens(list, language) {
		set[w.stem] = true
	}
	return set
}

// judges tells whether a sentence has a verdict's turn.
func judges(sentence, language string) bool {
	here := tokens(sentence, language)
	for _, turn := range verdictStems[language] {
		for i := range here {
			if turned(turn, here[i:]) {
				return true
			}
		}
	}
	return false
}

// turned tells whether words begin with a turn's stems.
func turned(turn []string, here []token) bool {
	for len(turn) > 0 {
		if turn[0] == "*" {
			for skip := range min(4, len(here)+1) {
				if turned(turn[1:], here[skip:]) {
					return true
				}
			}
			return false
		}
		if len(here) == 0 || here[0].stem != turn[0] {
			return false
		}
		turn, here = turn[1:], here[1:]
	}
	return true
}

var verdictStems = func() map[string][][]string {
	all := map[string][][]string{}
	for language, list := range verdicts {
		for _, line := range list {
			var turn []string
			for part := range strings.FieldsSeq(line) {
				if part == "*" {
					turn = append(turn, part)
					continue
				}
				for _, t := range tokens(part, language) {
					turn = append(turn, t.stem)
				}
			}
			all[language] = append(all[language], turn)
		}
	}
	return all
}()
