// Package lang is how the program speaks: words and their plurals, dates, sizes, and
// the choice of a language. It knows no pack and no file; portal hands it the texts.
package lang

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Other is the form of a text that does not count anything.
const Other = "other"

// Forms is one text by plural form: only "other", or "one", "many" and "other".
type Forms map[string]string

// Words is every word of the interface in one language. It is safe for concurrent use.
type Words struct {
	language  string
	texts     map[string]Forms
	localizer *i18n.Localizer
}

// New makes the words of one language. A text may hold {{.Name}} placeholders.
func New(tag string, texts map[string]Forms) (*Words, error) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", tag, err)
	}
	bundle := i18n.NewBundle(parsed)
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if texts[key][Other] == "" {
			return nil, fmt.Errorf("word %q in %q: %w", key, tag, errNoText)
		}
		if err := bundle.AddMessages(parsed, message(key, texts[key])); err != nil {
			return nil, fmt.Errorf("word %q in %q: %w", key, tag, err)
		}
	}
	return &Words{tag, texts, i18n.NewLocalizer(bundle, tag)}, nil
}

var errNoText = errors.New("no text")

func message(key string, f Forms) *i18n.Message {
	return &i18n.Message{ID: key, One: f["one"], Many: f["many"], Other: f[Other]}
}

// Language is the code of these words: "en", "fr", "es".
func (w *Words) Language() string { return w.language }

// Has says whether there is a text under the key.
func (w *Words) Has(key string) bool { return w.texts[key] != nil }

// Say gives the text of a key. args are placeholder names and values in turn. A missing
// key gives ⟨key⟩, so that it is seen on the page and in a test rather than hidden.
func (w *Words) Say(key string, args ...any) string {
	return w.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data(args)})
}

// Count gives the text of a key in the plural form of n, which the text may show as
// {{.Count}}.
func (w *Words) Count(key string, n int, args ...any) string {
	values := data(args)
	values["Count"] = n
	return w.localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: values})
}

// localize accepts a text without a fitting plural form: it is said in its "other" form.
func (w *Words) localize(c *i18n.LocalizeConfig) string {
	if !w.Has(c.MessageID) {
		return "⟨" + c.MessageID + "⟩"
	}
	text, err := w.localizer.Localize(c)
	if err != nil && text == "" {
		return "⟨" + c.MessageID + "⟩"
	}
	return text
}

// Subset gives the raw texts whose key begins with prefix, for scripts: placeholders
// stay, and a text with plurals gives one entry a form, as "key.one".
func (w *Words) Subset(prefix string) map[string]string {
	out := map[string]string{}
	for key, forms := range w.texts {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if len(forms) == 1 {
			out[key] = forms[Other]
			continue
		}
		for form, text := range forms {
			out[key+"."+form] = text
		}
	}
	return out
}

// data turns names and values in turn into what a template reads. A name without a
// value, or a name that is no string, is left out.
func data(args []any) map[string]any {
	values := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			values[name] = args[i+1]
		}
	}
	return values
}

// Plurals gives the forms that a text with plurals has in a language.
func Plurals(tag string) []string {
	if tag == "fr" || tag == "es" {
		return []string{"one", "many", Other}
	}
	return []string{"one", Other}
}
