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

// ahead builds the program with its one clock moved by some days.
func ahead(t testing.TB, days int) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "fairlead/cmd/fairlead").Output()
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(strings.TrimSpace(string(out)), "terminal.go")
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	clock := fmt.Sprintf("func() time.Time { return time.Now().AddDate(0, 0, %d) }", days)
	moved := strings.Replace(string(text), "Now: time.Now,", "Now: "+clock+",", 1)
	if moved == string(text) {
		t.Fatal("the program's clock is not where it was")
	}
	dir := t.TempDir()
	changed, overlay, path := filepath.Join(dir, "terminal.go"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "fairlead")
	list, _ := json.Marshal(map[string]any{"Replace": map[string]string{source: changed}})
	for file, content := range map[string][]byte{changed: []byte(moved), overlay: list} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if notes, err := exec.Command("go", "build", "-overlay", overlay, "-o", path, "fairlead/cmd/fairlead").CombinedOutput(); err != nil {
		t.Fatalf("building the program with another clock: %v\n%s", err, notes)
	}
	return path
}
