package visitor

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// TestEverything: without scripts, too, all that is a person's comes as one zip: every text,
// every file, every signed line; what cannot be opened is told and breaks nothing else.
func TestEverything(t *testing.T) {
	w := newWorld(t)
	v := w.reported("/fr", "/fr/report/harcelement")
	request, lines := v.request()
	v.given(lines, func(c *mailbox.Case) {
		c.Ledger = []mailbox.Record{{N: 1, Day: staff.Today, Act: "received", By: "reporter"}}
	})
	fr := w.pack.Words("fr")
	files := v.everything()
	folder := "1 " + strings.ReplaceAll(fr.Say("unit.wct"), ":", " ") + "/"
	overview := files[folder+fr.Say("js.mailbox.everything.overview")+".txt"]
	for _, part := range []string{
		fr.Say("mailbox.holders"), "Ann Intake", fr.Say("notice.acknowledged"), w.pack.ProcedureText("fr", "conduct").Steps["offer-iaig"].Name,
		fr.Say("ledger.received"), fr.Say("mailbox.by-you.answers"), "\r\n",
	} {
		if !strings.Contains(overview, part) {
			t.Errorf("the overview lacks %q:\n%s", part, overview)
		}
	}
	if report := files[folder+"01 "+staff.Today+" "+fr.Say("mailbox.by-you.answers")+".txt"]; !strings.Contains(report, text) || !strings.Contains(report, "seen.pdf") {
		t.Errorf("the report is %q, of %v", report, len(files))
	}
	if files[fr.Say("mailbox.files")+"/seen.pdf"] != "what was seen" {
		t.Error("the file is not what was sent")
	}
	if !strings.Contains(files["signed-lines.json"], strings.ReplaceAll(request.Sig, `"`, "")) {
		t.Error("a signed line is missing")
	}
	for sum := range w.blobs.Kept {
		w.blobs.Kept[sum] = []byte("damaged")
	}
	files = v.everything()
	first := files[fr.Say("js.mailbox.everything.first")+".txt"]
	if _, there := files[fr.Say("mailbox.files")+"/seen.pdf"]; there || !strings.Contains(first, fr.Say("js.mailbox.everything.missing", "Name", "seen.pdf")) {
		t.Errorf("a damaged file is not told: %q", first)
	}
	out := w.do(http.MethodPost, "/fr/mailbox/everything", nil, nil)
	if out.Code == http.StatusOK {
		t.Error("a copy without a mailbox that is open")
	}
}

func TestNamesInTheCopy(t *testing.T) {
	e := everything{names: map[string]bool{}}
	for _, c := range [][2]string{{"a/b.txt", "a/b.txt"}, {"a/b.txt", "a/b (2).txt"}, {"a/b.txt", "a/b (3).txt"}, {"a.b/c", "a.b/c"}, {"a.b/c", "a.b/c (2)"}} {
		if got := e.free(c[0]); got != c[1] {
			t.Errorf("%s is %s, want %s", c[0], got, c[1])
		}
	}
	for name, want := range map[string]string{"Team: One/Two": "Team One Two", "..": "_", "": "_", "a\u202eb": "ab", " x. ": "x"} {
		if got := path(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
	if got := linesIn(seal.Bundle{Items: []seal.Sealed{{File: []byte("sealed")}}})["items"].([]seal.Signed); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// everything is the copy, unpacked.
func (v *visit) everything() map[string]string {
	v.Helper()
	out := v.post("/mailbox/everything")
	if out.Code != http.StatusOK || !strings.Contains(out.Header().Get("Content-Disposition"), "attachment") {
		v.Fatalf("the copy: %d %.200s", out.Code, out.Body)
	}
	read := staff.Must(zip.NewReader(bytes.NewReader(out.Body.Bytes()), int64(out.Body.Len())))
	files := map[string]string{}
	for _, each := range read.File {
		files[each.Name] = string(staff.Must(io.ReadAll(staff.Must(each.Open()))))
	}
	return files
}
