package lang

import "golang.org/x/text/language"

// maxHeader bounds what is parsed of an Accept-Language header.
const maxHeader = 512

// Choose gives the one of the offered languages that fits an Accept-Language header
// best; the first offered if none does. offered must not be empty.
func Choose(header string, offered []string) string {
	if len(header) > maxHeader {
		return offered[0]
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return offered[0]
	}
	tags := make([]language.Tag, len(offered))
	for i, code := range offered {
		tags[i] = language.Make(code)
	}
	_, index, _ := language.NewMatcher(tags).Match(wanted...)
	return offered[index]
}
