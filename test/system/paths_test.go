package system

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/packs"
	"fairlead/test/officer"
	"fairlead/test/program"
)

// tricks are names that would leave a folder, or confuse whoever reads them.
var tricks = []string{
	"..", ".", "%2e%2e", "..%2f..%2fserver-secret", "..%5c..%5cserver-secret", "%2fetc%2fpasswd",
	"....//server-secret", "fairlead.db", "server-secret%00.txt", "..%252f..%252fserver-secret",
	"%c0%ae%c0%ae%c0%af", "~root", "con", "*", "%", "%zz", "%0d%0aSet-Cookie:x", strings.Repeat("A", 8000),
	strings.Repeat("../", 500) + "etc/passwd",
}

// pathTricks asks for every address that has a name in it with names that are none.
// Nothing but a page of the portal or a refusal comes back.
func pathTricks(t *testing.T, h *house) {
	secret, err := os.ReadFile(filepath.Join(h.Data, "server-secret"))
	must(t, err)
	for _, place := range []string{
		"GET /%s", "GET /fr/%s", "GET /p/%s", "GET /static/%s", "GET /report/%s", "POST /report/%s", "GET /reminder/%s",
		"GET /send/form/%s", "GET /send/upload/%s", "PUT /send/upload/%s/0", "GET /office/case/%s", "POST /office/case/%s/data",
	} {
		method, path, _ := strings.Cut(place, " ")
		for _, trick := range tricks {
			got := raw(t, h, method, fmt.Sprintf(path, trick))
			if got.Status < 300 || got.Status >= 500 || strings.Contains(got.Body, string(secret)) || strings.Contains(got.Body, "root:") {
				t.Errorf("%s %.60q: %d %.100q", method, trick, got.Status, got.Body)
			}
			if got.Header.Get("X") != "" || len(got.Header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s %.60q sets a cookie", method, trick)
			}
			if at := got.Header.Get("Location"); at != "" && !strings.HasPrefix(at, "/") || strings.HasPrefix(at, "//") {
				t.Errorf("%s %.60q leads to %q", method, trick, at)
			}
		}
	}
	for _, file := range files(t, h.Data) {
		if strings.ContainsAny(filepath.Base(file), "%\\ ") {
			t.Errorf("a file was made: %q", file)
		}
	}
}

// raw writes a request line as it stands: the client of the standard library would mend it.
func raw(t testing.TB, h *house, method, path string) officer.Reply {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.Base, "http://"))
	must(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
		method, path, strings.TrimPrefix(h.Base, "http://"))
	must(t, err)
	return readReply(t, conn, method)
}

func readReply(t testing.TB, conn net.Conn, method string) officer.Reply {
	t.Helper()
	reply, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	must(t, err)
	defer reply.Body.Close()
	var body strings.Builder
	_, err = bufio.NewReader(reply.Body).WriteTo(&body)
	must(t, err)
	return officer.Reply{Status: reply.StatusCode, Header: reply.Header, Body: body.String()}
}

// blobTricks asks for blobs by names that are no hash, and by the hash of another's.
func blobTricks(t *testing.T, h *house) {
	f, other := h.form(t, "en"), h.form(t, "en")
	other.file("theirs.txt", []byte("theirs"))
	shows(t, f.send(t), http.StatusOK)
	shows(t, other.send(t), http.StatusOK)
	handle := handleOf(t, f.words)
	db := h.database(t)
	defer db.Close()
	names := append(column(t, db, `SELECT sum FROM blobs`), tricks...)
	names = append(names, "../../server-secret", "../incoming/x", "/etc/passwd", "AA/../../../server-secret", "")
	for _, name := range names {
		name = name[:min(len(name), 500)] // more is refused for its length alone
		got := h.post(t, "es", "/send/blob", map[string]string{"handle": handle, "blob": name})
		h.refused(t, got, "es", http.StatusNotFound, "no-file")
	}
}

// TestPackTricks checks a pack whose names lead out of its folder: by links, by devices
// and by what its files say.
func TestPackTricks(t *testing.T) {
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "outside.md")
	const canary = "WORDS-FROM-OUTSIDE-THE-PACK"
	must(t, os.WriteFile(outside, []byte("---\ntitle: "+canary+"\nshort: x\n---\n"+canary+"\n"), 0o600))
	for name, spoil := range map[string]func(dir string) error{
		"link to a file": func(dir string) error { return relink(filepath.Join(dir, "en/pages/home.md"), outside) },
		"link to a folder": func(dir string) error {
			return os.Symlink(filepath.Dir(outside), filepath.Join(dir, "en/pages/more"))
		},
		"link within": func(dir string) error {
			return relink(filepath.Join(dir, "fr/pages/home.md"), filepath.Join(dir, "en/pages/home.md"))
		},
		"language that is a path": func(dir string) error { return swap(dir, "pack.json", `"fr"`, `"../fr"`) },
		"form that is a path": func(dir string) error {
			return swap(dir, "pack.json", `"fallback": "ethics"`, `"fallback": "../../ethics"`)
		},
		"unit that is a path": func(dir string) error { return swap(dir, "forms/harassment.json", `"wct"`, `"../wct"`) },
		"page that is a path": func(dir string) error {
			return swap(dir, "en/pages/home.md", "\n\n", "\n\n[x](page:../../../../etc/passwd)\n\n")
		},
		"link out of the site": func(dir string) error {
			return swap(dir, "en/pages/home.md", "\n\n", "\n\n[x](javascript:alert(1))\n\n")
		},
		"raw HTML": func(dir string) error {
			return swap(dir, "en/pages/home.md", "\n\n", "\n\n<script src=x></script>\n\n")
		},
		"slug that is a path": func(dir string) error { return swap(dir, "en/forms/harassment.json", `"slug": "`, `"slug": "../`) },
		"name with a space": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "forms", "a form.json"), []byte("{}"), 0o600)
		},
		"a file of its own": func(dir string) error { return os.WriteFile(filepath.Join(dir, "en", "..hidden"), []byte("x"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "pack")
			must(t, os.CopyFS(dir, packs.Default()))
			must(t, spoil(dir))
			out, err := exec.Command(program.Path(t), "pack", "check", dir).CombinedOutput()
			if err == nil {
				t.Errorf("the pack passes:\n%s", out)
			}
			if strings.Contains(string(out), canary) || strings.Contains(string(out), "root:") || strings.Contains(string(out), "panic") {
				t.Errorf("what stands outside is read:\n%s", out)
			}
			out, err = exec.Command(program.Path(t), "serve", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--pack", dir).CombinedOutput()
			if err == nil || strings.Contains(string(out), "ready") {
				t.Errorf("the program starts with it:\n%s", out)
			}
		})
	}
}

func relink(name, to string) error {
	if err := os.Remove(name); err != nil {
		return err
	}
	return os.Symlink(to, name)
}

// swap changes one piece of a pack's file; it must be there.
func swap(dir, name, old, with string) error {
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !strings.Contains(string(text), old) {
		return fmt.Errorf("%s has no %q", name, old)
	}
	return os.WriteFile(path, []byte(strings.Replace(string(text), old, with, 1)), 0o600)
}
