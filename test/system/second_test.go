package system

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/officer"
	"fairlead/test/reporter"
)

// What a person tells the first office, and what the second may know of it.
const (
	whatHappened = "canary-lanternfish happened on a Tuesday"
	feared       = "canary-moorhen may be held against me"
	theName      = "Canary Ptarmigan"
)

func tellingFields() map[string]any {
	return map[string]any{
		"wish": "formal", "what": whatHappened, "people": []string{"Somebody Else"}, "ethics-tell": "yes", "fear": feared,
		"identity": "named", "name": theName, "contact": "private@example.org",
	}
}

// TestTwoOffices sends a report that also tells the Ethics Office, on both databases. Each
// office is served its own, and nothing in it says that there is another.
func TestTwoOffices(t *testing.T) {
	databases(t, func(t *testing.T, more ...string) {
		h := open(t, more...)
		page := h.page(t)
		r, err := reporter.Make(page, "en", "harassment", tellingFields(), reporter.File{Name: "one.txt", Data: []byte("one")})
		must(t, err)
		must(t, r.Send(h.Base))
		if r.Receipt.Unit != "wct" || len(r.Receipt.Also) != 1 || r.Receipt.Also[0].Unit != "ethics" {
			t.Fatalf("receipt %+v", r.Receipt)
		}
		must(t, r.Check(h.Base, page.Root))
		mira, teresa := h.signedIn(t, "Mira"), h.signedIn(t, "Teresa")
		first, second := r.Receipt.Number, r.Receipt.Also[0].Number
		noCase(t, teresa, first)
		noCase(t, mira, second)
		h.alone(t, mira, first, page.Root, "talk:ethics", second)
		h.alone(t, teresa, second, page.Root, "talk:wct", first, whatHappened, "canary-lanternfish", "private@example.org", "Somebody Else", "one.txt")
		h.toldOnly(t, teresa, second, page.Root)
		h.bothWrite(t, r.Phrase, page.Root, mira, teresa, first, second)
		must(t, r.Send(h.Base)) // the same again
		if len(r.Receipt.Also) != 1 || r.Receipt.Also[0].Number != second || !r.Receipt.Same {
			t.Errorf("the same again: %+v", r.Receipt)
		}
		wholeLedger(t, h.Server, more...)
	})
}

// alone opens a case and looks through all that its officer is served, plain and opened,
// for what is the other office's alone.
func (h *house) alone(t testing.TB, o *officer.Officer, number, root string, foreign ...string) {
	t.Helper()
	must(t, o.Declare(number, "none"))
	c, err := o.Open(number, root)
	must(t, err)
	queue, err := o.Queue()
	must(t, err)
	raw, err := o.Post("/office/case/"+number+"/data", struct{}{}, nil)
	must(t, err)
	served := queue + raw.Body
	for _, item := range c.Opened.Items {
		if item.Verdict != seal.Genuine {
			t.Errorf("an item of %s is %s: %s", number, item.Verdict, item.Reason)
		}
		served += string(item.Item.Text)
	}
	for _, holding := range c.Opened.Holdings {
		served += holding.Line.Compartment + " "
	}
	for _, word := range foreign {
		if strings.Contains(served, word) {
			t.Errorf("the officer of %s is served %q", number, word)
		}
	}
	if strings.Count(queue, `class="case-number"`) != 1 || !strings.Contains(queue, number) {
		t.Errorf("the queue of %s shows other cases", number)
	}
}

// toldOnly: the second office has the first one's name, the name and the fear, and no more.
func (h *house) toldOnly(t testing.TB, o *officer.Officer, number, root string) {
	t.Helper()
	c, err := o.Open(number, root)
	must(t, err)
	if len(c.Opened.Items) != 1 {
		t.Fatalf("%d items", len(c.Opened.Items))
	}
	answers, err := seal.Read[seal.Answers](c.Opened.Items[0].Item)
	must(t, err)
	got, err := json.Marshal(answers.Fields)
	must(t, err)
	if want := `{"fear":"` + feared + `","name":"` + theName + `","office":"wct"}`; string(got) != want || answers.Form != "prevention" {
		t.Errorf("ethics is told %s by %s, want %s", got, answers.Form, want)
	}
}

