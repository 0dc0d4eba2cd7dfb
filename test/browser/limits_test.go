package browser

import (
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestTimeLimits works out two time limits: one that a rule covers, at a desk, and one that
// nobody confirmed, on a phone in the dark and without scripts. The page needs none.
func TestTimeLimits(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for _, c := range []struct {
		name, language, contract, subject, says string
		phone                                   bool
	}{
		{"covered", "en", "staff", "evaluation", "limit.file-now", false},
		{"unconfirmed", "fr", "staff", "rebuttal", "limit.unconfirmed", true},
		{"contract", "es", "contractor", "evaluation", "limit.in-contract", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Size(1280, 900)
			if c.phone {
				b.Size(390, 844)
			}
			b.Dark(c.phone)
			b.Scripts(!c.phone)
			words := p.Words(c.language)
			b.Visit(p.Address(c.language, "time-limits"))
			b.Click(`input[name="contract"][value="` + c.contract + `"]`)
			b.Click(`input[name="subject"][value="` + c.subject + `"]`)
			b.Fill(`input[name="day"]`, "29")
			b.Fill(`input[name="month"]`, "2")
			b.Fill(`input[name="year"]`, "2024")
			b.Press(words.Say("limit.work-out"))
			b.Read(words.Say(c.says))
			if c.name == "covered" {
				b.Read(words.Say("limit.last", "Day", words.Day("2024-04-29")))
				b.Read(words.Say("limit.late.text"))
			}
			if where := b.Where(); where != s.Base+p.Prefix(c.language)+"/limits#result" {
				b.Fail("the address holds more than it should: %s", where)
			}
			b.Scripts(true)
			b.Axe("answer")
			b.Shot("answer")
		})
	}
}
