package office

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"fairlead/internal/casework"
	"fairlead/internal/clock"
	"fairlead/internal/mailbox"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// caseAnswer is a case as its page's script reads it.
type caseAnswer struct {
	Case       caseFacts            `json:"case"`
	Bundle     seal.Bundle          `json:"bundle"`
	Notices    []mailbox.Notice     `json:"notices"`
	HasFile    bool                 `json:"hasFile"`
	Colleagues []casework.Colleague `json:"colleagues"`
	Spoken     map[string][]string  `json:"spoken"` // the languages colleagues work in, by person
	Form       formText             `json:"form"`
	Board      casework.Board       `json:"board"`
	Procedure  procedureText        `json:"procedure"`
	Theirs     theirText            `json:"theirs"`
	Parties    map[string]theirText `json:"parties"` // by language, {} while there is nobody
	Sheets     map[string]sheetText `json:"sheets"`
	Units      map[string]string    `json:"units"`
	Receivers  map[string][]string  `json:"receivers"`
	Words      map[string]string    `json:"words"`
	Reasons    map[string]string    `json:"reasons"`
	Doors      map[string]string    `json:"doors"`
}

type caseFacts struct {
	Number   string      `json:"number"`
	Kind     string      `json:"kind"`
	Form     string      `json:"form"`
	Unit     string      `json:"unit"`
	UnitName string      `json:"unitName"`
	Stage    string      `json:"stage"`
	Received string      `json:"received"`
	Language string      `json:"language"` // its own name, as the queue shows it
	Urgent   bool        `json:"urgent"`
	Clocks   []caseClock `json:"clocks"`
	Declared string      `json:"declared"`
}

// caseClock is a clock with how it stands today.
type caseClock struct {
	clock.Limit
	State string `json:"state"`
}

func (o *Office) caseData(w http.ResponseWriter, r *http.Request) error {
	number := r.PathValue("number")
	view, err := o.Desk.Open(r.Context(), number, actor(r))
	if err != nil {
		return err
	}
	// All lines: a colleague who is to be handed a key is checked by them as well.
	if view.Bundle.Directory, err = o.People.Lines(r.Context()); err != nil {
		return err
	}
	b := o.base(r, "office.name", "")
	answer, err := o.caseAnswer(r.Context(), b, view)
	if err != nil {
		return err
	}
	if answer.Case.Declared != "" {
		if answer.Board, err = o.Desk.Board(r.Context(), number, actor(r)); err != nil {
			return err
		}
	}
	answer.Reasons = reasons(b, answer.Board.Options)
	return web.WriteJSON(w, http.StatusOK, answer)
}

func (o *Office) caseAnswer(ctx context.Context, b base, view casework.View) (caseAnswer, error) {
	c := view.Case
	colleagues, err := o.Desk.Colleagues(ctx, c)
	if err != nil {
		return caseAnswer{}, err
	}
	spoken, err := o.spoken(ctx, colleagues)
	if err != nil {
		return caseAnswer{}, err
	}
	receivers, err := o.receivers(ctx, view.Bundle.Directory)
	if err != nil {
		return caseAnswer{}, err
	}
	procedure, err := o.procedure(ctx, c)
	if err != nil {
		return caseAnswer{}, err
	}
	return caseAnswer{
		Case: o.caseFacts(b, c), Bundle: view.Bundle, Notices: orEmpty(view.Notices), HasFile: hasFile(c), Colleagues: colleagues, Spoken: spoken,
		Form: o.formText(b.Language, c.Form), Board: emptyBoard(), Procedure: o.procedureText(b.Language, procedure, c),
		Theirs: o.theirText(b, c, c.Language), Parties: o.partyTexts(b, c), Sheets: o.sheetTexts(b.Language), Units: o.unitNames(b.Language), Receivers: receivers,
		Words: b.Subset("stage.", "clock.", "notice.", "step.", "mailbox.delay.", "mailbox.ground.", "role.", "list."), Doors: o.mailboxDoors(),
	}, nil
}

