package web

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"time"
)

//go:embed layout.html menu.html error.html icons.html
var files embed.FS

// Template is a page's own template inside the shared layout.
type Template struct{ set *template.Template }

var errorTemplate = NewTemplate(files, "error.html")

// NewTemplate reads a page's files from beside its code: they define "main", which the
// layout shows. It panics on a template that cannot be parsed, so a broken page is found
// when the program starts and not when somebody needs it.
func NewTemplate(from fs.FS, names ...string) *Template {
	set := template.Must(template.New("layout.html").ParseFS(files, "layout.html", "menu.html", "icons.html"))
	return &Template{template.Must(set.ParseFS(from, names...))}
}

// Bytes renders a whole page, or nothing.
func (t *Template) Bytes(page any) ([]byte, error) {
	var out bytes.Buffer
	if err := t.set.ExecuteTemplate(&out, "layout.html", page); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Render answers with a page: rendered to the end before the first byte is sent.
func (s *Server) Render(w http.ResponseWriter, _ *http.Request, status int, t *Template, page any) error {
	text, err := t.Bytes(page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // the reader may be gone; there is nobody left to tell
	return nil
}

// Redirect answers 303: go and read that page.
func Redirect(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// Deliver answers with sealed or opened bytes as a download and nothing else, and lets a
// slow reader take as long as something moves.
func Deliver(w http.ResponseWriter, from io.Reader, size int64, name string) error {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", contentDisposition(name))
	if size >= 0 {
		w.Header().Set("Content-Length", strconv.FormatInt(size, 10))
	}
	control := http.NewResponseController(w)
	part := make([]byte, 64<<10)
	for {
		n, err := from.Read(part)
		if n > 0 {
			_ = control.SetWriteDeadline(time.Now().Add(writeLimit))
			if _, gone := w.Write(part[:n]); gone != nil {
				return nil // the reader left
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			// Half a file must not look like a whole one.
			panic(http.ErrAbortHandler)
		}
	}
}
