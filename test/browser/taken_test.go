package browser

import (
	"net/url"
	"strings"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestTakenDown: somebody tells an officer by phone; the officer writes it down in the person's
// language, reads 12 words out, and says on record who wrote it; the person opens with these
// words, gets their own, checks what was written, and agrees; the old words open nothing.
func TestTakenDown(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	mira := officers(t, s)["wct"][0]
	const what = "Il crie sur moi devant tout le monde."
	staff := tab.Open(t, s.Base)
	signIn(staff, mira)
	staff.Visit("/office/settings")
	staff.Click(`input[name=works][value=fr]`)
	staff.Click("form[action='/office/settings'] button[type=submit]")
	staff.See(".note.good")
	staff.Click(`a[href="/office/new"]`)
	number, given, link := writeDown(staff, what)

	person := tab.Open(t, s.Base)
	person.Visit(strings.TrimPrefix(link, s.Base))
	if strings.Contains(person.Where(), "#") {
		t.Error("the words still stand in the address")
	}

	staff.Click(".words-once > .choice input")
	staff.Click(".words-once .actions:last-child a")
	staff.Click(".declare .actions button:first-child")
	staff.See("[data-taken] button")
	staff.Axe("case, written down here")
	staff.Click("[data-taken] button")
	staff.Read("The person was asked to check it.")
	staff.Shot("taken-case")
	staff.Axe("case, written down")
	spoken(staff)

	openMailbox(person, "fr", given)
	own := takeOwnWords(person, given)
	person.Read(what)
	person.Read("Mis par écrit pour vous")
	person.Shot("taken-mailbox")
	person.Axe("mailbox, written down by an officer")
	person.Click("[data-agree]")
	person.Until("the agreement", `!document.querySelector("[data-agree]")`)

	staff.Visit("/office/case/" + number)
	staff.Read("The person agreed on")
	openMailbox(person, "fr", own)
	person.Read("Vous avez donné votre accord")
	person.Visit(mailbox("fr"))
	person.See("fl-mailbox[ready]")
	person.Paste("#words", given)
	person.Click("fl-mailbox button[type=submit]")
	person.See("[data-wrong]:not([hidden])")
}

// writeDown fills the page of an officer for somebody on the phone who speaks French, and
// gives the case number, the words and the link.
func writeDown(b *tab.Tab, what string) (number, words, link string) {
	b.See("fl-taken form")
	b.Axe("write down, before the questions")
	b.Click("fl-taken button[type=submit]") // nothing chosen yet
	b.See("fl-taken [role=alert]:not([hidden])")
	b.Click("fl-taken input[value=phone]")
	b.Click("fl-taken input[value=fr]")
	b.Click("fl-taken button[type=submit]")
	b.See("fl-taken .sheet")
	b.Shot("taken-questions")
	b.Axe("write down, the questions")
	b.Click("fl-taken button[type=submit]")
	b.See("fl-taken [role=alert]:not([hidden])")
	b.Click("fl-taken .sheet input[value=heard]")
	b.Click("fl-taken .sheet input[value=affected]")
	b.Paste("fl-taken .sheet textarea[required], fl-taken .sheet .field:has(> label) textarea", what)
	b.Click("fl-taken button[type=submit]")
	b.See(".words-once")
	b.Shot("taken-words")
	b.Axe("write down, the words")
	link = tab.Eval[string](b, `document.querySelector(".words-link").textContent`)
	words = tab.Eval[string](b, `[...document.querySelectorAll(".words-once .words li")].map(e => e.textContent).join(" ")`)
	_, fragment, _ := strings.Cut(link, "#")
	if plain, err := url.PathUnescape(strings.ReplaceAll(fragment, "-", " ")); err != nil || plain != words {
		b.Fail("the link has other words: %s", link)
	}
	number = caseNumber.FindString(b.Text())
	paper(b, number, words)
	return number, words, link
}

// paper looks at the sheet that is handed over: in the person's language, with the words, and
// gone once it was printed.
func paper(b *tab.Tab, number, words string) {
	sheet := tab.Eval[string](b, `(() => { window.print = () => {}; document.querySelector(".words-once .actions button").click(); return document.querySelector("body > .print-sheet").textContent })()`)
	for _, said := range append(strings.Fields(words), number, "Ces 12 mots ouvrent votre boîte", "/fr/mailbox") {
		if !strings.Contains(sheet, said) {
			b.Fail("%q is not on the sheet: %s", said, sheet)
		}
	}
	if strings.Contains(sheet, "⟨") || strings.Contains(sheet, "#") {
		b.Fail("on the sheet: %s", sheet)
	}
	b.Until("the sheet to go", `dispatchEvent(new Event("afterprint")) && !document.querySelector(".print-sheet")`)
}

// spoken looks for the languages of colleagues where a case is assigned.
func spoken(b *tab.Tab) {
	first := tab.Eval[string](b, `(() => {
		const step = document.querySelector("details.step[data-step=assign]");
		step.closest("details.more").open = true;
		step.open = true;
		return new Promise(done => setTimeout(() => done([...step.querySelectorAll("option")].find(e => e.value !== "").textContent), 300));
	})()`)
	if !strings.Contains(first, "Mira Okafor") || !strings.Contains(first, "French") {
		b.Fail("the first to be assigned is %q", first)
	}
}

// takeOwnWords keeps the words that the page makes at the first opening, and gives them.
func takeOwnWords(b *tab.Tab, given string) string {
	b.See("[data-claim]")
	b.Axe("words of one's own")
	own := words(b)
	if own == given {
		b.Fail("the new words are those that the officer made")
	}
	b.Click("#kept")
	b.Click("[data-claim] form button[type=submit]")
	b.See("section.part")
	return own
}
