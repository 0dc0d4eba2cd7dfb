package portal

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fairlead/internal/lang"
)

// Load reads a whole pack. A pack with any problem that Check would name is refused.
func Load(fsys fs.FS) (*Pack, error) {
	pack, problems := read(fsys)
	if len(problems) > 0 {
		return nil, fmt.Errorf("pack has %d problems, the first: %s", len(problems), problems[0])
	}
	return pack, nil
}

// Check names everything that is wrong with a pack, in the order of its files.
func Check(fsys fs.FS) []Problem {
	_, problems := read(fsys)
	return problems
}

// Page gives a page by its id.
func (p *Pack) Page(language, id string) (Page, bool) {
	return p.find(func(page Page) bool { return page.Language == language && page.ID == id })
}

// BySlug gives a page by its address without the language: "" is home, and a form's page
// is "report/<slug>".
func (p *Pack) BySlug(language, slug string) (Page, bool) {
	return p.find(func(page Page) bool { return page.Language == language && page.Slug == slug })
}

func (p *Pack) find(is func(Page) bool) (Page, bool) {
	i := slices.IndexFunc(p.Pages, is)
	if i < 0 {
		return Page{}, false
	}
	return p.Pages[i], true
}

// FormBySlug gives the form whose page is …/report/<slug> in that language.
func (p *Pack) FormBySlug(language, slug string) (Form, bool) {
	page, ok := p.BySlug(language, "report/"+slug)
	if !ok {
		return Form{}, false
	}
	form, ok := p.Forms[strings.TrimPrefix(page.ID, "form/")]
	return form, ok
}

// FormText gives a form's texts; an unknown form or language has none.
func (p *Pack) FormText(language, form string) FormText { return p.texts[language][form] }

// Words gives the words of a language; of the first one if the pack does not have it.
func (p *Pack) Words(language string) *lang.Words {
	if w, ok := p.words[language]; ok {
		return w
	}
	return p.words[p.Languages[0]]
}

// Address gives the path of a page in a language: "/", "/fr/", "/fr/report/harcelement".
// The id "mailbox" is the mailbox; an unknown id leads home.
func (p *Pack) Address(language, id string) string {
	prefix := p.Prefix(language)
	if id == "mailbox" {
		return prefix + "/mailbox"
	}
	page, _ := p.Page(language, id)
	return prefix + "/" + page.Slug
}

// Prefix is what stands before every path of a language: "" for the first, else "/fr".
func (p *Pack) Prefix(language string) string {
	if len(p.Languages) > 0 && language == p.Languages[0] {
		return ""
	}
	return "/" + language
}