func (o *Office) caseFacts(b base, c casework.Case) caseFacts {
	facts := caseFacts{
		Number: c.Number, Kind: c.Kind, Form: c.Form, Unit: c.Unit, UnitName: o.unitName(b.Base, c.Unit), Stage: c.Stage,
		Received: c.Received, Language: o.languageName(c.Language), Urgent: c.Urgent, Clocks: []caseClock{},
		Declared: c.Declared[b.Officer.ID],
	}
	for _, limit := range c.Clocks {
		facts.Clocks = append(facts.Clocks, caseClock{limit, limit.State(o.Site.Today())})
	}
	return facts
}

// procedure is the one that a case began with, as it was kept; the pack's own where none was.
func (o *Office) procedure(ctx context.Context, c casework.Case) (portal.Procedure, error) {
	if o.Desk.Procedure == nil || c.ProcedureHash == "" {
		return o.Site.Pack().Procedures[c.Procedure], nil
	}
	return o.Desk.Procedure(ctx, c.ProcedureHash)
}

// spoken gives the languages in which colleagues work, of those who said so.
func (o *Office) spoken(ctx context.Context, colleagues []casework.Colleague) (map[string][]string, error) {
	all, err := o.People.Spoken(ctx)
	if err != nil {
		return nil, err
	}
	theirs := map[string][]string{}
	for _, colleague := range colleagues {
		if languages := all[colleague.Person]; len(languages) > 0 {
			theirs[colleague.Person] = languages
		}
	}
	return theirs, nil
}

// receivers lists who receives in each office today and is not suspended: to whom parts of a
// case can be passed on.
func (o *Office) receivers(ctx context.Context, lines []seal.Signed) (map[string][]string, error) {
	suspended, err := o.Desk.Directory.Suspended(ctx)
	if err != nil {
		return nil, err
	}
	receivers := map[string][]string{}
	for _, line := range o.roll.Read(o.Site.Pack().Organisation.Root, lines).ByRole("intake", o.Site.Today()) {
		if suspended[line.Person] == "" {
			receivers[line.Unit] = append(receivers[line.Unit], line.Person)
		}
	}
	return receivers, nil
}

// mailboxDoors is where the words of an invited person are used, by language.
func (o *Office) mailboxDoors() map[string]string {
	doors := map[string]string{}
	for _, language := range o.Site.Pack().Languages {
		doors[language] = o.Site.URL() + o.Site.Prefix(language) + "/mailbox"
	}
	return doors
}

// reasons are the sentences of why steps cannot be taken now.
func reasons(b base, options []casework.Option) map[string]string {
	said := map[string]string{}
	for _, option := range options {
		if option.Refused != "" {
			said[option.Refused] = b.Say("fault." + option.Refused)
		}
	}
	return said
}

// emptyBoard is that of a case that nobody has declared themselves free to read.
func emptyBoard() casework.Board {
	return casework.Board{
		Options: []casework.Option{}, Taken: []casework.TakenStep{}, Asked: []casework.AskedFor{}, Parties: []casework.PartyState{},
		Actions: []casework.ActionState{}, Offers: []casework.Offer{}, Links: []string{}, Lost: []casework.LostHold{}, Confirmation: []string{},
	}
}

// hasFile says whether the office began a file of its own on this case.
func hasFile(c casework.Case) bool {
	return slices.ContainsFunc(c.Holders, func(h casework.Holder) bool { return h.Compartment == "file:"+c.Unit })
}

// orEmpty gives a list that JSON writes as [] and never as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// formText is the questions of a form in the officer's language.
type formText struct {
	Title     string            `json:"title"`
	Questions []portal.Question `json:"questions"`
}

func (o *Office) formText(language, id string) formText {
	pack := o.Site.Pack()
	return formText{
		Title:     cmp.Or(pack.FormText(language, id).Title, id),
		Questions: pack.Questions(language, id),
	}
}
