package system

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// form is the report page as somebody without scripts fills it in: parts in order, each
// with its own head, so that a part can be whatever a browser could send.
type form struct {
	house    *house
	language string
	path     string
	words    string
	parts    []part
}

type part struct {
	name, file string
	isFile     bool
	data       []byte
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(words|version)" value="([^"]*)"`)

// form reads the page and fills in what is needed.
func (h *house) form(t testing.TB, language string) *form {
	t.Helper()
	path, err := reporter.Address(language, "harassment")
	must(t, err)
	got := h.ask(t, http.MethodGet, path, nil, nil)
	f := &form{house: h, language: language, path: path}
	for _, found := range hidden.FindAllStringSubmatch(visible(got.Body), -1) {
		f.add(found[1], found[2])
		if found[1] == "words" {
			f.words = found[2]
		}
	}
	if len(f.parts) != 2 {
		t.Fatalf("the page is not the form: %d", got.Status)
	}
	f.add("f.wish", "heard")
	f.add("f.what", "What happened, in words of their own.")
	return f
}

func (f *form) add(name, value string) {
	f.parts = append(f.parts, part{name: name, data: []byte(value)})
}

func (f *form) set(name, value string) {
	i := slices.IndexFunc(f.parts, func(p part) bool { return p.name == name })
	f.parts[i].data = []byte(value)
}

func (f *form) file(name string, data []byte) {
	f.parts = append(f.parts, part{name: "files", file: name, isFile: true, data: data})
}

// write writes the body; the last boundary is left out if it is to be broken off.
func (f *form) write(to io.Writer, whole bool) (kind string, err error) {
	w := multipart.NewWriter(to)
	for _, p := range f.parts {
		head := map[string][]string{"Content-Disposition": {`form-data; name="` + p.name + `"`}}
		if p.isFile {
			head["Content-Disposition"][0] += `; filename="` + p.file + `"`
			head["Content-Type"] = []string{"application/octet-stream"}
		}
		out, err := w.CreatePart(head)
		if err == nil {
			_, err = out.Write(p.data)
		}
		if err != nil {
			return "", err
		}
	}
	if whole {
		err = w.Close()
	}
	return w.FormDataContentType(), err
}

func (f *form) send(t testing.TB) officer.Reply {
	t.Helper()
	return f.sendTo(t, f.path, true)
}

func (f *form) sendTo(t testing.TB, path string, whole bool) officer.Reply {
	t.Helper()
	var body bytes.Buffer
	kind, err := f.write(&body, whole)
	must(t, err)
	return f.house.ask(t, http.MethodPost, path, &body, map[string]string{"Content-Type": kind})
}

// prefix stands before the addresses of a language.
func prefix(language string) string {
	if language == "en" {
		return ""
	}
	return "/" + language
}

// notThere expects that the words of this form open nothing.
func (f *form) notThere(t testing.TB) {
	t.Helper()
	asked := &form{house: f.house, parts: []part{{name: "words", data: []byte(f.words)}}}
	got := asked.sendTo(t, prefix(f.language)+"/mailbox/open", true)
	shows(t, got, http.StatusNotFound, f.house.sentence(f.language, "no-mailbox"))
}

// badForm is one way in which a form without scripts can be wrong.
type badForm struct {
	name   string
	alter  func(f *form)
	status int
	code   string
	args   []any
}

var badPlain = []badForm{
	{"question unknown", func(f *form) { f.add("f.nonsense", "x") }, refusal, "field-unknown", nil},
	{"part unknown", func(f *form) { f.add("handle", "x") }, refusal, "field-unknown", nil},
	{"part without a name", func(f *form) { f.add("", "x") }, refusal, "field-unknown", nil},
	{"answer missing", func(f *form) { f.set("f.wish", "") }, refusal, "field-missing", nil},
	{"answer too long", func(f *form) { f.add("f.effect", strings.Repeat("é", 8001)) }, refusal, "field-too-long", []any{"Max", 8000}},
	{"short answer too long", func(f *form) { f.add("f.identity", "named"); f.add("f.name", strings.Repeat("x", 201)) }, refusal, "field-too-long", []any{"Max", 200}},
	{"choice that is none", func(f *form) { f.set("f.wish", "formally") }, refusal, "field-option", nil},
	{"two choices where one goes", func(f *form) { f.add("f.wish", "formal") }, refusal, "field-one-answer", nil},
	{"a choice twice", func(f *form) {
		f.add("f.support", "colleague")
		f.add("f.support", "colleague")
	}, refusal, "field-option", nil},
	{"too many names", func(f *form) { f.add("f.people", strings.Repeat("A name\n", 21)) }, refusal, "field-names", []any{"Max", 20}},
	{"a name too long", func(f *form) { f.add("f.people", strings.Repeat("名", 201)) }, refusal, "field-too-long", []any{"Max", 200}},
	{"an exclusion of nothing", func(f *form) { f.add("exclude", "officer:../../x") }, refusal, "field-option", nil},
	{"everyone excluded", func(f *form) {
		f.add("exclude", "unit:wct")
		f.add("exclude", "unit:ethics")
	}, http.StatusForbidden, "nobody-left", nil},
	{"empty file", func(f *form) { f.file("nothing.pdf", nil) }, refusal, "file-empty", nil},
	{"too many files", func(f *form) {
		for range 11 {
			f.file("note.txt", []byte("x"))
		}
	}, tooLarge, "too-many-files", []any{"Files", 10}},
	{"file too large", func(f *form) { f.file("film.mp4", make([]byte, 25<<20+1)) }, tooLarge, "file-too-large", []any{"Megabytes", 25}},
	{"text beyond all bounds", func(f *form) { f.add("f.tried", strings.Repeat("x", 129<<10)) }, tooLarge, "text-too-large", nil},
	{"too many parts", func(f *form) { f.parts = append(f.parts, slices.Repeat([]part{{name: "f.support"}}, 400)...) }, tooLarge, "body-too-large", nil},
	{"older form", func(f *form) { f.set("version", "AAAA") }, conflict, "form-changed", nil},
	{"older form, with files", func(f *form) {
		f.set("version", "")
		f.file("note.txt", []byte("x"))
	}, conflict, "form-changed", nil},
	{"words of another kind", func(f *form) { f.set("words", "not twelve words") }, refusal, "words-broken", nil},
}

// plainBad sends each bad form in each language. The page that answers says what is
// wrong, still holds what was typed, and takes it once it is mended.
func plainBad(t *testing.T, h *house) {
	for _, b := range badPlain {
		t.Run(b.name, func(t *testing.T) {
			for _, language := range languages {
				f := h.form(t, language)
				good := slices.Clone(f.parts)
				b.alter(f)
				before := h.census(t)
				got := f.send(t)
				shows(t, got, b.status, h.sentence(language, b.code, b.args...), "What happened, in words of their own.")
				f.filesAgain(t, got)
				f.notThere(t)
				h.unchanged(t, before)
				f.parts = good
				shows(t, f.send(t), http.StatusOK, h.pack.Words(language).Say("sent.title"))
			}
		})
	}
}

// filesAgain expects the page to say that files must be chosen again, if there were any,
// and to carry words and a version that can be sent.
func (f *form) filesAgain(t testing.TB, got officer.Reply) {
	t.Helper()
	hasFiles := slices.ContainsFunc(f.parts, func(p part) bool { return p.isFile })
	says := strings.Contains(visible(got.Body), f.house.pack.Words(f.language).Say("report.files-again"))
	if says != hasFiles {
		t.Errorf("%s: says that files must be chosen again: %v; there were files: %v", f.language, says, hasFiles)
	}
	fields := map[string]string{}
	for _, found := range hidden.FindAllStringSubmatch(visible(got.Body), -1) {
		fields[found[1]] = found[2]
	}
	if fields["version"] != f.house.pack.Forms["harassment"].Version {
		t.Errorf("%s: the page carries version %q", f.language, fields["version"])
	}
	if string(f.parts[0].data) == f.words && fields["words"] != f.words {
		t.Errorf("%s: the page lost its words", f.language)
	}
	if len(strings.Fields(fields["words"])) != 12 {
		t.Errorf("%s: the page carries %d words", f.language, len(strings.Fields(fields["words"])))
	}
}

// plainBroken sends bodies that end too early or are no form.
func plainBroken(t *testing.T, h *house) {
	for _, language := range languages {
		f := h.form(t, language)
		f.file("half.txt", []byte("half of it"))
		before := h.census(t)
		got := f.sendTo(t, f.path, false)
		shows(t, got, refusal, h.sentence(language, "upload-broken"), "What happened, in words of their own.")
		for kind, body := range map[string]string{
			"application/x-www-form-urlencoded": "words=" + strings.ReplaceAll(f.words, " ", "+"),
			"multipart/form-data":               "no boundary",
			"":                                  "nothing is said of it",
		} {
			got := h.ask(t, http.MethodPost, f.path, strings.NewReader(body), map[string]string{"Content-Type": kind})
			shows(t, got, refusal, h.sentence(language, "unreadable"))
		}
		f.notThere(t)
		h.unchanged(t, before)
	}
}

// plainTwice sends the same post again, and another under the same words.
func plainTwice(t *testing.T, h *house) {
	for _, language := range languages {
		words := h.pack.Words(language)
		f := h.form(t, language)
		f.file("note.txt", []byte("the first file"))
		first := f.send(t)
		shows(t, first, http.StatusOK, words.Say("sent.title"))
		number := numberIn(t, first)
		before := h.census(t)
		again := f.send(t)
		shows(t, again, http.StatusOK, words.Say("sent.again"), number)
		f.set("f.what", "Other words.")
		f.set("f.wish", "formal")
		other := f.send(t)
		shows(t, other, http.StatusOK, words.Say("sent.different"), words.Say("sent.different.text"), number)
		if strings.Contains(visible(other.Body), words.Say("sent.formal.text")) || strings.Contains(visible(other.Body), words.Say("sent.informal.text")) {
			t.Error("it is said whether the first report was formal, which only its mailbox knows")
		}
		f.set("f.what", "What happened, in words of their own.")
		f.set("f.wish", "heard")
		f.parts[len(f.parts)-1].data = []byte("the other file")
		shows(t, f.send(t), http.StatusOK, words.Say("sent.different"), number)
		h.unchanged(t, before)
	}
}

var caseNumber = regexp.MustCompile(`\b\d{4}-\d{4}\b`)

func numberIn(t testing.TB, got officer.Reply) string {
	t.Helper()
	_, after, _ := strings.Cut(got.Body, `data-slot="number"`)
	number := caseNumber.FindString(after)
	if number == "" {
		t.Fatal("the page has no case number")
	}
	return number
}

// names are file names of all sorts, and what is kept of each without scripts.
var names = map[string]string{
	"plain.pdf":                          "plain.pdf",
	"отчёт о встрече.docx":               "отчёт о встрече.docx",
	"会议记录.txt":                           "会议记录.txt",
	"تقرير.pdf":                          "تقرير.pdf",
	"गोपनीय.png":                         "गोपनीय.png",
	"🙂 e\u0301.jpg":                      "🙂 e\u0301.jpg",
	"../../../etc/passwd":                "passwd",
	`C:\Users\someone\letter.doc`:        "letter.doc",
	"white  space.txt":                   "white  space.txt",
	"<script>alert(1)</script>.svg":      "script>.svg",
	strings.Repeat("長", 9_995) + ".jpeg": strings.Repeat("長", 195) + ".jpeg",
	strings.Repeat("x", 10_000):          strings.Repeat("x", 200),
}

// plainNames sends files with names in any script and of any length, and reads them back.
func plainNames(t *testing.T, h *house) {
	for name, kept := range names {
		f := h.form(t, "en")
		f.file(strings.ReplaceAll(name, `\`, `\\`), []byte("the file "+kept))
		shows(t, f.send(t), http.StatusOK, h.pack.Words("en").Say("sent.title"))
		box := f.open(t)
		page := box.read(t)
		shows(t, page, http.StatusOK, kept)
		item := regexp.MustCompile(`name="item" value="([^"]*)"`).FindStringSubmatch(page.Body)
		if item == nil {
			t.Fatalf("%.40q: the mailbox has no file", name)
		}
		got := box.post(t, "/mailbox/file", "item="+item[1])
		if got.Status != http.StatusOK || got.Body != "the file "+kept || got.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%.40q came back as %d %.60q", name, got.Status, got.Body)
		}
		if !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment; filename*=UTF-8''") {
			t.Errorf("%.40q is no download: %q", name, got.Header.Get("Content-Disposition"))
		}
	}
}

