package system

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// canaries are words that stand nowhere else, by the place in which they were written.
type canaries map[string]string

// word gives the canary of a place.
func (c canaries) word(place string) string {
	if c[place] == "" {
		c[place] = "Canary" + rand.Text()
	}
	return c[place]
}

// fields gives an answer with a canary to every question that takes words.
func (c canaries) fields(h *house) map[string]any {
	fields := map[string]any{"wish": "formal", "role": "witness", "identity": "named"}
	for _, field := range h.pack.Forms["harassment"].Fields {
		switch field.Kind {
		case "short", "long", "date":
			fields[field.ID] = "Words about " + c.word(field.ID) + " and more."
		case "names":
			fields[field.ID] = []string{"Somebody " + c.word(field.ID), "Another"}
		}
	}
	return fields
}

func (c canaries) file(place string) reporter.File {
	text := strings.Repeat("A file that says "+c.word(place+" bytes")+".\n", 3000)
	return reporter.File{Name: "about " + c.word(place+" name") + ".txt", Data: []byte(text)}
}

// shapes are the ways in which a word can stand in bytes.
func shapes(word string) []string {
	all := []string{word, strings.ToLower(word)}
	for shift := range 3 {
		// The characters at both ends depend on what stands beside the word.
		text := base64.RawStdEncoding.EncodeToString([]byte("xxx"[:shift] + word))
		whole := text[(shift*8+5)/6 : len(text)-2]
		all = append(all, whole, strings.NewReplacer("+", "-", "/", "_").Replace(whole))
	}
	return all
}

// found says in which of these texts a canary stands, in any shape.
func (c canaries) found(t testing.TB, texts map[string][]byte) {
	t.Helper()
	for _, place := range slices.Sorted(maps.Keys(c)) {
		for name, text := range texts {
			for _, shape := range shapes(c[place]) {
				if bytes.Contains(text, []byte(shape)) {
					t.Errorf("the canary of %s stands in %s as %.12s…", place, name, shape)
				}
			}
		}
	}
}

// left reads all that the program left: every file of its folder, and what it printed.
func (h *house) left(t testing.TB) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{"what was printed": []byte(h.Printed())}
	for _, file := range files(t, h.Data) {
		text, err := os.ReadFile(file)
		must(t, err)
		name, err := filepath.Rel(h.Data, file)
		must(t, err)
		texts[name], texts["the name of "+name] = text, []byte(name)
	}
	return texts
}

// traces expects no canary, and nobody's address or browser, in what is left; but it must
// find what is known to stand there.
func (h *house) traces(t testing.TB, c canaries, number string) {
	t.Helper()
	texts := h.left(t)
	c.found(t, texts)
	var tables []byte
	for name, text := range texts {
		if strings.HasPrefix(name, "fairlead.db") {
			tables = append(tables, text...)
		}
		for _, mark := range []string{fromAddress, fromBrowser, "Conspicuous"} {
			if bytes.Contains(text, []byte(mark)) {
				t.Errorf("%q stands in %s", mark, name)
			}
		}
	}
	for _, control := range []string{h.staff["Mira"].Name, number} {
		if !bytes.Contains(tables, []byte(control)) {
			t.Errorf("the control %q is not found in the tables: the search proves nothing", control)
		}
	}
	if log := string(texts["what was printed"]); !strings.Contains(log, "POST") || strings.Contains(log, number) {
		t.Errorf("the log has no requests, or names a case:\n%s", log)
	}
}

// TestNothingReadable makes a whole trip with canary words in every place, sealed by whoever
// writes. None is found in any file, in the log, or in the server's writable memory.
func TestNothingReadable(t *testing.T) {
	t.Parallel()
	h := open(t)
	c, page := canaries{}, h.page(t)
	r, err := reporter.Make(page, "en", "harassment", c.fields(h), c.file("the report's file"))
	must(t, err)
	must(t, r.Send(h.Base))
	must(t, r.Check(h.Base, page.Root))
	number := r.Receipt.Number

	jonas := h.signedIn(t, "Jonas")
	opened := h.answered(t, jonas, c, number, page.Root)
	secret, ok := opened.Opened.Place("talk:" + opened.Unit)
	if !ok {
		t.Fatal("the officer holds no key")
	}
	box, mine, err := reporter.Open(h.Base, r.Phrase, page.Root)
	must(t, err)
	if last := mine.Items[len(mine.Items)-2]; last.Verdict != seal.Genuine || !strings.Contains(string(last.Item.Text), c.word("letter of the office")) {
		t.Errorf("the reporter does not read the letter: %s %s", last.Verdict, last.Reason)
	}
	must(t, reporter.Letter(h.Base, r.Phrase, mine, box.Cases[0].Unit, "Dear office, "+c.word("letter of the reporter")+"."))
	_, err = jonas.Open(number, page.Root)
	must(t, err)

	c["the words"] = strings.Join(r.Phrase.Words()[:3], " ")
	c["the compartment's identity"] = secret.Seed.Identity()
	held := h.Search(slices.Collect(maps.Values(c))...)
	for _, place := range slices.Sorted(maps.Keys(c)) {
		if n := held[c[place]]; n > 0 {
			t.Errorf("the canary of %s stands in memory %d times", place, n)
		}
	}
	for _, control := range []string{h.staff["Mira"].Name, number} {
		if h.Search(control)[control] == 0 {
			t.Errorf("the control %q is not found in memory: the search proves nothing", control)
		}
	}
	if h.Search(h.staff["Jonas"].Password)[h.staff["Jonas"].Password] > 0 {
		t.Error("an officer's password stands in memory")
	}
	c["the handle"] = r.Phrase.HandleText() // it is sent to fetch, and never kept
	h.traces(t, c, number)
	h.Stop(syscall.SIGTERM)
	h.traces(t, c, number)
}

