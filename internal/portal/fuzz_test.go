package portal

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

var tag = regexp.MustCompile(`<[^>]*>`)

// FuzzPage: no page of a pack breaks the reader, and none puts a script, an event or a
// strange address on the page.
func FuzzPage(f *testing.F) {
	for _, name := range []string{"en/pages/home.md", "en/pages/about.md", "en/units/desk.md"} {
		f.Add(string(small()[name].Data))
	}
	f.Add("---\ntitle: T\nslug: t\nshort: s\n---\n[x](javascript:alert(1)) <a onclick=x> ![y](z)\n\n## H {#h onclick=x}\n\n### I {onclick=x}\n")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := small()
		fsys["en/pages/about.md"] = &fstest.MapFile{Data: []byte(text)}
		pack, _ := Read(fsys, nil)
		if pack == nil {
			return // what is named is not served
		}
		page, _ := pack.Page("en", "about")
		body := string(page.Lead)
		for _, s := range page.Sections {
			body += string(s.Body)
		}
		for _, found := range tag.FindAllString(body, -1) {
			safe(t, found)
		}
	})
}

var attribute = regexp.MustCompile(`([a-zA-Z-]+)="([^"]*)"`)

func safe(t *testing.T, tag string) {
	t.Helper()
	for _, pair := range attribute.FindAllStringSubmatch(tag, -1) {
		name, value := strings.ToLower(pair[1]), html.UnescapeString(pair[2])
		switch name {
		case "rel", "start", "id", "class":
		case "href":
			if !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "#") && !external(value) &&
				!strings.HasPrefix(value, "mailto:") && !strings.HasPrefix(value, "tel:") {
				t.Errorf("address %q in %s", value, tag)
			}
		default:
			t.Errorf("attribute %q in %s", name, tag)
		}
	}
	if strings.HasPrefix(strings.ToLower(tag), "<script") || strings.HasPrefix(strings.ToLower(tag), "<img") {
		t.Errorf("%s on a page", tag)
	}
}

// FuzzForm: no form definition breaks the reader, and one it accepts is whole.
func FuzzForm(f *testing.F) {
	f.Add(string(small()["forms/ask.json"].Data))
	f.Add(`{"id":"ask","unit":"desk","minutes":1,"fields":[{"id":"x","kind":"choice","options":["a"],"when":{"x":["a"]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		fsys := small()
		fsys["forms/ask.json"] = &fstest.MapFile{Data: []byte(text)}
		pack, _ := Read(fsys, nil)
		if pack == nil {
			return
		}
		form := pack.Forms["ask"]
		if len(form.Version) != 43 || len(form.Fields) == 0 {
			t.Errorf("accepted, and not whole: %+v", form)
		}
		for _, field := range form.Fields {
			if pack.FormText("fr", "ask").Fields[field.ID].Label == "" {
				t.Errorf("field %q has no label", field.ID)
			}
		}
	})
}

// FuzzManifest and FuzzWords: what stands in them breaks nothing.
func FuzzManifest(f *testing.F) {
	f.Add(string(small()["pack.json"].Data))
	f.Fuzz(func(_ *testing.T, text string) {
		fsys := small()
		fsys["pack.json"] = &fstest.MapFile{Data: []byte(text)}
		Read(fsys, nil)
	})
}

// FuzzWords: see FuzzManifest; a word that is accepted can be said.
func FuzzWords(f *testing.F) {
	f.Add(string(small()["en/words.json"].Data))
	f.Add(`{"a":{"one":"{{.Count}}","other":"{{.Count}}s"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		fsys := small()
		fsys["en/words.json"] = &fstest.MapFile{Data: []byte(text)}
		pack, _ := Read(fsys, nil)
		if pack == nil {
			return
		}
		for key := range pack.Words("en").Subset("") {
			if pack.Words("en").Has(key) && pack.Words("en").Count(key, 1, "Name", "x") == "" {
				t.Errorf("%q says nothing", key)
			}
		}
	})
}