// bothWrite: each office answers, the reporter reads both and writes to each, and neither
// reads the other's.
func (h *house) bothWrite(t testing.TB, phrase seal.Phrase, root string, mira, teresa *officer.Officer, first, second string) {
	t.Helper()
	write := func(o *officer.Officer, number, text string) {
		c, err := o.Open(number, root)
		must(t, err)
		must(t, o.Letter(c, text))
	}
	write(mira, first, "From the conduct team.")
	write(teresa, second, "From the ethics office.")
	box, opened, err := reporter.Open(h.Base, phrase, root)
	must(t, err)
	if len(box.Cases) != 2 || box.Cases[0].Number != first || box.Cases[1].Number != second ||
		firstLetter(box.Cases[0]) == "" || firstLetter(box.Cases[1]) == "" || box.Cases[1].Kind != mailbox.Prevention {
		t.Errorf("the mailbox %+v", box.Cases)
	}
	if got := letters(t, opened); !slices.Equal(got, []string{"talk:wct From the conduct team.", "talk:ethics From the ethics office."}) {
		t.Errorf("letters %v", got)
	}
	must(t, reporter.Letter(h.Base, phrase, opened, "ethics", "To ethics alone."))
	must(t, reporter.Letter(h.Base, phrase, opened, "wct", "To the team alone."))
	for o, want := range map[*officer.Officer][]string{
		mira:   {first, "talk:wct From the conduct team.", "talk:wct To the team alone."},
		teresa: {second, "talk:ethics From the ethics office.", "talk:ethics To ethics alone."},
	} {
		c, err := o.Open(want[0], root)
		must(t, err)
		if got := letters(t, c.Opened); !slices.Equal(got, want[1:]) {
			t.Errorf("letters %v, want %v", got, want[1:])
		}
	}
}

func letters(t testing.TB, opened seal.Opened) []string {
	t.Helper()
	var all []string
	for _, item := range opened.Items {
		if item.Line.Kind == "letter" {
			letter, err := seal.Read[seal.Letter](item.Item)
			must(t, err)
			all = append(all, item.Line.Compartment+" "+letter.Text)
		}
	}
	return all
}

// TestNoSecondOffice: where the Ethics Office receives the report itself, or is kept out,
// there is one case and no more, and the page without scripts says why.
func TestNoSecondOffice(t *testing.T) {
	t.Parallel()
	h := open(t)
	page := h.page(t)
	for _, exclusion := range []string{"unit:wct", "unit:ethics"} {
		r, err := reporter.Make(page.Without(exclusion), "en", "harassment", tellingFields())
		must(t, err)
		must(t, r.Send(h.Base))
		if len(r.Receipt.Also) > 0 {
			t.Errorf("%s kept out: %+v", exclusion, r.Receipt)
		}
	}
	f := h.telling(t, "fr")
	f.add("exclude", "unit:wct")
	words := h.pack.Words("fr")
	shows(t, f.send(t), http.StatusOK, words.Say("js.report.second.same", "Unit", words.Say("unit.ethics")))
	f = h.telling(t, "es")
	for _, person := range page.Second.People {
		f.add("exclude", "officer:"+person.Person)
	}
	words = h.pack.Words("es")
	shows(t, f.send(t), http.StatusOK, words.Say("js.report.second.nobody", "Unit", words.Say("unit.ethics")))
}

// telling is the form without scripts, filled in to tell the Ethics Office.
func (h *house) telling(t testing.TB, language string) *form {
	t.Helper()
	f := h.form(t, language)
	f.set("f.what", whatHappened)
	f.add("f.ethics-tell", "yes")
	f.add("f.fear", feared)
	f.add("f.identity", "anonymous")
	return f
}

var aNumber = regexp.MustCompile(`\d{4}-\d{4}`)

// TestTwoOfficesPlain makes the same trip without scripts.
func TestTwoOfficesPlain(t *testing.T) {
	t.Parallel()
	h := open(t)
	root := h.page(t).Root
	f := h.telling(t, "en")
	got := f.send(t)
	words := h.pack.Words("en")
	ethics := words.Say("unit.ethics")
	shows(t, got, http.StatusOK, words.Say("sent.also.title", "Unit", ethics), h.staff["Teresa"].Name, h.staff["Mira"].Name)
	numbers := slices.Compact(aNumber.FindAllString(visible(got.Body), -1))
	if len(numbers) != 2 {
		t.Fatalf("the page after sending names %v", numbers)
	}
	shows(t, f.send(t), http.StatusOK, numbers[0], numbers[1]) // the same again
	mira, teresa := h.signedIn(t, "Mira"), h.signedIn(t, "Teresa")
	h.alone(t, mira, numbers[0], root, "talk:ethics", numbers[1])
	h.alone(t, teresa, numbers[1], root, "talk:wct", numbers[0], whatHappened)
	phrase, err := seal.ParsePhrase(f.words)
	must(t, err)
	h.receiptsBeside(t, phrase, root, numbers)
	h.lettersToEach(t, f.words, root, teresa, numbers)
}

