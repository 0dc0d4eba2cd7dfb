package visitor

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/seal"
	"fairlead/internal/web"
)

var reportTemplate = web.NewTemplate(files, "report.html", "report-fields.html", "draftparts.html", "sent.html", "text.html")

// reportPage is the form: one page without scripts, and what the script takes apart into
// one question at a time.
type reportPage struct {
	web.Base
	Intro    portal.Page
	Beside   []portal.Section // what belongs elsewhere: the right door, open beside this one
	Before   []portal.Section // all else there is to know first
	Others   bool             // the pack has a page of places outside
	Form     portal.Form
	Fields   []fieldView
	Unit     string // its name
	People   []personView
	Second   string // the office that is told beside the report if the person says so; "" if none
	Onward   string // the offices to which it may be passed on if the person says so; "" if the form does not ask
	Fallback string // name of the unit that receives if this one may not
	Lists    bool   // officers are excluded by name
	Limits   limitsData
	Words    []string
	Phrase   string // the same words as the hidden field carries them
	Problems []problem
	Expired  bool // the form changed while it was being filled in
	Files    bool // files had been chosen, and must be chosen again
	Typed    typed
	Kept     []string // whom they keep out and the page offers no box for
	Data     *reportData
	After    sentPage // what the script shows after sending
	Asks     bool     // it is a question to a person and no report
	// Restored is what came back of a form that was kept; NotOpened says why none did.
	Restored  *restored
	NotOpened string
}

// Of gives a word of the page, in its form for a question where this is one.
func (p reportPage) Of(key string, args ...any) string { return sayOf(p.Base, p.Asks, key, args) }

func sayOf(base web.Base, asks bool, key string, args []any) string {
	if asks && base.Has(key+".enquiry") {
		key += ".enquiry"
	}
	return base.Say(key, args...)
}

// parted takes what belongs elsewhere out of a form's introduction: the right door stands
// open beside this one, all else can be opened.
func parted(sections []portal.Section) (before, beside []portal.Section) {
	for _, section := range sections {
		if section.Anchor == "elsewhere" {
			beside = append(beside, section)
		} else {
			before = append(before, section)
		}
	}
	return before, beside
}

// personView is somebody who would get a key, with the box that excludes them.
type personView struct {
	Name     string
	Holder   string
	Excluded bool
	Told     string // the other office, of somebody who is told only beside the report
}

// Shown is the name, with the office where it is another one.
func (p personView) Shown() string {
	if p.Told == "" {
		return p.Name
	}
	return p.Name + " (" + p.Told + ")"
}

// problem is a sentence about an answer, with the anchor it leads to.
type problem struct {
	Anchor string
	Text   string
}

// showReport answers with the empty form, if reports can be taken now.
func (v *Wing) showReport(w http.ResponseWriter, r *http.Request) error {
	form, err := v.formOf(r)
	if fault.Is(err, fault.NotFound) {
		if to, ok := v.formElsewhere(r); ok {
			http.Redirect(w, r, to, http.StatusPermanentRedirect)
			return nil
		}
	}
	if err != nil {
		return err
	}
	if err := v.desk.Open(r.Context(), form.ID, web.Language(r)); err != nil {
		return err
	}
	phrase, err := seal.NewPhrase(v.rand, web.Language(r))
	if err != nil {
		return err
	}
	page, err := v.reportPage(r, form, phrase, typed{})
	if err != nil {
		return err
	}
	return v.server.RenderPacked(w, r, reportTemplate, page)
}

// formOf finds the form of this address under its own folder, if this page takes it.
func (v *Wing) formOf(r *http.Request) (portal.Form, error) {
	form, ok := v.formAt(r)
	if !ok {
		return form, fault.New(fault.NotFound, "page-not-found", nil)
	}
	return form, takes(form)
}

// formAt reads an address: a page has its form's name in the language, and what it sends
// goes to the form's id, which stays when a new pack gives the form another name while
// somebody writes.
func (v *Wing) formAt(r *http.Request) (portal.Form, bool) {
	pack, language := v.server.Pack(), web.Language(r)
	path := strings.TrimPrefix(r.URL.Path, v.server.Prefix(language)+"/")
	form, ok := pack.Forms[r.PathValue("form")]
	if r.Method == http.MethodPost && ok && form.Path(form.ID) == path {
		return form, true
	}
	return pack.FormAt(language, path)
}

// formElsewhere finds the form of that name under another folder.
func (v *Wing) formElsewhere(r *http.Request) (string, bool) {
	pack, language := v.server.Pack(), web.Language(r)
	for _, form := range pack.Forms {
		if path := form.Path(r.PathValue("form")); path != "" {
			if found, ok := pack.FormAt(language, path); ok {
				return pack.Address(language, "form/"+found.ID), true
			}
		}
	}
	return "", false
}

