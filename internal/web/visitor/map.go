package visitor

import (
	"fmt"
	"strings"
)

// officeMap is the drawing of which office is for what: a rope from the reader through a
// ring, and a line from the ring to each office. Its measures are in the drawing's units.
type officeMap struct {
	Height  int
	Middle  int // of the ring
	Offices []mapRow
	Beside  int // where the line about those who support stands; 0 without any
	Support []mapRow
	Dashes  string // the path down to them
}

// mapRow is a unit's box, its text already broken into lines.
type mapRow struct {
	unitCard
	Y, Height int
	Hoop      int // middle of its icon
	Lines     []mapLine
	Path      string // from the ring to the box
}

type mapLine struct {
	Y    int
	Name bool
	Text string
}

// Measures of the drawing; map.html has the others. Text is broken by how wide letters
// are on average: it may be set in any font.
const (
	mapTop    = 10
	mapGap    = 10
	mapPad    = 12
	mapLeft   = 190 // of the boxes
	mapRing   = 100 // middle of the ring, from the left
	mapYou    = 30
	nameRunes = 42
	whatRunes = 54
	nameLine  = 20
	whatLine  = 18
)

// drawMap lays the units out: offices from the top, then those who support.
func drawMap(units []unitCard) officeMap {
	m := officeMap{}
	y := mapTop
	for _, unit := range units {
		if unit.Kind == "office" {
			row := drawRow(unit, y)
			m.Offices, y = append(m.Offices, row), y+row.Height+mapGap
		}
	}
	m.Middle = (mapTop + y - mapGap) / 2
	for i, row := range m.Offices {
		m.Offices[i].Path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", mapRing+26, m.Middle, mapRing+78, m.Middle, mapLeft-34, row.Hoop, mapLeft, row.Hoop)
	}
	y += 30
	for _, unit := range units {
		if unit.Kind != "office" {
			row := drawRow(unit, y)
			row.Path = fmt.Sprintf("M%d %dH%d", mapYou, row.Hoop, mapLeft)
			m.Support, y = append(m.Support, row), y+row.Height+mapGap
		}
	}
	if n := len(m.Support); n > 0 {
		m.Beside = m.Support[0].Y - 12
		m.Dashes = fmt.Sprintf("M%d %dV%d", mapYou, m.Middle+62, m.Support[n-1].Hoop)
	} else {
		y -= 30
	}
	m.Height = y
	return m
}

func drawRow(unit unitCard, y int) mapRow {
	row := mapRow{unitCard: unit, Y: y}
	at := y + mapPad - 4
	for _, text := range wrapped(unit.Title, nameRunes) {
		at += nameLine
		row.Lines = append(row.Lines, mapLine{at, true, text})
	}
	for _, text := range wrapped(unit.Short, whatRunes) {
		at += whatLine
		row.Lines = append(row.Lines, mapLine{at, false, text})
	}
	row.Height = max(at+mapPad-y, 56)
	row.Hoop = y + row.Height/2
	return row
}

// wrapped breaks a text into lines of at most so many letters, a longer word by itself.
func wrapped(text string, runes int) []string {
	var lines []string
	line, n := "", 0
	for word := range strings.FieldsSeq(text) {
		length := len([]rune(word))
		if n > 0 && n+1+length > runes {
			lines, line, n = append(lines, line), "", 0
		}
		if n > 0 {
			line, n = line+" ", n+1
		}
		line, n = line+word, n+length
	}
	return append(lines, line)
}

// YouTop is where the figure of the reader begins.
func (m officeMap) YouTop() int { return m.Middle - 15 }

// Under is the line of the words below the ring.
func (m officeMap) Under() int { return m.Middle + 46 }

// HoopTop is where a box's icon begins.
func (r mapRow) HoopTop() int { return r.Hoop - 12 }

// PillTop is where the way to a form begins.
func (r mapRow) PillTop() int { return r.Hoop - 17 }

// PillText is the line of its word.
func (r mapRow) PillText() int { return r.Hoop + 5 }
