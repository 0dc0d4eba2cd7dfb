package guide

import "strings"

// fillers are the words of a language that say nothing by themselves, folded: articles,
// pronouns, prepositions, conjunctions and the forms of to be, to have and to do.
var fillers = map[string]map[string]bool{
	"en": words(`a an the this that these those i me my mine myself we us our ours ourselves you your yours
		yourself he him his himself she her hers herself it its itself they them their theirs themselves
		who whom whose which what where when why how am is are was were be been being have has had having
		do does did doing done will would shall should can could may might must and or but nor so if then
		than because as until while of at by for with about against between into through during before
		after above below to from up down in out on off over under again further once here there all any
		both each few more most other some such no not only own same too very just also even s t d ll m re
		ve don doesn didn isn aren wasn weren hasn haven hadn won wouldn shouldn couldn mustn`),
	"fr": words(`un une le la les l de du des d ce cet cette ces c ca cela ceci mon ma mes ton ta tes son sa
		ses notre nos votre vos leur leurs je j me m moi tu te t toi il elle on nous vous ils elles se s soi
		lui eux y en qui que qu quoi dont ou quel quelle quels quelles lequel laquelle et mais or ni car
		donc si a au aux avec chez contre dans depuis derriere des devant entre hors jusque jusqu par parmi
		pendant pour sans sous sur vers suis es est sommes etes sont etais etait etions etiez etaient ete
		serai sera seront serait etre ai as avons avez ont avais avait avaient aurai aura aurait avoir eu
		fais fait font faire n ne pas plus non oui tres trop aussi encore deja ici la comme quand lorsque
		lorsqu alors ainsi puis meme tout toute tous toutes autre autres chaque quelque quelques est-ce`),
	"es": words(`un una unos unas el la los las lo de del al a ante bajo con contra desde durante en entre
		hacia hasta mediante para por segun sin sobre tras y e o u ni que quien quienes cual cuales cuyo
		cuya cuando donde como cuanto si no pero sino porque pues aunque mientras yo me mi mis mio mia tu
		te ti tus tuyo el ella ello ellos ellas se si su sus suyo suya nos nosotros nuestra nuestro
		nuestras nuestros os vosotros vuestra vuestro usted ustedes le les este esta estos estas eso esa
		ese esos esas esto aquel aquella aquello soy eres es somos son era eras eramos eran fue fui fueron
		sea sean ser sido siendo estoy estas esta estamos estan estaba estaban estar he has ha hemos han
		habia habian haber hay hago hace hacen hacer hizo hecho muy mas menos ya tambien tan tanto todo
		toda todos todas otro otra otros otras algo alguno alguna cada mismo misma aqui alli asi entonces`),
}

func words(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}