// takes says whether this page can take a form at all: what is for the editors is not for
// an office, and what goes along with another form has no page.
func takes(form portal.Form) error {
	if form.Kind == "report" || form.Kind == "enquiry" {
		return nil
	}
	return fault.New(fault.Closed, "form-closed", nil)
}

// reportPage builds the page around what was typed so far. If the database is away it
// gives what there is without it, and the fault.
func (v *Wing) reportPage(r *http.Request, form portal.Form, phrase seal.Phrase, t typed) (reportPage, error) {
	page := v.barePage(r, form, phrase, t)
	data, err := v.reportData(r, page.Base, form)
	if err != nil {
		return page, err
	}
	page.Scripts, page.Data = []string{"report.js"}, &data
	for _, person := range data.Intake {
		holder := "officer:" + person.Person
		page.People = append(page.People, personView{Name: person.Name, Holder: holder, Excluded: slices.Contains(t.Exclude, holder)})
	}
	if data.Second != nil {
		page.Second = data.Second.Name
		// Whoever would be told beside the report can be kept out as well.
		for _, person := range data.Second.People {
			holder := "officer:" + person.Person
			page.People = append(page.People, personView{person.Name, holder, slices.Contains(t.Exclude, holder), data.Second.Name})
		}
	}
	// Who was kept out and is offered no more, such as a person who left, stays kept out.
	page.Kept = slices.DeleteFunc(page.Kept, func(name string) bool {
		return page.Lists && slices.ContainsFunc(page.People, func(p personView) bool { return p.Holder == name })
	})
	return page, nil
}

// barePage is the form without what only the database knows: the people who receive. Whom
// the person keeps out stays kept out.
func (v *Wing) barePage(r *http.Request, form portal.Form, phrase seal.Phrase, t typed) reportPage {
	pack, language := v.server.Pack(), web.Language(r)
	intro, _ := pack.Page(language, "form/"+form.ID)
	page := reportPage{Base: v.server.BaseTitled(r, intro.Title), Intro: intro, Form: form, Typed: t}
	page.Description, page.Leave = intro.Short, true
	page.Asks = form.Kind == "enquiry"
	page.SupportPanel()
	page.Alternates = v.server.Alternates(language, func(l string) string { return pack.Address(l, intro.ID) })
	page.Limits, page.Lists = v.limitsData(), pack.Units[form.Unit].ListsOfficers
	page.Before, page.Beside = parted(intro.Sections)
	page.Others = leadsOutside(pack, language, page.Beside)
	page.Unit = page.Say("unit." + form.Unit)
	page.Onward = joinedNames(officeNames(page.Base, pack.OnwardUnits(form, form.Unit)))
	if pack.Fallback != form.Unit {
		page.Fallback = page.Say("unit." + pack.Fallback)
	}
	page.Fields = fieldViews(page.Base, form, pack.FormText(language, form.ID), t)
	page.Words, page.Phrase = phrase.Words(), joined(phrase)
	page.After = v.afterPage(page.Base, form, v.server.Today())
	page.Kept = slices.DeleteFunc(slices.Clone(t.Exclude), func(name string) bool { return name == "unit:"+form.Unit })
	return page
}

// leadsOutside says whether the page must lead to the places outside: the pack has a page
// of them, and what belongs elsewhere does not lead there itself.
func leadsOutside(pack *portal.Pack, language string, beside []portal.Section) bool {
	if _, ok := pack.Page(language, "other-places"); !ok {
		return false
	}
	address := `"` + pack.Address(language, "other-places") + `"`
	return !slices.ContainsFunc(beside, func(s portal.Section) bool { return strings.Contains(string(s.Body), address) })
}

func (v *Wing) limitsData() limitsData {
	return limitsData{v.limits.Files, v.limits.File, v.limits.Total}
}

// reportData is what the script of the report page is given. All officer lines go with
// it: who receives is chosen in the page, which checks every line itself.
type reportData struct {
	Form          portal.Form       `json:"form"`
	FormText      *portal.FormText  `json:"formText,omitempty"`
	Version       string            `json:"version"`
	Unit          string            `json:"unit"`
	UnitName      string            `json:"unitName"`
	Language      string            `json:"language"`
	Site          string            `json:"site"`
	Root          string            `json:"root"`
	Directory     []seal.Signed     `json:"directory"`
	Intake        []personData      `json:"intake"`
	Fallback      fallbackData      `json:"fallback"`
	Second        *secondData       `json:"second,omitempty"`
	Onward        []officeName      `json:"onward,omitempty"`
	ListsOfficers bool              `json:"listsOfficers"`
	Outside       string            `json:"outside"`
	Limits        limitsData        `json:"limits"`
	Today         string            `json:"today"`
	Mailbox       string            `json:"mailbox"`
	Words         map[string]string `json:"words"`
	Static        staticData        `json:"static"`
}

