package browser

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fairlead/test/program"
)

// TestValid holds the HTML of every page of the pack, of a question of each group by its own
// address, and of every door of the program to html-validate.
func TestValid(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	paths := []string{"/office/", "/office/enrol", "/nowhere", "/fr/nowhere"}
	for _, page := range p.Pages {
		paths = append(paths, p.Address(page.Language, page.ID))
		if strings.HasPrefix(page.ID, "questions/") {
			paths = append(paths, p.QuestionPath(page.Language, page.ID, page.Sections[0].Anchor))
		}
	}
	for _, language := range p.Languages {
		paths = append(paths, mailbox(language))
	}
	dir := t.TempDir()
	for i, path := range paths {
		save(t, s.Base+path, filepath.Join(dir, strconv.Itoa(i)+".html"))
	}
	out, err := validate(t, dir)
	if err != nil {
		for i, path := range paths {
			out = strings.ReplaceAll(out, filepath.Join(dir, strconv.Itoa(i)+".html"), path)
		}
		t.Errorf("%v\n%s", err, out)
	}
}

func save(t *testing.T, address, file string) {
	t.Helper()
	got, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
}

// validate runs html-validate from browser/ over a folder.
func validate(t *testing.T, dir string) (string, error) {
	t.Helper()
	const browser = "../../browser"
	if _, err := os.Stat(filepath.Join(browser, "node_modules/html-validate")); err != nil {
		t.Fatal("html-validate is not there: run npm ci in browser/")
	}
	cmd := exec.Command("node", "node_modules/html-validate/bin/html-validate.mjs",
		"--config", "htmlvalidate.config.mjs", "--formatter", "text", "--max-warnings", "0", "--ext", "html", dir)
	cmd.Dir = browser
	out, err := cmd.CombinedOutput()
	return string(out), err
}
