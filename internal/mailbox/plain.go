package mailbox

import (
	"context"
	"io"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// longestLetter is how many characters a letter can have.
const longestLetter = 20_000

// Reading is a mailbox opened by the server for one request of a person without scripts.
// Opened has all checks' outcomes: items, who holds a key, what could not be opened.
// Parts has what each office has of it, in the order of the box. Who is whose it is.
type Reading struct {
	Who    string
	Opened seal.Opened
	Parts  []Part
}

// Part is one office's part of a mailbox: what was written between the two, what was asked
// and told, and who holds a key to it.
type Part struct {
	Case     Case
	Entries  []Entry
	Holdings []seal.Holding
	Asked    []Asked
	Excepted []Excepted
	// AnswerBy is the last day on which a party's answer to what it was told is waited for, ""
	// if none was named.
	AnswerBy string
	// Undo is the hash of the withdrawal that can still be taken back, "" if there is none.
	Undo string
	// Ahead is what the owner agreed to as they sent the report to this office.
	Ahead []Ahead
}

// Entry is an item as a page shows it. Verdict is one of seal's; Text and Fields are
// empty where it is not genuine. Of what was passed on, Kind, By, At and the rest are those of
// what was copied, and PassedBy is who did.
type Entry struct {
	ID      string
	Hash    string // of its post line
	Kind    string
	By      string
	At      string // moment, from the sealed text
	Verdict string
	Text    string
	Fields  map[string]any // of the answers, or of a statement on an office's own sheet
	Sheet   string         // its id, "" if there is none
	Receipt seal.Receipt
	Files   []File // those it names that are here
	Absent  int    // how many it names that are not
	// ViaServer says that it was sealed without scripts; About that it is about what was passed on.
	ViaServer, About bool
	// Taken is how a report was taken down for its owner, a code, and TakenOn the day; "" of what
	// they wrote themselves.
	Taken, TakenOn string
	// Agreed is the day on which the owner agreed with a statement, or with what was taken down;
	// "" if they did not.
	Agreed string
	// PassedBy is the officer who passed it on, "" if nobody did.
	PassedBy string
}

// File is an attachment as it is listed.
type File struct {
	Item string // the id of its item
	Name string
	Type string
	Size int64
}

// OpenPlain opens a mailbox with the phrase. It checks what a browser would check, with
// the same refusals.
func (d *Door) OpenPlain(phrase seal.Phrase, box Box, root string) (Reading, error) {
	if box.Who == "" {
		box.Who = Reporter
	}
	me := seal.Reader{Holder: box.Who, Identity: phrase.Identity(), Verify: phrase.Verify()}
	directory := seal.NewDirectory(root, box.Bundle.Directory)
	opened, err := seal.OpenBundle(box.Bundle, me, directory)
	if err != nil {
		return Reading{}, fault.New(fault.Altered, "mailbox-not-genuine", err)
	}
	reading := Reading{Who: box.Who, Opened: opened}
	for _, c := range box.Cases {
		reading.Parts = append(reading.Parts, Part{Case: c})
	}
	if len(reading.Parts) == 0 {
		return Reading{}, fault.New(fault.Altered, "mailbox-not-genuine", nil)
	}
	reading.fill()
	reading.fillDecisions(directory)
	return reading, nil
}

// fill puts each item and each grant into its office's part; what was passed on, into the part
// of the office that did. What belongs to none, such as a line that is no line, stands in the
// first: nothing is dropped.
func (r *Reading) fill() {
	files, named := listFiles(r.Opened), map[string]bool{}
	for _, shown := range r.Opened.Items {
		e, part := entry(shown, files), r.part(shown.Line.Compartment)
		for _, file := range e.Files {
			named[file.Item] = named[file.Item] || e.Kind != "file"
		}
		part.Entries = append(part.Entries, e)
	}
	for _, h := range r.Opened.Holdings {
		part := r.part(h.Line.Compartment)
		part.Holdings = append(part.Holdings, h)
	}
	// A file is shown with what names it; one that nothing here names stands for itself.
	for i := range r.Parts {
		r.Parts[i].Entries = slices.DeleteFunc(r.Parts[i].Entries, func(e Entry) bool {
			return e.Kind == "file" && len(e.Files) == 1 && named[e.Files[0].Item]
		})
	}
}

func (r *Reading) part(compartment string) *Part {
	for i, p := range r.Parts {
		shared := slices.ContainsFunc(p.Case.Offers, func(o Offer) bool { return o.Share == compartment && compartment != "" })
		if seal.TalkOf(p.Case.Unit) == compartment || shared {
			return &r.Parts[i]
		}
	}
	return &r.Parts[0]
}

func readable(s seal.Shown) bool { return s.Verdict == seal.Genuine || s.Verdict == seal.Missing }

func listFiles(opened seal.Opened) map[string]File {
	files := map[string]File{}
	for _, shown := range opened.Items {
		line, item := content(shown)
		if line.Kind != "file" || !readable(shown) {
			continue
		}
		if body, err := seal.Read[seal.FileBody](item); err == nil {
			file := File{Item: shown.Line.ID, Name: FileName(body.Name), Type: body.Type, Size: body.Size}
			files[shown.Line.Compartment+" "+line.ID] = file
		}
	}
	return files
}

// content is what an item says; of a copy, what it copies.
func content(shown seal.Shown) (seal.Post, seal.Item) {
	if shown.Copied != nil {
		return shown.Copied.Line, shown.Copied.Item
	}
	return shown.Line, shown.Item
}

// entry reads an item. Its shape was checked when it was opened. What it names lies beside it
// in the same compartment.
func entry(shown seal.Shown, files map[string]File) Entry {
	line, item := content(shown)
	e := Entry{ID: line.ID, Hash: shown.Hash, Kind: line.Kind, By: line.By, At: item.At, Verdict: shown.Verdict, ViaServer: shown.Line.Via == "server"}
	place, _ := seal.Split(shown.Line.Compartment)
	e.About = place == "share" && e.Kind == "letter"
	if shown.Copied != nil {
		e.PassedBy = shown.Line.By
	}
	if !readable(shown) {
		return e
	}
	var named []string
	switch e.Kind {
	case "answers":
		body, _ := seal.Read[seal.Answers](item)
		e.Fields, named = body.Fields, body.Items
	case "file":
		named = []string{e.ID}
	case "receipt":
		e.Receipt, _ = seal.Read[seal.Receipt](item)
	case "letter", "outcome":
		body, _ := seal.Read[seal.Letter](item)
		e.Text, named = body.Text, body.Items
	case "statement", "note", "assessment":
		body, _ := seal.Read[seal.Note](item)
		e.Text, e.Fields, e.Sheet = body.Text, body.Fields, body.Sheet
	}
	for _, id := range named {
		if file, ok := files[shown.Line.Compartment+" "+id]; ok {
			e.Files = append(e.Files, file)
		} else {
			e.Absent++
		}
	}
	return e
}

// FilePlain opens one attachment of a mailbox as a stream. Its last read fails if the
// file is not what its item says.
func (d *Door) FilePlain(ctx context.Context, reading Reading, item string) (File, io.ReadCloser, error) {
	i := slices.IndexFunc(reading.Opened.Items, func(s seal.Shown) bool {
		line, _ := content(s)
		return s.Line.ID == item && line.Kind == "file" && readable(s)
	})
	if i < 0 {
		return File{}, nil, noFile(nil)
	}
	shown := reading.Opened.Items[i]
	_, sealed := content(shown)
	body, err := seal.Read[seal.FileBody](sealed)
	if err != nil {
		return File{}, nil, err
	}
	blob, _, err := d.Blobs.Open(ctx, shown.Line.Blobs[0])
	if err != nil {
		return File{}, nil, err
	}
	plain, err := seal.OpenAttachment(body, blob)
	if err != nil {
		blob.Close()
		return File{}, nil, fault.New(fault.Altered, "file-not-genuine", err)
	}
	return File{Item: item, Name: FileName(body.Name), Type: body.Type, Size: body.Size}, opened{plain, blob}, nil
}

// opened reads the plaintext and closes the blob below it.
type opened struct {
	io.Reader
	io.Closer
}
