package mailbox

import (
	"slices"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Ahead is what the owner agreed to as they sent the report: that one office may be given
// exactly that, if it is the right one.
type Ahead struct {
	Line      seal.Consent
	Unit      string
	Withdrawn string // day of taking it back, or ""
	Used      bool   // the report was passed on by it
	// Answered is the day on which the owner was asked all the same and answered, or "": that
	// ended it.
	Answered string
}

// Stands says whether it can still be used on a day.
func (a Ahead) Stands(today string) bool {
	return a.Withdrawn == "" && a.Answered == "" && !a.Used && !clock.Before(a.Line.Until, today)
}

// fillAhead puts what was agreed to at sending into the part of the office that was written to.
func (r *Reading) fillAhead() {
	for _, given := range r.ahead("yes") {
		_, unit := seal.Split(given.To)
		ahead := Ahead{Line: given, Unit: unit, Used: r.usedAhead(given), Answered: r.askedSince(given)}
		for _, back := range r.ahead(Withdrawn) {
			if back.To == given.To {
				ahead.Withdrawn = back.At
			}
		}
		part := r.part(r.placeOf(given.Parts))
		part.Ahead = append(part.Ahead, ahead)
	}
}

// askedSince is the day of the first answer to a request to pass it on to the same office.
func (r *Reading) askedSince(given seal.Consent) string {
	for _, l := range r.Opened.Lines {
		line, ok := l.Line.(seal.Consent)
		if ok && l.Reason == "" && line.Request != "" && line.By == r.Who && line.To == given.To && line.Purpose == given.Purpose {
			return line.At
		}
	}
	return ""
}

// ahead are the owner's own genuine answers of one kind that were given at sending.
func (r *Reading) ahead(answer string) []seal.Consent {
	var all []seal.Consent
	for _, l := range r.Opened.Lines {
		line, ok := l.Line.(seal.Consent)
		if ok && l.Reason == "" && line.Request == "" && line.By == r.Who && line.Answer == answer {
			all = append(all, line)
		}
	}
	return all
}

// placeOf is the compartment in which one of these items lies, "" if none is here.
func (r *Reading) placeOf(parts []seal.Part) string {
	for _, shown := range r.Opened.Items {
		if slices.Contains(parts, seal.Part{ID: shown.Line.ID, Kind: shown.Line.Kind}) {
			return shown.Line.Compartment
		}
	}
	return ""
}

// usedAhead says whether a step passed the report on by this consent: by a request that has no
// answer of its own.
func (r *Reading) usedAhead(given seal.Consent) bool {
	return slices.ContainsFunc(r.Parts, func(p Part) bool {
		return slices.ContainsFunc(p.Asked, func(a Asked) bool { return a.Used && a.Ahead && a.Line.To == given.To })
	})
}

// answeredAhead is the consent by which a request was answered before it was put.
func (r *Reading) answeredAhead(request seal.Request) (seal.Consent, bool) {
	if request.Purpose != seal.Misdirected {
		return seal.Consent{}, false
	}
	for _, given := range r.ahead("yes") {
		if given.To == request.To {
			return given, true
		}
	}
	return seal.Consent{}, false
}

// TakeBackPlain signs, for a person without scripts, that what they agreed to at sending is no
// longer so: for every office for which it stands, of the part of this unit.
func (d *Door) TakeBackPlain(phrase seal.Phrase, reading Reading, unit string) ([]seal.Signed, error) {
	today, lines := clock.Today(d.Now()), []seal.Signed(nil)
	for _, part := range reading.Parts {
		for _, ahead := range part.Ahead {
			if part.Case.Unit != unit || !ahead.Stands(today) {
				continue
			}
			id, err := seal.NewID(d.Rand)
			if err != nil {
				return nil, err
			}
			line := ahead.Line
			line.Head = seal.Head{ID: id, By: reading.Who, At: today, Via: "server"}
			line.Answer, line.Parts = Withdrawn, nil
			signed, err := seal.Sign(phrase.Signer(), line)
			if err != nil {
				return nil, err
			}
			lines = append(lines, signed)
		}
	}
	if len(lines) == 0 {
		return nil, fault.New(fault.Conflict, "nothing-agreed", nil)
	}
	return lines, nil
}
