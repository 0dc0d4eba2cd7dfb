package browser

import (
	"os"
	"path/filepath"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestTripWithoutScripts makes the reporter's whole trip with scripts off: the form on one
// page with its words, the page after sending, the mailbox, an answer and a file back.
func TestTripWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	file := filepath.Join(t.TempDir(), "agenda of the meeting.txt")
	if err := os.WriteFile(file, []byte("Tuesday, the third item."), 0o644); err != nil {
		t.Fatal(err)
	}
	const what, answer, back = "Nobody speaks to me since spring.", "Thank you. We have read it.", "Here is one thing more."
	person := tab.Open(t, s.Base)
	person.Scripts(false)
	person.Size(390, 844)
	person.Visit(form(t, "en"))
	person.See("h1")
	person.Shot("report")
	person.Axe("report without scripts")
	phrase := words(person)
	person.Click(`input[name="f.wish"][value="heard"]`)
	person.Fill(`textarea[name="f.what"]`, what)
	person.Fill(`textarea[name="f.people"]`, "Alex Example")
	person.Attach("#files", file)
	person.Click(sendPlain)
	person.Until("the page after sending", `/\d{4}-\d{4}/.test(document.body.innerText)`)
	person.Shot("sent")
	person.Axe("sent without scripts")
	number := caseNumber.FindString(person.Text())

	staff := tab.Open(t, s.Base)
	signIn(staff, officers(t, s)["wct"][0])
	readAndAnswer(staff, number, what, answer)

	person.Visit("/mailbox")
	person.Fill("#words", phrase)
	person.Click("form[action$='/mailbox/open'] button[type=submit]")
	person.Read(answer)
	person.Read("agenda of the meeting.txt")
	person.Shot("mailbox")
	person.Axe("mailbox without scripts")
	person.Fill("#text", back)
	person.Attach("#files", file)
	person.Click("form[action$='/mailbox/letter'] button[type=submit]")
	person.See(".note.good")
	person.Read(back)

	staff.Visit("/office/case/" + number)
	staff.Read(back)
}
