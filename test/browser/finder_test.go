package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// Two ways through the finder: where people most often go wrong, and where two doors stand
// side by side.
var (
	sexual = []string{"danger", "no", "brings", "happened", "what", "treated", "treated", "sexual", "sexual", "work", "also-sexual", "no"}
	misuse = []string{"danger", "no", "brings", "happened", "what", "decision", "decision", "other", "other", "misuse"}
)

// TestFinderByKeyboard goes through the finder in each language with keys alone: nothing is
// asked of the server on the way, Back is one question, and what was chosen ends with the page.
func TestFinderByKeyboard(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, language := range p.Languages {
		t.Run(language, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Size(1280, 900)
			texts := p.FinderTexts(language)
			b.Visit(p.Address(language, "find"))
			b.See("fl-find[ready]")
			where, asked := b.Where(), requests(b)
			for i := 0; i < len(misuse); i += 2 {
				b.Read(texts.Questions[misuse[i]].Ask)
				if i == 4 {
					b.Axe("question")
					b.Shot("question")
					b.Back()
					b.Read(texts.Questions[misuse[2]].Ask)
					choose(b, texts, misuse[2], misuse[3])
					b.Read(texts.Questions[misuse[4]].Ask)
				}
				choose(b, texts, misuse[i], misuse[i+1])
			}
			b.Read(texts.Ends["contest-misuse"].Says)
			b.Read(p.Words(language).Say("finder.kept"))
			for _, id := range []string{"legal", "wct"} {
				b.Read(texts.Ends["contest-misuse"].Doors[id])
				b.See(`a[href="` + address(p, language, id) + `"]`)
			}
			if head := tab.Eval[string](b, "document.activeElement.tagName"); head != "H2" {
				b.Fail("the focus is on %s, not on the result's head", head)
			}
			inspect(b, "result")
			if b.Where() != where || requests(b) != asked {
				b.Fail("on the way from %s to %s the server was asked %d times", where, b.Where(), requests(b)-asked)
			}
			if kept := tab.Eval[string](b, "JSON.stringify(history.state) + localStorage.length + sessionStorage.length + document.cookie"); kept != `{"step":5}00` {
				b.Fail("kept: %s", kept)
			}
			b.Visit(p.Address(language, "home"))
			b.Back()
			b.Read(texts.Questions["danger"].Ask)
			b.Without(texts.Ends["contest-misuse"].Says)
		})
	}
	silent(t, s)
}

// TestFinderWithoutScripts goes the same way page by page, back and forward.
func TestFinderWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, language := range p.Languages {
		t.Run(language, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Scripts(false)
			b.Size(320, 700)
			texts := p.FinderTexts(language)
			b.Visit(p.Address(language, "find"))
			for i := 0; i < len(sexual); i += 2 {
				b.Read(texts.Questions[sexual[i]].Ask)
				if i == 4 {
					b.Click(`button[name="back"]`)
					b.Read(texts.Questions[sexual[2]].Ask)
					b.Click(`button[value="` + sexual[3] + `"]`)
					b.Read(texts.Questions[sexual[4]].Ask)
					b.Axe("question without scripts")
				}
				b.Click(`button[name="q.` + sexual[i] + `"][value="` + sexual[i+1] + `"]`)
			}
			end := texts.Ends["sexual-report"]
			b.Read(end.Says)
			b.Read(end.First)
			b.See(`a[href="` + address(p, language, "iaig") + `"]`)
			inspect(b, "result without scripts")
			if !strings.HasSuffix(b.Where(), p.Prefix(language)+"/find") {
				b.Fail("an answer stands in the address %s", b.Where())
			}
			b.Click(`button[name="back"][value="sexual"]`)
			b.Read(texts.Questions["sexual"].Ask)
		})
	}
	silent(t, s)
}

// TestFinderDanger: help comes before everything else, and the way out is there.
func TestFinderDanger(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	b := tab.Open(t, s.Base)
	b.Size(390, 844)
	b.Dark(true)
	b.Visit(pack(t).Address("en", "find"))
	b.See("fl-find[ready]")
	b.Shot("start")
	b.See(".leave-now")
	b.Click(`button[value="yes"]`)
	b.Read("Help comes first")
	b.See(".note.alarm")
	inspect(b, "danger")
	b.Press("Start again")
	b.Read("Is anyone in danger now?")
	for i := 0; i < len(sexual); i += 2 {
		b.Click(`button[name="q.` + sexual[i] + `"][value="` + sexual[i+1] + `"]`)
	}
	b.Read("Internal Audit and Investigations Group")
	b.Shot("folded")
	b.Without("Must they act on it?")
	b.Click(".door [data-fold]")
	b.Read("Must they act on it?")
	inspect(b, "unfolded")
	b.ClickAway(".leave-now")
	b.Away()
	b.Back()
	b.Read("Is anyone in danger now?")
	b.Without("Internal Audit and Investigations Group")
}

// choose goes to an answer with Tab and takes it with Enter.
func choose(b *tab.Tab, texts portal.FinderTexts, question, option string) {
	label := texts.Questions[question].Options[option]
	for range 40 {
		if tab.Eval[string](b, "document.activeElement.innerText") == label {
			b.Type("\r")
			return
		}
		b.Type("\t")
	}
	b.Fail("Tab does not come to %q", label)
}

func address(p *portal.Pack, language, door string) string {
	d, _ := p.Finder.Door(door)
	return p.Address(language, d.Page)
}

// requests counts what the page asked of the server, apart from its own static files.
func requests(b *tab.Tab) int {
	return tab.Eval[int](b, `performance.getEntriesByType("resource").filter(e => !e.name.includes("/static/")).length`)
}

// silent: neither the program's output nor its folder tells of an answer.
func silent(t *testing.T, s *program.Server) {
	t.Helper()
	without(t, s, "q.danger", "also-sexual", "contest-misuse", "sexual-report")
}

// without: neither the program's output nor its folder has any of these words.
func without(t *testing.T, s *program.Server, words ...string) {
	t.Helper()
	left := s.Printed()
	err := filepath.WalkDir(s.Data, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		left += string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if strings.Contains(left, word) {
			at := strings.Index(left, word)
			t.Errorf("the program left %q: %q", word, left[max(0, at-200):min(len(left), at+100)])
		}
	}
}
