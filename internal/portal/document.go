package portal

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// document is one Markdown file, parsed and not yet rendered: its links can be resolved
// only when every file is known.
type document struct {
	file               string
	title, slug, short string
	layout             string
	source             []byte // the text alone
	offset             int    // lines before it, so that a problem names the file's line
	lead               []ast.Node
	parts              []part
	sections           []Section // the parts, rendered
	links              []string  // as written, anywhere in it
}

// part is a section by its anchor.
type part struct {
	anchor, heading string
	slug            string // a question's, in its own address
	line            int
	from            int // where its heading begins in the source
	nodes           []ast.Node
	links           []string // as written
}

// markdown is CommonMark with {#anchor} on headings. Raw HTML is not passed on.
var markdown = goldmark.New(goldmark.WithParserOptions(parser.WithAttribute()))

// layouts are the ways in which a page can be drawn; the first is that of a page which
// does not say.
var layouts = []string{"text", "home", "overview", "procedure", "resources", "finder", "limits", "helper", "search"}

var anchorShape = regexp.MustCompile(`^[a-z][a-z0-9-]{0,47}$`)

// document parses one file. With front matter it must have title and short, and may have a
// layout; without, the file is text alone.
func (r *reader) document(file string, front bool) *document {
	data, ok := r.take(file)
	if !ok {
		return nil
	}
	if !plain(data) {
		r.add(file, 0, "%v", errUTF8)
		return nil
	}
	d := &document{file: file, source: bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))}
	if front && !r.front(d) {
		return nil
	}
	r.split(d)
	return d
}

// front takes the lines between the two --- lines off the source.
func (r *reader) front(d *document) bool {
	rest, ok := bytes.CutPrefix(d.source, []byte("---\n"))
	head, body, closed := bytes.Cut(rest, []byte("\n---\n"))
	if !ok || !closed {
		r.add(d.file, 1, "must begin with title, slug and short between two lines of ---")
		return false
	}
	fields := map[string]*string{"title": &d.title, "slug": &d.slug, "short": &d.short, "layout": &d.layout}
	for i, line := range strings.Split(string(head), "\n") {
		name, value, _ := strings.Cut(line, ":")
		into, known := fields[name]
		switch value = strings.TrimSpace(value); {
		case !known:
			r.add(d.file, i+2, "%q is none of title, slug, short, layout", name)
		case *into != "":
			r.add(d.file, i+2, "%s stands twice", name)
		case value == "":
			r.add(d.file, i+2, "%s is empty", name)
		default:
			*into = value
		}
	}
	if d.title == "" || d.short == "" {
		r.add(d.file, 1, "title or short is missing")
	}
	if d.layout != "" && !slices.Contains(layouts, d.layout) {
		r.add(d.file, 1, "the layout %q is none of %s", d.layout, strings.Join(layouts, ", "))
	}
	d.source, d.offset = body, bytes.Count(head, []byte("\n"))+3
	return true
}

// split parses the text and cuts it at its headings of the second level.
func (r *reader) split(d *document) {
	root := markdown.Parser().Parse(text.NewReader(d.source))
	seen := map[string]bool{}
	for node := root.FirstChild(); node != nil; node = node.NextSibling() {
		heading, ok := node.(*ast.Heading)
		switch {
		case ok && heading.Level == 1:
			r.add(d.file, d.line(node), "a heading of the first level is the title's; write ##")
		case ok && heading.Level == 2:
			r.part(d, heading, seen)
		case len(d.parts) == 0:
			d.lead = append(d.lead, node)
		default:
			last := &d.parts[len(d.parts)-1]
			last.nodes = append(last.nodes, node)
		}
	}
	for i, p := range d.parts {
		if len(p.nodes) == 0 {
			r.add(d.file, p.line, "section %q has no text", d.parts[i].anchor)
		}
	}
	r.inner(d, root)
	d.gather()
}

// gather notes every link before rendering puts addresses in their place.
func (d *document) gather() {
	d.links = linksOf(d.lead)
	for i := range d.parts {
		d.parts[i].links = linksOf(d.parts[i].nodes)
		d.links = append(d.links, d.parts[i].links...)
	}
}

func linksOf(nodes []ast.Node) []string {
	var list []string
	for _, node := range nodes {
		_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if link, ok := n.(*ast.Link); ok && entering {
				list = append(list, string(link.Destination))
			}
			return ast.WalkContinue, nil
		})
	}
	return list
}

func (r *reader) part(d *document, heading *ast.Heading, seen map[string]bool) {
	value, _ := heading.AttributeString("id")
	raw, _ := value.([]byte)
	p := part{anchor: string(raw), heading: words(heading, d.source), line: d.line(heading), from: d.begin(heading)}
	switch {
	case !anchorShape.MatchString(p.anchor):
		r.add(d.file, d.line(heading), "the heading needs an anchor: ## Heading {#anchor}")
	case seen[p.anchor]:
		r.add(d.file, d.line(heading), "the anchor %q stands twice", p.anchor)
	}
	if p.heading == "" {
		r.add(d.file, d.line(heading), "the heading is empty")
	}
	seen[p.anchor] = true
	d.parts = append(d.parts, p)
}

// inner looks at every node for what a pack's text may not hold.
func (r *reader) inner(d *document, root ast.Node) {
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node := node.(type) {
		case *ast.Heading:
			if len(node.Attributes()) > 1 || len(node.Attributes()) == 1 && string(node.Attributes()[0].Name) != "id" {
				r.add(d.file, d.line(node), "a heading has no attribute but its anchor")
			}
		case *ast.HTMLBlock, *ast.RawHTML:
			r.add(d.file, d.line(node), "HTML is not shown; write Markdown")
		case *ast.Image:
			r.add(d.file, d.line(node), "pictures are not shown")
		}
		return ast.WalkContinue, nil
	})
	if at := bytes.Index(d.source, []byte("{{")); at >= 0 {
		r.add(d.file, d.offset+1+bytes.Count(d.source[:at], []byte("\n")), "a page has no placeholders")
	}
}

// line tells where a node stands in its file; an inline node, where its block begins.
func (d *document) line(node ast.Node) int {
	for ; node != nil; node = node.Parent() {
		if node.Type() != ast.TypeBlock || node.Lines() == nil || node.Lines().Len() == 0 {
			continue
		}
		return d.offset + 1 + bytes.Count(d.source[:node.Lines().At(0).Start], []byte("\n"))
	}
	return 0
}

// begin is where the line of a heading begins in the source.
func (d *document) begin(heading *ast.Heading) int {
	if heading.Lines() == nil || heading.Lines().Len() == 0 {
		return 0
	}
	return bytes.LastIndexByte(d.source[:heading.Lines().At(0).Start], '\n') + 1
}

// words is the plain text of a node.
func words(node ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(source))
			}
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// anchors of a document, in order.
func (d *document) anchors() []string {
	list := make([]string, len(d.parts))
	for i, p := range d.parts {
		list[i] = p.anchor
	}
	return list
}
