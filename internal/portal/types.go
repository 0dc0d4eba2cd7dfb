// Package portal is the pack, read and checked: units, texts, forms, procedures and
// the words of the interface, the same in every language.
package portal

import (
	"html/template"

	"fairlead/internal/lang"
)

// Pack is everything an organisation says that is its own.
type Pack struct {
	ID        string
	Languages []string // "en", "fr", "es": the first is the default
	Leave     string   // neutral address for "leave this page now"
	Fallback  string   // unit that receives when nobody else may
	// Confirmation are the exceptions, by code, that rest on the legal office's written
	// confirmation beside what somebody required in writing.
	Confirmation []string
	// Organisation is who runs this. Name "" means a demonstration.
	Organisation Organisation
	Units        map[string]Unit
	Forms        map[string]Form
	Procedures   map[string]Procedure
	Sheets       map[string]Sheet // the offices' own forms
	Menu         []MenuGroup
	Quick        []string          // unit ids: the quick links at the foot, each to its questions and its form
	Foot         []string          // page ids at the foot of every page
	Help         []string          // unit ids of the support panel
	Moved        map[string]string // old address without language, "/about-us" -> page id
	Colours      Colours
	Limits       *Limits // time limits of people's own; nil if the pack has none
	Finder       *Finder // where to take what; nil if the pack has none
	Guide        *Guide  // what search and helper learn from, beyond the pages
	Pages        []Page  // every page of every language: the menu's, the foot's, the others by id

	words     map[string]*lang.Words
	texts     map[string]map[string]FormText // language -> form
	questions map[string]map[string]question // language -> address without language

	limitTexts     map[string]LimitTexts
	procedureTexts map[string]map[string]ProcedureText // language -> procedure
	sheetTexts     map[string]map[string]SheetText     // language -> sheet
	finderTexts    map[string]FinderTexts
	dates          map[string]string // text -> the day it was settled
}

// MenuGroup is a part of the menu. Its label is the word "menu.<id>"; a group of one item
// is a plain link.
type MenuGroup struct {
	ID    string   `json:"id"`
	Items []string `json:"items"` // page ids
}

// Colours are the pack's own values of the style sheet's tokens ("sea": "#0b4f5c"), for
// the light and the dark page. A token that is not named keeps the program's value.
type Colours struct {
	Light map[string]string `json:"light,omitempty"`
	Dark  map[string]string `json:"dark,omitempty"`
}

// Organisation is who runs the portal, told by the pack or by the operator's file.
type Organisation struct {
	Name      string            `json:"name"`
	Contact   string            `json:"contact"`   // how to reach those who run it
	Root      string            `json:"root"`      // base64url Ed25519 public key that certifies the first officers
	Outside   string            `json:"outside"`   // address outside, shown when every office is excluded
	Emergency map[string]string `json:"emergency"` // language -> text; empty gives the pack's general sentence
	Address   string            `json:"address"`   // postal address, a line each; "" if none is told
	Mail      string            `json:"mail"`      // the portal's own e-mail address, or ""
	Numbers   []EmergencyNumber `json:"numbers"`   // by country; empty gives the general sentence
}

// EmergencyNumber is what to call in one country when someone is in danger.
type EmergencyNumber struct {
	Place string            `json:"place"` // two capital letters, as in DK
	Call  string            `json:"call"`  // what to dial
	Says  map[string]string `json:"says"`  // language -> the country's name, and what answers
}

// Unit is an office or a support unit. How it works is told by the procedure of each form.
type Unit struct {
	ID            string `json:"id"`
	Kind          string `json:"kind"`          // "office" or "support"
	Form          string `json:"form"`          // its main form, linked from its page; "" if it receives none
	ListsOfficers bool   `json:"listsOfficers"` // exclusion is by name
	Icon          string `json:"icon"`          // one of the program's drawings; "" gives a ring
	Order         int    `json:"order"`
}

