package portal_test

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

func TestDefaultPack(t *testing.T) {
	for _, problem := range portal.Check(packs.Default(), packs.Default()) {
		t.Error(problem)
	}
}

// The starter is whole, with the program's words, and nothing in it or in those words names
// the organisation of the default pack.
func TestStarterPack(t *testing.T) {
	for _, problem := range portal.Check(packs.Starter(), packs.Default()) {
		t.Error(problem)
	}
	pack, problems := portal.Read(packs.Starter(), packs.Default())
	if pack == nil {
		t.Fatal(problems)
	}
	for _, code := range pack.Languages {
		for key, text := range pack.Words(code).Subset("") {
			if names.MatchString(text) {
				t.Errorf("%s: the word %q names an organisation: %s", code, key, text)
			}
		}
	}
	err := fs.WalkDir(packs.Starter(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(packs.Starter(), name)
		if names.Match(data) {
			t.Errorf("%s names an organisation", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// names are those of the default pack's organisation.
var names = regexp.MustCompile(`(?i:\bunops\b)|United Nations|Nations [Uu]nies|Naciones Unidas|\bUN\b|\bONU\b`)

// subjects are what a newcomer must find in each group of questions, by the question that
// answers it.
var subjects = map[string]string{
	"general":   "which how confidential",
	"iaig":      "remit confidential evidence",
	"ethics":    "what does not",
	"pseah":     "role principles sea",
	"wct":       "role former not confidential conflict limits kinds contact referral decline informed protection informal not-shortlisted discrimination harassment abuse",
	"pppt":      "what who conditions",
	"legal":     "advice court options",
	"nsa":       "victims victim-centred offers",
	"wellbeing": "does services process",
}

// Every subject has its question in every language, and its group stands in the menu, one
// step from any page.
func TestDefaultPackQuestions(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	var menu []string
	for _, group := range pack.Menu {
		menu = append(menu, group.Items...)
	}
	for group, list := range subjects {
		if !slices.Contains(menu, "questions/"+group) {
			t.Errorf("the questions of %s are not in the menu", group)
		}
		for _, code := range pack.Languages {
			page, _ := pack.Page(code, "questions/"+group)
			for _, subject := range strings.Fields(list) {
				if !slices.ContainsFunc(page.Sections, func(q portal.Section) bool { return q.Anchor == "q-"+subject }) {
					t.Errorf("%s, %s: no question on %s", code, group, subject)
				}
			}
		}
	}
}

func TestDefaultPackWords(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	const banner = "Demonstration. Not run by UNOPS. Nothing sent here reaches anyone."
	if got := pack.Words("en").Say("demo.banner"); got != banner {
		t.Errorf("the banner reads %q", got)
	}
	for _, id := range strings.Fields("iaig ethics pseah hsse wct pppt legal ombudsman nsa wellbeing associations") {
		for _, code := range pack.Languages {
			if !pack.Words(code).Has("unit." + id) {
				t.Errorf("%s: unit %s has no name", code, id)
			}
		}
	}
}

// prose calls fn for each line of a language's texts, without addresses, anchors and
// placeholders.
func prose(t *testing.T, code string, fn func(file, line string)) {
	t.Helper()
	for _, pack := range []fs.FS{packs.Default(), packs.Starter()} {
		err := fs.WalkDir(pack, code, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || path.Ext(name) == ".txt" {
				return err
			}
			data, err := fs.ReadFile(pack, name)
			if err != nil {
				return err
			}
			for _, line := range strings.Split(string(data), "\n") {
				fn(name, said(path.Ext(name), line))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

var (
	jsonText    = regexp.MustCompile(`^\s*"[^"]*": "(.*)",?$`)
	frontName   = regexp.MustCompile(`^(title|short): |^(slug|layout): .*$`)
	linkAddress = regexp.MustCompile(`\]\([^)]*\)|\{#[^}]*\}|\{\{[^}]*\}\}|https?://|[a-z-]+\.html`)
)

func said(extension, line string) string {
	if extension == ".json" {
		m := jsonText.FindStringSubmatch(line)
		if m == nil || strings.Contains(line, `"slug":`) {
			return ""
		}
		line = m[1]
	} else {
		line = frontName.ReplaceAllString(line, "")
	}
	return linkAddress.ReplaceAllString(line, "]")
}

var notFrench = regexp.MustCompile(`[^\x{202f}?!][;?!]|[^\x{202f}]:(\s|$)|«[^\x{202f}]|[^\x{202f}]»|'`)

func TestFrenchTypography(t *testing.T) {
	prose(t, "fr", func(file, line string) {
		if at := notFrench.FindString(line); at != "" {
			t.Errorf("%s: %q in %q", file, at, line)
		}
	})
}

var familiar = regexp.MustCompile(`(?i)(^|[^\p{L}])(tú|tu|tus|ti|te|contigo|vosotros|vuestr[oa]s?)([^\p{L}]|$)`)

func TestSpanish(t *testing.T) {
	prose(t, "es", func(file, line string) {
		for _, pair := range []string{"¿?", "¡!"} {
			marks := []rune(pair)
			if strings.Count(line, string(marks[0])) != strings.Count(line, string(marks[1])) {
				t.Errorf("%s: a mark of %s is missing in %q", file, pair, line)
			}
		}
		if at := familiar.FindString(line); at != "" {
			t.Errorf("%s: %q is not usted in %q", file, at, line)
		}
	})
}
