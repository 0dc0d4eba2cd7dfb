package visitor

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

// Bounds of a form that comes without scripts, apart from its files.
const (
	mostParts   = 400
	longestText = 128 << 10 // one answer
	allText     = 512 << 10
)

// typed is what a person typed, as it came. Problems are sentences by field.
type typed struct {
	Words    string
	Version  string
	Text     string // of a letter
	Unit     string // to whom the letter goes
	Fields   map[string][]string
	Exclude  []string
	Urgent   bool
	Unknown  bool // a part that this page never sends
	HadFiles bool
	Problems map[string]string
	// Parts are what a repeat is compared by: the text itself, and of a file its name
	// and hash.
	Parts []seal.FormPart
	Files []mailbox.Attached
}

// attach takes one file while it streams in.
type attach func(ctx context.Context, name, mediaType string, from io.Reader) (mailbox.Attached, error)

// readForm reads a multipart body part by part, in the order of the page: text first,
// files last. before is asked once, when the first file begins, what to do with files:
// so no byte of a file is taken before the words are known, and nothing is ever written
// to a temporary file.
func readForm(r *http.Request, most int, before func(*typed) attach) (*typed, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, fault.New(fault.Refused, "unreadable", nil)
	}
	t := &typed{Fields: map[string][]string{}}
	form := &formReader{typed: t, most: most, before: before}
	for range mostParts {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return t, broken(err)
		}
		if err := form.take(r.Context(), part); err != nil {
			return t, err
		}
	}
	return t, fault.New(fault.TooLarge, "body-too-large", nil)
}

// broken is the fault of a body that ended early or was too large. The cause is not
// kept: it can quote what was sent.
func broken(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "body-too-large", nil)
	}
	if f := fault.Of(err); f.Kind != fault.Internal {
		return f
	}
	return fault.New(fault.Refused, "upload-broken", nil)
}

type formReader struct {
	*typed
	most   int
	before func(*typed) attach
	attach attach
	text   int
	files  int
}

func (f *formReader) take(ctx context.Context, part *multipart.Part) error {
	name := part.FormName()
	if name == "files" {
		return f.takeFile(ctx, part)
	}
	text, err := io.ReadAll(io.LimitReader(part, longestText+1))
	if err != nil {
		return broken(err)
	}
	if f.text += len(text); len(text) > longestText || f.text > allText {
		return fault.New(fault.TooLarge, "text-too-large", nil)
	}
	f.set(name, strings.ToValidUTF8(string(text), "\uFFFD"))
	if name != "words" {
		f.Parts = append(f.Parts, seal.FormPart{Name: name, Value: text})
	}
	return nil
}

func (f *formReader) set(name, value string) {
	switch name {
	case "words":
		f.Words = value
	case "version":
		f.Version = value
	case "text":
		f.Text = value
	case "unit":
		f.Unit = value
	case "exclude":
		f.Exclude = append(f.Exclude, value)
	case "urgent":
		f.Urgent = value == "yes"
	default:
		if id, ok := strings.CutPrefix(name, fieldPrefix); ok {
			f.Fields[id] = append(f.Fields[id], value)
			return
		}
		f.Unknown = true
	}
}

// takeFile hands a file on as it comes. An empty file box is a part without name and
// without bytes.
func (f *formReader) takeFile(ctx context.Context, part *multipart.Part) error {
	name := mailbox.FileName(part.FileName())
	if name == "" {
		if n, err := io.Copy(io.Discard, io.LimitReader(part, 1)); err != nil || n == 0 {
			return err
		}
	}
	f.HadFiles = true
	if f.files++; f.files > f.most {
		return fault.New(fault.TooLarge, "too-many-files", nil).With("Files", f.most)
	}
	if f.attach == nil {
		f.attach = f.before(f.typed)
	}
	file, err := f.attach(ctx, name, mediaType(part), part)
	if err != nil {
		return broken(err)
	}
	f.Files = append(f.Files, file)
	f.Parts = append(f.Parts, seal.FormPart{Name: "files", Value: []byte(name + "\x00" + file.Sum)})
	return nil
}

const longestType = 200

func mediaType(part *multipart.Part) string {
	kind := part.Header.Get("Content-Type")
	if len(kind) > longestType {
		return ""
	}
	return kind
}

// drain reads a file to its end and keeps nothing: where the form is refused, the person
// must still be able to finish sending and read why.
func drain(_ context.Context, _, _ string, from io.Reader) (mailbox.Attached, error) {
	_, err := io.Copy(io.Discard, from)
	return mailbox.Attached{}, err
}

// sum reads a file and keeps its hash alone, to compare a repeat with what came first.
func sum(_ context.Context, _, _ string, from io.Reader) (mailbox.Attached, error) {
	hash := sha256.New()
	_, err := io.Copy(hash, from)
	return mailbox.Attached{Sum: seal.EncodeURL(hash.Sum(nil))}, err
}
