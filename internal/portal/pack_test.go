package portal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	pack := loaded(t)
	var order []string
	for _, page := range pack.Pages {
		order = append(order, page.Language+":"+page.ID)
	}
	want := "en:home en:about en:unit/desk en:questions/desk en:form/ask fr:home fr:about fr:unit/desk fr:questions/desk fr:form/ask"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("pages: %s", got)
	}
	if pack.FormText("fr", "ask").Fields["what"].Hint != "Briefly" || pack.FormText("de", "ask").Title != "" {
		t.Error("form texts are wrong")
	}
	if pack.Words("fr").Language() != "fr" || pack.Words("de").Language() != "en" {
		t.Error("words are wrong")
	}
}

func TestAddress(t *testing.T) {
	pack := loaded(t)
	for _, row := range []struct{ language, id, want string }{
		{"en", "home", "/"},
		{"fr", "home", "/fr/"},
		{"en", "about", "/about-en"},
		{"fr", "about", "/fr/about-fr"},
		{"fr", "form/ask", "/fr/report/ask-fr"},
		{"en", "mailbox", "/mailbox"},
		{"fr", "mailbox", "/fr/mailbox"},
		{"fr", "nowhere", "/fr/"},
	} {
		if got := pack.Address(row.language, row.id); got != row.want {
			t.Errorf("%s %s: got %s, want %s", row.language, row.id, got, row.want)
		}
	}
}

func TestBySlug(t *testing.T) {
	pack := loaded(t)
	for _, row := range []struct{ language, slug, id string }{
		{"en", "", "home"},
		{"fr", "about-fr", "about"},
		{"fr", "about-en", ""},
		{"fr", "report/ask-fr", "form/ask"},
		{"de", "", ""},
	} {
		if page, _ := pack.BySlug(row.language, row.slug); page.ID != row.id {
			t.Errorf("%s %q: got %q, want %q", row.language, row.slug, page.ID, row.id)
		}
	}
	if form, ok := pack.FormAt("fr", "report/ask-fr"); !ok || form.ID != "ask" {
		t.Error("the form was not found by its slug")
	}
	if _, ok := pack.FormAt("fr", "about-fr"); ok {
		t.Error("a form was found that is none")
	}
}

func TestRender(t *testing.T) {
	home, _ := loaded(t).Page("fr", "home")
	for _, want := range []string{
		`href="/fr/about-fr#why"`, `href="/fr/questions/desk#q-one"`, `href="/fr/report/ask-fr"`, `href="/fr/mailbox"`, `href="#start"`,
	} {
		if !strings.Contains(string(home.Lead), want) {
			t.Errorf("%s is not in %s", want, home.Lead)
		}
	}
	if got := string(home.Sections[0].Body); !strings.Contains(got, `rel="noreferrer noopener"`) {
		t.Errorf("no rel in %s", got)
	}
	desk, _ := loaded(t).Page("en", "unit/desk")
	if len(desk.Questions) != 2 || desk.Questions[0].Heading != "One?" || desk.Questions[0].Anchor != "q-one" {
		t.Errorf("questions: %v", desk.Questions)
	}
}

// A case keeps the version of its form and procedure; any word that changes, in any
// language, is another version, and the same pack read twice is the same.
func TestVersion(t *testing.T) {
	first, again := loaded(t), loaded(t)
	form := first.Forms["ask"]
	if form.Version != again.Forms["ask"].Version || form.Version != hash(form.Body) || len(form.Version) != 43 {
		t.Error("the version is not that of the body")
	}
	for _, row := range []struct{ file, old, new string }{
		{"fr/forms/ask.json", "Briefly", "Briefly, please"},
		{"fr/forms/ask.md", "Nothing.", "Nothing at all."},
		{"forms/ask.json", `"max":100`, `"max":101`},
	} {
		fsys := small()
		change(t, fsys, row.file, row.old, row.new)
		pack, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		if pack.Forms["ask"].Version == form.Version {
			t.Errorf("%s: the version did not change", row.file)
		}
		if pack.Procedures["steps"].Version != first.Procedures["steps"].Version {
			t.Errorf("%s: the procedure's version changed", row.file)
		}
	}
}

func TestLoadOrganisation(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"whole", `{"name":"X","contact":"a@example.org","root":"","outside":"there","emergency":{"en":"Call"}}`, ""},
		{"unknown name", `{"nam":"X"}`, "unknown field"},
		{"twice", `{"name":"X","name":"Y"}`, "stands twice"},
		{"after", `{} {}`, "after the JSON"},
		{"no contact", `{"name":"X"}`, "needs a contact"},
		{"root", `{"root":"short"}`, "root must be"},
		{"padded root", `{"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}`, "root must be"},
		{"emergency", `{"emergency":{"en":""}}`, "emergency must be"},
		{"mark", "\ufeff{}", "byte-order"},
		{"bytes", "{\"name\":\"\xff\"}", "UTF-8"},
		{"large", `{"name":"` + strings.Repeat("x", maxFile) + `"}`, "larger"},
		{"deep", strings.Repeat("[", 50) + strings.Repeat("]", 50), "deeper"},
		{"empty", "", "EOF"},
	} {
		path := filepath.Join(t.TempDir(), "organisation.json")
		if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := LoadOrganisation(path)
		if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
			t.Errorf("%s: got %v, want %q", row.name, err, row.want)
		}
	}
	if _, err := LoadOrganisation(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing file was read")
	}
}

// Each question has its own address, made of its heading and free of accents.
func TestQuestions(t *testing.T) {
	pack := loaded(t)
	if got := pack.QuestionPath("fr", "questions/desk", "q-two"); got != "/fr/questions/desk/ou-deja" {
		t.Errorf("got %q", got)
	}
	if got := pack.QuestionPath("fr", "questions/desk", "q-none"); got != "/fr/questions/desk" {
		t.Errorf("an unknown question leads to %q", got)
	}
	page, anchor, ok := pack.ByQuestion("fr", "questions/desk/ou-deja")
	if !ok || page.ID != "questions/desk" || page.Language != "fr" || anchor != "q-two" {
		t.Errorf("got %q %q %v", page.ID, anchor, ok)
	}
	if _, _, ok := pack.ByQuestion("en", "questions/desk/nowhere"); ok {
		t.Error("a question was found that is none")
	}
	if got := string(page.Sections[1].Body); !strings.Contains(got, `href="/fr/questions/desk#q-one"`) {
		t.Errorf("a link among questions must hold where one is shown alone: %s", got)
	}
}

func TestSlugOf(t *testing.T) {
	for heading, want := range map[string]string{
		"What is this team for?":    "what-is-this-team-for",
		"Où l’écrire, déjà ?":       "ou-l-ecrire-deja",
		"¿Qué hará — y cuándo?":     "que-hara-y-cuando",
		"…":                         "",
		strings.Repeat("long ", 30): strings.TrimSuffix(strings.Repeat("long-", 16), "-"),
		strings.Repeat("x", 200):    strings.Repeat("x", 80),
	} {
		if got := slugOf(heading); got != want {
			t.Errorf("%q: got %q, want %q", heading, got, want)
		}
	}
}

func TestMovedTo(t *testing.T) {
	pack := loaded(t)
	for path, want := range map[string]string{"/old": "about", "/old/": "about", "old": "about", "/new": "", "": ""} {
		if id, ok := pack.MovedTo(path); id != want || ok != (want != "") {
			t.Errorf("%q leads to %q", path, id)
		}
	}
}
