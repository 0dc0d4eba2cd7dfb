package portal

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guideFile says where the guide leads; beside it each language has guide.json with the
// questions back, concepts.txt, danger.txt and a folder of examples. All are optional: a
// pack without them has search, and a helper that only quotes.
const guideFile = "guide.json"

// ModelFile is what the guide learned of a pack: made by `fairlead pack learn`, and made
// anew at every start where it is missing or of other examples.
const ModelFile = "guide.model"

// Bounds of what the guide learns from.
const (
	maxExample  = 600   // characters
	maxExamples = 20000 // a language
	maxConcepts = 400
	maxPatterns = 1000
)

// Guide is what the pack says to search and helper beyond its pages.
type Guide struct {
	Routes    []GuideRoute    `json:"routes"`
	Questions []GuideQuestion `json:"questions"`
	Signs     GuideSigns      `json:"signs"`
	// Words is what each language gives to learn from.
	Words map[string]GuideWords `json:"-"`
	// Model is what was learned of Words, or nothing; internal/guide reads and makes it.
	Model []byte `json:"-"`
	// Texts is what the guide asks back, by language.
	Texts map[string]GuideTexts `json:"-"`
}

// GuideRoute is one kind of matter. Its id is that of the finder's end whose doors, reasons
// and rules it shares.
type GuideRoute struct {
	ID string `json:"id"`
	// Doors gives the end's doors in another order, or only some of them.
	Doors []string `json:"doors,omitempty"`
	// Passages are texts that answer best when nothing more is known: "unit/wct#does".
	Passages []string `json:"passages,omitempty"`
	// Limit is the text that answers when a time limit of this matter is asked for, or "".
	Limit string `json:"limit,omitempty"`
	// Policies are marks, such as a document's symbol, in the list of the page resources.
	Policies []string `json:"policies,omitempty"`
	// Told marks a matter that people tell because it happened to them or before them.
	Told bool `json:"told,omitempty"`
	// Danger marks the way taken when the sign of danger is all that is known.
	Danger bool `json:"danger,omitempty"`
}

// GuideQuestion is asked back when the routes it tells apart are about as likely.
type GuideQuestion struct {
	ID     string   `json:"id"`
	Routes []string `json:"routes"`
}

// GuideSigns names concepts by which the guide knows what a text is. Each may be "".
type GuideSigns struct {
	Teller string `json:"teller,omitempty"` // people speak of themselves
	Limit  string `json:"limit,omitempty"`  // a time limit is asked for
	Thanks string `json:"thanks,omitempty"` // they thank or greet
}

// GuideTexts are the words of the questions back; Options has a label for each route.
type GuideTexts struct {
	Questions map[string]FinderQuestionText `json:"questions"`
}

// GuideWords is what one language gives to learn from.
type GuideWords struct {
	Examples []Example
	Concepts []Concept
	Danger   []string // patterns, as internal/guide reads them
	// Capitals are words that are written with a capital and name nobody: countries, months.
	Capitals []string
}

// Example is how somebody might put something. Kind says what it is an example of: "route"
// (ID is a route's), "page" (ID is a text's), "danger" or "off-topic".
type Example struct {
	Kind, ID string
	Text     string
	Voice    string // whose words: the file's name without its ending
}

// Concept is one thing that is said in many ways.
type Concept struct {
	ID    string
	Words []string
}

// Route gives a route by its id.
func (g *Guide) Route(id string) (GuideRoute, bool) {
	return one(g.Routes, func(r GuideRoute) bool { return r.ID == id })
}

