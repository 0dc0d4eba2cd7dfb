package portal

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// Measures of a drawn procedure, in its own units, which are pixels on a phone of 360. Text is
// broken by how wide letters are on average: it may be set in any font.
const (
	drawnWidth = 328
	railX      = 15 // of the usual way
	sideX      = 47 // of the stages beside it
	textGap    = 21 // from a stage's ring to its text
	nameSize   = 16
	aboutSize  = 14
	stepSize   = 13
	letterWide = 0.56 // of the size, for the widest font that is likely
	boldWide   = 0.64
	lineHigh   = 1.3
	rowGap     = 22
)

// DrawProcedure draws the stages of a procedure from top to bottom as SVG: the usual way with
// the steps that lead along it, and beside it the other stages and ends. at is the stage where
// a case stands, passed are those where it stood; "" and none for a drawing of no case. It
// has no style of its own: it takes the colour and the font of the text around it, and has
// the classes drawn-way, drawn-at and drawn-passed. A procedure that the pack does not have is "".
func (p *Pack) DrawProcedure(language, id, at string, passed []string) template.HTML {
	procedure, ok := p.Procedures[id]
	if !ok {
		return ""
	}
	return p.Draw(language, procedure, at, passed)
}

// Draw draws a kept version of a procedure, with the names that the pack has for its stages.
func (p *Pack) Draw(language string, procedure Procedure, at string, passed []string) template.HTML {
	d := drawing{pack: p, language: language, procedure: procedure, at: at, passed: passed}
	return template.HTML(d.svg(`class="drawn-way"`, "", 0))
}

// DrawAlone draws a procedure as a file of its own. What a drawing takes from the page around
// it comes along: a font, ink, and paper with a margin, so that a dark viewer shows it, too. A
// procedure that the pack does not have is "".
func (p *Pack) DrawAlone(language, id string) string {
	procedure, ok := p.Procedures[id]
	if !ok {
		return ""
	}
	d := drawing{pack: p, language: language, procedure: procedure}
	return d.svg(`lang="`+language+`" font-family="sans-serif" color="#1b2733"`, "#ffffff", 16)
}

// svg draws everything, on paper of a colour ("" none) that is wider by a margin on each side.
func (d *drawing) svg(attributes, paper string, margin int) string {
	d.y = 16
	rows := d.rows()
	for i, row := range rows {
		d.row(row, i == 0)
	}
	name := d.pack.ProcedureText(d.language, d.procedure.ID).Name
	if name == "" {
		name = d.procedure.ID
	}
	wide, high := drawnWidth+2*margin, d.y+2*margin
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" %s role="img" viewBox="%d %d %d %d" width="%d" height="%d">`+"\n<title>%s</title>\n<desc>%s</desc>\n",
		attributes, -margin, -margin, wide, high, wide, high, template.HTMLEscapeString(name), template.HTMLEscapeString(d.told(rows)))
	if paper != "" {
		head += fmt.Sprintf(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", -margin, -margin, wide, high, paper)
	}
	return head + d.out.String() + "</svg>"
}

// drawing is a procedure while it is drawn; y is where the next row begins, rail where the
// line of the usual way has come to, last where the ring of the row before stands.
type drawing struct {
	pack      *Pack
	language  string
	procedure Procedure
	at        string
	passed    []string
	y         int
	rail      int
	last      int
	out       strings.Builder
}

// told is the drawing in words, for those who do not see it.
func (d *drawing) told(rows []drawnRow) string {
	var list []string
	for _, row := range rows {
		text := row.Name
		if row.stage == d.at {
			text += " (" + d.now() + ")"
		}
		list = append(list, strings.TrimSpace(text+". "+row.About))
	}
	return strings.Join(list, " ")
}

func (d *drawing) now() string {
	if words := d.pack.Words(d.language); words.Has("way.now") {
		return words.Say("way.now")
	}
	return "*"
}

