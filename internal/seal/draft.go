package seal

import (
	"bytes"
	"regexp"
	"slices"
)

// Draft is an unfinished form as its writer keeps it: sealed to the draft identity of a
// phrase, without a line, since it says nothing to anyone. Attachments are never in it.
type Draft struct {
	V        int64         `json:"v"`
	Form     string        `json:"form"`
	Version  string        `json:"version"`
	Language string        `json:"language"`
	Answers  []DraftAnswer `json:"answers"`
	// Exclusions may name people who are in no directory any more: they stay kept out.
	Exclusions []string `json:"exclusions"`
	Urgent     string   `json:"urgent"` // "yes" or ""
	Place      string   `json:"place"`  // the step at which the writer stood, or ""
}

// DraftAnswer is one answer as it was typed, checked against nothing. Asks and Says are the
// question and the chosen options in words, so that an answer can still be read where its
// question is gone.
type DraftAnswer struct {
	ID     string   `json:"id"`
	Asks   string   `json:"asks"`
	Values []string `json:"values"`
	Says   []string `json:"says"`
}

// A question's id, or that of one within an entry: "witnesses.2.contact".
var questionForm = regexp.MustCompile(`^[a-z0-9-]{1,64}(\.[1-9][0-9]?\.[a-z0-9-]{1,64})?$`)

// SealDraft seals a draft to the recipient of a phrase's draft identity, padded as items
// are: a newline after the JSON, and spaces to the Padmé size.
func SealDraft(phrase Phrase, draft Draft) ([]byte, error) {
	draft.V = 1
	text, err := encodeLine(draft.withLists())
	if err != nil {
		return nil, err
	}
	if _, err := parseDraft(text); err != nil {
		return nil, err
	}
	recipient, err := phrase.DraftIdentity().Recipient()
	if err != nil {
		return nil, err
	}
	return Seal(recipient, padText([]byte(text)))
}

// OpenDraft opens a draft with its phrase. Whatever it refuses is not shown.
func OpenDraft(phrase Phrase, file []byte) (Draft, error) {
	plain, err := Open(phrase.DraftIdentity().Identity(), file)
	if err != nil {
		return Draft{}, err
	}
	text, _, ok := bytes.Cut(plain, []byte("\n"))
	if !ok || !bytes.Equal(padText(text), plain) {
		return Draft{}, refuse("padding", "")
	}
	return parseDraft(string(text))
}

func parseDraft(text string) (Draft, error) {
	var d Draft
	if err := decodeStrict(text, itemBounds, &d); err != nil {
		return Draft{}, err
	}
	return d, firstBroken(d.rules())
}

func (d Draft) rules() []rule {
	ids, questions := make([]string, len(d.Answers)), true
	for i, answer := range d.Answers {
		ids[i] = answer.ID
		questions = questions && questionForm.MatchString(answer.ID)
	}
	return []rule{
		{"v", d.V == 1},
		{"form", validCode(d.Form)},
		{"version", ValidHash(d.Version)},
		{"language", slices.Contains(Languages(), d.Language)},
		{"answers", questions && distinct(ids, func(string) bool { return true })},
		{"exclusions", distinct(d.Exclusions, ValidExclusion)},
		{"urgent", d.Urgent == "" || d.Urgent == "yes"},
	}
}

// withLists makes the lists within the answers lists: null is none.
func (d Draft) withLists() Draft {
	answers := make([]DraftAnswer, len(d.Answers))
	for i, answer := range d.Answers {
		answer.Values, answer.Says = append([]string{}, answer.Values...), append([]string{}, answer.Says...)
		answers[i] = answer
	}
	d.Answers = answers
	return d
}

// DraftHandleText is the draft's handle as it is sent.
func (p Phrase) DraftHandleText() string {
	h := p.DraftHandle()
	return EncodeURL(h[:])
}
