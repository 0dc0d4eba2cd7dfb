// Package reporter is a reporter in Go: it reads the report page as the browser does,
// seals, sends, and opens the mailbox again. The tests that need many reports, or need
// to see what went over the wire, use it; the browser tests use the real pages.
package reporter

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/packs"
)

// Client is what all reporters share; a test may set its time limit.
var Client = &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 128}}

// Page is what a report page tells a script.
type Page struct {
	Version   string        `json:"version"`
	Unit      string        `json:"unit"`
	Site      string        `json:"site"`
	Root      string        `json:"root"`
	Directory []seal.Signed `json:"directory"`
	Intake    []Person      `json:"intake"`
	Fallback  struct {
		Unit   string   `json:"unit"`
		People []Person `json:"people"`
	} `json:"fallback"`
	// Form says what another office is told, and when; Second is that office.
	Form   portal.Form `json:"form"`
	Second *struct {
		Version string   `json:"version"`
		Unit    string   `json:"unit"`
		People  []Person `json:"people"`
	} `json:"second"`
	exclusions []string
}

// Person is somebody who may receive.
type Person struct {
	Person string `json:"person"`
	Name   string `json:"name"`
}

// Without is the page after these were kept out: officer:<person> or unit:<id>. If nobody
// of the office is left, the fallback unit receives.
func (p Page) Without(exclusions ...string) Page {
	p.exclusions = exclusions
	whole := slices.Contains(exclusions, "unit:"+p.Unit)
	p.Intake = slices.DeleteFunc(slices.Clone(p.Intake), func(o Person) bool {
		return whole || slices.Contains(exclusions, "officer:"+o.Person)
	})
	if len(p.Intake) == 0 {
		p.Unit, p.Intake = p.Fallback.Unit, p.Fallback.People
	}
	return p
}

// pack is the default pack, for the addresses of its forms.
var pack = sync.OnceValues(func() (*portal.Pack, error) { return portal.Load(packs.Default()) })

// Address is the path of a form's page in a language.
func Address(language, form string) (string, error) {
	p, err := pack()
	if err != nil {
		return "", err
	}
	return p.Address(language, "form/"+form), nil
}

// Read fetches a report page and what it tells a script.
func Read(base, language, form string) (Page, error) {
	path, err := Address(language, form)
	if err != nil {
		return Page{}, err
	}
	reply, err := Client.Get(base + path)
	if err != nil {
		return Page{}, err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		return Page{}, err
	}
	_, data, found := strings.Cut(string(body), `id="report-data">`)
	data, _, ends := strings.Cut(data, "</script>")
	if !found || !ends {
		return Page{}, fmt.Errorf("the report page at %s has no data for scripts (status %d)", path, reply.StatusCode)
	}
	var page Page
	return page, json.Unmarshal([]byte(data), &page)
}

// File is something to attach.
type File struct {
	Name string
	Data []byte
}

// Report is a report that was made, before and after it was sent.
type Report struct {
	Phrase  seal.Phrase
	Sending intake.Sending
	Blobs   map[string][]byte // upload id -> age file
	Files   []File
	Receipt intake.Receipt
}

// Make seals a report for every intake officer that the page's directory proves.
func Make(page Page, language, form string, fields map[string]any, files ...File) (*Report, error) {
	phrase, err := seal.NewPhrase(rand.Reader, language)
	if err != nil {
		return nil, err
	}
	r := &Report{Phrase: phrase, Files: files}
	now := time.Now()
	outline := seal.Outline{
		Phrase: phrase, Unit: page.Unit, Form: form, Version: page.Version, Site: page.Site, Language: language,
		Addressees: addressees(page, page.Intake, seal.Day(now)), Exclusions: append([]string{}, page.exclusions...),
		Fields: fields, At: now,
	}
	if outline.Files, r.Sending.Uploads, r.Blobs, err = Attach(files); err != nil {
		return nil, err
	}
	if outline.Second = page.second(fields, seal.Day(now)); outline.Second != nil {
		r.Sending.Second = outline.Second.Version
	}
	made, err := seal.NewSubmission(rand.Reader, outline)
	if err != nil {
		return nil, err
	}
	s := &r.Sending
	s.Handle, s.Form, s.Version, s.Language = phrase.HandleText(), form, page.Version, language
	s.Keys, s.Grants, s.Items = made.Keys, made.Grants, made.Items
	return r, nil
}

