package visitor

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

func (m *memory) KeepDraft(_ context.Context, d intake.Draft, _ intake.DraftBounds) error {
	if m.down != nil {
		return m.down
	}
	m.drafts[d.Handle] = d
	return nil
}

func (m *memory) Draft(_ context.Context, handle, today string) (intake.Draft, error) {
	d, ok := m.drafts[handle]
	if !ok || d.Until < today {
		return intake.Draft{}, fault.New(fault.NotFound, "not-found", nil)
	}
	return d, nil
}

func (m *memory) DropDraft(_ context.Context, handle string) error {
	delete(m.drafts, handle)
	return nil
}

const (
	keepPath  = "/fr/unfinished/keep/retaliation"
	openPath  = "/fr/unfinished/open/retaliation"
	dropPath  = "/fr/unfinished/delete/retaliation"
	formPath  = "/fr/report/represailles"
	otherOpen = "/fr/unfinished/open/harassment"
)

// kept keeps a form with answers of every kind, and gives its words.
func (w *world) kept(more ...part) (words part, page *httptest.ResponseRecorder) {
	w.Helper()
	words, version := w.opened(formPath)
	parts := append([]part{
		words, version,
		{name: "f.what", value: "Ligne 1\r\nLigne 2 " + text},
		{name: "f.role", value: "witness"},
		{name: "f.did", value: "audit"},
		{name: "f.did", value: "papers"},
		{name: "f.witnesses.3.name", value: "C. Person"},
		{name: "f.zone", value: "Asia/Kolkata"},
		{name: "exclude", value: "unit:ethics"},
		{name: "urgent", value: "yes"},
		{name: "f.need", value: " "},
	}, more...)
	return words, w.form(keepPath, nil, parts...)
}

// TestKeepWithoutScripts keeps a form, goes on with it, sends it, and opens the mailbox with
// the same words; the kept form is gone then.
func TestKeepWithoutScripts(t *testing.T) {
	w := newWorld(t)
	words, page := w.kept(part{name: "files", file: "a.txt", value: "a file"})
	says(t, page, http.StatusOK, w.pack.Words("fr").Say("draft.kept.title"), "22 décembre 2026", strings.Fields(words.value)[11],
		w.pack.Words("fr").Say("draft.no-files"))
	checkHTML(t, keepPath, page.Body.String())
	if len(w.store.drafts) != 1 || len(w.blobs.Uploads) > 0 || len(w.store.arrivals) > 0 {
		t.Fatalf("%d drafts, %d uploads", len(w.store.drafts), len(w.blobs.Uploads))
	}
	back := w.form(openPath, nil, words)
	says(t, back, http.StatusOK, `name="words" value="`+words.value+`"`, "Ligne 1\nLigne 2 "+text, `name="f.role" value="witness" checked`,
		`value="audit" checked`, `value="papers" checked`, `value="C. Person"`, `<option value="Asia/Kolkata" selected>`,
		`value="unit:ethics" checked`, `name="urgent" value="yes" checked`, `action="/fr/report/retaliation"`, "22 décembre 2026",
		w.pack.Words("fr").Say("draft.back.title"))
	checkHTML(t, openPath, back.Body.String())
	shown, _, _ := strings.Cut(unescape(back.Body.String()), `<script type="application/json"`)
	for _, key := range []string{"draft.unplaced", "draft.back.changed"} {
		if strings.Contains(shown, w.pack.Words("fr").Say(key)) {
			t.Errorf("the page says %s", key)
		}
	}
	_, version := w.opened(formPath)
	sent := w.form(formPath, nil, words, version, part{name: "f.what", value: text})
	says(t, sent, http.StatusOK, strings.Fields(words.value)[11])
	if len(w.store.drafts) != 0 || len(w.store.arrivals) != 1 {
		t.Errorf("%d drafts, %d reports", len(w.store.drafts), len(w.store.arrivals))
	}
	if out := w.form("/fr/mailbox/open", nil, words); out.Code != http.StatusSeeOther {
		t.Errorf("the mailbox answers %d", out.Code)
	}
	says(t, w.form(openPath, nil, words), http.StatusNotFound, w.fault("fr", "no-draft"))
}

