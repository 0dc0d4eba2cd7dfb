package portal

import (
	"cmp"
	"fmt"
	"slices"
)

// Problem is one thing wrong with a pack. Line is 0 where it is about a whole file.
type Problem struct {
	File string
	Line int
	Text string
}

// String writes it as compilers do: file, line, what.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// findings collects problems while a pack is read.
type findings struct{ list []Problem }

func (f *findings) add(file string, line int, format string, args ...any) {
	f.list = append(f.list, Problem{file, line, fmt.Sprintf(format, args...)})
}

func (f *findings) sorted() []Problem {
	slices.SortStableFunc(f.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.Compact(f.list)
}
