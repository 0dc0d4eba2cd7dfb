package seal

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func someDraft() Draft {
	return Draft{
		V: 1, Form: "harassment", Version: Hash([]byte("a form")), Language: "fr", Place: "field:what",
		Answers: []DraftAnswer{
			{ID: "wish", Asks: "Que voulez-vous ?", Values: []string{"formal"}, Says: []string{"Signaler"}},
			{ID: "witnesses.2.contact", Asks: "Peut-on l’appeler ?", Values: []string{"ligne 1\nligne 2 « ça » 好"}, Says: []string{}},
		},
		Exclusions: []string{"unit:wct"}, Urgent: "yes",
	}
}

func TestDraft(t *testing.T) {
	w := newWorld(t)
	file := must(SealDraft(w.phrase, someDraft()))
	if got := must(OpenDraft(w.phrase, file)); !reflect.DeepEqual(got, someDraft()) {
		t.Errorf("it came back as %+v", got)
	}
	other := must(NewPhrase(w.rand, "fr"))
	if _, err := OpenDraft(other, file); Reason(err) != "age-open" {
		t.Errorf("other words: %v", err)
	}
	empty := must(OpenDraft(w.phrase, must(SealDraft(w.phrase, Draft{Form: "f", Version: Hash(nil), Language: "en"}))))
	if empty.Answers == nil || empty.Exclusions == nil {
		t.Errorf("lists of nothing are lists: %+v", empty)
	}
}

// TestDraftSizes: two drafts that differ by a word are files of one size.
func TestDraftSizes(t *testing.T) {
	w := newWorld(t)
	short, long := someDraft(), someDraft()
	long.Answers = append([]DraftAnswer{}, long.Answers...)
	long.Answers[0].Asks += " Vraiment"
	if a, b := must(SealDraft(w.phrase, short)), must(SealDraft(w.phrase, long)); len(a) != len(b) {
		t.Errorf("%d and %d bytes", len(a), len(b))
	}
}

// draftVectors are drafts that both sides open, and texts that both refuse.
type draftVectors struct {
	Words   string         `json:"words"`
	Handle  string         `json:"handle"`
	Drafts  []draftVector  `json:"drafts"`
	Refused []refusedDraft `json:"refused"`
}

type draftVector struct {
	Text string `json:"text"`
	File []byte `json:"file"`
}

type refusedDraft struct {
	Reason string `json:"reason"`
	Note   string `json:"note"`
	File   []byte `json:"file"`
}

func makeDrafts(w *world) draftVectors {
	v := draftVectors{Words: strings.Join(w.phrase.Words(), " "), Handle: w.phrase.DraftHandleText()}
	text := string(must(json.Marshal(someDraft())))
	v.Drafts = []draftVector{{text, must(SealDraft(w.phrase, someDraft()))}}
	recipient := must(w.phrase.DraftIdentity().Recipient())
	refuse := func(reason, note string, plain []byte) {
		v.Refused = append(v.Refused, refusedDraft{reason, note, must(Seal(recipient, plain))})
	}
	changed := func(old, by string) []byte { return padText([]byte(strings.Replace(text, old, by, 1))) }
	refuse("padding", "no padding", []byte(text+"\n"))
	refuse("name-unknown", "a file in it", changed(`"place"`, `"files":[],"place"`))
	refuse("name-missing", "no answers", padText([]byte(`{"v":1,"form":"f","version":"`+Hash(nil)+`","language":"en","exclusions":[],"urgent":"","place":""}`)))
	refuse("value", "another version of the format", changed(`"v":1`, `"v":2`))
	refuse("value", "an answer to no question", changed(`"id":"wish"`, `"id":"../wish"`))
	refuse("value", "two answers to one question", changed(`"id":"wish"`, `"id":"witnesses.2.contact"`))
	refuse("value", "a language without a list", changed(`"fr"`, `"de"`))
	refuse("value", "urgency in other words", changed(`"urgent":"yes"`, `"urgent":"very"`))
	refuse("value", "keeping out what is nobody", changed(`"unit:wct"`, `"everybody"`))
	refuse("type", "an answer that is no list", changed(`["formal"]`, `"formal"`))
	mailbox := must(w.phrase.Identity().Recipient())
	v.Refused = append(v.Refused, refusedDraft{"age-open", "sealed to the mailbox of the same words", must(Seal(mailbox, padText([]byte(text))))})
	return v
}

// TestVectorsOfDrafts writes drafts.json when -update is given, and holds this package to it.
func TestVectorsOfDrafts(t *testing.T) {
	if *update {
		writeVectors(t, "drafts.json", makeDrafts(newWorld(t)))
	}
	v := readVectors[draftVectors](t, "drafts.json")
	phrase := must(ParsePhrase(v.Words))
	if phrase.DraftHandleText() != v.Handle {
		t.Error("the handle is another")
	}
	for _, each := range some(t, v.Drafts) {
		got := must(OpenDraft(phrase, each.File))
		if string(must(json.Marshal(got))) != each.Text {
			t.Errorf("it reads %+v", got)
		}
	}
	for _, each := range some(t, v.Refused) {
		_, err := OpenDraft(phrase, each.File)
		wantReason(t, each.Note, err, each.Reason)
	}
}
