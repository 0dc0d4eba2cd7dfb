package portal

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

const manifestFile = "pack.json"

var (
	languageShape = regexp.MustCompile(`^[a-z]{2,3}$`)
	placeShape    = regexp.MustCompile(`^[A-Z]{2}$`)
	callShape     = regexp.MustCompile(`^\+?[0-9][0-9 ]{1,18}$`)
)

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// manifest reads pack.json; without a language nothing else can be read.
func (r *reader) manifest() bool {
	var m manifest
	if !r.json(manifestFile, &m) {
		return false
	}
	p := r.pack
	p.ID, p.Leave, p.Fallback, p.Organisation = m.ID, m.Leave, m.Fallback, m.Organisation
	p.Confirmation = m.Confirmation
	p.Menu, p.Quick, p.Foot, p.Help = m.Menu, m.Quick, m.Foot, m.Help
	p.Colours, p.Moved = m.Colours, m.Moved
	if !idShape.MatchString(m.ID) {
		r.add(manifestFile, 0, "the id %q may have small letters, digits and hyphens only", m.ID)
	}
	if !external(m.Leave) {
		r.add(manifestFile, 0, "leave must be a whole https address")
	}
	if text := m.Organisation.wrong(); text != "" {
		r.add(manifestFile, 0, "organisation: %s", text)
	}
	r.confirmation(m.Confirmation)
	r.units(m.Units)
	return r.languages(m.Languages)
}

// Required are the exceptions to consent that rest on somebody's written requirement, by code:
// only of these can a pack say that they need a confirmation too.
var Required = []string{"oversight", "authorities"}

func (r *reader) confirmation(codes []string) {
	for i, code := range codes {
		if !slices.Contains(Required, code) || slices.Contains(codes[:i], code) {
			r.add(manifestFile, 0, "confirmation: %q is none of %s, or stands twice", code, strings.Join(Required, ", "))
		}
	}
}

func (r *reader) languages(codes []string) bool {
	for _, code := range codes {
		switch {
		case !languageShape.MatchString(code):
			r.add(manifestFile, 0, "%q is no language code", code)
		case slices.Contains(r.pack.Languages, code):
			r.add(manifestFile, 0, "the language %q stands twice", code)
		default:
			r.pack.Languages = append(r.pack.Languages, code)
		}
	}
	if len(r.pack.Languages) == 0 {
		r.add(manifestFile, 0, "names no language")
	}
	for code := range r.pack.Organisation.Emergency {
		if !slices.Contains(r.pack.Languages, code) {
			r.add(manifestFile, 0, "organisation: emergency text for %q, which is no language of the pack", code)
		}
	}
	for _, n := range r.pack.Organisation.Numbers {
		for _, code := range r.pack.Languages {
			if n.Says[code] == "" {
				r.add(manifestFile, r.lineOf(manifestFile, `"`+n.Call+`"`), "organisation: the emergency number of %s says nothing in %q", n.Place, code)
			}
		}
	}
	return len(r.pack.Languages) > 0
}

func (r *reader) units(units []Unit) {
	for _, unit := range units {
		_, twice := r.pack.Units[unit.ID]
		switch {
		case !idShape.MatchString(unit.ID):
			r.add(manifestFile, 0, "unit id %q may have small letters, digits and hyphens only", unit.ID)
			continue
		case twice:
			r.add(manifestFile, 0, "unit %q stands twice", unit.ID)
			continue
		}
		if unit.Kind != "office" && unit.Kind != "support" {
			r.add(manifestFile, 0, "unit %q: kind %q is neither office nor support", unit.ID, unit.Kind)
		}
		r.pack.Units[unit.ID] = unit
		r.order = append(r.order, unit.ID)
	}
	if len(r.pack.Units) == 0 {
		r.add(manifestFile, 0, "names no unit")
	}
}

// Unnamed says whether nobody has said yet who runs this.
func (o Organisation) Unnamed() bool { return o.Name == "" || o.Contact == "" }

// wrong says what is not right with it, or "".
func (o Organisation) wrong() string {
	if o.Root != "" {
		key, err := base64.RawURLEncoding.Strict().DecodeString(o.Root)
		if err != nil || len(key) != 32 {
			return "root must be a public key of 32 bytes in base64url without padding"
		}
	}
	if o.Name != "" && o.Contact == "" {
		return "an organisation with a name needs a contact"
	}
	if o.Mail != "" && !strings.Contains(o.Mail, "@") {
		return "mail must be an e-mail address"
	}
	for _, n := range o.Numbers {
		if !placeShape.MatchString(n.Place) || !callShape.MatchString(n.Call) || len(n.Says) == 0 {
			return "an emergency number needs a place of two capital letters, what to dial, and what it says in each language"
		}
	}
	for language, text := range o.Emergency {
		if !languageShape.MatchString(language) || text == "" {
			return "emergency must be texts by language code"
		}
	}
	return ""
}

// external says whether an address is a whole https one. Only its shape is looked at.
func external(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && u.Opaque == ""
}
