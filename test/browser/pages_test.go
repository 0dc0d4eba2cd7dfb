package browser

import (
	"strings"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestPages looks at every page of the pack and every door of the program in each language,
// light and dark, on a phone and on a desktop, with axe-core, with everything open that
// opens. The pictures that it keeps are of the first language.
func TestPages(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, look := range []struct {
		name   string
		width  int64
		height int64
		dark   bool
	}{{"phone-dark", 320, 700, true}, {"desktop-light", 1280, 900, false}} {
		t.Run(look.name, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Size(look.width, look.height)
			b.Dark(look.dark)
			for _, page := range p.Pages {
				paths := []string{p.Address(page.Language, page.ID)}
				if strings.HasPrefix(page.ID, "questions/") {
					paths = append(paths, p.QuestionPath(page.Language, page.ID, page.Sections[0].Anchor))
				}
				for _, path := range paths {
					b.Visit(path)
					b.See("h1")
					if page.Language == p.Languages[0] {
						b.Shot("page" + path)
					}
					unfold(b)
					inspect(b, path)
				}
			}
			for _, language := range p.Languages {
				b.Visit(mailbox(language))
				inspect(b, language+"-mailbox")
			}
			b.Visit("/office/")
			b.See("fl-signin form")
			inspect(b, "office")
			b.Visit("/office/enrol")
			inspect(b, "enrol")
			b.Visit("/fr/nowhere")
			inspect(b, "not-found")
		})
	}
}

// unfold opens the menu and all else that opens, so that it is looked at too.
func unfold(b *tab.Tab) {
	tab.Eval[bool](b, `(document.querySelectorAll("details").forEach((d) => { d.open = true; }), true)`)
}

// inspect is what is asked of every page.
func inspect(b *tab.Tab, name string) {
	b.See("h1")
	b.Axe(name)
	if n := tab.Eval[int](b, `document.querySelectorAll("h1").length`); n != 1 {
		b.Fail("%s has %d level-one headings", name, n)
	}
	if wide := tab.Eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
		b.Fail("%s is %d pixels wider than the window", name, wide)
	}
	b.Read(tab.Eval[string](b, `({en: "Demonstration. Not run by UNOPS. Nothing sent here reaches anyone."})[document.documentElement.lang] || ""`))
}