// TestKeepAgain shows the form with all that was typed where it cannot be kept.
func TestKeepAgain(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*world)
		more   []part
		status int
		fault  string
	}{
		"unknown part":     {nil, []part{{name: "other", value: "x"}}, 400, "field-unknown"},
		"no question":      {nil, []part{{name: "f.../x", value: "x"}}, 400, "field-unknown"},
		"nobody":           {nil, []part{{name: "exclude", value: "everybody"}}, 400, "field-unknown"},
		"store away":       {func(w *world) { w.store.down = fault.New(fault.Busy, "busy", nil) }, nil, 503, "busy"},
		"too many a day":   {func(w *world) { w.store.down = fault.New(fault.Full, "drafts-full", nil) }, nil, 507, "drafts-full"},
		"disk full":        {func(w *world) { w.blobs.Filled = true }, nil, 507, "full"},
		"more than a page": {nil, []part{{name: "f.reason", value: strings.Repeat("x", 120<<10)}, {name: "f.did-what", value: strings.Repeat("y", 120<<10)}, {name: "f.more", value: strings.Repeat("z", 120<<10)}}, 413, "text-too-large"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			words, version := w.opened(formPath)
			if c.before != nil {
				c.before(w)
			}
			out := w.form(keepPath, nil, append([]part{words, version, {name: "f.what", value: text}}, c.more...)...)
			says(t, out, c.status, w.fault("fr", c.fault), text, `name="words" value="`+words.value+`"`)
			if len(w.store.drafts) > 0 {
				t.Error("it was kept")
			}
		})
	}
	w := newWorld(t)
	words, version := w.opened(formPath)
	w.form(formPath, nil, words, version, part{name: "f.what", value: text})
	says(t, w.form(keepPath, nil, words, version, part{name: "f.what", value: text}), http.StatusConflict, w.fault("fr", "draft-sent"))
	says(t, w.form(keepPath, nil, version, part{name: "f.what", value: text}), http.StatusBadRequest, w.fault("fr", "words-broken"), text)
	says(t, w.form("/fr/unfinished/keep/nothing", nil, words), http.StatusNotFound, w.fault("fr", "no-form"))
	says(t, w.form("/fr/unfinished/keep/prevention", nil, words), http.StatusForbidden, w.fault("fr", "form-closed"))
}

// TestDraftAnswersAlike gives one answer to whatever opens no form, and one to whatever is
// to be deleted; only words that are no words are told apart, which the page can see itself.
func TestDraftAnswersAlike(t *testing.T) {
	w := newWorld(t)
	expired, _ := w.kept()
	w.now = w.now.Add(31 * 24 * time.Hour)
	unknown, _ := w.opened(formPath)
	for _, value := range []string{expired.value, unknown.value, "abandon " + unknown.value, "zzz", "", strings.Repeat("a ", 5000)} {
		out := w.form(openPath, nil, part{name: "words", value: value})
		says(t, out, http.StatusNotFound, w.fault("fr", "no-draft"), `aria-invalid="true"`)
		if strings.Contains(out.Body.String(), unknown.value) {
			t.Error("the words are shown again")
		}
		checkHTML(t, openPath, out.Body.String())
	}
	for _, value := range []string{expired.value, unknown.value} {
		says(t, w.form(dropPath, nil, part{name: "words", value: value}), http.StatusOK, w.pack.Words("fr").Say("draft.deleted.text"))
	}
	if len(w.store.drafts) > 0 {
		t.Error("the deleted form is still there")
	}
	says(t, w.form(dropPath, nil, part{name: "words", value: "zzz"}), http.StatusNotFound, w.fault("fr", "no-draft"))
	ask := func(path, handle string) string {
		body := strings.NewReader(`{"handle":"` + handle + `"}`)
		out := w.do(http.MethodPost, path, body, map[string]string{"Content-Type": "application/json"})
		return http.StatusText(out.Code) + out.Body.String()
	}
	for _, path := range []string{"/send/draft", "/send/draft/delete"} {
		first := ask(path, "")
		for _, handle := range []string{"AAAA", "../x", staff.Must(seal.ParsePhrase(unknown.value)).DraftHandleText(), staff.Must(seal.ParsePhrase(expired.value)).DraftHandleText()} {
			if got := ask(path, handle); got != first {
				t.Errorf("%s answers %q and %q", path, first, got)
			}
		}
	}
}

// TestDraftOfAnotherVersion puts back what still has a place, and shows the rest.
func TestDraftOfAnotherVersion(t *testing.T) {
	w := newWorld(t)
	words, _ := w.kept(part{name: "exclude", value: "officer:AAAAAAAAAAAAAAAAAAAAAA"}, part{name: "f.learned", value: "in May"})
	w.changeForm("retaliation", func(form *portal.Form) {
		form.Fields = slices.DeleteFunc(form.Fields, func(f portal.Field) bool { return f.ID == "learned" })
		for i, field := range form.Fields {
			switch field.ID {
			case "did":
				form.Fields[i].Options = []string{"reported", "papers"}
			case "role":
				form.Fields[i].Kind, form.Fields[i].Options, form.Fields[i].Max = "short", nil, 200
			case "witnesses":
				form.Fields[i].Max = 2
			}
		}
	})
	back := w.form(openPath, nil, words)
	says(t, back, http.StatusOK, w.pack.Words("fr").Say("draft.back.changed"), w.pack.Words("fr").Say("draft.unplaced"),
		`value="papers" checked`, "C. Person", "in May", "Ligne 2 "+text, `name="exclude" value="officer:AAAAAAAAAAAAAAAAAAAAAA"`)
	texts := w.pack.FormText("fr", "retaliation").Fields
	says(t, back, http.StatusOK, texts["did"].Options["audit"], texts["role"].Options["witness"], texts["learned"].Label)
	checkHTML(t, openPath, back.Body.String())
	if _, version := w.opened(formPath); !strings.Contains(back.Body.String(), version.value) {
		t.Error("the form comes back under its old version, so it could not be sent")
	}
}

