// Package program runs the built fairlead for tests and benchmarks: what people run, as
// they run it, on a folder of its own and a free port.
package program

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a step may wait: long, because a loaded machine is no fault of
// the program. Nothing is asserted about time.
const Patience = 60 * time.Second

var (
	built sync.Once
	path  string
	fails error
	notes []byte
)

// Path builds the program once for a test binary and gives its path. Remove takes it away.
func Path(t testing.TB) string {
	t.Helper()
	built.Do(func() {
		var dir string
		if dir, fails = os.MkdirTemp("", "fairlead-program-"); fails != nil {
			return
		}
		path = filepath.Join(dir, "fairlead")
		notes, fails = exec.Command("go", "build", "-o", path, "fairlead/cmd/fairlead").CombinedOutput()
	})
	if fails != nil {
		t.Fatalf("building the program: %v\n%s", fails, notes)
	}
	return path
}

// Remove deletes the built program; a TestMain calls it last.
func Remove() {
	if path != "" {
		_ = os.RemoveAll(filepath.Dir(path))
	}
}

// Server is one running fairlead, with what it printed.
type Server struct {
	Base  string        // http://127.0.0.1:port
	Data  string        // its data folder
	Start time.Duration // from the start of the process to its ready line
	t     testing.TB
	cmd   *exec.Cmd
	args  []string
	env   []string
	// program is another build of it, "" for the one that all tests share.
	program string
	mu      sync.Mutex
	out     bytes.Buffer
	done    chan struct{}
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// Demonstration starts a fresh demonstration. Its officers are made once for a test binary
// and copied, since their keys cost seconds by intention; another pack or database makes
// its own.
func Demonstration(t testing.TB, more ...string) *Server {
	t.Helper()
	data := t.TempDir()
	if !slices.Contains(more, "--pack") && !slices.Contains(more, "--database") {
		copyFolder(t, staffed(t), data)
	}
	return Run(t, data, nil, append([]string{"demo"}, more...)...)
}

var staff struct {
	once   sync.Once
	folder string
	notes  []byte
	err    error
}

// staffed is a demonstration's folder with its officers, which nobody has served yet.
func staffed(t testing.TB) string {
	t.Helper()
	program := Path(t)
	staff.once.Do(func() {
		staff.folder = filepath.Join(filepath.Dir(program), "staffed")
		making := exec.Command(program, "demo-staff", "--data", staff.folder, "--url", "http://127.0.0.1")
		staff.notes, staff.err = making.CombinedOutput()
	})
	if staff.err != nil {
		t.Fatalf("making the officers: %v\n%s", staff.err, staff.notes)
	}
	return staff.folder
}

// copyFolder copies files with their rights, which the program looks at.
func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil || name == "." {
			return err
		}
		info, err := entry.Info()
		if err != nil || entry.IsDir() {
			return errors.Join(err, os.MkdirAll(filepath.Join(to, name), 0o700))
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), data, info.Mode().Perm())
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Run starts a command of the program on a data folder, with more of the environment,
// and waits for its ready line.
func Run(t testing.TB, data string, env []string, args ...string) *Server {
	t.Helper()
	args = append(args, "--listen", "127.0.0.1:0", "--data", data)
	s := &Server{t: t, Data: data, args: args, env: env}
	s.Restart()
	t.Cleanup(func() { s.Stop(syscall.SIGTERM) })
	return s
}

// Restart runs the program again on the same folder and another port.
func (s *Server) Restart() {
	s.t.Helper()
	if s.program == "" {
		s.program = Path(s.t)
	}
	s.cmd = exec.Command(s.program, s.args...)
	s.cmd.Env = append(os.Environ(), s.env...)
	pipe, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	s.cmd.Stderr = s.cmd.Stdout
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ready, done := make(chan string, 1), make(chan struct{})
	s.done = done
	go s.listen(s.cmd, bufio.NewScanner(pipe), ready, done)
	select {
	case s.Base = <-ready:
		s.Start = time.Since(began)
	case <-done:
		s.t.Fatalf("the program stopped before it was ready:\n%s", s.Printed())
	case <-time.After(Patience):
		s.t.Fatalf("the program did not become ready:\n%s", s.Printed())
	}
}

func (s *Server) listen(cmd *exec.Cmd, lines *bufio.Scanner, ready chan<- string, done chan<- struct{}) {
	defer close(done)
	for lines.Scan() {
		s.mu.Lock()
		s.out.WriteString(lines.Text() + "\n")
		s.mu.Unlock()
		if at := address.FindString(lines.Text()); at != "" && strings.Contains(lines.Text(), "ready") {
			select {
			case ready <- at:
			default:
			}
		}
	}
	_ = cmd.Wait()
}

// Printed gives all that the program has printed, over all its runs.
func (s *Server) Printed() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// PID is the process that runs now.
func (s *Server) PID() int { return s.cmd.Process.Pid }

// Stop ends the program with a signal and waits until it is gone.
func (s *Server) Stop(sig syscall.Signal) {
	_ = s.cmd.Process.Signal(sig)
	select {
	case <-s.done:
	case <-time.After(Patience):
		_ = s.cmd.Process.Kill()
		<-s.done
	}
}
