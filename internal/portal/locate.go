package portal

import (
	"bytes"
	"regexp"
	"strings"
)

// quoted are the names of which a problem speaks.
var quoted = regexp.MustCompile(`"([^"\\]+)"`)

// sorted gives what was found in the order of the files, each with its line where the file
// tells one.
func (r *reader) sorted() []Problem {
	for i, p := range r.list {
		if p.Line == 0 {
			r.list[i].Line = lineOf(r.files[p.File], p.Text)
		}
	}
	return r.findings.sorted()
}

// lineOf finds the line that a problem speaks of: it follows the names in the sentence, from
// the outer to the inner, as far as the file has them. 0 if it has none.
func lineOf(data []byte, text string) int {
	at, found := 0, false
	for _, name := range quoted.FindAllStringSubmatch(text, -1) {
		next := bytes.Index(data[at:], []byte(`"`+name[1]+`"`))
		if next < 0 {
			continue
		}
		at, found = at+next, true
		if strings.Contains(text, "twice") {
			if again := bytes.Index(data[at+1:], []byte(`"`+name[1]+`"`)); again >= 0 {
				at += 1 + again
			}
		}
	}
	if !found {
		return 0
	}
	return 1 + bytes.Count(data[:at], []byte("\n"))
}