// answered is an officer's work on a case: reading, a letter with a file, a note.
func (h *house) answered(t testing.TB, o *officer.Officer, c canaries, number, root string) officer.Case {
	t.Helper()
	_, err := o.Open(number, root)
	must(t, err)
	must(t, o.Declare(number, "none"))
	opened, err := o.Open(number, root)
	must(t, err)
	for _, item := range opened.Opened.Items {
		if item.Verdict != seal.Genuine {
			t.Errorf("a %s is %s: %s", item.Line.Kind, item.Verdict, item.Reason)
		}
		if item.Line.Kind != "file" {
			continue
		}
		body, data, err := o.File(number, item)
		must(t, err)
		if want := c.file("the report's file"); body.Name != want.Name || !bytes.Equal(data, want.Data) {
			t.Errorf("the officer reads another file: %q, %d bytes", body.Name, len(data))
		}
	}
	must(t, o.Letter(opened, "Dear reporter, "+c.word("letter of the office")+".", c.file("the office's file")))
	must(t, o.Note(opened, "A note of "+c.word("note")+"."))
	opened, err = o.Open(number, root)
	must(t, err)
	return opened
}

// TestNothingReadableWithoutScripts makes the trip of somebody whose report the server
// seals. None of the canaries is found in any file or in the log. Memory may hold traces
// until it is used again: how many is counted and told, for docs/threats.md.
func TestNothingReadableWithoutScripts(t *testing.T) {
	t.Parallel()
	h := open(t)
	c, f := canaries{}, h.form(t, "en")
	f.parts = f.parts[:2]
	for id, value := range c.fields(h) {
		switch value := value.(type) {
		case string:
			f.add("f."+id, value)
		case []string:
			f.add("f."+id, strings.Join(value, "\n"))
		}
	}
	file := c.file("file")
	f.file(file.Name, file.Data)
	sent := f.send(t)
	shows(t, sent, http.StatusOK, h.pack.Words("en").Say("sent.title"))
	h.tell(t, c, "right after sending")

	box := f.open(t)
	shows(t, box.read(t), http.StatusOK, c.word("what"), c.word("people"), c.word("file name"))
	shows(t, box.letter(t, "A letter about "+c.word("letter")+"."), http.StatusOK, h.pack.Words("en").Say("mailbox.sent"))
	shows(t, box.read(t), http.StatusOK, c.word("letter"))
	shows(t, box.post(t, "/mailbox/close", ""), http.StatusOK)
	h.tell(t, c, "right after reading the mailbox and closing it")

	h.others(t, c)
	c["the words"] = strings.Join(strings.Fields(f.words)[:3], " ")
	c["the handle"] = handleOf(t, f.words)
	number := numberIn(t, sent)
	h.traces(t, c, number)
	h.Stop(syscall.SIGTERM)
	h.traces(t, c, number)
}

// others lets other people ask and report for half a minute, and tells what memory holds.
func (h *house) others(t testing.TB, c canaries) {
	t.Helper()
	page, begun := h.page(t), time.Now()
	next := 10 * time.Second
	for requests := 0; ; requests++ {
		shows(t, h.ask(t, http.MethodGet, "/report/"+h.pack.FormText("en", "harassment").Slug, nil, nil), http.StatusOK)
		if requests%10 == 0 {
			r := made(t, page, reporter.File{Name: "other.txt", Data: []byte("other")})
			must(t, r.Send(h.Base))
			other := h.form(t, "es")
			other.file("other.txt", make([]byte, 200<<10))
			shows(t, other.send(t), http.StatusOK)
		}
		if past := time.Since(begun); past >= next {
			h.tell(t, c, fmt.Sprintf("after %d s and %d requests of others", next/time.Second, requests))
			if next += 10 * time.Second; next > 30*time.Second {
				return
			}
		}
	}
}

// tell counts the canaries in memory.
func (h *house) tell(t testing.TB, c canaries, when string) {
	t.Helper()
	held := h.Search(slices.Collect(maps.Values(c))...)
	var where []string
	for _, place := range slices.Sorted(maps.Keys(c)) {
		if n := held[c[place]]; n > 0 {
			where = append(where, fmt.Sprintf("%s %d", place, n))
		}
	}
	t.Logf("without scripts, memory %s: %d of %d canary words (%s)", when, len(where), len(c), strings.Join(where, ", "))
}
