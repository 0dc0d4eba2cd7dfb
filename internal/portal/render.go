package portal

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// render turns nodes of a document into safe HTML: goldmark escapes text and leaves raw
// HTML out, and every link's address is one that target made or accepted.
func (r *reader) render(d *document, language string, nodes []ast.Node) template.HTML {
	var out bytes.Buffer
	for _, node := range nodes {
		r.links(d, language, node)
		if err := markdown.Renderer().Render(&out, d.source, node); err != nil {
			r.add(d.file, d.line(node), "cannot be shown")
		}
	}
	return template.HTML(out.String())
}

// links gives every link under a node its real address.
func (r *reader) links(d *document, language string, root ast.Node) {
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch link := node.(type) {
		case *ast.Link:
			r.link(d, language, link)
		case *ast.AutoLink:
			r.add(d.file, d.line(node), "write a link with words: [words](address)")
		}
		return ast.WalkContinue, nil
	})
}

func (r *reader) link(d *document, language string, link *ast.Link) {
	given := string(link.Destination)
	address, problem := r.target(d, language, given)
	if problem != "" {
		r.add(d.file, d.line(link), "link %q: %s", given, problem)
		address = ""
	}
	if words(link, d.source) == "" {
		r.add(d.file, d.line(link), "link %q has no words", given)
	}
	link.Destination, link.Title = []byte(address), nil
	if strings.HasPrefix(address, "https:") {
		link.SetAttributeString("rel", []byte("noreferrer noopener"))
	}
}

// target resolves page:, form:, mailbox: and #anchor, and looks at the shape of any other.
func (r *reader) target(d *document, language, given string) (address, problem string) {
	scheme, rest, _ := strings.Cut(given, ":")
	id, anchor, hasAnchor := strings.Cut(rest, "#")
	switch scheme {
	case "page":
	case "form":
		id = "form/" + id
	case "mailbox":
		if rest != "" {
			return "", "nothing may stand after mailbox:"
		}
		return r.pack.Address(language, "mailbox"), ""
	default:
		return r.outside(d, language, given)
	}
	page, ok := r.docs[language][id]
	switch {
	case !ok:
		return "", "there is no such page"
	case hasAnchor && !slices.Contains(page.anchors(), anchor):
		return "", "that page has no such anchor"
	}
	address = r.pack.Prefix(language) + "/" + page.slug
	if hasAnchor {
		address += "#" + anchor
	}
	return address, ""
}

func (r *reader) outside(d *document, language, given string) (address, problem string) {
	if anchor, ok := strings.CutPrefix(given, "#"); ok {
		if !slices.Contains(d.anchors(), anchor) {
			return "", "this text has no such anchor"
		}
		if strings.HasPrefix(d.file, language+"/questions/") { // shown alone, too, under its own address
			return r.pack.Prefix(language) + "/" + d.slug + given, ""
		}
		return given, ""
	}
	u, err := url.Parse(given)
	switch {
	case err == nil && u.Scheme == "mailto" && strings.Contains(u.Opaque, "@"):
	case err == nil && u.Scheme == "tel" && u.Opaque != "":
	case !external(given):
		return "", "must be page:, form:, mailbox:, #anchor, mailto:, tel: or a whole https address"
	}
	return given, ""
}
