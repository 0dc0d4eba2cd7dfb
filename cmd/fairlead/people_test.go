package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/internal/seal"
	"fairlead/test/program"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Remove()
	os.Exit(code)
}

// shell types commands as an organisation's people do, each on their own machine: the
// operator beside the server, the certifier with the root, the officer at a browser.
type shell struct {
	t    *testing.T
	dir  string
	data []string
}

// run runs the program with a text on standard input, and gives what it printed.
func (s *shell) run(stdin string, words ...string) (stdout, stderr string, ok bool) {
	s.t.Helper()
	command := exec.Command(program.Path(s.t), words...)
	command.Dir, command.Stdin = s.dir, strings.NewReader(stdin)
	var out, errs bytes.Buffer
	command.Stdout, command.Stderr = &out, &errs
	err := command.Run()
	return out.String(), errs.String(), err == nil
}

func (s *shell) must(stdin string, words ...string) string {
	s.t.Helper()
	out, errs, ok := s.run(stdin, words...)
	if !ok {
		s.t.Fatalf("fairlead %s: %s%s", strings.Join(words, " "), out, errs)
	}
	return strings.TrimSpace(out)
}

// refuses expects a command to fail with a sentence, on standard error, and to print nothing.
func (s *shell) refuses(sentence, stdin string, words ...string) {
	s.t.Helper()
	out, errs, ok := s.run(stdin, words...)
	if ok || out != "" || !strings.Contains(errs, sentence) {
		s.t.Errorf("fairlead %s: ok %t, printed %q, said %q; want %q", strings.Join(words, " "), ok, out, errs, sentence)
	}
}

// people runs a command about people, beside the server.
func (s *shell) people(words ...string) []string {
	return append(append([]string{"people"}, words...), s.data...)
}

// enrol does what the enrolment page does, and gives the six words that it shows.
func enrol(t *testing.T, c *caller, link, password string) string {
	t.Helper()
	_, token, _ := strings.Cut(link, "#")
	salt, seed := make([]byte, 16), make([]byte, 32)
	for _, b := range [][]byte{salt, seed} {
		if _, err := io.ReadFull(rand.Reader, b); err != nil {
			t.Fatal(err)
		}
	}
	var told struct{ Unlock string }
	answer := c.post("/office/enrol/answer", map[string]string{"token": token, "salt": seal.EncodeStd(salt)})
	if err := json.Unmarshal([]byte(answer.body), &told); err != nil || answer.status != 200 {
		t.Fatalf("the enrolment answers %d %s", answer.status, answer.body)
	}
	keys, err := demoKeys(password, salt, seed, told.Unlock)
	if err != nil {
		t.Fatal(err)
	}
	keys.Token = token
	var words struct{ Words []string }
	made := c.post("/office/enrol", keys)
	if err := json.Unmarshal([]byte(made.body), &words); err != nil || made.status != 200 {
		t.Fatalf("enrolling answers %d %s", made.status, made.body)
	}
	if again := c.post("/office/enrol", keys); again.status != 404 {
		t.Errorf("the same link again: %d %s", again.status, again.body)
	}
	return strings.Join(words.Words, " ")
}

