package intake

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// Consent is a checked consent that was given at sending, on its way to the store.
type Consent struct {
	Signed seal.Signed
	Line   seal.Consent
	Hash   string
}

// mostConsents bounds how many are read before it is known how many there can be.
const mostConsents = 64

// checkConsent checks a consent as far as the line goes: it is the reporter's own, about this
// report, and given at sending.
func checkConsent(signed seal.Signed, keys seal.Keys) (Consent, error) {
	line, err := seal.CheckAs[seal.Consent](signed, keys.Verify)
	if err != nil {
		return Consent{}, unfit(err)
	}
	if line.Report != keys.Report || line.Request != "" || line.Answer != "yes" || line.Step != seal.PassOn {
		return Consent{}, unfit(nil)
	}
	return Consent{signed, line, seal.LineHash(signed)}, nil
}

// checkOnward holds what was agreed to at sending to what the form asks: one consent at most for
// an office that could receive it, of all that the first office is sent and of nothing else,
// for no longer than it lasts. told are the units that receive something anyway. Whether the
// answers say so cannot be known here: they are sealed.
func (d *Desk) checkOnward(form portal.Form, c checked, first talk, told []string) error {
	could := d.Pack().OnwardUnits(form)
	given := map[string]bool{}
	for _, consent := range c.consents {
		line := consent.Line
		_, unit := seal.Split(line.To)
		if form.Onward == nil || given[unit] || slices.Contains(told, unit) || slices.Contains(c.keys.Exclusions, "unit:"+unit) {
			return unfit(nil)
		}
		if line.Until < line.At || line.Until > clock.Add(line.At, seal.SendingDays) || !first.isAllOf(line.Parts) {
			return unfit(nil)
		}
		if !slices.Contains(could, unit) { // the pack is another than when the page was opened
			return fault.New(fault.Conflict, "recipients-changed", nil)
		}
		given[unit] = true
	}
	return nil
}

// isAllOf says whether these parts are the items of a talk, each of them and nothing else.
func (t talk) isAllOf(parts []seal.Part) bool {
	if len(parts) != len(t.posts) {
		return false
	}
	for _, post := range t.posts {
		if !slices.Contains(parts, seal.Part{ID: post.Line.ID, Kind: post.Line.Kind}) {
			return false
		}
	}
	return true
}

// Onward are the offices to which what is sent may be passed on: all that could receive it,
// where the answers say so, but for those that are told anyway and those kept out.
func (d *Desk) Onward(form portal.Form, fields map[string]any, exclusions []string, told ...string) []string {
	if form.Onward == nil || !says(form.Onward, fields) {
		return nil
	}
	return slices.DeleteFunc(d.Pack().OnwardUnits(form, told...), func(unit string) bool {
		return slices.Contains(exclusions, "unit:"+unit)
	})
}

// agree adds what was agreed to at sending to the first office's case.
func (a *Arrival) agree(consents []Consent) {
	first := &a.Cases[0]
	first.Consents = consents
	for _, consent := range consents {
		first.Acts = append(first.Acts, ledger.Act{Act: ledger.Consented, By: "reporter", Of: consent.Hash})
	}
}