// second is what the other office is told, if the answers ask for it and somebody there,
// who is not kept out, may read it.
func (p Page) second(fields map[string]any, day string) *seal.Talk {
	if p.Second == nil || p.Second.Unit == p.Unit || slices.Contains(p.exclusions, "unit:"+p.Second.Unit) || !intake.Asks(p.Form, fields) {
		return nil
	}
	there := slices.DeleteFunc(slices.Clone(p.Second.People), func(o Person) bool {
		return slices.Contains(p.exclusions, "officer:"+o.Person)
	})
	talk := seal.Talk{
		Unit: p.Second.Unit, Form: p.Form.Second.Form, Version: p.Second.Version,
		Addressees: addressees(p, there, day), Fields: map[string]any{"office": p.Form.Unit},
	}
	for to, from := range p.Form.Second.Fields {
		if answer, ok := fields[from]; ok {
			talk.Fields[to] = answer
		}
	}
	if len(talk.Addressees) == 0 {
		return nil
	}
	return &talk
}

func addressees(page Page, people []Person, day string) []seal.Addressee {
	dir := seal.NewDirectory(page.Root, page.Directory)
	var to []seal.Addressee
	for _, p := range people {
		if o, ok := dir.Current(p.Person, day); ok && slices.Contains(o.Roles, "intake") {
			to = append(to, seal.Addressee{Holder: "officer:" + p.Person, Recipient: o.Recipient})
		}
	}
	return to
}

// Attach seals files, each to an identity of its own: what their items say, the uploads
// that a sending names, and the age files by upload id.
func Attach(files []File) (parts []seal.FilePart, uploads []mailbox.Upload, blobs map[string][]byte, err error) {
	uploads, blobs = []mailbox.Upload{}, map[string][]byte{}
	for _, f := range files {
		var sealed bytes.Buffer
		a, err := seal.SealAttachment(&sealed, rand.Reader, bytes.NewReader(f.Data))
		if err != nil {
			return nil, nil, nil, err
		}
		id, err := seal.NewID(rand.Reader)
		if err != nil {
			return nil, nil, nil, err
		}
		blobs[id] = sealed.Bytes()
		uploads = append(uploads, mailbox.Upload{Upload: id, Sum: a.Sealed, Size: a.SealedSize})
		parts = append(parts, seal.FilePart{Body: a.Body(f.Name, "application/octet-stream"), Blob: a.Sealed})
	}
	return parts, uploads, blobs, nil
}

// Send uploads the files in parts and sends the report. A repeat is safe.
func (r *Report) Send(base string) error {
	for id, data := range r.Blobs {
		if err := Upload(base, id, data); err != nil {
			return err
		}
	}
	return Post(base+"/send/report", r.Sending, &r.Receipt)
}

const part = 4 << 20

// Upload sends an age file in parts, from where it stopped.
func Upload(base, id string, data []byte) error {
	var have struct {
		Have int `json:"have"`
	}
	if err := call("GET", base+"/send/upload/"+id, nil, &have); err != nil {
		return err
	}
	for have.Have < len(data) {
		cut := data[have.Have:min(have.Have+part, len(data))]
		if err := call("PUT", fmt.Sprintf("%s/send/upload/%s/%d", base, id, have.Have), bytes.NewReader(cut), &have); err != nil {
			return err
		}
	}
	return nil
}

// Refusal is an answer that is no success: its status and the fault's code.
type Refusal struct {
	Status   int
	Code     string `json:"code"`
	Sentence string `json:"error"`
}

func (r *Refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Sentence) }

