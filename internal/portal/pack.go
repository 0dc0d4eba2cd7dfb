package portal

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fairlead/internal/lang"
)

// Load reads a whole pack. One with any fault that Check would name is refused.
func Load(fsys fs.FS) (*Pack, error) {
	pack, faults := Read(fsys, nil)
	if pack == nil {
		return nil, fmt.Errorf("pack has %d problems, the first: %s", len(faults), faults[0])
	}
	return pack, nil
}

// Read gives a pack, and none but its faults where there is one. words holds
// <language>/words.json of the program: a pack needs no words of its own for what it leaves
// to them. It may be nil, for a pack that says everything itself.
func Read(fsys, words fs.FS) (*Pack, []Problem) {
	r := examine(fsys, words)
	if faults := r.sorted(); len(faults) > 0 {
		return nil, faults
	}
	return r.pack, nil
}

// Check names everything that is wrong with a pack, and what its editor should see to, in
// the order of its files. words are as in Read.
func Check(fsys, words fs.FS) []Problem {
	r := examine(fsys, words)
	r.advise()
	return r.sorted()
}

// Page gives a page by its id.
func (p *Pack) Page(language, id string) (Page, bool) {
	return p.find(func(page Page) bool { return page.Language == language && page.ID == id })
}

// BySlug gives a page by its address without the language: "" is home, and a form's page
// is as Form.Path says.
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

// FormAt gives the form whose page has this address without the language, "report/<slug>".
func (p *Pack) FormAt(language, path string) (Form, bool) {
	page, ok := p.BySlug(language, path)
	id, isForm := strings.CutPrefix(page.ID, "form/")
	if !ok || !isForm {
		return Form{}, false
	}
	form, ok := p.Forms[id]
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

// Emergency is what a person in danger is told to do in a language: the organisation's own
// text, or the pack's general one; "" if there is neither.
func (p *Pack) Emergency(language string) string {
	if text := p.Organisation.Emergency[language]; text != "" {
		return text
	}
	words, ok := p.words[language]
	if !ok || !words.Has("emergency.general") {
		return ""
	}
	return words.Say("emergency.general")
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

// question is where a question's own address leads.
type question struct{ page, anchor string }

// QuestionPath is the own address of a question, with the language before it:
// "/fr/questions/ethique/qui-peut-lire". An unknown anchor gives the page's address.
func (p *Pack) QuestionPath(language, pageID, anchor string) string {
	page, _ := p.Page(language, pageID)
	address := p.Address(language, pageID)
	for _, q := range page.Sections {
		if q.Anchor == anchor && q.Slug != "" {
			return address + "/" + q.Slug
		}
	}
	return address
}

// ByQuestion gives the page and the anchor of a question by its own address, without the
// language.
func (p *Pack) ByQuestion(language, path string) (page Page, anchor string, ok bool) {
	q, ok := p.questions[language][path]
	if !ok {
		return Page{}, "", false
	}
	page, ok = p.Page(language, q.page)
	return page, q.anchor, ok
}

// MovedTo gives the page to which an old address leads. path has no language:
// "/about-this-portal", with or without a slash at its end.
func (p *Pack) MovedTo(path string) (id string, ok bool) {
	id, ok = p.Moved["/"+strings.Trim(path, "/")]
	return id, ok
}

// Prefix is what stands before every path of a language: "" for the first, else "/fr".
func (p *Pack) Prefix(language string) string {
	if len(p.Languages) > 0 && language == p.Languages[0] {
		return ""
	}
	return "/" + language
}
