package program

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Later ends the program and runs it again on the same folder as if days had passed. It is a
// build of its own whose clock is ahead: the program itself has no such switch.
func (s *Server) Later(days int) {
	s.t.Helper()
	s.Stop(syscall.SIGTERM)
	s.program = ahead(s.t, days)
	s.Restart()
}

// moved is what such a build changes: the program's one clock; and the library of sessions,
// which looks at the machine's clock, finds in the store's rows what it wrote by that.
func moved(days int) map[string][2]string {
	return map[string][2]string{
		"cmd/fairlead/terminal.go":  {"Now: time.Now,", fmt.Sprintf("Now: func() time.Time { return time.Now().AddDate(0, 0, %d) },", days)},
		"internal/store/session.go": {"s.now().UnixMilli()", fmt.Sprintf("s.now().AddDate(0, 0, %d).UnixMilli()", -days)},
	}
}

// ahead builds the program with its clock moved by some days.
func ahead(t testing.TB, days int) string {
	t.Helper()
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir, replace := t.TempDir(), map[string]string{}
	for name, change := range moved(days) {
		source := filepath.Join(strings.TrimSpace(string(root)), filepath.FromSlash(name))
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.ReplaceAll(string(text), change[0], change[1])
		if changed == string(text) {
			t.Fatalf("%s does not look at the clock as it did", name)
		}
		replace[source] = write(t, filepath.Join(dir, filepath.Base(name)), []byte(changed))
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "fairlead")
	overlay := write(t, filepath.Join(dir, "overlay.json"), list)
	if notes, err := exec.Command("go", "build", "-overlay", overlay, "-o", path, "fairlead/cmd/fairlead").CombinedOutput(); err != nil {
		t.Fatalf("building the program with another clock: %v\n%s", err, notes)
	}
	return path
}

func write(t testing.TB, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