// Form is what a unit asks. Version is the hash of its definition and of its texts in
// every language (Body is the hashed text); a case keeps it.
type Form struct {
	ID string `json:"id"`
	// Kind is "report" (makes a case), "enquiry" (a question to a person, no case),
	// "feedback" (to the editors) or "prevention" (sent beside another form, without a page).
	Kind      string  `json:"kind"`
	Unit      string  `json:"unit"`
	Procedure string  `json:"procedure,omitempty"` // how what it brings is worked on; only feedback has none
	Minutes   int     `json:"minutes,omitempty"`   // about how long it takes
	Zone      string  `json:"zone,omitempty"`      // the field of kind zone in whose time the receipt is written, or ""
	Second    *Second `json:"second,omitempty"`
	// Onward are the answers, all of them, by which a person agrees as they send that another
	// office may be given exactly this, if it is the right one; nil if the form does not ask.
	Onward  map[string][]string `json:"onward,omitempty"`
	Fields  []Field             `json:"fields"`
	Version string              `json:"-"`
	Body    string              `json:"-"`
}

// Second is a form of kind prevention that goes along with this one, to another office,
// when the answers are those of When: a yes to telling the Ethics Office, with nothing but
// what Fields names.
type Second struct {
	Form   string              `json:"form"`
	When   map[string][]string `json:"when"`   // field of this form -> answers, each of which asks for it
	Fields map[string]string   `json:"fields"` // field of the second form -> field of this one that fills it
}

// Field is one question. Kind is "choice" (one of Options), "choices" (some of them),
// "short", "long", "date" (YYYY-MM-DD or free words), "names" (one per line, at most Max
// lines of 200 characters), "files", "zone" (an IANA time zone such as Europe/Copenhagen)
// or "entries" (the questions of Fields, asked up to Max times; the answers lie flat under
// "<id>.<n>.<sub>", n from 1). Max is characters for text. When names the answers of
// another field under which the question is asked; within an entry, of the same entry.
// Concerned marks the field that names those a report is about. Stop are the options by
// which a person forbids something, such as to speak with a witness: they are shown so that
// no reader overlooks them.
type Field struct {
	ID        string              `json:"id"`
	Kind      string              `json:"kind"`
	Options   []string            `json:"options,omitempty"`
	Required  bool                `json:"required,omitempty"`
	Max       int                 `json:"max,omitempty"`
	When      map[string][]string `json:"when,omitempty"`
	Concerned bool                `json:"concerned,omitempty"`
	Stop      []string            `json:"stop,omitempty"`
	Fields    []Field             `json:"fields,omitempty"`
}

// FormText is what a form says in one language. The text before the first question is
// the page "form/<id>".
type FormText struct {
	Title string `json:"title"`
	Slug  string `json:"slug,omitempty"` // see Form.Path; "" for a form without a page
	Short string `json:"short,omitempty"`
	// After is what is said once it is sent, by the answer to the field "wish" ("formal",
	// "heard", …), or "any" for every other answer and for a form that does not ask.
	After  map[string]string    `json:"after,omitempty"`
	Fields map[string]FieldText `json:"fields"`
}

// FieldText is one question in one language. Options has a label for each option. For
// entries, Fields are the questions of one entry, Entry is an entry's name with {{.N}} in
// it ("Witness {{.N}}"), and Add the button that adds one.
type FieldText struct {
	Label   string               `json:"label"`
	Hint    string               `json:"hint,omitempty"`
	Options map[string]string    `json:"options,omitempty"`
	Fields  map[string]FieldText `json:"fields,omitempty"`
	Entry   string               `json:"entry,omitempty"`
	Add     string               `json:"add,omitempty"`
}

// Page is one text in one language. ID is the same in every language: "about",
// "unit/wct", "questions/wct", "procedure/conduct", "form/harassment". Sections are its
// parts by anchor, the same anchors in every language. Slug is its address without the
// language.
type Page struct {
	ID       string
	Language string
	Slug     string
	Title    string
	Short    string // one line for lists and the description
	// Layout is how it is drawn: "text", "home", "overview", "procedure", "resources",
	// "finder", "limits", "helper" or "search".
	Layout    string
	Lead      template.HTML
	Sections  []Section
	Questions []Section // of a unit's page: the questions of its page questions/<unit>
}

// Section is a part of a page: its anchor, its heading and its text as safe HTML. A
// question has a Slug too: the last part of its own address.
type Section struct {
	Anchor  string
	Heading string
	Body    template.HTML
	Slug    string
}
