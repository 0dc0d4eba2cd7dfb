package bench

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// BenchmarkWeight reports what the home page, a unit page and the report page with scripts
// transfer, as the browser counts it (compressed, with headers), and in how many requests.
func BenchmarkWeight(b *testing.B) {
	s := program.Demonstration(b)
	form, err := reporter.Address("en", "harassment")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for name, path := range map[string]string{"home": "/", "unit": "/workplace-conduct-team", "report": form} {
			t := tab.Open(b, s.Base)
			t.Visit(path)
			t.See("h1")
			if name == "report" {
				t.See("fl-report[ready]")
			}
			time.Sleep(time.Second) // whatever the page still fetches by itself
			const all = `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]`
			b.ReportMetric(tab.Eval[float64](t, all+`.reduce((sum, e) => sum + e.transferSize, 0)`)/1024, name+"-KiB")
			b.ReportMetric(tab.Eval[float64](t, all+`.length`), name+"-requests")
		}
	}
}

// BenchmarkFiftyLetters opens a mailbox with fifty letters in the browser and reports the
// time from pressing the button until all are shown.
func BenchmarkFiftyLetters(b *testing.B) {
	const letters = 50
	s := program.Demonstration(b)
	page, err := reporter.Read(s.Base, "en", "harassment")
	if err != nil {
		b.Fatal(err)
	}
	r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "formal", "what": "With many letters."})
	if err != nil {
		b.Fatal(err)
	}
	if err := r.Send(s.Base); err != nil {
		b.Fatal(err)
	}
	for i := range letters {
		if err := write(s.Base, page, r.Phrase, fmt.Sprintf("Letter number %d.", i+1)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		var took []float64
		for range 5 {
			t := tab.Open(b, s.Base)
			t.Visit("/mailbox")
			t.See("fl-mailbox[ready]")
			took = append(took, tab.Eval[float64](t, `new Promise(done => {
				document.querySelector("#words").value = `+tab.Quoted(words(r.Phrase))+`;
				const began = performance.now();
				const look = () => document.body.innerText.includes("Letter number 50.") ? done(performance.now() - began) : requestAnimationFrame(look);
				document.querySelector("fl-mailbox button[type=submit]").click();
				look();
			})`))
		}
		b.ReportMetric(median(took), "open-50-letters-ms")
	}
}

func words(p seal.Phrase) string {
	text := ""
	for _, word := range p.Words() {
		text += word + " "
	}
	return text
}

// write sends one letter as the reporter's browser does.
func write(base string, page reporter.Page, phrase seal.Phrase, text string) error {
	_, opened, err := reporter.Open(base, phrase, page.Root)
	if err != nil {
		return err
	}
	place, ok := opened.Place("talk:" + page.Unit)
	if !ok {
		return fmt.Errorf("no compartment to write to")
	}
	var signer ed25519.PrivateKey = phrase.Signer()
	item, err := seal.SealItem(signer, rand.Reader, seal.Post{
		Head: seal.Head{By: "reporter", At: seal.Day(time.Now())}, Report: opened.Report,
		Compartment: place.Compartment, Turn: place.Turn, Kind: "letter", Prev: place.Prev,
	}, place.Recipient, seal.Letter{Text: text, Items: []string{}}, time.Now())
	if err != nil {
		return err
	}
	var posted struct{ Posted int }
	return reporter.Post(base+"/send/letter", mailbox.Posting{Items: []seal.Sealed{item}, Uploads: []mailbox.Upload{}}, &posted)
}
