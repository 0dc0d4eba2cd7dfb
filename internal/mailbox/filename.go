package mailbox

import (
	"strings"
	"unicode"
)

const (
	longestName   = 200
	longestEnding = 13 // with its dot
)

// FileName is a file's name as it is kept and shown: without folders, without characters
// that are not seen, at a length that any system takes; its ending stays. Marks that turn
// the direction of writing are left out: with them "fdp.exe" can be shown as "exe.pdf".
func FileName(name string) string {
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	runes := []rune(name)
	if len(runes) <= longestName {
		return name
	}
	dot := strings.LastIndex(name, ".")
	ending := []rune(name[max(dot, 0):])
	if dot < 0 || len(ending) > longestEnding {
		return string(runes[:longestName])
	}
	return string(runes[:longestName-len(ending)]) + string(ending)
}
