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
	// Organisation is who runs this. Name "" means a demonstration.
	Organisation Organisation
	Units        map[string]Unit
	Forms        map[string]Form
	Procedures   map[string]Procedure
	Menu         []string // page ids, in the order of the menu
	Pages        []Page   // every page of every language, in menu order

	words map[string]*lang.Words
	texts map[string]map[string]FormText // language -> form
}

// Organisation is who runs the portal, told by the pack or by the operator's file.
type Organisation struct {
	Name      string            `json:"name"`
	Contact   string            `json:"contact"`   // how to reach those who run it
	Root      string            `json:"root"`      // base64url Ed25519 public key that certifies the first officers
	Outside   string            `json:"outside"`   // address outside, shown when every office is excluded
	Emergency map[string]string `json:"emergency"` // language -> text; empty gives the pack's general sentence
}

// Unit is an office or a support unit.
type Unit struct {
	ID            string `json:"id"`
	Kind          string `json:"kind"` // "office" or "support"
	Form          string `json:"form"` // "" if it receives none
	Procedure     string `json:"procedure"`
	ListsOfficers bool   `json:"listsOfficers"` // exclusion is by name
	Order         int    `json:"order"`
}

// Form is what a unit asks. Version is the hash of its definition and of its texts in
// every language (Body is the hashed text); a case keeps it.
type Form struct {
	ID      string  `json:"id"`
	Unit    string  `json:"unit"`
	Minutes int     `json:"minutes"` // about how long it takes
	Fields  []Field `json:"fields"`
	Version string  `json:"-"`
	Body    string  `json:"-"`
}

// Field is one question. Kind is "choice" (one of Options), "choices" (some of them),
// "short", "long", "date" (YYYY-MM-DD or free words), "names" (one per line, at most Max
// lines of 200 characters) or "files". Max is characters for text. When names the
// answers of another field under which the question is asked. Concerned marks the field
// that names those a report is about.
type Field struct {
	ID        string              `json:"id"`
	Kind      string              `json:"kind"`
	Options   []string            `json:"options,omitempty"`
	Required  bool                `json:"required,omitempty"`
	Max       int                 `json:"max,omitempty"`
	When      map[string][]string `json:"when,omitempty"`
	Concerned bool                `json:"concerned,omitempty"`
}

// FormText is what a form says in one language. The text before the first question is
// the page "form/<id>".
type FormText struct {
	Title  string               `json:"title"`
	Slug   string               `json:"slug"` // its address is …/report/<slug>
	Short  string               `json:"short"`
	Fields map[string]FieldText `json:"fields"`
}

// FieldText is one question in one language. Options has a label for each option.
type FieldText struct {
	Label   string            `json:"label"`
	Hint    string            `json:"hint,omitempty"`
	Options map[string]string `json:"options,omitempty"`
}

// Procedure is how a unit works: its stages in order and its clocks.
type Procedure struct {
	ID     string          `json:"id"`
	Stages []string        `json:"stages"` // the first is where a case begins
	Clocks []ProcedureTime `json:"clocks"`
	// Version is the hash of Body, the definition as the pack has it.
	Version string `json:"-"`
	Body    string `json:"-"`
}

// ProcedureTime is one clock: it starts with a step, is due after days or months, and is
// met by a step.
type ProcedureTime struct {
	Code   string `json:"code"`
	Starts string `json:"starts"` // "acknowledged"
	Days   int    `json:"days,omitempty"`
	Months int    `json:"months,omitempty"`
	Met    string `json:"met"` // "letter" or "outcome"
}

// Page is one text in one language. ID is the same in every language: "about",
// "unit/wct", "form/harassment". Sections are its parts by anchor, the same anchors in
// every language. Slug is its address without the language.
type Page struct {
	ID        string
	Language  string
	Slug      string
	Title     string
	Short     string // one line for lists and the description
	Lead      template.HTML
	Sections  []Section
	Questions []Section // of a unit's page: its questions
}

// Section is a part of a page: its anchor, its heading and its text as safe HTML.
type Section struct {
	Anchor  string
	Heading string
	Body    template.HTML
}
