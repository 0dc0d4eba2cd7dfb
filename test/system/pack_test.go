package system

import (
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/program"
	"fairlead/test/reporter"
)

// theirs are the names that only the default pack may say.
var theirs = regexp.MustCompile(`(?i:\bunops\b)|United Nations|Nations Unies|Naciones Unidas`)

// Another organisation begins with `pack new`: every page of it answers in every language,
// its forms open, and the default pack's names stand nowhere.
func TestStarter(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "pack")
	if out, err := exec.Command(program.Path(t), "pack", "new", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h := &house{Server: program.Demonstration(t, "--pack", dir)}
	pack, problems := portal.Read(os.DirFS(dir), packs.Default())
	if pack == nil {
		t.Fatal(problems)
	}
	for _, page := range pack.Pages {
		path := pack.Address(page.Language, page.ID)
		reply := h.ask(t, http.MethodGet, path, nil, nil)
		if reply.Status != http.StatusOK || !strings.Contains(reply.Body, "<h1") {
			t.Errorf("%s: %d", path, reply.Status)
		}
		if found := theirs.FindString(reply.Body); found != "" {
			t.Errorf("%s says %q", path, found)
		}
		if strings.Contains(reply.Body, "⟨") {
			t.Errorf("%s: a word is missing", path)
		}
		if form, ok := strings.CutPrefix(page.ID, "form/"); ok && !strings.Contains(reply.Body, pack.FormText(page.Language, form).Fields["what"].Label) {
			t.Errorf("%s: the form is not open", path)
		}
	}
	for _, path := range []string{"/mailbox", "/fr/mailbox", "/office/", "/office/signin", "/nowhere", "/fr/nulle-part"} {
		if found := theirs.FindString(h.ask(t, http.MethodGet, path, nil, nil).Body); found != "" {
			t.Errorf("%s says %q", path, found)
		}
	}
}

// folder is a pack in a folder that a test edits while the portal runs.
type folder struct {
	*house
	dir string
}

func edited(t *testing.T) *folder {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pack")
	must(t, os.CopyFS(dir, packs.Default()))
	return &folder{open(t, "--pack", dir), dir}
}

func (f *folder) replace(t *testing.T, name, old, text string) {
	t.Helper()
	path := filepath.Join(f.dir, name)
	data, err := os.ReadFile(path)
	must(t, err)
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	must(t, os.WriteFile(path, []byte(strings.Replace(string(data), old, text, 1)), 0o600))
}

// shows waits until a page holds a text.
func (f *folder) shows(t *testing.T, path, text string) {
	t.Helper()
	f.waits(t, func() bool { return strings.Contains(f.ask(t, http.MethodGet, path, nil, nil).Body, text) }, path+" shows "+text)
}

func (f *folder) waits(t *testing.T, is func() bool, what string) {
	t.Helper()
	for end := time.Now().Add(program.Patience); !is(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s\n%s", what, f.Printed())
		}
	}
}

// An edited pack is served at once; a broken one is not, and the log names file and line.
func TestReload(t *testing.T) {
	t.Parallel()
	f := edited(t)
	path, file := f.pack.Address("en", "lost-words"), "en/pages/lost-words.md"
	f.replace(t, file, "title: ", "title: Newly ")
	f.shows(t, path, "<h1>Newly ")
	f.replace(t, file, "\n---\n", "\n---\nSee [nothing](page:nothing-here).\n\n")
	f.waits(t, func() bool { return strings.Contains(f.Printed(), "key=pack-refused file="+file+" line=6") }, "the log names the line")
	if reply := f.ask(t, http.MethodGet, path, nil, nil); reply.Status != http.StatusOK || !strings.Contains(reply.Body, "<h1>Newly ") {
		t.Errorf("the last good pack must stay: %d", reply.Status)
	}
	f.replace(t, file, "See [nothing](page:nothing-here).\n\n", "")
	f.replace(t, file, "title: Newly ", "title: Mended ")
	f.shows(t, path, "<h1>Mended ")
}

// A form that was open while its text changed is refused once, with a sentence; read anew,
// it passes. A case that began under an older text goes on as before.
func TestReloadForm(t *testing.T) {
	t.Parallel()
	f := edited(t)
	page := f.page(t)
	before, late := made(t, page), made(t, page)
	must(t, before.Send(f.Base))

	hint := f.pack.FormText("en", "harassment").Fields["what"].Label
	f.replace(t, "en/forms/harassment.json", `"label": "`+hint+`"`, `"label": "`+hint+` Tell it anew."`)
	f.shows(t, f.pack.Address("en", "form/harassment"), "Tell it anew.")

	err := late.Send(f.Base)
	if refusal, ok := errors.AsType[*reporter.Refusal](err); !ok || refusal.Code != "form-changed" {
		t.Errorf("a form of before was answered by %v", err)
	}
	must(t, made(t, f.page(t)).Send(f.Base))
	must(t, before.Check(f.Base, page.Root))

	mira := f.signedIn(t, "Mira")
	if _, err := mira.Open(before.Receipt.Number, page.Root); err != nil {
		t.Errorf("the office cannot open the case of before: %v", err)
	}
}
