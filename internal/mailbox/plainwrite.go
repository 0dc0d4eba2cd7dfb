package mailbox

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fairlead/internal/clock"
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// WritePlain seals and signs a letter to one office with its files, for a person without
// scripts. What it gives goes to Letter like any other. A party writes to the one office that
// invited them.
func (d *Door) WritePlain(phrase seal.Phrase, reading Reading, unit, text string, files []Attached) (Posting, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\uFFFD"))
	if text == "" {
		return Posting{}, fault.New(fault.Refused, "letter-empty", nil)
	}
	if utf8.RuneCountInString(text) > longestLetter {
		return Posting{}, fault.New(fault.TooLarge, "letter-too-long", nil).With("Max", longestLetter)
	}
	sizes := make([]int64, len(files))
	for i, f := range files {
		sizes[i] = f.Size
	}
	if err := d.Limits.CheckFiles(sizes); err != nil {
		return Posting{}, err
	}
	place, ok := reading.Opened.Place(reading.writesIn(unit))
	if !ok {
		return Posting{}, fault.New(fault.Conflict, "turn-changed", nil)
	}
	return d.sealLetter(phrase, reading, place, text, files)
}

// Talks says whether the owner was ever handed a place in which to write to an office: another
// office that has not taken what was passed on has none yet.
func (r Reading) Talks(unit string) bool {
	place := r.writesIn(unit)
	return slices.ContainsFunc(r.Opened.Holdings, func(h seal.Holding) bool {
		return h.Reason == "" && h.Line.Holder == r.Who && h.Line.Compartment == place
	})
}

// writesIn is the compartment in which the owner writes to an office: its talk, or a party's
// own where they hold no talk of that office.
func (r Reading) writesIn(unit string) string {
	if _, ok := r.Opened.Place(seal.TalkOf(unit)); !ok && IsParty(r.Who) {
		return r.Who
	}
	return seal.TalkOf(unit)
}

func (d *Door) sealLetter(phrase seal.Phrase, reading Reading, place seal.Place, text string, files []Attached) (Posting, error) {
	var letter Posting
	body := seal.Letter{Text: text, Items: []string{}}
	ids := make([]string, len(files))
	for i := range files {
		id, err := seal.NewID(d.Rand)
		if err != nil {
			return letter, err
		}
		ids[i] = id
		body.Items = append(body.Items, id)
	}
	add := func(id, kind string, blobs []string, body any) error {
		line := seal.Post{
			Head:   seal.Head{ID: id, By: reading.Who, Via: "server"},
			Report: reading.Opened.Report, Compartment: place.Compartment, Turn: place.Turn,
			Kind: kind, Prev: place.Prev, Blobs: blobs,
		}
		item, err := seal.SealItem(phrase.Signer(), d.Rand, line, place.Recipient, body, d.Now())
		place.Prev = seal.LineHash(item.Signed)
		letter.Items = append(letter.Items, item)
		return err
	}
	if err := add("", "letter", []string{}, body); err != nil {
		return letter, err
	}
	for i, f := range files {
		part := f.Part()
		if err := add(ids[i], "file", []string{part.Blob}, part.Body); err != nil {
			return letter, err
		}
		letter.Uploads = append(letter.Uploads, f.Upload)
	}
	return letter, nil
}

// ConsentPlain signs an answer to a request, for a person without scripts. Answer is Yes,
// Partly with the ids of the parts agreed to, No, or Withdrawn.
func (d *Door) ConsentPlain(phrase seal.Phrase, reading Reading, request, answer string, parts []string) (seal.Signed, error) {
	asked, ok := reading.asked(request)
	if !ok {
		return seal.Signed{}, fault.New(fault.Refused, "request-unknown", nil)
	}
	today := clock.Today(d.Now())
	if err := asked.takes(answer, today); err != nil {
		return seal.Signed{}, err
	}
	r := asked.Line
	answer, agreed := agreedTo(answer, r.Parts, parts)
	if answer == Partly && len(agreed) == 0 {
		return seal.Signed{}, fault.New(fault.Refused, "parts-none", nil)
	}
	head, err := d.plainHead(reading, today)
	if err != nil {
		return seal.Signed{}, err
	}
	return seal.Sign(phrase.Signer(), seal.Consent{
		Head: head, Report: reading.Opened.Report, Request: asked.Hash, Answer: answer,
		Step: r.Step, To: r.To, Purpose: r.Purpose, Parts: agreed, Until: r.Until,
	})
}

// agreedTo gives the parts that an answer agrees to; some that are all are a yes.
func agreedTo(answer string, asked []seal.Part, ids []string) (string, []seal.Part) {
	agreed := []seal.Part{}
	for _, part := range asked {
		if answer == Yes || answer == Partly && slices.Contains(ids, part.ID) {
			agreed = append(agreed, part)
		}
	}
	if answer == Partly && len(agreed) == len(asked) {
		answer = Yes
	}
	return answer, agreed
}

// ActPlain signs an act, for a person without scripts. Of is the hash that it speaks of, or "".
func (d *Door) ActPlain(phrase seal.Phrase, reading Reading, act, of string) (seal.Signed, error) {
	head, err := d.plainHead(reading, clock.Today(d.Now()))
	if err != nil {
		return seal.Signed{}, err
	}
	signed, err := seal.Sign(phrase.Signer(), seal.Act{Head: head, Report: reading.Opened.Report, Act: act, Of: of})
	if err != nil {
		return seal.Signed{}, unfit(err)
	}
	return signed, nil
}

func (d *Door) plainHead(reading Reading, today string) (seal.Head, error) {
	id, err := seal.NewID(d.Rand)
	return seal.Head{ID: id, By: reading.Who, At: today, Via: "server"}, err
}
