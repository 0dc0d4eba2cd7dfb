package system

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/reporter"

	"filippo.io/age"
)

// bad is one way in which a sending can be wrong: what is altered in a good one, and how
// it is answered.
type bad struct {
	name   string
	alter  func(t *testing.T, s *altered)
	status int
	code   string
	args   []any
}

// altered is a good report on its way to become a bad one.
type altered struct {
	*intake.Sending
	report *reporter.Report
	page   reporter.Page
	house  *house
}

const (
	refusal  = http.StatusBadRequest
	conflict = http.StatusConflict
	tooLarge = http.StatusRequestEntityTooLarge
)

var badSendings = slices.Concat(badLines, badSeals, badPlaces, badForms, badUploads)

// badSending alters one thing of a good sending at a time. Each is answered in the
// language of the page, nothing is stored, and the good one passes afterwards: its words
// are not used up.
func badSending(t *testing.T, h *house) {
	for _, b := range badSendings {
		t.Run(b.name, func(t *testing.T) {
			page := h.page(t)
			r := made(t, page, reporter.File{Name: "one.txt", Data: []byte("one")}, reporter.File{Name: "two.txt", Data: []byte("two")})
			for id, data := range r.Blobs {
				must(t, reporter.Upload(h.Base, id, data))
			}
			sending := r.Sending
			sending.Grants, sending.Items = slices.Clone(sending.Grants), slices.Clone(sending.Items)
			sending.Uploads = slices.Clone(sending.Uploads)
			b.alter(t, &altered{&sending, r, page, h})
			before := h.census(t)
			for _, language := range languages {
				got := h.post(t, language, "/send/report", sending)
				h.refused(t, got, language, b.status, b.code, b.args...)
			}
			h.unknown(t, r)
			h.unchanged(t, before)
			must(t, r.Send(h.Base))
			if !r.Receipt.Same {
				t.Error("the good report is taken for another than itself")
			}
			must(t, r.Check(h.Base, page.Root))
		})
	}
}

// resign signs a line's text as it stands, whatever it says.
func (s *altered) resign(line string) seal.Signed {
	var head struct{ Is string }
	_ = json.Unmarshal([]byte(line), &head) // broken lines are signed as what they were made from
	sig := ed25519.Sign(s.report.Phrase.Signer(), []byte("fairlead/v1/"+head.Is+"\n"+line))
	return seal.Signed{Line: line, Sig: seal.EncodeStd(sig)}
}

// replace changes a piece of a line and signs it anew.
func (s *altered) replace(t *testing.T, in *seal.Signed, old, with string) {
	t.Helper()
	line := strings.Replace(in.Line, old, with, 1)
	if line == in.Line {
		t.Fatalf("the line has no %q", old)
	}
	*in = s.resign(line)
}

// as gives a line anew after a change of its fields.
func as[T seal.Line](t *testing.T, s *altered, in *seal.Signed, change func(*T)) {
	t.Helper()
	line, err := seal.ParseAs[T](*in)
	must(t, err)
	change(&line)
	text, err := json.Marshal(line)
	must(t, err)
	*in = s.resign(string(text))
}

// refile gives an item another age file, with its hash in a line that is signed anew.
func (s *altered) refile(t *testing.T, item *seal.Sealed, file []byte) {
	t.Helper()
	item.File = file
	as(t, s, &item.Signed, func(p *seal.Post) { p.Sealed = seal.Hash(file) })
}

func flip(sig string) string {
	raw, err := seal.DecodeStd(sig)
	if err != nil {
		panic(err)
	}
	raw[7] ^= 1
	return seal.EncodeStd(raw)
}

func unfit(name string, alter func(t *testing.T, s *altered)) bad {
	return bad{name, alter, refusal, "sending-unfit", nil}
}

