package system

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/store"
	"fairlead/internal/web"
	"fairlead/internal/web/visitor"
	"fairlead/test/officer"
	"fairlead/test/program"
	"fairlead/test/reporter"
)

// smallDisk gives a folder on a disk of its own, a little larger than the floor below
// which nothing new is taken. Who may not mount one is told so.
func smallDisk(t *testing.T) (string, bool) {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=300m,mode=700", "fairlead-test", dir).CombinedOutput()
	if err != nil {
		t.Logf("no small disk can be mounted here (%v: %s): only the floor is shown, over an ordinary disk", err, out)
		return "", false
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return dir, true
}

// ballast fills a disk until so many bytes are left; 0 fills it to the last.
func ballast(t testing.TB, dir string, leave int64) (path string) {
	t.Helper()
	path = filepath.Join(dir, "ballast")
	var disk syscall.Statfs_t
	must(t, syscall.Statfs(dir, &disk))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	must(t, err)
	defer file.Close()
	for free := int64(disk.Bavail) * disk.Bsize; free > leave; {
		n, err := file.Write(make([]byte, min(free-leave, 1<<20)))
		free -= int64(n)
		if errors.Is(err, syscall.ENOSPC) {
			return path
		}
		must(t, err)
	}
	return path
}

// TestDiskFull fills the disk below a running server: at the start of a form, between two
// files, and in the middle of one.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	dir, mounted := smallDisk(t)
	if !mounted {
		return // TestDiskFloor shows the rest
	}
	s := program.Run(t, filepath.Join(dir, "data"), nil, "demo")
	h := enter(t, s)
	page := h.page(t)
	first := made(t, page, reporter.File{Name: "first.txt", Data: []byte("first")})
	must(t, first.Send(h.Base))
	plain, sealed := h.form(t, "es"), made(t, page, reporter.File{Name: "one.bin", Data: make([]byte, 1<<20)})
	plain.file("one.bin", make([]byte, 1<<20))

	full := ballast(t, dir, 200<<20) // below the floor, and by far not full
	before := h.census(t)
	h.closedForm(t)
	shows(t, plain.send(t), http.StatusInsufficientStorage, h.sentence("es", "full"), "What happened, in words of their own.",
		h.pack.Words("es").Say("report.files-again"))
	id := sealed.Sending.Uploads[0].Upload
	for _, language := range languages {
		got := h.ask(t, http.MethodPut, "/send/upload/"+id+"/0", reading(sealed.Blobs[id]), map[string]string{"Accept-Language": language})
		h.refused(t, got, language, http.StatusInsufficientStorage, "full")
		h.refused(t, h.post(t, language, "/send/report", sealed.Sending), language, http.StatusInsufficientStorage, "full")
	}
	plain.notThere(t)
	h.unknown(t, sealed)
	h.unchanged(t, before)
	must(t, first.Check(h.Base, page.Root)) // what is there can be read
	must(t, os.Remove(full))

	h.fullMeanwhile(t, dir)
	must(t, sealed.Send(h.Base))
	must(t, sealed.Check(h.Base, page.Root))
	shows(t, plain.send(t), http.StatusOK, h.pack.Words("es").Say("sent.title"))
	must(t, first.Check(h.Base, page.Root))
	wholeLedger(t, s)
}

// closedForm expects the page to say that there is no room, and no form on it.
func (h *house) closedForm(t testing.TB) {
	t.Helper()
	for _, language := range languages {
		path, err := reporter.Address(language, "harassment")
		must(t, err)
		got := h.ask(t, http.MethodGet, path, nil, nil)
		shows(t, got, http.StatusInsufficientStorage, h.sentence(language, "full"))
		if strings.Contains(got.Body, `name="f.what"`) || strings.Contains(got.Body, "report-data") {
			t.Errorf("%s: the form is there all the same", language)
		}
		h.refused(t, h.ask(t, http.MethodGet, "/send/form/harassment", nil, map[string]string{"Accept-Language": language}),
			language, http.StatusInsufficientStorage, "full")
	}
}

