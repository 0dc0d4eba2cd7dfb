package visitor

import (
	"io"
	"net/http"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// takeLetter takes a letter with files from a person without scripts.
func (v *Wing) takeLetter(w http.ResponseWriter, r *http.Request) error {
	phrase, box, reading, err := v.opened(r)
	t, failed := readForm(r, v.limits.Files, func(*typed) attach {
		if err != nil {
			return drain
		}
		return v.parts.Attach
	})
	if t == nil {
		return failed
	}
	if failed != nil {
		// As with a report: a browser shows no answer before it has sent everything.
		_, _ = io.Copy(io.Discard, r.Body)
	}
	if err != nil {
		return v.letterKept(w, r, t, err)
	}
	if failed == nil {
		failed = v.writeLetter(r, phrase, reading, t)
	}
	if failed == nil {
		return web.Redirect(w, r, v.server.Prefix(web.Language(r))+"/mailbox/read?sent")
	}
	page := v.readPage(r, box, reading)
	page.Problem = web.Sentence(r, failed)
	part := page.to(t.Unit)
	part.Typed, part.Files = t.Text, t.HadFiles
	page.Files = part
	return v.server.Render(w, r, web.Status(failed), readTemplate, page)
}

// letterKept shows what was typed once more where the mailbox cannot be opened, because
// the session ended or the database is away: it could not be kept here without the words.
func (v *Wing) letterKept(w http.ResponseWriter, r *http.Request, t *typed, cause error) error {
	page := v.mailboxPage(r)
	page.Typed = t.Text
	if page.Expired = fault.Is(cause, fault.Locked); !page.Expired {
		page.Problem = web.Sentence(r, cause)
	}
	if err := v.server.Render(w, r, web.Status(cause), mailboxTemplate, page); err != nil {
		return err
	}
	if fault.Of(cause).Kind == fault.Internal {
		return cause // answered already; the log should know
	}
	return nil
}

// giveFile opens one attachment and gives it as a download, whatever it is.
func (v *Wing) giveFile(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Refused, "unreadable", nil)
	}
	_, _, reading, err := v.opened(r)
	if err != nil {
		return err
	}
	file, plain, err := v.door.FilePlain(r.Context(), reading, r.PostForm.Get("item"))
	if err != nil {
		return err
	}
	defer plain.Close()
	return web.Deliver(w, plain, file.Size, file.Name)
}

func (v *Wing) writeLetter(r *http.Request, phrase seal.Phrase, reading mailbox.Reading, t *typed) error {
	unit := t.Unit
	if unit == "" && len(reading.Parts) == 1 { // a page from before there could be several
		unit = reading.Parts[0].Case.Unit
	}
	letter, err := v.door.WritePlain(phrase, reading, unit, t.Text, t.Files)
	if err != nil {
		return err
	}
	_, err = v.door.Letter(r.Context(), letter)
	return err
}

// wordsOf gives the words of a request: typed, or in the saved file.
func wordsOf(r *http.Request) (string, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return "", fault.New(fault.Refused, "unreadable", nil)
	}
	found := ""
	for range 4 {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", broken(err)
		}
		text, err := io.ReadAll(io.LimitReader(part, longestSaved))
		if err != nil {
			return "", broken(err)
		}
		if words := phraseIn(string(text)); words != "" {
			found = words
		}
	}
	return found, nil
}

// longestSaved bounds a saved file: ours has a few lines.
const longestSaved = 16 << 10

// phraseIn finds the words in what was typed, or in one line of a saved file.
func phraseIn(text string) string {
	for _, try := range append([]string{text}, strings.Split(text, "\n")...) {
		if _, err := seal.ParsePhrase(try); err == nil {
			return try
		}
	}
	return ""
}
