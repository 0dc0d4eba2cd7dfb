package portal

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
)

// drawnText reads a drawing as XML and gives its texts, and fails at anything that a page's
// content policy would refuse.
func drawnText(t *testing.T, drawing string) []string {
	t.Helper()
	var texts []string
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return texts
		}
		if err != nil {
			t.Fatal(err, drawing)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if slices.Contains([]string{"script", "style", "a", "image", "foreignObject"}, token.Name.Local) {
				t.Errorf("the drawing has a %s", token.Name.Local)
			}
			for _, a := range token.Attr {
				if a.Name.Local == "style" || a.Name.Local == "id" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("the drawing has the attribute %s", a.Name.Local)
				}
			}
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				texts = append(texts, text)
			}
		}
	}
}

func TestDrawProcedure(t *testing.T) {
	pack, err := Load(stepped())
	if err != nil {
		t.Fatal(err)
	}
	got := drawnText(t, string(pack.DrawProcedure("fr", "steps", "", nil)))
	want := []string{
		"Steps", "Here. It is here. Open & <read>. Read. Away. Gone. Done. Over.",
		"Here", "It is here.", "Begin", "Open & <read>", "Read.",
		"Send", "Away", "Gone.", "→ Open & <read>", "End", "Done", "Over.",
	}
	for _, text := range want[2:] {
		if !slices.Contains(got, text) {
			t.Errorf("%q is not drawn: %q", text, got)
		}
	}
	if slices.Contains(got, "Take") || slices.Contains(got, "→ Done") {
		t.Errorf("what says nothing is drawn: %q", got)
	}
	if got[0] != want[0] || !strings.Contains(got[1], "Left. Left.") {
		t.Errorf("title and words are %q", got[:2])
	}
	if pack.DrawProcedure("fr", "leaps", "", nil) != "" {
		t.Error("a procedure that is not there was drawn")
	}
}

// The usual way can lead over a stage beside it; what is reached from there alone hangs from it.
func TestDrawProcedureAround(t *testing.T) {
	const hangs = `<path d="M47 ` // a line that begins at the stages beside the usual way
	fsys := stepped()
	if pack, err := Load(fsys); err != nil || strings.Contains(string(pack.DrawProcedure("fr", "steps", "", nil)), hangs) {
		t.Fatal("something hangs from a stage that leads nowhere", err)
	}
	change(t, fsys, "procedures/steps.json", `{"id":"leave","kind":"decline","from":["received"]`, `{"id":"leave","kind":"decline","from":["away"]`)
	change(t, fsys, "procedures/steps.json", `{"id":"end","to":"closed"`, `{"id":"end","from":["away"],"to":"closed"`)
	pack, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	drawing := string(pack.DrawProcedure("fr", "steps", "", nil))
	if texts := drawnText(t, drawing); !slices.Contains(texts, "End") || strings.Count(drawing, hangs) != 2 { // the line and its tip
		t.Errorf("the way around is not drawn: %q in %s", texts, drawing)
	}
}

// A drawing that stands alone has ink and paper of its own, and says the same.
func TestDrawAlone(t *testing.T) {
	pack, err := Load(stepped())
	if err != nil {
		t.Fatal(err)
	}
	alone := pack.DrawAlone("fr", "steps")
	if !slices.Equal(drawnText(t, alone), drawnText(t, string(pack.DrawProcedure("fr", "steps", "", nil)))) {
		t.Error("it says something else than on a page")
	}
	if !strings.Contains(alone, `color="#1b2733"`) || !strings.Contains(alone, `fill="#ffffff"`) || strings.Contains(alone, "class=\"drawn-way\"") {
		t.Errorf("it leans on a page: %s", alone)
	}
	if pack.DrawAlone("fr", "leaps") != "" {
		t.Error("a procedure that is not there was drawn")
	}
}

// Where a case stands is drawn, and said in words.
func TestDrawProcedureAt(t *testing.T) {
	fsys := stepped()
	for _, code := range []string{"en", "fr"} {
		change(t, fsys, code+"/words.json", `"hello"`, `"way.now":"now","hello"`)
	}
	pack, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	drawing := string(pack.DrawProcedure("en", "steps", "open", []string{"received"}))
	texts := drawnText(t, drawing)
	if !slices.Contains(texts, "Open & <read> (now)") || !strings.Contains(texts[1], "Open & <read> (now). Read.") {
		t.Errorf("where it stands is not said: %q", texts)
	}
	if strings.Count(drawing, `class="drawn-passed"`) != 1 || strings.Count(drawing, `<circle class="drawn-at"`) != 1 {
		t.Errorf("where it stood is not drawn: %s", drawing)
	}
	old, _ := ReadProcedure(`{"id":"steps","stages":["received","lost"],"clocks":[]}`)
	if texts := drawnText(t, string(pack.Draw("en", old, "lost", nil))); !slices.Contains(texts, "lost (now)") {
		t.Errorf("an older version's stage is not drawn: %q", texts)
	}
}

func TestBroken(t *testing.T) {
	if got := broken("Que faire\u202f? Attendre encore", 12); !slices.Equal(got, []string{"Que faire\u202f?", "Attendre", "encore"}) {
		t.Errorf("got %q", got)
	}
}
