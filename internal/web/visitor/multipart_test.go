package visitor

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
	"unicode/utf8"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
)

// FuzzForm reads any body as a form: never a panic, never more than the bounds, never a
// file before the text, never a name that could be a path.
func FuzzForm(f *testing.F) {
	body, kind := multipartOf(f, part{name: "words", value: "a b c"}, part{name: "f.what", value: "x"}, part{name: "files", file: "../../a", value: "y"})
	f.Add(body.Bytes(), kind)
	f.Add([]byte("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\nabc"), "multipart/form-data; boundary=x")
	f.Add([]byte("--x\r\n\r\n\r\n--x--"), "multipart/form-data; boundary=x")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		form, err := readForm(r, 3, func(*typed) attach {
			return func(_ context.Context, name, _ string, from io.Reader) (mailbox.Attached, error) {
				if strings.ContainsAny(name, "/\\\n\r\x00") || !utf8.ValidString(name) || len([]rune(name)) > 200 {
					t.Errorf("a file is called %q", name)
				}
				_, err := io.Copy(io.Discard, from)
				return mailbox.Attached{}, err
			}
		})
		if err != nil && fault.Of(err).Kind == fault.Internal {
			t.Errorf("a bad body is our failure: %v", err)
		}
		if form == nil {
			return
		}
		total := len(form.Words) + len(form.Text)
		for _, values := range form.Fields {
			for _, value := range values {
				total += len(value)
			}
		}
		if len(form.Files) > 3 || total > 3*allText {
			t.Errorf("%d files and %d bytes of text", len(form.Files), total)
		}
	})
}

func TestFileName(t *testing.T) {
	long := strings.Repeat("ж", 10_000)
	for given, want := range map[string]string{
		"a.txt": "a.txt", `C:\Users\me\a.txt`: "a.txt", "../../etc/passwd": "passwd", "报告.pdf": "报告.pdf",
		long + ".pdf": long[:2*196] + ".pdf", long: long[:2*200],
	} {
		p := &multipart.Part{Header: textproto.MIMEHeader{"Content-Disposition": {`form-data; name="files"; filename="` + strings.ReplaceAll(given, `\`, `\\`) + `"`}}}
		if got := mailbox.FileName(p.FileName()); got != want {
			t.Errorf("%.30q is called %.30q", given, got)
		}
	}
}