// row draws a stage: the steps that lead to it, its ring, its name, what it means.
func (d *drawing) row(row drawnRow, first bool) {
	x := railX
	if row.side {
		x = sideX
	}
	for _, step := range row.steps {
		d.text(x, stepSize, `font-style="italic"`, step)
	}
	d.arrow(x, row, first)
	d.ring(x, d.y, row.stage)
	name := `font-weight="600"`
	if row.stage == d.at {
		name += ` class="drawn-at"`
		row.Name += " (" + d.now() + ")"
	}
	d.text(x, nameSize, name, row.Name)
	d.text(x, aboutSize, "", row.About)
	for _, stage := range row.back {
		d.text(x, stepSize, "", "→ "+d.pack.StageText(d.language, d.procedure.ID, stage).Name)
	}
	d.y += rowGap
}

// arrow draws the line from the stage before to this one: of a stage beside the usual way from
// that way, or from the one beside it that was drawn before.
func (d *drawing) arrow(x int, row drawnRow, first bool) {
	const line = `<path d="%s" fill="none" stroke="currentColor" stroke-width="1.5"/>` + "\n"
	const tip = `<path d="%s" fill="currentColor"/>` + "\n"
	y := d.y
	switch {
	case first:
		d.rail = y + 11
	case row.follows:
		fmt.Fprintf(&d.out, line, fmt.Sprintf("M%d %dV%d", sideX, d.last+11, y-12))
		fmt.Fprintf(&d.out, tip, fmt.Sprintf("M%d %dl-4 -7h8z", sideX, y-9))
	case row.side:
		fmt.Fprintf(&d.out, line, fmt.Sprintf("M%d %dV%dq0 8 8 8H%d", railX, d.rail, y-8, x-12))
		fmt.Fprintf(&d.out, tip, fmt.Sprintf("M%d %dl-7 -4v8z", x-9, y))
		d.rail = y - 8
	default:
		fmt.Fprintf(&d.out, line, fmt.Sprintf("M%d %dV%d", railX, d.rail, y-12))
		fmt.Fprintf(&d.out, tip, fmt.Sprintf("M%d %dl-4 -7h8z", railX, y-9))
		d.rail = y + 11
	}
	d.last = y
}

// ring draws where a case can stand; an end has a second ring, and what a case has passed is
// full.
func (d *drawing) ring(x, y int, stage string) {
	class, fill, radius := "drawn-stage", "none", 7
	switch {
	case stage == d.at:
		class, fill, radius = "drawn-at", "currentColor", 8
	case slices.Contains(d.passed, stage):
		class, fill = "drawn-passed", "currentColor"
	}
	fmt.Fprintf(&d.out, `<circle class="%s" cx="%d" cy="%d" r="%d" fill="%s" stroke="currentColor" stroke-width="2"/>`+"\n", class, x, y, radius, fill)
	if d.procedure.IsEnd(stage) {
		fmt.Fprintf(&d.out, `<circle cx="%d" cy="%d" r="3" fill="none" stroke="currentColor" stroke-width="1.5"/>`+"\n", x, y)
	}
}

// text sets words beside a ring, broken into lines, and moves on below them.
func (d *drawing) text(x, size int, attributes, words string) {
	wide := letterWide
	if size == nameSize {
		wide = boldWide
	}
	runes := int(float64(drawnWidth-x-textGap) / (float64(size) * wide))
	if attributes != "" {
		attributes = " " + attributes
	}
	for _, line := range broken(words, runes) {
		fmt.Fprintf(&d.out, `<text x="%d" y="%d" font-size="%d" fill="currentColor"%s>%s</text>`+"\n",
			x+textGap, d.y+size/3, size, attributes, template.HTMLEscapeString(line))
		d.y += int(float64(size) * lineHigh)
	}
}

// broken breaks words into lines of at most so many letters; a longer word stands alone. Only
// a plain space may be broken at: the narrow one of French holds its mark to its word.
func broken(text string, most int) []string {
	var lines []string
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '\n' }) {
		last := len(lines) - 1
		if last >= 0 && len([]rune(lines[last]))+1+len([]rune(word)) <= most {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
