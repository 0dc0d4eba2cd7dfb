package visitor

import (
	"html/template"
	"strings"
	"sync"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// helperScript is what the script of the page is given: how to say what it found, and the
// words with a capital that name nobody.
type helperScript struct {
	Words    map[string]string `json:"words"`
	Capitals string            `json:"capitals"`
}

func helperScriptOf(base web.Base, pack *portal.Pack) *helperScript {
	return &helperScript{base.Subset("helper.mask."), strings.Join(guide.Capitals(pack), " ")}
}

// masks keeps the mask of the pack in use.
type masks struct {
	mu   sync.Mutex
	pack *portal.Pack
	mask *guide.Mask
}

func (m *masks) of(pack *portal.Pack) *guide.Mask {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pack != pack {
		m.pack, m.mask = pack, guide.NewMask(pack)
	}
	return m.mask
}

// Shown is a masked question as it is read: what is left out is said in a word to those who
// hear the page.
func (p helperPage) Shown(text string) template.HTML {
	out := template.HTMLEscapeString(text)
	word := template.HTMLEscapeString(p.Say("helper.masked"))
	return template.HTML(strings.ReplaceAll(out, guide.Masked, `<span class="masked"><span aria-hidden="true">`+guide.Masked+`</span><span class="vh">[`+word+`]</span></span>`))
}

// Hidden says whether anything was left out of a question.
func (p helperPage) Hidden(text string) bool { return strings.Contains(text, guide.Masked) }

// DangerFirst is what the finder says at its end for danger, beside the emergency text.
func (p helperPage) DangerFirst() string { return p.first }

// Tongues are the languages that the helper reads, each with its own page.
func (p helperPage) Tongues() []web.Alternate { return p.tongues }

// Rated says whether the last answer is one of which it can be said that it helped.
func (p helperPage) Rated() bool {
	kind := p.Turn.Answer.Kind
	return kind != guide.Empty && kind != guide.Foreign
}

// Sealed is the form of the first door that has one.
func (p helperPage) Sealed() *web.Link {
	for _, door := range p.Turn.Doors {
		if door.Form != "" && door.Go.Href != p.Links.Ask.Href {
			return &web.Link{Text: door.Form, Href: door.Go.Href}
		}
	}
	return nil
}

// dangerFirst finds the words of the finder's end for danger.
func dangerFirst(pack *portal.Pack, language string) string {
	if pack.Finder == nil {
		return ""
	}
	for _, end := range pack.Finder.Ends {
		if end.Danger {
			return pack.FinderTexts(language).Ends[end.ID].First
		}
	}
	return ""
}