// badLines are the refusals of sealing.md, section 4.
var badLines = []bad{
	unfit("signature of the keys", func(_ *testing.T, s *altered) { s.Keys.Sig = flip(s.Keys.Sig) }),
	unfit("signature of a grant", func(_ *testing.T, s *altered) { s.Grants[1].Sig = flip(s.Grants[1].Sig) }),
	unfit("signature of the answers", func(_ *testing.T, s *altered) { s.Items[0].Sig = flip(s.Items[0].Sig) }),
	unfit("signature of a file", func(_ *testing.T, s *altered) { s.Items[1].Sig = flip(s.Items[1].Sig) }),
	unfit("signature of another phrase", func(t *testing.T, s *altered) {
		other := &altered{s.Sending, made(t, s.page), s.page, s.house}
		s.Items[0].Signed = other.resign(s.Items[0].Line)
	}),
	unfit("no signature", func(_ *testing.T, s *altered) { s.Items[0].Sig = "" }),
	unfit("field unknown", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `{"v":1,`, `{"v":1,"more":1,`) }),
	unfit("field repeated", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `{"v":1,`, `{"v":1,"v":1,`) }),
	unfit("field in another case", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `"turn"`, `"Turn"`) }),
	unfit("field twice by an escape", func(t *testing.T, s *altered) {
		s.replace(t, &s.Items[0].Signed, `{"v":1,`, `{"v":1,"\u0076":1,`)
	}),
	unfit("field missing", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `"turn":1,`, ``) }),
	unfit("number with a point", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `"turn":1,`, `"turn":1.0,`) }),
	unfit("number too large", func(t *testing.T, s *altered) {
		s.replace(t, &s.Items[0].Signed, `"turn":1,`, `"turn":9007199254740992,`)
	}),
	unfit("text for a number", func(t *testing.T, s *altered) { s.replace(t, &s.Items[0].Signed, `"turn":1,`, `"turn":"1",`) }),
	unfit("byte-order mark", func(t *testing.T, s *altered) { s.replace(t, &s.Keys, `{"v":1,`, "\ufeff"+`{"v":1,`) }),
	unfit("half a surrogate pair", func(t *testing.T, s *altered) { s.replace(t, &s.Keys, `"prev":""`, `"prev":"\ud800"`) }),
	unfit("line break", func(t *testing.T, s *altered) { s.replace(t, &s.Keys, `{"v":1,`, "{\n\"v\":1,") }),
	unfit("too deep", func(t *testing.T, s *altered) {
		s.replace(t, &s.Keys, `"exclusions":[]`, `"exclusions":`+strings.Repeat("[", 9)+strings.Repeat("]", 9))
	}),
	unfit("line too long", func(t *testing.T, s *altered) {
		s.replace(t, &s.Keys, `"prev":""`, `"prev":"`+strings.Repeat("A", 17<<10)+`"`)
	}),
	unfit("via unknown", func(t *testing.T, s *altered) { s.replace(t, &s.Keys, `{"v":1,`, `{"v":1,"via":"me",`) }),
	unfit("version of lines unknown", func(t *testing.T, s *altered) { s.replace(t, &s.Keys, `{"v":1,`, `{"v":2,`) }),
	unfit("no line at all", func(_ *testing.T, s *altered) { s.Keys = seal.Signed{} }),
	unfit("id twice", func(t *testing.T, s *altered) {
		first, err := seal.ParseAs[seal.Post](s.Items[0].Signed)
		must(t, err)
		as(t, s, &s.Items[1].Signed, func(p *seal.Post) { p.ID = first.ID })
	}),
	unfit("id malformed", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[1].Signed, func(p *seal.Post) { p.ID = "../../../../etc/passwd" })
	}),
	unfit("day long past", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[0].Signed, func(p *seal.Post) { p.At = "2020-02-02" })
	}),
	unfit("day to come", func(t *testing.T, s *altered) {
		as(t, s, &s.Keys, func(k *seal.Keys) { k.At = seal.Day(time.Now().AddDate(0, 0, 3)) })
	}),
}

// badSeals are the refusals of section 2 and of what a line says of its age file.
var badSeals = []bad{
	unfit("another file than the line says", func(_ *testing.T, s *altered) { s.Items[0].File = s.Items[1].File }),
	unfit("file altered", func(_ *testing.T, s *altered) {
		file := bytes.Clone(s.Items[0].File)
		file[len(file)-1] ^= 1
		s.Items[0].File = file
	}),
	unfit("grant altered", func(_ *testing.T, s *altered) {
		file := bytes.Clone(s.Grants[0].File)
		file[len(file)-1] ^= 1
		s.Grants[0].File = file
	}),
	unfit("file cut in its head", func(t *testing.T, s *altered) { s.refile(t, &s.Items[0], s.Items[0].File[:1000]) }),
	unfit("file cut after its head", func(t *testing.T, s *altered) {
		end := bytes.Index(s.Items[0].File, []byte("\n---"))
		s.refile(t, &s.Items[0], s.Items[0].File[:end+60])
	}),
	unfit("no file", func(t *testing.T, s *altered) { s.refile(t, &s.Items[0], []byte{}) }),
	unfit("no age file", func(t *testing.T, s *altered) { s.refile(t, &s.Items[0], bytes.Repeat([]byte("readable "), 400)) }),
	unfit("second stanza", func(t *testing.T, s *altered) { s.refile(t, &s.Items[0], sealedTo(t, hybrid(t), hybrid(t))) }),
	unfit("classic recipient", func(t *testing.T, s *altered) {
		id, err := age.GenerateX25519Identity()
		must(t, err)
		s.refile(t, &s.Items[0], sealedTo(t, id.Recipient()))
	}),
	unfit("passphrase", func(t *testing.T, s *altered) {
		r, err := age.NewScryptRecipient("words")
		must(t, err)
		r.SetWorkFactor(10)
		s.refile(t, &s.Items[0], sealedTo(t, r))
	}),
	unfit("grant too large", func(t *testing.T, s *altered) {
		s.Grants[0].File = append(bytes.Clone(s.Grants[0].File), make([]byte, 9<<10)...)
		as(t, s, &s.Grants[0].Signed, func(g *seal.Grant) { g.Sealed = seal.Hash(s.Grants[0].File) })
	}),
	{"text too large", func(t *testing.T, s *altered) {
		s.refile(t, &s.Items[0], append(bytes.Clone(s.Items[0].File), make([]byte, 256<<10)...))
	}, tooLarge, "text-too-large", nil},
}