// receiptsBeside: each office's number was signed beside its own talk.
func (h *house) receiptsBeside(t testing.TB, phrase seal.Phrase, root string, numbers []string) {
	t.Helper()
	_, opened, err := reporter.Open(h.Base, phrase, root)
	must(t, err)
	told := map[string]string{}
	for _, item := range opened.Items {
		if item.Line.Kind == "receipt" {
			receipt, err := seal.Read[seal.Receipt](item.Item)
			must(t, err)
			told[item.Line.Compartment] = receipt.Number
		}
	}
	if len(told) != 2 || told["talk:wct"] != numbers[0] || told["talk:ethics"] != numbers[1] {
		t.Errorf("receipts %v", told)
	}
}

// firstLetter is the day on which an office first wrote, or "".
func firstLetter(c mailbox.Case) string {
	for _, limit := range c.Clocks {
		if limit.Code == clock.FirstLetter {
			return limit.Met
		}
	}
	return ""
}

// lettersToEach: the opened mailbox has a part for each office, and a letter is for one.
func (h *house) lettersToEach(t testing.TB, words, root string, teresa *officer.Officer, numbers []string) {
	t.Helper()
	c, err := teresa.Open(numbers[1], root)
	must(t, err)
	must(t, teresa.Letter(c, "From the ethics office."))
	visit := (&form{house: h, language: "en", words: words}).open(t)
	said := h.pack.Words("en")
	shows(t, visit.read(t), http.StatusOK, "From the ethics office.", said.Say("mailbox.several"),
		said.Say("mailbox.case", "Number", numbers[0]), said.Say("mailbox.case.prevention", "Number", numbers[1]),
		said.Say("mailbox.kind.prevention"), `id="part"`, `id="part-2"`, whatHappened, feared)
	shows(t, visit.letter(t, "To ethics, without scripts.", part{name: "unit", data: []byte("ethics")}), http.StatusOK, said.Say("mailbox.sent"))
	c, err = teresa.Open(numbers[1], root)
	must(t, err)
	if got := letters(t, c.Opened); !slices.Equal(got, []string{"talk:ethics From the ethics office.", "talk:ethics To ethics, without scripts."}) {
		t.Errorf("letters %v", got)
	}
}

// TestEnquiryPlain: a question to a person is no case, in the mailbox and at the office.
func TestEnquiryPlain(t *testing.T) {
	t.Parallel()
	h := open(t)
	words, err := reporter.SendPlain(h.Base, "en", "enquiry", map[string]string{"question": "Where do I begin?", "identity": "anonymous"})
	must(t, err)
	phrase, err := seal.ParsePhrase(words)
	must(t, err)
	root := h.page(t).Root
	box, _, err := reporter.Open(h.Base, phrase, root)
	must(t, err)
	if c := box.Cases[0]; c.Kind != mailbox.Enquiry || c.Stage != "asked" || c.Unit != "nsa" {
		t.Fatalf("the enquiry %+v", c)
	}
	said := h.pack.Words("en")
	visit := (&form{house: h, language: "en", words: words}).open(t)
	doors, _ := h.pack.Page("en", "how-to-submit")
	shows(t, visit.read(t), http.StatusOK, said.Say("mailbox.kind.enquiry"), said.Say("mailbox.kind.doors"), h.pack.Address("en", doors.ID))
	leilani := h.signedIn(t, "Leilani")
	queue, err := leilani.Queue()
	must(t, err)
	for _, text := range []string{said.Say("office.kind.enquiry"), said.Count("office.queue.count", 0), said.Count("office.queue.enquiries", 1)} {
		if !strings.Contains(queue, text) {
			t.Errorf("the queue does not say %q", text)
		}
	}
	must(t, leilani.Declare(box.Cases[0].Number, "none"))
	c, err := leilani.Open(box.Cases[0].Number, root)
	must(t, err)
	must(t, leilani.Letter(c, "Begin here."))
	if err := leilani.Note(c, "no notes"); err == nil || !strings.Contains(err.Error(), "enquiry-no-file") {
		t.Errorf("a note on an enquiry: %v", err)
	}
	box, _, err = reporter.Open(h.Base, phrase, root)
	must(t, err)
	if box.Cases[0].Stage != "replied" {
		t.Errorf("the stage %s", box.Cases[0].Stage)
	}
}