// sealedNames sends the same names sealed by the sender, whom nobody can correct.
func sealedNames(t *testing.T, h *house) {
	page := h.page(t)
	var list []reporter.File
	for name := range names {
		list = append(list, reporter.File{Name: name, Data: []byte("the file " + name)})
	}
	for cut := range slices.Chunk(list, 10) {
		r := made(t, page, cut...)
		must(t, r.Send(h.Base))
		must(t, r.Check(h.Base, page.Root))
	}
}

// guest is somebody without scripts who opened a mailbox.
type guest struct {
	*form
	cookie string
}

// open opens the mailbox with the form's words.
func (f *form) open(t testing.TB) *guest {
	t.Helper()
	asked := &form{house: f.house, parts: []part{{name: "words", data: []byte(f.words)}}}
	got := asked.sendOnce(t, prefix(f.language)+"/mailbox/open")
	if got.Status != http.StatusSeeOther {
		t.Fatalf("the mailbox did not open: %d", got.Status)
	}
	cookie, _, _ := strings.Cut(got.Header.Get("Set-Cookie"), ";")
	return &guest{f, cookie}
}

// sendOnce posts without following where the answer leads.
func (f *form) sendOnce(t testing.TB, path string) officer.Reply {
	t.Helper()
	var body bytes.Buffer
	kind, err := f.write(&body, true)
	must(t, err)
	request, err := http.NewRequest(http.MethodPost, f.house.Base+path, &body)
	must(t, err)
	request.Header.Set("Content-Type", kind)
	reply, err := reporter.Client.Transport.RoundTrip(request)
	must(t, err)
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	must(t, err)
	return officer.Reply{Status: reply.StatusCode, Header: reply.Header, Body: string(text)}
}

