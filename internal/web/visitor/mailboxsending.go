package visitor

import (
	"fairlead/internal/mailbox"
)

// aheadView is what the reader agreed to as they sent the report, in sentences; Can says that
// some of it can be taken back.
type aheadView struct {
	Says []string
	Can  bool
}

// ahead words it: what stands, what was used, taken back, or ran out. Where somebody else turned
// out to be affected it counts for nothing, and nothing is said.
func (p readPage) ahead(part mailbox.Part) *aheadView {
	if len(part.Ahead) == 0 || part.Case.Whose == "other" {
		return nil
	}
	var view aheadView
	for _, state := range []string{"text", "used", "back", "over"} {
		offices, day := []officeName(nil), ""
		for _, each := range part.Ahead {
			if is, on := aheadIs(each, p.Today()); is == state {
				offices, day = append(offices, officeName{each.Unit, p.Office(each.Unit)}), on
			}
		}
		if len(offices) == 0 || state == "text" && part.Case.Ended != "" {
			continue // of a case that ended nothing more can be passed on
		}
		view.Says = append(view.Says, p.Say("mailbox.ahead."+state, "Offices", joinedNames(p.Base, offices), "Day", p.dayOrNone(day)))
		view.Can = view.Can || state == "text"
	}
	if len(view.Says) == 0 {
		return nil
	}
	return &view
}

// aheadIs says how far a yes is, and the day that goes with it.
func aheadIs(a mailbox.Ahead, today string) (state, day string) {
	switch {
	case a.Used:
		return "used", ""
	case a.Withdrawn != "":
		return "back", a.Withdrawn
	case a.Answered != "":
		return "over", a.Answered
	case !a.Stands(today):
		return "over", a.Line.Until
	}
	return "text", a.Line.Until
}