func hybrid(t *testing.T) age.Recipient {
	t.Helper()
	id, err := age.GenerateHybridIdentity()
	must(t, err)
	return id.Recipient()
}

func sealedTo(t *testing.T, recipients ...age.Recipient) []byte {
	t.Helper()
	var file bytes.Buffer
	w, err := age.Encrypt(&file, recipients...)
	must(t, err)
	_, err = w.Write(make([]byte, 1024))
	must(t, err)
	must(t, w.Close())
	return file.Bytes()
}

// badPlaces are the refusals of section 5 and 7: who may be handed what, in which place.
var badPlaces = []bad{
	{"key of another holder", func(t *testing.T, s *altered) {
		as(t, s, &s.Grants[1].Signed, func(g *seal.Grant) { g.Key = seal.Hash([]byte("another")) })
	}, conflict, "recipients-changed", nil},
	{"holder unknown", func(t *testing.T, s *altered) {
		as(t, s, &s.Grants[1].Signed, func(g *seal.Grant) { g.Holder = "officer:AAAAAAAAAAAAAAAAAAAAAA" })
	}, conflict, "recipients-changed", nil},
	{"holder of another office", func(t *testing.T, s *altered) {
		as(t, s, &s.Grants[1].Signed, func(g *seal.Grant) { g.Holder = "officer:" + s.page.Fallback.People[0].Person })
	}, conflict, "recipients-changed", nil},
	unfit("no grant to the reporter", func(_ *testing.T, s *altered) { s.Grants = s.Grants[1:] }),
	unfit("no grant to an officer", func(_ *testing.T, s *altered) { s.Grants = s.Grants[:1] }),
	unfit("no grant", func(_ *testing.T, s *altered) { s.Grants = nil }),
	unfit("a grant twice", func(_ *testing.T, s *altered) { s.Grants = append(s.Grants, s.Grants[1]) }),
	{"an excluded officer is granted", func(t *testing.T, s *altered) {
		as(t, s, &s.Keys, func(k *seal.Keys) { k.Exclusions = []string{"officer:" + s.page.Intake[0].Person} })
	}, conflict, "recipients-changed", nil},
	{"the excluded office is granted", func(t *testing.T, s *altered) {
		as(t, s, &s.Keys, func(k *seal.Keys) { k.Exclusions = []string{"unit:" + s.page.Unit} })
	}, conflict, "recipients-changed", nil},
	{"everyone is excluded", func(t *testing.T, s *altered) {
		as(t, s, &s.Keys, func(k *seal.Keys) { k.Exclusions = []string{"unit:" + s.page.Unit, "unit:" + s.page.Fallback.Unit} })
	}, http.StatusForbidden, "nobody-left", nil},
	{"the other office's compartment", func(t *testing.T, s *altered) {
		for i := range s.Grants {
			as(t, s, &s.Grants[i].Signed, func(g *seal.Grant) { g.Compartment = "talk:" + s.page.Fallback.Unit })
		}
		for i := range s.Items {
			as(t, s, &s.Items[i].Signed, func(p *seal.Post) { p.Compartment = "talk:" + s.page.Fallback.Unit })
		}
	}, conflict, "recipients-changed", nil},
	unfit("the office's own file", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[1].Signed, func(p *seal.Post) { p.Compartment = "file:" + s.page.Unit })
	}),
	unfit("two recipients of one compartment", func(t *testing.T, s *altered) {
		seed, err := seal.NewSeed(rand.Reader)
		must(t, err)
		recipient, err := seed.Recipient()
		must(t, err)
		as(t, s, &s.Grants[1].Signed, func(g *seal.Grant) { g.Recipient = recipient })
	}),
	unfit("turn two", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[0].Signed, func(p *seal.Post) { p.Turn = 2 })
	}),
	unfit("basis of later grants", func(t *testing.T, s *altered) {
		as(t, s, &s.Grants[1].Signed, func(g *seal.Grant) { g.Basis = "assignment" })
	}),
	unfit("signed as an officer", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[0].Signed, func(p *seal.Post) { p.By = "officer:" + s.page.Intake[0].Person })
	}),
	unfit("another report", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[0].Signed, func(p *seal.Post) { p.Report = "AAAAAAAAAAAAAAAAAAAAAA" })
	}),
	unfit("keys of somebody else", func(t *testing.T, s *altered) { s.Keys = made(t, s.page).Sending.Keys }),
	unfit("keys that name older ones", func(t *testing.T, s *altered) {
		as(t, s, &s.Keys, func(k *seal.Keys) { k.Prev = seal.Hash([]byte("older")) })
	}),
	unfit("no answers", func(_ *testing.T, s *altered) { s.Items = s.Items[1:] }),
	unfit("answers twice", func(t *testing.T, s *altered) { s.Items = append(s.Items, made(t, s.page).Sending.Items[0]) }),
	unfit("a letter among the files", func(t *testing.T, s *altered) {
		as(t, s, &s.Items[1].Signed, func(p *seal.Post) { p.Kind = "letter" })
	}),
}

