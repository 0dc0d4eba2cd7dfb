package visitor

import (
	"archive/zip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// giveEverything gives all that is the reader's as one zip: texts in the page's language, files
// opened, and the signed lines to the byte. It is written while it is sent, and kept nowhere.
func (v *Wing) giveEverything(w http.ResponseWriter, r *http.Request) error {
	_, box, reading, err := v.opened(r)
	if err != nil {
		return err
	}
	page := v.readPage(r, box, reading)
	from, to := io.Pipe()
	defer from.Close()
	go func() {
		copied := everything{v.door, page, reading, zip.NewWriter(to), map[string]bool{}, v.server.Today()}
		to.CloseWithError(copied.write(r.Context(), box.Bundle))
	}()
	return web.Deliver(w, from, -1, page.Say("js.mailbox.everything.name"))
}

// everything is a zip in the making; no two of its files have one name.
type everything struct {
	door    *mailbox.Door
	page    readPage
	reading mailbox.Reading
	zip     *zip.Writer
	names   map[string]bool
	day     string
}

func (e everything) write(ctx context.Context, bundle seal.Bundle) error {
	for i, part := range e.page.Parts {
		folder := path(strconv.Itoa(i+1) + " " + e.page.Office(part.Unit))
		if err := e.text(folder+"/"+e.page.Say("js.mailbox.everything.overview")+".txt", e.page.overview(part)); err != nil {
			return err
		}
		n := 0
		for _, entry := range part.Entries {
			if entry.Kind == "notice" || entry.Doubt {
				continue
			}
			n++
			name := strconv.Itoa(100 + n)[1:] + " " + entry.day + " " + entry.Title
			if err := e.text(folder+"/"+path(name)+".txt", entry.inFull(e.page)); err != nil {
				return err
			}
		}
	}
	said := []string{e.page.Say("mailbox.keep.text"), e.page.Say("js.mailbox.everything.lines")}
	for _, shown := range e.page.Parts {
		for _, entry := range shown.Entries {
			for _, file := range entry.Files {
				whole, err := e.file(ctx, file)
				if err != nil {
					return err
				}
				if !whole {
					said = append(said, e.page.Say("js.mailbox.everything.missing", "Name", file.Name))
				}
			}
		}
	}
	lines, err := json.MarshalIndent(linesIn(bundle), "", " ")
	if err == nil {
		err = e.bytes("signed-lines.json", strings.NewReader(string(lines)))
	}
	if err == nil {
		err = e.text(e.page.Say("js.mailbox.everything.first")+".txt", strings.Join(said, "\n\n"))
	}
	if err != nil {
		return err
	}
	return e.zip.Close()
}

// text adds a text as a file that any system opens: with a byte-order mark and its line ends.
func (e everything) text(name, text string) error {
	return e.bytes(name, strings.NewReader("\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")+"\r\n"))
}

func (e everything) bytes(name string, content io.Reader) error {
	day, err := time.Parse(time.DateOnly, e.day)
	if err != nil {
		return err
	}
	// The day is known anyway; the minute is nobody's business.
	into, err := e.zip.CreateHeader(&zip.FileHeader{Name: e.free(name), Method: zip.Deflate, Modified: day.Add(12 * time.Hour)})
	if err == nil {
		_, err = io.Copy(into, content)
	}
	return err
}

// free gives a second file of one name a number.
func (e everything) free(name string) string {
	dot := strings.LastIndex(name, ".")
	if dot <= strings.LastIndex(name, "/") {
		dot = len(name)
	}
	given := name
	for n := 2; e.names[given]; n++ {
		given = name[:dot] + " (" + strconv.Itoa(n) + ")" + name[dot:]
	}
	e.names[given] = true
	return given
}

// file adds an opened file, and says whether it could: it is read to its end first, since half
// a file must not look like a whole one.
func (e everything) file(ctx context.Context, file mailbox.File) (whole bool, err error) {
	for _, into := range []func(io.Reader) error{
		func(plain io.Reader) error { _, err := io.Copy(io.Discard, plain); return err },
		func(plain io.Reader) error {
			return e.bytes(path(e.page.Say("mailbox.files"))+"/"+path(file.Name), plain)
		},
	} {
		_, plain, err := e.door.FilePlain(ctx, e.reading, file.Item)
		if err != nil {
			return whole, nil // it is told as missing
		}
		err = into(plain)
		plain.Close()
		if err != nil && !whole {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		whole = true
	}
	return whole, nil
}

// path is a name that any system takes for a file or a folder.
func path(name string) string {
	kept := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) {
			return ' '
		}
		return r
	}, name)
	kept = strings.Trim(strings.Join(strings.Fields(mailbox.FileName(kept)), " "), ". ")
	if kept == "" {
		return "_"
	}
	return kept
}

// linesIn are all signed lines as they were served.
func linesIn(b seal.Bundle) map[string]any {
	bare := func(sealed []seal.Sealed) []seal.Signed {
		signed := make([]seal.Signed, len(sealed))
		for i, each := range sealed {
			signed[i] = each.Signed
		}
		return signed
	}
	return map[string]any{
		"report": b.Report, "keys": b.Keys, "grants": b.Grants, "own": bare(b.Own), "items": bare(b.Items), "lines": b.Lines,
		"origins": b.Origins, "directory": b.Directory, "ended": b.Ended,
	}
}
