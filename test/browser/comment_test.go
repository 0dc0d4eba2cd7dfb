package browser

import (
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/program"
	"fairlead/test/tab"
)

// commentAddress is the page for comments in a language.
func commentAddress(t *testing.T, language string) string {
	t.Helper()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	return pack.Address(language, "form/feedback")
}

// comment sends a comment and gives the words that were offered.
func comment(b *tab.Tab, address, text string) string {
	b.Visit(address)
	b.See("fl-comment[ready]")
	b.Shot("comment")
	b.Axe("comment")
	b.Click("fl-comment button[type=submit]")
	b.See(".wrong-text")
	b.Axe("comment, nothing said")
	b.Fill(`textarea[name="f.comment"]`, text)
	b.Click("fl-comment button[type=submit]")
	b.Until("the page after sending", `!!document.querySelector('fl-comment .after') && !document.querySelector('fl-comment form')`)
	b.Shot("comment-sent")
	b.Axe("comment sent")
	b.Click(".after summary")
	b.Shot("comment-words")
	b.Axe("comment, its words")
	return words(b)
}

// openComment opens the first comment of the editor's list and gives its address.
func openComment(b *tab.Tab, said string) string {
	b.Visit("/office/comments")
	b.Shot("comments")
	b.Axe("list of comments")
	b.Click("tr.fresh .case-number")
	b.Read(said)
	b.Shot("comment-read")
	b.Axe("comment, read by an editor")
	return tab.Eval[string](b, "location.pathname")
}

// TestComment tells the editors something, reads their answer, and gets a report back that
// was sent as a comment.
func TestComment(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	const praise, answer, back = "The map of the offices helped me.", "Thank you, that is good to hear.", "You are welcome."
	person := tab.Open(t, s.Base)
	person.Size(390, 844)
	phrase := comment(person, commentAddress(t, "en"), praise)

	handler := tab.Open(t, s.Base)
	signIn(handler, officers(t, s)["wct"][0])
	handler.Without("/office/comments")
	handler.Visit("/office/comments")
	handler.Without(praise)
	if tab.Eval[bool](handler, `!!document.querySelector("fl-editors, .case-number")`) {
		t.Error("somebody who is no editor is shown comments")
	}

	editor := tab.Open(t, s.Base)
	signIn(editor, officers(t, s)["nsa"][0])
	if tab.Eval[bool](editor, `!!document.querySelector(".case-number")`) {
		t.Error("a comment stands among the cases")
	}
	address := openComment(editor, praise)
	editor.Paste(".case-letters textarea", answer)
	editor.Click(".case-letters button[type=submit]")
	editor.See(".case-letters .thread li.mine")
	openMailbox(person, "en", phrase)
	person.Read(answer)
	person.Press("Show what you sent")
	person.Read(praise)
	person.Shot("comment-mailbox")
	person.Axe("mailbox of a comment")
	person.Fill("#letter", back)
	person.Click("[data-opened] form button[type=submit]")
	person.See(".note.good")
	editor.Visit(address)
	editor.Read(back)
	editor.Press("Put away as done")
	editor.Read("Done")
	editor.Without("Put away as done")

	// A report, sent as a comment by mistake.
	const told = "My supervisor shouts at me every morning."
	phrase = comment(person, commentAddress(t, "en"), told)
	address = openComment(editor, told)
	editor.Press("This is a report: hand it back")
	editor.Shot("comment-return")
	editor.Axe("comment, handing back")
	editor.Press("Hand it back now")
	editor.Until("the list of comments", `location.search === "?returned"`)
	editor.Read("No editor can open it any more")
	editor.Axe("comments, one handed back")
	editor.Visit(address)
	editor.Without(told)
	editor.Read("There is no case with this number")
	openMailbox(person, "en", phrase)
	person.Read("Handed back to you")
	person.Read("Could read it until")
	person.Until("the text to copy", `[...document.querySelectorAll("[data-opened] details[open] .review")].some(e => e.innerText.includes("shouts at me"))`)
	person.Shot("comment-returned")
	person.Axe("mailbox, handed back")
	if tab.Eval[bool](person, `!!document.querySelector("[data-opened] textarea")`) {
		t.Error("a letter can be written to nobody")
	}
}

// TestCommentWithoutScripts makes the sender's part of the trip with scripts off.
func TestCommentWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	const said, answer = "La page sur les délais est claire.", "Merci beaucoup."
	person := tab.Open(t, s.Base)
	person.Scripts(false)
	person.Visit(commentAddress(t, "fr"))
	person.See("fl-comment form")
	person.Shot("comment")
	person.Axe("comment without scripts")
	person.Click("fl-comment button[type=submit]")
	person.See(".summary")
	person.Axe("comment without scripts, nothing said")
	person.Fill(`textarea[name="f.comment"]`, said)
	person.Click("fl-comment button[type=submit]")
	person.See(".after")
	person.Click(".after summary")
	person.Shot("comment-sent")
	person.Axe("comment sent without scripts")
	phrase := words(person)

	editor := tab.Open(t, s.Base)
	signIn(editor, officers(t, s)["nsa"][0])
	openComment(editor, said)
	editor.Paste(".case-letters textarea", answer)
	editor.Click(".case-letters button[type=submit]")
	editor.See(".case-letters .thread li.mine")
	person.Visit("/fr/mailbox")
	person.Fill("#words", phrase)
	person.Click("form[action$='/mailbox/open'] button[type=submit]")
	person.Read(answer)
	person.Axe("mailbox of a comment without scripts")
	editor.Press("This is a report: hand it back")
	editor.Press("Hand it back now")
	editor.Until("the list of comments", `location.search === "?returned"`)
	person.Visit("/fr/mailbox/read")
	person.Read("Il vous a été rendu")
	person.Read(said)
	person.Shot("comment-returned")
	person.Axe("handed back, without scripts")
}

// TestCommentClosed: whoever may not comment is told so kindly, and where else to go.
func TestCommentClosed(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t, "--feedback", "personnel", "--personnel-header", "X-Signed-In")
	b := tab.Open(t, s.Base)
	for _, scripts := range []bool{true, false} {
		b.Scripts(scripts)
		for _, language := range []string{"en", "fr", "es"} {
			b.Visit(commentAddress(t, language))
			b.See("fl-comment .note.warm")
			b.Axe("comment, closed, " + language)
		}
	}
	b.Shot("comment-closed")
	if tab.Eval[bool](b, `!!document.querySelector("fl-comment form")`) {
		t.Error("the form is open to somebody from outside")
	}
}