// guide reads the files, if the pack has any of them.
func (r *reader) guide() {
	g := &Guide{Words: map[string]GuideWords{}, Texts: map[string]GuideTexts{}, Model: r.files[ModelFile]}
	r.used[ModelFile] = true
	r.pack.Guide = g
	if _, ok := r.files[guideFile]; ok && r.json(guideFile, g) {
		r.guideRoutes(g)
	}
	for _, code := range r.pack.Languages {
		words := GuideWords{Concepts: r.concepts(code), Danger: r.lines(code+"/danger.txt", maxPatterns), Capitals: r.lines(code+"/capitals.txt", maxPatterns)}
		for _, id := range r.under(code+"/examples", ".txt") {
			words.Examples = append(words.Examples, r.examples(g, code, id)...)
		}
		if len(words.Examples) > maxExamples {
			r.add(code+"/examples", 0, "has %d examples, more than %d", len(words.Examples), maxExamples)
		}
		g.Words[code] = words
		r.guideTexts(g, code)
	}
	r.compareConcepts(g)
}

func (r *reader) guideRoutes(g *Guide) {
	r.ids(guideFile, "route", ids(g.Routes, func(x GuideRoute) string { return x.ID }))
	r.ids(guideFile, "question", ids(g.Questions, func(x GuideQuestion) string { return x.ID }))
	for _, route := range g.Routes {
		end, ok := FinderEnd{}, false
		if r.pack.Finder != nil {
			end, ok = r.pack.Finder.End(route.ID)
		}
		if !ok {
			r.add(guideFile, 0, "route %q: the finder has no such end", route.ID)
			continue
		}
		for _, door := range route.Doors {
			if !slices.Contains(end.Doors, door) {
				r.add(guideFile, 0, "route %q: the end has no door %q", route.ID, door)
			}
		}
	}
	for _, question := range g.Questions {
		if len(question.Routes) < 2 || len(question.Routes) > mostOptions {
			r.add(guideFile, 0, "question %q tells %d routes apart, not 2 to %d", question.ID, len(question.Routes), mostOptions)
		}
		for _, id := range question.Routes {
			if _, ok := g.Route(id); !ok {
				r.add(guideFile, 0, "question %q: there is no route %q", question.ID, id)
			}
		}
	}
}

// guideTexts reads the words of the questions back; a pack without such questions needs none.
func (r *reader) guideTexts(g *Guide, code string) {
	name := code + "/" + guideFile
	if _, ok := r.files[name]; !ok && len(g.Questions) == 0 {
		return
	}
	var texts GuideTexts
	if !r.json(name, &texts) {
		return
	}
	for _, question := range g.Questions {
		text := texts.Questions[question.ID]
		if text.Ask == "" {
			r.add(name, 0, "question %q has no words", question.ID)
		}
		for _, route := range question.Routes {
			if text.Options[route] == "" {
				r.add(name, 0, "question %q: the answer %q has no words", question.ID, route)
			}
		}
	}
	for id := range texts.Questions {
		if _, ok := one(g.Questions, func(q GuideQuestion) bool { return q.ID == id }); !ok {
			r.add(name, 0, "question %q is not asked", id)
		}
	}
	g.Texts[code] = texts
}

// lines are a list's lines without remarks; a missing list is empty.
func (r *reader) lines(name string, most int) []string {
	data, ok := r.files[name]
	if !ok {
		return nil
	}
	r.used[name] = true
	if !plain(data) {
		r.add(name, 0, "%v", errUTF8)
		return nil
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	if len(list) > most {
		r.add(name, 0, "has %d lines, more than %d", len(list), most)
	}
	return list
}

var conceptShape = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)

func (r *reader) concepts(code string) []Concept {
	name, seen := code+"/concepts.txt", map[string]bool{}
	var list []Concept
	for _, line := range r.lines(name, maxConcepts) {
		id, rest, _ := strings.Cut(line, ":")
		concept := Concept{ID: id}
		for word := range strings.SplitSeq(rest, ",") {
			if word = strings.TrimSpace(word); word != "" {
				concept.Words = append(concept.Words, word)
			}
		}
		if !conceptShape.MatchString(id) || seen[id] || len(concept.Words) == 0 {
			r.add(name, r.lineOf(name, line), "%q stands twice, has no words, or is not as in \"boss: boss, manager\"", id)
		}
		seen[id] = true
		list = append(list, concept)
	}
	return list
}