// The whole way from an empty machine to an officer who signs in, and out again.
func TestPeopleOnTheCommandLine(t *testing.T) {
	s := &shell{t: t, dir: t.TempDir()}
	public := s.must("", "keys", "root", "--out", "root.key")
	if info, err := os.Stat(filepath.Join(s.dir, "root.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the root's file: %v %v", info, err)
	}
	s.refuses("exists already", "", "keys", "root", "--out", "root.key")
	organisation := filepath.Join(s.dir, "organisation.json")
	if err := os.WriteFile(organisation, []byte(`{"name":"Harbour","contact":"office@harbour.example","root":"`+public+`"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(s.dir, "data")
	server := program.Run(t, data, nil, "serve", "--organisation", organisation)
	s.data = []string{"--data", data, "--organisation", organisation, "--url", server.Base}
	c := (&house{t: t, base: server.Base}).stranger()

	s.refuses("no unit", "", s.people("invite", "--name", "Lena Vogt", "--unit", "nowhere", "--role", "head")...)
	s.refuses("role", "", s.people("invite", "--name", "Lena Vogt", "--unit", "wct", "--role", "boss")...)
	link := s.must("", s.people("invite", "--name", "Lena Vogt", "--unit", "wct", "--role", "head", "--role", "intake")...)
	if !strings.HasPrefix(link, server.Base+"/office/enrol#") {
		t.Fatalf("the link is %q", link)
	}
	words := enrol(t, c, link, "a password of hers")
	if got := c.attempt("Lena Vogt", "a password of hers"); got.status != 403 {
		t.Errorf("before anyone certified her: %d %s", got.status, got.body)
	}
	proposals := s.must("", s.people("proposals")...)
	s.refuses("belong to none", proposals, "people", "certify", "--root", "root.key", "--words", "zoo zoo zoo zoo zoo zoo")
	s.refuses("no proposal", "", "people", "certify", "--root", "root.key", "--words", words)
	s.must("", "keys", "root", "--out", "other.key")
	forged := s.must(proposals, "people", "certify", "--root", "other.key", "--words", words)
	s.refuses("", forged, s.people("accept")...)
	line := s.must(proposals, "people", "certify", "--root", "root.key", "--words", strings.ToUpper(words))
	if got := s.must(line, s.people("accept")...); !strings.Contains(got, "Lena Vogt may sign in now") {
		t.Errorf("accepting says %q", got)
	}
	if got := s.must("", s.people("list")...); !strings.Contains(got, "certified until "+seal.Day(time.Now().AddDate(0, 0, 365))) {
		t.Errorf("the list says %q", got)
	}
	if got := c.attempt("lena vogt", "a password of hers"); got.status != 200 {
		t.Errorf("signing in: %d %s", got.status, got.body)
	}
	s.refuses("no officer", "", s.people("suspend", "Somebody")...)
	s.must("", s.people("suspend", "Lena Vogt")...)
	wantClosed(t, "POST session-key", c.post("/office/session-key", struct{}{}), "signed-out")
	if got := s.must("", s.people("list")...); !strings.Contains(got, "suspended since") {
		t.Errorf("after suspending the list says %q", got)
	}
}

// The demonstration's officers are the same at a second start, and serve will not have
// their folder.
func TestDemonstrationFolder(t *testing.T) {
	s := &shell{t: t, dir: t.TempDir()}
	first := s.must("", "demo-staff", "--data", "demo")
	if again := s.must("", "demo-staff", "--data", "demo"); again != first || !strings.Contains(first, "Mira Okafor") {
		t.Errorf("the second start prints\n%s\nafter\n%s", again, first)
	}
	if info, err := os.Stat(filepath.Join(s.dir, "demo", demoStaffFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of passwords: %v %v", info, err)
	}
	s.refuses("belongs to a demonstration", "", "serve", "--data", "demo", "--listen", "127.0.0.1:0")
	if err := os.WriteFile(filepath.Join(s.dir, "note.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.refuses("is not empty", "", "demo-staff", "--data", ".")
}

// A root's file says where it is wrong, and never what stands there.
func TestRootFile(t *testing.T) {
	dir := t.TempDir()
	root, err := newRoot(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "root.key")
	if err := saveRoot(path, root, time.Now()); err != nil {
		t.Fatal(err)
	}
	if read, err := loadRoot(path); err != nil || !read.Equal(root) {
		t.Fatalf("reading it again: %v", err)
	}
	for name, text := range map[string]string{
		"empty": "", "comments": "# nothing\n", "cut": rootPrefix + "AAAA\n", "other": "AGE-SECRET-KEY-PQ-1SECRET\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := loadRoot(path)
		if err == nil || strings.Contains(err.Error(), "SECRET") || !strings.Contains(err.Error(), "root key") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSecretIsMissed refuses to start beside officers' seeds when the secret they were
// sealed with is gone, rather than making another that locks everybody out.
func TestSecretIsMissed(t *testing.T) {
	data := t.TempDir()
	run := func() ([]byte, error) {
		return exec.Command(program.Path(t), "demo-staff", "--data", data).CombinedOutput()
	}
	if out, err := run(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.Remove(filepath.Join(data, secretFile)); err != nil {
		t.Fatal(err)
	}
	out, err := run()
	if err == nil || !strings.Contains(string(out), secretFile+" is missing") {
		t.Errorf("without its secret: %v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(data, secretFile)); err == nil {
		t.Error("another secret was made")
	}
}