func (v *guest) read(t testing.TB) officer.Reply {
	t.Helper()
	return v.house.ask(t, http.MethodGet, prefix(v.language)+"/mailbox/read", nil, map[string]string{"Cookie": v.cookie})
}

func (v *guest) post(t testing.TB, path, body string) officer.Reply {
	t.Helper()
	return v.house.ask(t, http.MethodPost, prefix(v.language)+path, strings.NewReader(body), map[string]string{
		"Cookie": v.cookie, "Content-Type": "application/x-www-form-urlencoded",
	})
}

// letter posts a letter with files.
func (v *guest) letter(t testing.TB, text string, parts ...part) officer.Reply {
	t.Helper()
	f := &form{house: v.house, parts: append([]part{{name: "text", data: []byte(text)}}, parts...)}
	var body bytes.Buffer
	kind, err := f.write(&body, true)
	must(t, err)
	return v.house.ask(t, http.MethodPost, prefix(v.language)+"/mailbox/letter", &body, map[string]string{
		"Cookie": v.cookie, "Content-Type": kind,
	})
}

// plainLetters sends bad letters; what was typed stays in the page that answers.
func plainLetters(t *testing.T, h *house) {
	for _, language := range languages {
		f := h.form(t, language)
		shows(t, f.send(t), http.StatusOK)
		box, before := f.open(t), h.census(t)
		box.read(t)
		empty, long := part{name: "files", file: "x.txt", isFile: true}, strings.Repeat("long ", 4001)
		shows(t, box.letter(t, "  \n "), refusal, h.sentence(language, "letter-empty"))
		shows(t, box.letter(t, long), tooLarge, h.sentence(language, "letter-too-long", "Max", 20000), long)
		shows(t, box.letter(t, "With a file.", empty), refusal, h.sentence(language, "file-empty"),
			"With a file.", h.pack.Words(language).Say("report.files-again"))
		shows(t, box.post(t, "/mailbox/file", "item=../../server-secret"), http.StatusNotFound, h.sentence(language, "no-file"))
		closed := &guest{f, "__Host-mailbox=" + strings.Repeat("A", 43)}
		shows(t, closed.letter(t, "Typed for a long time."), http.StatusLocked, "Typed for a long time.", h.pack.Words(language).Say("mailbox.typed"))
		before["reads"] = h.census(t)["reads"]
		h.unchanged(t, before)
		shows(t, box.letter(t, fmt.Sprint("A letter in ", language)), http.StatusOK, h.pack.Words(language).Say("mailbox.sent"))
	}
}

// plainTotal sends more than all files together may have.
func plainTotal(t *testing.T, h *house) {
	f := h.form(t, "fr")
	good := slices.Clone(f.parts)
	data := make([]byte, 41<<19)
	for i := range 5 {
		f.file(fmt.Sprintf("%d.bin", i), data)
	}
	before := h.census(t)
	shows(t, f.send(t), tooLarge, h.sentence("fr", "files-too-large", "Megabytes", 100), "What happened, in words of their own.")
	f.notThere(t)
	h.unchanged(t, before)
	f.parts = good
	shows(t, f.send(t), http.StatusOK)
}

// handleOf is the handle of a form's words.
func handleOf(t testing.TB, words string) string {
	t.Helper()
	phrase, err := seal.ParsePhrase(words)
	must(t, err)
	return phrase.HandleText()
}
