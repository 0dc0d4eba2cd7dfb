package portal

import (
	"bufio"
	"bytes"
	"regexp"
	"slices"
	"strings"
)

const doubtFile = "doubt.txt"

// doubts names the words that cast doubt on a person who writes: where forms, units and
// the program's own words speak to them. The list is the pack's, doubt.txt: a word or
// phrase a line, "*" for any ending, "#" before a remark.
func (r *reader) doubts(code string) {
	name := code + "/" + doubtFile
	data := r.files[name]
	if !plain(data) {
		r.note(name, 0, "%v", errUTF8)
		return
	}
	list, err := doubtful(data)
	if err != nil {
		r.note(name, 0, "the list is too long")
	}
	if list == nil {
		return
	}
	for _, file := range r.spokenTo(code) {
		r.doubtsIn(file, list)
	}
}

// spokenTo are the files of a language that speak to a person who may report.
func (r *reader) spokenTo(code string) []string {
	var list []string
	for name := range r.files {
		folder, _, _ := strings.Cut(strings.TrimPrefix(name, code+"/"), "/")
		if strings.HasPrefix(name, code+"/") && (folder == "forms" || folder == "units" || folder == "procedures" || folder == "words.json") {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// doubtful makes one expression of a list, or nil of an empty one.
func doubtful(data []byte) (*regexp.Regexp, error) {
	var phrases []string
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		phrase, _, _ := strings.Cut(lines.Text(), "#")
		if parts := strings.Fields(phrase); len(parts) > 0 {
			phrases = append(phrases, phraseShape(parts))
		}
	}
	if len(phrases) == 0 {
		return nil, nil
	}
	return regexp.Compile(`(?i)(?:^|[^\pL])(` + strings.Join(phrases, "|") + `)(?:$|[^\pL])`)
}

func phraseShape(parts []string) string {
	for i, part := range parts {
		part = strings.ReplaceAll(regexp.QuoteMeta(part), `\*`, `\pL*`)
		parts[i] = strings.NewReplacer("'", "['’]", "’", "['’]").Replace(part)
	}
	return strings.Join(parts, `[\s\x{a0}\x{202f}]+`)
}

var keyEnd = regexp.MustCompile(`^[^"\n]*"\s*:`)

// doubtsIn searches a file as it is, so that the line is known. A key is no text.
func (r *reader) doubtsIn(file string, list *regexp.Regexp) {
	data := r.files[file]
	for _, at := range list.FindAllSubmatchIndex(data, -1) {
		if strings.HasSuffix(file, ".json") && keyEnd.Match(data[at[3]:]) {
			continue
		}
		phrase := strings.Join(strings.Fields(string(data[at[2]:at[3]])), " ")
		r.note(file, 1+bytes.Count(data[:at[2]], []byte("\n")), "%q casts doubt on the person who reads it", phrase)
	}
}