// changeForm edits a form as an editor does: its version is another then.
func (w *world) changeForm(id string, change func(*portal.Form)) {
	pack := *w.pack
	pack.Forms = maps.Clone(pack.Forms)
	form := pack.Forms[id]
	form.Fields = slices.Clone(form.Fields)
	change(&form)
	form.Version = seal.Hash([]byte(form.Version))
	pack.Forms[id] = form
	w.pack = &pack
}

// TestDraftOfAnotherForm opens the form that was kept, wherever its words are typed; one
// that the portal has no more is shown to be copied.
func TestDraftOfAnotherForm(t *testing.T) {
	w := newWorld(t)
	words, _ := w.kept()
	says(t, w.form(otherOpen, nil, words), http.StatusOK, `action="/fr/report/retaliation"`, "Ligne 2")
	w.changeForm("retaliation", func(f *portal.Form) { f.Kind = "prevention" })
	gone := w.form(otherOpen, nil, words)
	says(t, gone, http.StatusOK, w.pack.Words("fr").Say("draft.gone.title"), "Ligne 1\nLigne 2", "C. Person")
	checkHTML(t, otherOpen, gone.Body.String())
}

// TestDraftFiles goes on with a form that was saved as a file, with more entries than the
// page without scripts begins with; the words come in a file of their own.
func TestDraftFiles(t *testing.T) {
	w := newWorld(t)
	phrase := staff.Must(seal.ParsePhrase(strings.Repeat("abandon ", 11) + "about"))
	draft := seal.Draft{
		Form: "retaliation", Version: w.pack.Forms["retaliation"].Version, Language: "en", Place: "field:witnesses",
		Answers: []seal.DraftAnswer{{ID: "witnesses.7.name", Asks: "Witness 7: Name", Values: []string{"G. Person"}}},
	}
	sealed := string(staff.Must(seal.SealDraft(phrase, draft)))
	saved := part{name: "kept", file: "words.txt", value: "http://127.0.0.1/\r\n\r\n" + joined(phrase) + "\r\n"}
	back := w.form(openPath, nil, part{name: "words"}, saved, part{name: "kept", file: "unfinished.age", value: sealed})
	says(t, back, http.StatusOK, `name="f.witnesses.7.name" value="G. Person"`, w.pack.Words("fr").Say("draft.back.file"))
	checkHTML(t, openPath, back.Body.String())
	other, _ := w.opened(formPath)
	says(t, w.form(openPath, nil, other, part{name: "kept", file: "unfinished.age", value: sealed}), http.StatusConflict, w.fault("fr", "draft-not-opened"))
	says(t, w.form(openPath, nil, saved, part{name: "kept", file: "unfinished.age", value: sealed[:len(sealed)-1] + "x"}), http.StatusConflict, w.fault("fr", "draft-not-opened"))
}

// TestDraftAltered shows nothing of a form that somebody changed in the database.
func TestDraftAltered(t *testing.T) {
	w := newWorld(t)
	words, _ := w.kept()
	for hash, d := range w.store.drafts {
		d.Sealed[len(d.Sealed)-1] ^= 1
		w.store.drafts[hash] = d
	}
	says(t, w.form(openPath, nil, words), http.StatusConflict, w.fault("fr", "draft-not-opened"))
}

// TestSendDraft is what scripts do: keep, fetch, delete.
func TestSendDraft(t *testing.T) {
	w := newWorld(t)
	phrase := staff.Must(seal.ParsePhrase(strings.Repeat("abandon ", 11) + "about"))
	sealed := staff.Must(seal.SealDraft(phrase, seal.Draft{Form: "x", Version: seal.Hash(nil), Language: "en"}))
	post := func(path string, body any) *httptest.ResponseRecorder {
		return w.do(http.MethodPost, path, strings.NewReader(string(staff.Must(json.Marshal(body)))), map[string]string{"Content-Type": "application/json"})
	}
	handle := map[string]string{"handle": phrase.DraftHandleText()}
	says(t, post("/send/draft/keep", map[string]any{"handle": handle["handle"], "draft": sealed}), http.StatusOK, `{"until":"2026-12-22"}`)
	says(t, post("/send/draft", handle), http.StatusOK, seal.EncodeStd(sealed), `"until":"2026-12-22"`)
	says(t, post("/send/draft/delete", handle), http.StatusOK, `{"deleted":true}`)
	says(t, post("/send/draft", handle), http.StatusNotFound, `"code":"no-draft"`)
	for body, status := range map[string]int{
		`{"handle":"x","draft":"eA=="}`: 400, `{"handle":"` + handle["handle"] + `","draft":"eA=="}`: 400, `{}`: 400, `{`: 400,
		`{"handle":"x","more":1}`: 400, `{"draft":"` + strings.Repeat("A", 600<<10) + `"}`: 413,
	} {
		out := w.do(http.MethodPost, "/send/draft/keep", strings.NewReader(body), map[string]string{"Content-Type": "application/json"})
		if out.Code != status {
			t.Errorf("%.60s: status %d", body, out.Code)
		}
	}
	if len(w.store.drafts) > 0 {
		t.Error("something of it was kept")
	}
}
