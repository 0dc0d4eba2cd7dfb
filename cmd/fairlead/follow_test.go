package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/internal/portal"
	"fairlead/internal/web"
	"fairlead/packs"
)

// edited is a starter pack in a folder, followed, and what the log said.
type edited struct {
	*testing.T
	dir      string
	followed *followed
	log      bytes.Buffer
	saved    time.Time
}

func edit(t *testing.T) *edited {
	t.Helper()
	e := &edited{T: t, dir: filepath.Join(t.TempDir(), "pack"), saved: time.Now()}
	if err := os.CopyFS(e.dir, packs.Starter()); err != nil {
		t.Fatal(err)
	}
	place := Place{Pack: e.dir, Data: t.TempDir(), Organisation: filepath.Join(t.TempDir(), "organisation.json")}
	if err := os.WriteFile(place.Organisation, []byte(`{"name":"","contact":""}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if e.followed, err = follow(place, web.NewLog(&e.log, time.Now)); err != nil {
		t.Fatal(err)
	}
	return e
}

// replace changes a file, with a time of its own however fast the test is.
func (e *edited) replace(name, old, text string) {
	e.Helper()
	path := name
	if !filepath.IsAbs(name) {
		path = filepath.Join(e.dir, name)
	}
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), old) {
		e.Fatalf("%s does not hold %q (%v)", name, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(data), old, text, 1)), 0o600); err != nil {
		e.Fatal(err)
	}
	e.saved = e.saved.Add(time.Second)
	if err := os.Chtimes(path, e.saved, e.saved); err != nil {
		e.Fatal(err)
	}
}

// looked looks twice, as a change is loaded once it has been still, and gives the pack.
func (e *edited) looked() *portal.Pack {
	e.followed.Look()
	e.followed.Look()
	return e.followed.pack.Load()
}

func TestFollow(t *testing.T) {
	e := edit(t)
	first := e.looked()
	if e.log.Len() > 0 {
		t.Fatalf("nothing changed: %s", &e.log)
	}
	e.replace("en/pages/about.md", "About this portal", "About this place")
	if e.followed.Look(); e.followed.pack.Load() != first {
		t.Error("a file was read that may still be written")
	}
	second := e.looked()
	if page, _ := second.Page("en", "about"); page.Title != "About this place" || !strings.Contains(e.log.String(), "key=pack-changed") {
		t.Errorf("the change is not served: %q\n%s", page.Title, &e.log)
	}
	e.log.Reset()
	e.replace("en/pages/about.md", "(page:after-report)", "(page:nowhere)")
	if e.looked() != second || !strings.Contains(e.log.String(), `key=pack-refused file=en/pages/about.md line=20 fault=`) {
		t.Errorf("the last good pack must stay, and the log must name the line:\n%s", &e.log)
	}
	e.log.Reset()
	if e.looked(); e.log.Len() > 0 {
		t.Errorf("it is said once: %s", &e.log)
	}
	e.replace("en/pages/about.md", "(page:nowhere)", "(page:after-report)")
	if e.looked() == second {
		t.Error("mended, it is served again")
	}
}

// What routes and stored cases hang on cannot change under a running program.
func TestFollowRefuses(t *testing.T) {
	for old, text := range map[string]string{`"id": "starter"`: `"id": "another"`, "    \"fr\",\n": ""} {
		e := edit(t)
		was := e.followed.pack.Load()
		e.replace("pack.json", old, text)
		if text == "" { // the language goes with all that belongs to it
			if err := os.RemoveAll(filepath.Join(e.dir, "fr")); err != nil {
				t.Fatal(err)
			}
		}
		if e.looked() != was || !strings.Contains(e.log.String(), "restart the program") {
			t.Errorf("%q: it was taken, or not said:\n%s", old, &e.log)
		}
	}
}

func TestFollowOrganisation(t *testing.T) {
	e := edit(t)
	file := e.followed.place.Organisation
	e.replace(file, `"name":"","contact":""`, `"name":"Harbour Works","contact":"post@example.org"`)
	if got := e.looked().Organisation; got.Name != "Harbour Works" || got.Unnamed() {
		t.Errorf("the organisation is %+v\n%s", got, &e.log)
	}
	e.replace(file, `"contact"`, `"contract"`)
	if got := e.looked().Organisation; got.Name != "Harbour Works" || !strings.Contains(e.log.String(), "key=organisation-refused") {
		t.Errorf("the organisation is %+v\n%s", got, &e.log)
	}
}

// A folder that is gone for a moment is no reason to serve nothing.
func TestFollowGone(t *testing.T) {
	e := edit(t)
	was := e.followed.pack.Load()
	if err := os.Rename(e.dir, e.dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if e.looked() != was || !strings.Contains(e.log.String(), "file=pack.json") {
		t.Errorf("the last good pack must stay:\n%s", &e.log)
	}
}

// TestFollowRoot: the key under which officers are believed is set once, and changes only
// with the program.
func TestFollowRoot(t *testing.T) {
	e := edit(t)
	file := e.followed.place.Organisation
	root := func(fill byte) string {
		key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{fill}, ed25519.SeedSize)).Public().(ed25519.PublicKey)
		return `"root":"` + base64.RawURLEncoding.EncodeToString(key) + `"`
	}
	e.replace(file, `{`, `{`+root(1)+`,`)
	first := e.looked()
	if first.Organisation.Root == "" {
		t.Fatalf("a first root is not served:\n%s", &e.log)
	}
	e.replace(file, root(1), root(2))
	if e.looked() != first || !strings.Contains(e.log.String(), "the root key changed: restart the program") {
		t.Errorf("another root was taken, or it was not said:\n%s", &e.log)
	}
}

func TestFollowBroken(t *testing.T) {
	e := edit(t)
	was := e.followed.pack.Load()
	e.followed.read = func() (*portal.Pack, []portal.Problem, error) { panic("within the reader") }
	e.replace("en/pages/about.md", "About this portal", "About this place")
	if e.looked() != was || !strings.Contains(e.log.String(), "key=pack-unread") || strings.Contains(e.log.String(), "within the reader") {
		t.Errorf("the last good pack must stay:\n%s", &e.log)
	}
}

// TestFollowLink: a folder that is named by a link is followed as any other.
func TestFollowLink(t *testing.T) {
	e := edit(t)
	link := e.dir + "-link"
	if err := os.Symlink(e.dir, link); err != nil {
		t.Skip("no links here")
	}
	e.followed.place.Pack = link
	e.followed.read = e.followed.place.read
	was := e.looked()
	e.replace("en/pages/about.md", "About this portal", "About this place")
	if e.looked() == was {
		t.Error("what is saved behind a link is not seen")
	}
}
