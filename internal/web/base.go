package web

import (
	"net/http"
	"strings"
	"time"

	"fairlead/internal/lang"
	"fairlead/internal/portal"
)

// Link is a word that leads somewhere.
type Link struct {
	Text    string
	Href    string
	Current bool
}

// Alternate is the same page in a language.
type Alternate struct {
	Language string
	Name     string // in that language itself
	Href     string
	Current  bool
}

// Base is what every page has, whatever it shows. A page embeds it; its methods are the
// words, addresses and dates that templates use.
type Base struct {
	Language    string
	Title       string
	Description string
	// Wing is "visitor" or "office"; the style differs in small things.
	Wing string
	// At is the id of the pack's page that is shown, which the menu marks; "" elsewhere.
	At string
	// Nav is the office's own menu; without it a page has the pack's.
	Nav        []Link
	Alternates []Alternate
	Support    []Link // the support panel; empty hides it
	Demo       bool
	// Leave shows the control that leaves this page now.
	Leave bool
	// Quiet asks search engines and archives to keep out: every page but the portal's.
	Quiet bool
	// Styles and Scripts are static files by name, such as "office.css", "report.js".
	Styles       []string
	Scripts      []string
	Organisation portal.Organisation

	server *Server
	words  *lang.Words
}

// Base gives the shared part of a page whose title is a word's key.
func (s *Server) Base(r *http.Request, titleKey string) Base {
	b := s.BaseTitled(r, "")
	b.Title = b.Say(titleKey)
	return b
}

// BaseTitled gives the shared part of a page that brings its own title.
func (s *Server) BaseTitled(r *http.Request, title string) Base {
	v := visitOf(r)
	b := s.baseIn(v.language)
	b.Title, b.Quiet = title, true
	b.Alternates = s.alternates(r, v)
	return b
}

// baseIn gives the part that does not depend on the request.
func (s *Server) baseIn(language string) Base {
	pack := s.Pack()
	return Base{
		Language: language, Wing: "visitor", Demo: s.settings.Demo || pack.Organisation.Unnamed(), Organisation: pack.Organisation,
		server: s, words: pack.Words(language),
	}
}

// SupportPanel fills the support panel with the pack's units of help; where it names none,
// with the page that says what support there is.
func (b *Base) SupportPanel() {
	for _, id := range b.server.Pack().Help {
		if page, ok := b.server.Pack().Page(b.Language, "unit/"+id); ok {
			b.Support = append(b.Support, Link{Text: page.Title, Href: b.Page(page.ID)})
		}
	}
	if _, ok := b.server.Pack().Page(b.Language, "after-report"); ok && len(b.Support) == 0 {
		b.Support = []Link{{Text: b.Say("support.page"), Href: b.Page("after-report") + "#support"}}
	}
}

// alternates keeps the language switch on the page: the same path in each language, or
// "?lang=" where addresses have none. Paths stay escaped as they came: "/%2Fhost" unescaped
// would be a link to another site.
func (s *Server) alternates(r *http.Request, v *visit) []Alternate {
	whole := r.URL.EscapedPath()
	rest := whole
	if prefix := s.Prefix(v.language); prefix != "" {
		rest = strings.TrimPrefix(rest, prefix)
	}
	_, path, _ := strings.Cut(v.pattern, " ")
	prefixed := strings.HasPrefix(path, s.Prefix(v.language)+"/") && !strings.HasPrefix(path, "/office")
	return s.Alternates(v.language, func(language string) string {
		if !prefixed {
			return whole + "?lang=" + language
		}
		return s.Prefix(language) + rest
	})
}

// Alternates lists a page in each language of the pack; href gives its address.
func (s *Server) Alternates(current string, href func(language string) string) []Alternate {
	pack := s.Pack()
	list := make([]Alternate, 0, len(pack.Languages))
	for _, language := range pack.Languages {
		list = append(list, Alternate{
			Language: language, Name: pack.Words(language).Say("language.name"),
			Href: href(language), Current: language == current,
		})
	}
	return list
}

// Say gives a word of the interface; args are names and values in turn.
func (b Base) Say(key string, args ...any) string { return b.words.Say(key, args...) }

// Has says whether the pack has a word.
func (b Base) Has(key string) bool { return b.words.Has(key) }

// Count gives a word in the plural form that n asks for.
func (b Base) Count(key string, n int, args ...any) string { return b.words.Count(key, n, args...) }

// Today is the day in UTC.
func (b Base) Today() string { return b.server.Today() }

// Day writes a day YYYY-MM-DD in words.
func (b Base) Day(day string) string { return b.words.Day(day) }

// Month writes a month YYYY-MM in words.
func (b Base) Month(month string) string { return b.words.Month(month) }

// Moment writes a time in words, in UTC.
func (b Base) Moment(t time.Time) string { return b.words.Moment(t) }

// Exact writes a moment to the second, in the zone of t.
func (b Base) Exact(t time.Time) string { return b.words.Exact(t) }

// Size writes a number of bytes in words.
func (b Base) Size(bytes int64) string { return b.words.Size(bytes) }

// Subset gives the words that scripts of a page use, by the beginning of their keys.
func (b Base) Subset(prefixes ...string) map[string]string {
	all := map[string]string{}
	for _, prefix := range prefixes {
		for key, text := range b.words.Subset(prefix) {
			all[key] = text
		}
	}
	return all
}

// Href puts the language before a path of our own.
func (b Base) Href(path string) string { return b.server.Prefix(b.Language) + path }

// Page is the address of one of the pack's pages in this language.
func (b Base) Page(id string) string { return b.server.Pack().Address(b.Language, id) }

// Static is the address of a static file under the hash of what it holds now.
func (b Base) Static(name string) string { return b.server.static.Address(name) }

// Emergency is the organisation's own text for danger now, or the pack's general one.
func (b Base) Emergency() string {
	if text := b.Organisation.Emergency[b.Language]; text != "" {
		return text
	}
	return b.Say("emergency.general")
}