// badForms are what any page of ours would say otherwise.
var badForms = []bad{
	{"form unknown", func(_ *testing.T, s *altered) { s.Form = "../harassment" }, http.StatusNotFound, "no-form", nil},
	{"older form", func(_ *testing.T, s *altered) { s.Version = seal.Hash([]byte("older")) }, conflict, "form-changed", nil},
	{"language unknown", func(_ *testing.T, s *altered) { s.Language = "xx" }, refusal, "language-unknown", nil},
	{"language in another case", func(_ *testing.T, s *altered) { s.Language = "EN" }, refusal, "language-unknown", nil},
	{"a repeat's mark from a script", func(_ *testing.T, s *altered) { s.Repeat = seal.Hash([]byte("x")) }, refusal, "unreadable", nil},
	{"too many items", func(_ *testing.T, s *altered) {
		s.Items = slices.Repeat(s.Items[:1], 12)
	}, tooLarge, "too-many-files", []any{"Files", 10}},
}

// badUploads are attachments that do not fit what is said of them.
var badUploads = []bad{
	{"a file that was never sent", func(t *testing.T, s *altered) {
		id, err := seal.NewID(rand.Reader)
		must(t, err)
		s.Uploads[0].Upload = id
	}, refusal, "upload-missing", nil},
	{"a file of other bytes", func(t *testing.T, s *altered) {
		id, err := seal.NewID(rand.Reader)
		must(t, err)
		data := bytes.Clone(s.report.Blobs[s.Uploads[0].Upload])
		data[len(data)-1] ^= 1
		must(t, reporter.Upload(s.house.Base, id, data))
		s.Uploads[0].Upload = id
	}, refusal, "upload-altered", nil},
	{"a file of another size", func(_ *testing.T, s *altered) { s.Uploads[0].Size++ }, refusal, "upload-altered", nil},
	{"a file that no item names", func(_ *testing.T, s *altered) {
		s.Items = s.Items[:2]
	}, refusal, "upload-unknown", nil},
	{"an item without its file", func(_ *testing.T, s *altered) { s.Uploads = s.Uploads[:1] }, refusal, "upload-missing", nil},
	{"a file named by a path", func(_ *testing.T, s *altered) {
		s.Uploads[0].Upload = "../blobs/AA/AAAAAAAAAA"
	}, refusal, "upload-unknown", nil},
	{"a sum that is a path", func(_ *testing.T, s *altered) {
		s.Uploads[0].Sum = "../../server-secret"
	}, refusal, "upload-unknown", nil},
	{"one file for two items", func(_ *testing.T, s *altered) { s.Uploads[1] = s.Uploads[0] }, refusal, "upload-unknown", nil},
	{"an empty file", func(_ *testing.T, s *altered) { s.Uploads[0].Size = 0 }, refusal, "file-empty", nil},
	{"a file too large", func(_ *testing.T, s *altered) {
		s.Uploads[0].Size = mailbox.Sealed(25<<20) + 1
	}, tooLarge, "file-too-large", []any{"Megabytes", 25}},
	{"too many files", func(_ *testing.T, s *altered) {
		s.Uploads = slices.Repeat(s.Uploads[:1], 11)
	}, tooLarge, "too-many-files", []any{"Files", 10}},
	{"files too large together", func(_ *testing.T, s *altered) {
		s.Uploads = slices.Repeat(s.Uploads[:1], 5)
		for i := range s.Uploads {
			s.Uploads[i].Size = 25 << 20
		}
	}, tooLarge, "files-too-large", []any{"Megabytes", 100}},
}