// compareConcepts holds the languages to the same concepts: what is learned of one in a
// language is used in the others.
func (r *reader) compareConcepts(g *Guide) {
	first := g.Words[r.pack.Languages[0]].Concepts
	name := func(c Concept) string { return c.ID }
	for _, sign := range []string{g.Signs.Teller, g.Signs.Limit, g.Signs.Thanks} {
		if sign != "" && !slices.Contains(ids(first, name), sign) {
			r.add(guideFile, 0, "there is no concept %q", sign)
		}
	}
	for _, code := range r.pack.Languages[1:] {
		if !slices.Equal(ids(first, name), ids(g.Words[code].Concepts, name)) {
			r.add(code+"/concepts.txt", 0, "its concepts are not those of %s, in the same order", r.pack.Languages[0])
		}
	}
}

// examples reads one file: a heading ("= route contest", "= page unit/wct#does", "= danger",
// "= off-topic"), then an example a line.
func (r *reader) examples(g *Guide, code, id string) []Example {
	name := code + "/examples/" + id + ".txt"
	var list []Example
	under, good := Example{Voice: id}, false
	for _, line := range r.lines(name, maxExamples) {
		if heading, ok := strings.CutPrefix(line, "="); ok {
			under.Kind, under.ID, _ = strings.Cut(strings.TrimSpace(heading), " ")
			if good = r.headed(g, under); !good {
				r.add(name, r.lineOf(name, line), "the heading %q names no route or kind", line)
			}
			continue
		}
		if wrong := exampleWrong(line); wrong != "" || !good {
			r.add(name, r.lineOf(name, line), "an example %s", orElse(wrong, "stands under no heading"))
			continue
		}
		under.Text = line
		list = append(list, under)
	}
	return list
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// headed tells a heading that is understood; that a page's text exists is asked once all
// pages are read.
func (r *reader) headed(g *Guide, e Example) bool {
	switch e.Kind {
	case "route":
		_, ok := g.Route(e.ID)
		return ok
	case "page":
		return e.ID != ""
	}
	return e.ID == "" && (e.Kind == "danger" || e.Kind == "off-topic")
}

func exampleWrong(line string) string {
	switch {
	case utf8.RuneCountInString(line) > maxExample:
		return fmt.Sprintf("is longer than %d characters", maxExample)
	case strings.ContainsFunc(line, unicode.IsControl):
		return "has a control character"
	}
	return ""
}

// guidePages: every text that the guide names is there.
func (r *reader) guidePages() {
	for _, route := range r.pack.Guide.Routes {
		named := route.Passages
		if route.Limit != "" {
			named = append(slices.Clip(named), route.Limit)
		}
		for _, id := range named {
			if !r.hasText(id) {
				r.add(guideFile, 0, "route %q: there is no text %q", route.ID, id)
			}
		}
	}
	for _, code := range r.pack.Languages {
		missed := map[string]bool{}
		for _, e := range r.pack.Guide.Words[code].Examples {
			if e.Kind == "page" && !missed[e.ID] && !r.hasText(e.ID) {
				missed[e.ID] = true
				r.add(code+"/examples/"+e.Voice+".txt", 0, "there is no text %q", e.ID)
			}
		}
	}
}

// hasText tells whether there is a page or a part of one by this name.
func (r *reader) hasText(id string) bool {
	page, anchor, part := strings.Cut(id, "#")
	d := r.docs[r.pack.Languages[0]][page]
	return d != nil && (!part || slices.Contains(d.anchors(), anchor))
}

// dates are the days on which each text was last settled.
func (r *reader) dates() {
	var was settled
	if data, ok := r.files[SettledFile]; !ok || decode(data, &was) != nil {
		return // what is wrong with the file is said by Check
	}
	r.pack.dates = map[string]string{}
	for name, line := range was.Texts {
		if len(line) > 0 {
			r.pack.dates[name] = line[0]
		}
	}
}

// Dated is the day (YYYY-MM-DD) from which on a text says what it says: a page's first words
// ("unit/wct") or a part ("unit/wct#does"). It is "" where the editors have not settled it.
func (p *Pack) Dated(id string) string { return p.dates[id] }