// fullMeanwhile fills the disk to the last byte while a file streams in, and while an
// officer works: each is told, and nothing is there by half.
func (h *house) fullMeanwhile(t *testing.T, dir string) {
	t.Helper()
	jonas := h.signedIn(t, "Jonas")
	page := h.page(t)
	r := made(t, page)
	must(t, r.Send(h.Base))
	f := h.form(t, "fr")
	f.file("long.bin", make([]byte, 24<<20))
	before := h.census(t)

	var body strings.Builder
	kind, err := f.write(&body, true)
	must(t, err)
	from, to := io.Pipe()
	answered := make(chan officer.Reply, 1)
	go func() {
		answered <- h.ask(t, http.MethodPost, f.path, from, map[string]string{"Content-Type": kind})
	}()
	_, err = io.WriteString(to, body.String()[:4<<20])
	must(t, err)
	for {
		if len(files(t, filepath.Join(h.Data, "incoming"))) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	full := ballast(t, dir, 0)
	_, err = io.WriteString(to, body.String()[4<<20:])
	must(t, err)
	must(t, to.Close())
	shows(t, <-answered, http.StatusInsufficientStorage, h.sentence("fr", "full"), "What happened, in words of their own.",
		h.pack.Words("fr").Say("report.files-again"))
	fillUp(t, full)
	told := 0
	for _, answer := range []string{"none", "recused"} {
		err := jonas.Declare(r.Receipt.Number, answer)
		if refusal, ok := errors.AsType[*officer.Refusal](err); ok {
			told++
			if refusal.Status != http.StatusInsufficientStorage || refusal.Code() != "full" {
				t.Errorf("declaring on a full disk: %v", err)
			}
		}
	}
	must(t, os.Remove(full))
	f.notThere(t)
	if told == 2 {
		h.unchanged(t, before)
	} else {
		t.Logf("the database had room left in its own pages: %d of 2 steps were refused", told)
	}
	must(t, r.Check(h.Base, page.Root))
	shows(t, f.send(t), http.StatusOK)
}

// fillUp takes what was given back meanwhile.
func fillUp(t testing.TB, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0o600)
	must(t, err)
	defer file.Close()
	for size := 1 << 20; size > 0; {
		if _, err := file.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else {
			must(t, err)
		}
	}
}

// TestDiskFloor joins the visitor's wing to a store whose floor no disk reaches: the form
// is closed at its start, in every language, and nothing that is sent is kept.
func TestDiskFloor(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t) // makes the officers
	s.Stop(syscall.SIGTERM)
	pack, data := loaded(t), s.Data
	opened, err := store.Open(t.Context(), store.Settings{DataDir: data, Floor: 1 << 60})
	must(t, err)
	defer opened.Close()
	pack.Organisation, err = portal.LoadOrganisation(filepath.Join(data, "organisation.json"))
	must(t, err)
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	server.Config.Handler = floored(t, pack, opened, base)
	server.Start()
	defer server.Close()
	h := &house{Server: &program.Server{Base: base, Data: data}, pack: pack}
	before := h.census(t)
	h.closedForm(t)
	f := &form{house: h, language: "fr", path: "/fr/report/" + pack.FormText("fr", "harassment").Slug}
	words, err := seal.NewPhrase(rand.Reader, "fr")
	must(t, err)
	f.add("words", strings.Join(words.Words(), " "))
	f.add("version", pack.Forms["harassment"].Version)
	f.add("f.wish", "heard")
	f.add("f.what", "Typed for a long time.")
	shows(t, f.send(t), http.StatusInsufficientStorage, h.sentence("fr", "full"), "Typed for a long time.")
	f.file("one.txt", []byte("one"))
	shows(t, f.send(t), http.StatusInsufficientStorage, h.sentence("fr", "full"), "Typed for a long time.", pack.Words("fr").Say("report.files-again"))
	for _, language := range languages {
		got := h.ask(t, http.MethodPut, fmt.Sprintf("/send/upload/%s/0", newID(t)), strings.NewReader("x"), map[string]string{"Accept-Language": language})
		h.refused(t, got, language, http.StatusInsufficientStorage, "full")
	}
	h.unchanged(t, before)
	if left := files(t, filepath.Join(data, "incoming")); len(left) > 0 {
		t.Errorf("something was kept: %q", left)
	}
}

// floored is the visitor's wing over a store.
func floored(t *testing.T, pack *portal.Pack, opened *store.Store, base string) http.Handler {
	t.Helper()
	current, root := func() *portal.Pack { return pack }, func() string { return pack.Organisation.Root }
	server, err := web.New(web.Settings{Pack: current, URL: base, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	limits := mailbox.DefaultLimits()
	server.Mount(visitor.New(visitor.Settings{
		Server: server,
		Desk: intake.New(intake.Config{
			Pack: current, Store: opened.Reports, Blobs: opened.Blobs, Directory: opened.People,
			Now: time.Now, Rand: rand.Reader, Limits: limits, Root: root, Site: func() string { return base },
		}),
		Door: mailbox.New(mailbox.Config{
			Store: opened.Mailboxes, Blobs: opened.Blobs, Now: time.Now, Rand: rand.Reader, Limits: limits,
		}),
		Parts: mailbox.NewParts(opened.Blobs, limits, rand.Reader), Limits: limits, Root: root, Rand: rand.Reader, Now: time.Now,
	}).Routes()...)
	return server
}