// badBody sends bodies that are no sending at all.
func badBody(t *testing.T, h *house) {
	r := made(t, h.page(t))
	text, err := json.Marshal(r.Sending)
	must(t, err)
	good := string(text)
	for _, b := range []struct {
		name, body string
		status     int
		code       string
	}{
		{"nothing", "", refusal, "unreadable"},
		{"null", "null", refusal, "sending-unfit"},
		{"a list", "[" + good + "]", refusal, "unreadable"},
		{"two values", good + good, refusal, "unreadable"},
		{"cut", good[:len(good)/2], refusal, "unreadable"},
		{"a name unknown", `{"more":1,` + good[1:], refusal, "unreadable"},
		{"a type wrong", strings.Replace(good, `"urgent":false`, `"urgent":"no"`, 1), refusal, "unreadable"},
		{"no base64", strings.Replace(good, `"file":"`, `"file":"%`, 1), refusal, "unreadable"},
		{"no handle", strings.Replace(good, r.Sending.Handle, "", 1), refusal, "sending-unfit"},
		{"a short handle", strings.Replace(good, r.Sending.Handle, r.Sending.Handle[:42], 1), refusal, "sending-unfit"},
		{"too large", `{"form":"` + strings.Repeat("x", 7<<20) + `"}`, tooLarge, "body-too-large"},
		{"deep", strings.Repeat("[", 100_000), refusal, "unreadable"},
	} {
		t.Run(b.name, func(t *testing.T) {
			before := h.census(t)
			for _, language := range languages {
				h.refused(t, h.post(t, language, "/send/report", b.body), language, b.status, b.code)
			}
			h.unknown(t, r)
			h.unchanged(t, before)
		})
	}
}

// sentTwice sends the same again, and other bytes under the same words.
func sentTwice(t *testing.T, h *house) {
	page := h.page(t)
	r := made(t, page, reporter.File{Name: "one.txt", Data: []byte("one")})
	must(t, r.Send(h.Base))
	first := r.Receipt
	before := h.census(t)
	must(t, r.Send(h.Base))
	if !r.Receipt.Same || r.Receipt.Number != first.Number {
		t.Errorf("the same again: %+v, first %+v", r.Receipt, first)
	}
	h.unchanged(t, before)

	other, err := seal.NewSubmission(rand.Reader, seal.Outline{
		Phrase: r.Phrase, Unit: page.Unit, Form: "harassment", Version: page.Version, Site: page.Site, Language: "en",
		Addressees: []seal.Addressee{}, Exclusions: []string{}, Fields: map[string]any{"wish": "formal", "what": "Other words."}, At: time.Now(),
	})
	must(t, err)
	second := r.Sending
	second.Keys, second.Grants, second.Items, second.Uploads = other.Keys, other.Grants, other.Items, nil
	for _, language := range languages {
		got := h.post(t, language, "/send/report", second)
		var receipt intake.Receipt
		must(t, json.Unmarshal([]byte(got.Body), &receipt))
		if got.Status != http.StatusOK || receipt.Same || receipt.Number != first.Number || receipt.Received != first.Received {
			t.Errorf("other bytes: %d %+v, first %+v", got.Status, receipt, first)
		}
	}
	h.unchanged(t, before)
	must(t, r.Check(h.Base, page.Root))
	// Many at the same moment are one, too.
	crowd := made(t, page)
	answers := make(chan string, 16)
	for range cap(answers) {
		go func() {
			var receipt intake.Receipt
			err := reporter.Post(h.Base+"/send/report", crowd.Sending, &receipt)
			answers <- fmt.Sprintln(receipt.Number, receipt.Same, err)
		}()
	}
	want := <-answers
	for range cap(answers) - 1 {
		if got := <-answers; got != want || !strings.HasSuffix(got, " true <nil>\n") {
			t.Errorf("at the same moment: %s and %s", want, got)
		}
	}
}
