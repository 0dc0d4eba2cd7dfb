package browser

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"fairlead/internal/seal"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestExport takes a case out in the browser and opens every file of it with the
// unmodified age tool, by the commands of its manifest and the twelve words typed at its
// prompt.
func TestExport(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	file := filepath.Join(t.TempDir(), "agenda of the meeting.txt")
	attached := []byte(strings.Repeat("Tuesday, the third item. ", 300))
	if err := os.WriteFile(file, attached, 0o644); err != nil {
		t.Fatal(err)
	}
	const what, answer = "Words that must come out of the export.", "An answer that must come out too."
	person := tab.Open(t, s.Base)
	_, number := report(person, form(t, "en"), map[string]string{"wish": "formal", "what": what, "people": "Alex Example"}, file)
	staff := tab.Open(t, s.Base)
	folder := t.TempDir()
	staff.Downloads(folder)
	signIn(staff, officers(t, s)["wct"][0])
	readAndAnswer(staff, number, what, answer)
	staff.Click(".export > button")
	staff.Click(".export .actions button:first-child")
	phrase := words(staff)
	staff.Shot("export")
	staff.Axe("export")
	staff.Click(".export > button")
	unpacked := unpack(t, filepath.Join(folder, "case-"+number+".zip"))

	text, err := os.ReadFile(filepath.Join(unpacked, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := seal.ParseManifest(text)
	if err != nil {
		t.Fatal(err)
	}
	tool := ageTool(t)
	all := ""
	for _, item := range manifest.Items {
		plain := byHand(t, tool, unpacked, item.Command, phrase)
		all += string(plain)
		if item.Blob == "" {
			continue
		}
		var body struct {
			Body seal.FileBody `json:"body"`
		}
		if err := json.Unmarshal(bytes.TrimSpace(plain), &body); err != nil {
			t.Fatal(err)
		}
		blob := byHand(t, tool, unpacked, item.BlobCommand, phrase)
		if !bytes.Equal(blob[:body.Body.Size], attached) {
			t.Error("the attachment came out as other bytes")
		}
	}
	for _, said := range []string{what, answer} {
		if !strings.Contains(all, said) {
			t.Errorf("%q did not come out", said)
		}
	}
	if len(manifest.Items) < 3 {
		t.Errorf("the manifest names only %d items", len(manifest.Items))
	}
}

func unpack(t *testing.T, path string) string {
	t.Helper()
	var archive *zip.ReadCloser
	var err error
	for end := time.Now().Add(program.Patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if archive, err = zip.OpenReader(path); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatalf("the export was not saved: %v", err)
	}
	defer archive.Close()
	into := t.TempDir()
	if err := os.CopyFS(into, archive); err != nil {
		t.Fatal(err)
	}
	return into
}

// ageTool builds the age command from its own module.
func ageTool(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "age")
	if out, err := exec.Command("go", "build", "-o", path, "filippo.io/age/cmd/age").CombinedOutput(); err != nil {
		t.Fatalf("building age: %v\n%s", err, out)
	}
	return path
}

// byHand runs a command as a person does: in the unpacked folder, at a terminal, typing the
// words when they are asked for.
func byHand(t *testing.T, tool, folder, command, phrase string) []byte {
	t.Helper()
	ours, theirs := terminal(t)
	defer ours.Close()
	run := exec.Command("sh", "-c", command)
	run.Dir, run.Stdin = folder, theirs
	run.Env = append(os.Environ(), "PATH="+filepath.Dir(tool)+":"+os.Getenv("PATH"))
	var out bytes.Buffer
	run.Stdout = &out
	run.Stderr = theirs
	run.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	said := make(chan string, 1)
	go func() {
		var heard bytes.Buffer
		typed := false
		buf := make([]byte, 256)
		for {
			n, err := ours.Read(buf)
			heard.Write(buf[:n])
			if !typed && strings.Contains(heard.String(), "passphrase") {
				typed = true
				fmt.Fprintln(ours, phrase)
			}
			if err != nil {
				said <- heard.String()
				return
			}
		}
	}()
	if err := run.Wait(); err != nil {
		t.Fatalf("%s: %v: %s", command, err, <-said)
	}
	return out.Bytes()
}

// terminal makes a pseudo-terminal: our end and the program's.
func terminal(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(ours.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}
