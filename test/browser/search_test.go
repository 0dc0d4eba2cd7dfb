package browser

import (
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// sought is what is looked for in a language: a word with a typing error and what it was
// taken for, and a word that stands in no text.
var sought = map[string]struct{ typed, meant, never string }{
	"en": {"retalliation", "retaliation", "zyzzyvacanary"},
	"fr": {"reprsailles", "représailles", "zyzzyvacanari"},
	"es": {"reprsalias", "represalias", "zyzzyvacanario"},
}

const (
	typed = `document.querySelector("#search-text").value`
	says  = `document.querySelector("[data-says]").textContent`
)

// TestSearch looks for something in each language, from the head of the first page on: what
// is found appears while it is typed, marked and by office; no address has it, nothing keeps
// it, and it is gone when the page is.
func TestSearch(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for language, look := range sought {
		t.Run(language, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Size(1280, 900)
			words := p.Words(language)
			b.Visit(p.Address(language, "home"))
			b.Shot("head")
			b.Click(".seek")
			b.See("fl-search[ready]")
			where := b.Where()
			inspect(b, "start")
			b.Fill("#search-text", look.typed)
			b.Until("what was meant", `[...document.querySelectorAll("mark")].some(e => e.textContent.toLowerCase() === `+tab.Quoted(look.meant)+`)`)
			b.Read(words.Say("search.instead", "Text", look.meant))
			ethics, _ := p.Page(language, "unit/ethics")
			b.Until("its office", `[...document.querySelectorAll("h2")].some(e => e.textContent === `+tab.Quoted(ethics.Title)+`)`)
			if tab.Eval[string](b, "document.activeElement.id") != "search-text" {
				b.Fail("the focus left the field while something was typed")
			}
			inspect(b, "found")
			b.Shot("found")
			b.Fill("#search-text", look.never)
			b.Until("nothing", says+" === "+tab.Quoted(words.Say("search.none")))
			b.Read(words.Say("search.none.text"))
			b.See(`[data-none] a[href="` + p.Address(language, "form/enquiry") + `"]`)
			inspect(b, "nothing")
			b.Shot("nothing")
			if b.Where() != where || !kept(b) {
				b.Fail("it is kept, or stands in the address %s", b.Where())
			}
			b.Fill("#search-text", look.meant)
			b.Type("\r")
			b.Until("results", `document.querySelectorAll(".results > li").length > 3`)
			b.Type("\t\t")
			b.Type("\r")
			b.Until("a page of the portal", `document.querySelector("fl-search") === null && document.querySelector("h1") !== null`)
			b.Back()
			b.See("fl-search[ready]")
			if left := tab.Eval[string](b, typed+" + "+says); left != "" {
				b.Fail("after Back the page still has %q", left)
			}
		})
	}
	without(t, s, "retalliation", "zyzzyva", "reprsa")
}

// kept says that the browser holds nothing of what was typed.
func kept(b *tab.Tab) bool {
	return tab.Eval[string](b, "JSON.stringify(history.state) + localStorage.length + sessionStorage.length + document.cookie + document.title.includes('zyz')") == "null00false"
}

// TestSearchWithoutScripts does the same on a small phone, in the dark, page by page; and
// goes on in the language that has the word.
func TestSearchWithoutScripts(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	for language, look := range sought {
		t.Run(language, func(t *testing.T) {
			b := tab.Open(t, s.Base)
			b.Scripts(false)
			b.Size(320, 700)
			b.Dark(true)
			words := p.Words(language)
			b.Visit(p.Address(language, "unit/wct"))
			b.Shot("head")
			b.Click(".seek")
			b.See("#search-text")
			inspect(b, "start without scripts")
			b.Fill("#search-text", look.typed)
			b.Type("\r")
			b.Read(words.Say("search.instead", "Text", look.meant))
			b.See("mark")
			inspect(b, "found without scripts")
			b.Shot("found")
			if where := b.Where(); where != s.Base+p.Prefix(language)+"/search#found" {
				b.Fail("the address holds more than it should: %s", where)
			}
			other := map[string]string{"en": "fr", "fr": "es", "es": "en"}[language]
			b.Fill("#search-text", sought[other].meant+" "+look.never)
			b.Click(".search-row button")
			b.Read(words.Say("search.elsewhere.text"))
			b.Shot("elsewhere")
			b.Click(`[data-elsewhere] form[action^="` + p.Prefix(other) + `/search"] button`)
			b.Until("the other language", `document.documentElement.lang === `+tab.Quoted(other))
			b.See("mark")
		})
	}
	without(t, s, "retalliation", "zyzzyva", "reprsa")
}

// TestSearchDanger: help stands before what was found, and the way out is there.
func TestSearchDanger(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	p := pack(t)
	b := tab.Open(t, s.Base)
	b.Size(390, 844)
	b.Visit(p.Address("en", "search"))
	b.See("fl-search[ready]")
	b.Fill("#search-text", "I want to kill myself")
	b.See("[data-danger]:not([hidden])")
	b.Axe("danger")
	b.Shot("danger")
	b.ClickAway(".leave-now")
	b.Away()
}