// Post sends JSON and reads JSON; an answer that is no success is a *Refusal.
func Post(address string, value, into any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return call("POST", address, bytes.NewReader(body), into)
}

func call(method, address string, body io.Reader, into any) error {
	request, err := http.NewRequest(method, address, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if method == "PUT" {
		request.Header.Set("Content-Type", "application/octet-stream")
	}
	reply, err := Client.Do(request)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		return err
	}
	if reply.StatusCode >= 300 {
		refusal := &Refusal{Status: reply.StatusCode}
		_ = json.Unmarshal(text, refusal)
		return refusal
	}
	return json.Unmarshal(text, into)
}

// Open fetches the mailbox of a phrase and opens all of it.
func Open(base string, phrase seal.Phrase, root string) (mailbox.Box, seal.Opened, error) {
	var box mailbox.Box
	if err := Post(base+"/send/mailbox", map[string]string{"handle": phrase.HandleText()}, &box); err != nil {
		return box, seal.Opened{}, err
	}
	me := seal.Reader{Holder: "reporter", Identity: phrase.Identity(), Verify: phrase.Verify()}
	opened, err := seal.OpenBundle(box.Bundle, me, seal.NewDirectory(root, box.Bundle.Directory))
	return box, opened, err
}

// Letter seals and sends a letter to the office whose mailbox was opened.
func Letter(base string, phrase seal.Phrase, opened seal.Opened, unit, text string) error {
	place, ok := opened.Place(seal.TalkOf(unit))
	if !ok {
		return fmt.Errorf("there is no key to write to %s with", unit)
	}
	line := seal.Post{
		Head: seal.Head{By: "reporter"}, Report: opened.Report, Compartment: place.Compartment, Turn: place.Turn,
		Kind: "letter", Prev: place.Prev, Blobs: []string{},
	}
	item, err := seal.SealItem(phrase.Signer(), rand.Reader, line, place.Recipient, seal.Letter{Text: text, Items: []string{}}, time.Now())
	if err != nil {
		return err
	}
	var posted struct{ Posted int }
	return Post(base+"/send/letter", mailbox.Posting{Items: []seal.Sealed{item}, Uploads: []mailbox.Upload{}}, &posted)
}

// Check opens the mailbox and compares what is there with what was sent: the answers
// genuine, and every attachment byte for byte.
func (r *Report) Check(base, root string) error {
	box, opened, err := Open(base, r.Phrase, root)
	if err != nil {
		return err
	}
	if number := box.Cases[0].Number; number != r.Receipt.Number {
		return fmt.Errorf("the mailbox says %q and the receipt %q", number, r.Receipt.Number)
	}
	if sent := len(r.Sending.Items); len(opened.Items) != sent {
		return fmt.Errorf("%d items were sent and %d are there", sent, len(opened.Items))
	}
	for i, item := range opened.Items {
		if item.Verdict != seal.Genuine {
			return fmt.Errorf("item %d is %s: %s", i, item.Verdict, item.Reason)
		}
		if item.Line.Kind != "file" {
			continue
		}
		if err := r.checkFile(base, item, r.Files[i-1]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) checkFile(base string, item seal.Shown, sent File) error {
	body, err := seal.Read[seal.FileBody](item.Item)
	if err != nil {
		return err
	}
	ask, err := json.Marshal(map[string]string{"handle": r.Phrase.HandleText(), "blob": item.Line.Blobs[0]})
	if err != nil {
		return err
	}
	reply, err := Client.Post(base+"/send/blob", "application/json", bytes.NewReader(ask))
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	plain, err := seal.OpenAttachment(body, reply.Body)
	if err != nil {
		return fmt.Errorf("attachment (status %d): %w", reply.StatusCode, err)
	}
	got, err := io.ReadAll(plain)
	if err != nil {
		return err
	}
	if body.Name != sent.Name || sha256.Sum256(got) != sha256.Sum256(sent.Data) {
		return fmt.Errorf("the attachment %q came back as %d other bytes", sent.Name, len(got))
	}
	return nil
}
