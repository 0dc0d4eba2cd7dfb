package portal

import (
	"cmp"
	"fmt"
	"slices"
)

// Problem is one thing wrong with a pack. Line is 0 where it is about a whole file. A pack
// with a Note can be served: it is for the editor, who should see to it.
type Problem struct {
	File string
	Line int
	Text string
	Note bool
}

// String writes it as compilers do: file, line, what.
func (p Problem) String() string {
	text := p.Text
	if p.Note {
		text = "note: " + text
	}
	if p.Line == 0 {
		return p.File + ": " + text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, text)
}

// Faults are the problems for which a pack is not served.
func Faults(problems []Problem) []Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p Problem) bool { return p.Note })
}

// findings collects problems while a pack is read.
type findings struct{ list []Problem }

func (f *findings) add(file string, line int, format string, args ...any) {
	f.list = append(f.list, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (f *findings) note(file string, line int, format string, args ...any) {
	f.list = append(f.list, Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...), Note: true})
}

func (f *findings) sorted() []Problem {
	slices.SortStableFunc(f.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(f.list)
}