type personData struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`
}

type fallbackData struct {
	Unit   string       `json:"unit"`
	Name   string       `json:"name"`
	People []personData `json:"people"`
}

type limitsData struct {
	Files int   `json:"files"`
	File  int64 `json:"file"`
	Total int64 `json:"total"`
}

// staticData is where a script finds its workers and word lists.
type staticData struct {
	Attach string            `json:"attach"`
	Words  map[string]string `json:"words"`
}

func (v *Wing) reportData(r *http.Request, base web.Base, form portal.Form) (reportData, error) {
	pack := v.server.Pack()
	data := reportData{
		Form: form, Version: form.Version, Unit: form.Unit, UnitName: base.Say("unit." + form.Unit),
		Language: base.Language, Site: v.server.URL(), Root: v.root(), Today: v.server.Today(),
		ListsOfficers: pack.Units[form.Unit].ListsOfficers, Outside: pack.Organisation.Outside,
		Limits: v.limitsData(), Mailbox: base.Href("/mailbox"),
		Words:  v.scriptWords(base, form),
		Static: v.staticData(pack.Languages...),
	}
	data.Onward = officeNames(base, pack.OnwardUnits(form))
	var err error
	if data.Directory, err = v.desk.DirectoryLines(r.Context()); err != nil {
		return data, err
	}
	if data.Intake, err = v.receivers(r, form.Unit, nil); err != nil {
		return data, err
	}
	if data.Second, err = v.secondData(r, base, form); err != nil {
		return data, err
	}
	if pack.Fallback != form.Unit {
		people, err := v.receivers(r, form.Unit, []string{"unit:" + form.Unit})
		if err != nil && !fault.Is(err, fault.Closed) {
			return data, err
		}
		data.Fallback = fallbackData{pack.Fallback, base.Say("unit." + pack.Fallback), people}
	}
	return data, nil
}

// scriptWords are what the script of the page says, of a question where the form asks one.
func (v *Wing) scriptWords(base web.Base, form portal.Form) map[string]string {
	words := base.Subset("js.report.", "js.draft.", "js.mailbox.problem.", "draft.words.", "draft.no-files", "draft.keep", "draft.delete", "draft.back.", "draft.unplaced", "mailbox.words", "js.common.", "button.", "choice.", "sent.received", "sent.received.exact", "sent.holders.text", "sent.also.", "sent.onward.", "reminder.title", "zone.unknown")
	for key := range words {
		if asked := key + ".enquiry"; form.Kind == "enquiry" && words[asked] != "" {
			words[key] = words[asked]
		}
	}
	return words
}

// receivers are the people who would get a key under these exclusions, by name.
func (v *Wing) receivers(r *http.Request, unit string, exclusions []string) ([]personData, error) {
	to, err := v.desk.Recipients(r.Context(), unit, exclusions)
	if err != nil {
		return []personData{}, err
	}
	return people(to), nil
}

func people(to intake.Recipients) []personData {
	list := make([]personData, 0, len(to.People))
	for _, officer := range to.People {
		list = append(list, personData{officer.Person, officer.Name, officer.Unit})
	}
	slices.SortFunc(list, func(a, b personData) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// staticData names the word lists: one for new words, all where a person's own may come.
func (v *Wing) staticData(languages ...string) staticData {
	data := staticData{Attach: v.server.Static("attach.worker.js"), Words: map[string]string{}}
	for _, language := range languages {
		data.Words[language] = v.server.Static("words." + language + ".txt")
	}
	return data
}

// sendForm gives the page's data anew, for a script whose form changed under it: what
// was typed stays in the page.
func (v *Wing) sendForm(w http.ResponseWriter, r *http.Request) error {
	form, ok := v.server.Pack().Forms[r.PathValue("form")]
	if !ok {
		return fault.New(fault.NotFound, "no-form", nil)
	}
	if err := takes(form); err != nil {
		return err
	}
	if err := v.desk.Open(r.Context(), form.ID, web.Language(r)); err != nil {
		return err
	}
	data, err := v.reportData(r, v.server.BaseTitled(r, ""), form)
	if err != nil {
		return err
	}
	text := v.server.Pack().FormText(web.Language(r), form.ID)
	data.FormText = &text
	return web.WriteJSON(w, http.StatusOK, data)
}
