package story

import (
	"os"
	"path/filepath"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/officer"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// house is a demonstration that runs, with the offices of the default pack.
type house struct {
	t      *testing.T
	server *program.Server
	pack   *portal.Pack
	logins map[string]officer.Login // by first name
	days   int                      // that have passed since it was opened
}

func open(t *testing.T) *house {
	t.Helper()
	t.Parallel()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	server := program.Demonstration(t)
	return &house{t: t, server: server, pack: pack, logins: officer.Printed(server.Printed())}
}

// window is a browser of its own at the house.
func (h *house) window() *tab.Tab {
	b := tab.Open(h.t, h.server.Base)
	b.Size(1280, 900)
	if h.days > 0 {
		b.Ahead(h.days)
	}
	return b
}

// later is the house some days after it was opened; whoever comes then comes in a new browser.
func (h *house) later(days int) {
	h.server.Later(days)
	h.days = days
}

// word is one of the pack's words.
func (h *house) word(language, key string, args ...any) string {
	return h.pack.Words(language).Say(key, args...)
}

// file writes an attachment and gives its path.
func (h *house) file(name, content string) string {
	path := filepath.Join(h.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		h.t.Fatal(err)
	}
	return path
}

// look keeps a screenshot of a page's state and asks axe about it.
func look(b *tab.Tab, state string) {
	b.Shot(state)
	b.Axe(state)
}

// holds says whether a text stands anywhere on a page, also where it is folded away.
func holds(b *tab.Tab, text string) bool {
	return tab.Eval[bool](b, `(() => { const copy = document.body.cloneNode(true); for (const script of copy.querySelectorAll("script")) script.remove();
		return copy.textContent.includes(`+tab.Quoted(text)+`) })()`)
}

// never fails if a text stands anywhere on a page.
func never(b *tab.Tab, texts ...string) {
	for _, text := range texts {
		if holds(b, text) {
			b.Fail("the page holds %q and must not", text)
		}
	}
}
