package seal

import "slices"

// CopiedItem is what a copy passes on: where it lay, its author's own line, and what it says.
type CopiedItem struct {
	From string
	Line Post
	Item Item
}

// openCopy holds what a copy passes on to the parts agreed to, its author and its place.
func (o *opening) openCopy(outer Post, item Item) (*CopiedItem, error) {
	body, err := Read[Copy](item)
	if err != nil {
		return nil, err
	}
	text := Signed{Line: body.Post, Sig: body.Sig}
	line, err := ParseAs[Post](text)
	switch {
	case err != nil:
		return nil, err
	case line.Report != o.bundle.Report:
		return nil, refuse("place", "")
	case !o.agreed(outer, Part{ID: line.ID, Kind: line.Kind}):
		return nil, refuse("parts", "")
	case slices.ContainsFunc(line.Blobs, func(sum string) bool { return !slices.Contains(outer.Blobs, sum) }):
		return nil, refuse("blobs", "")
	}
	if err := o.signed(text, "post", line.By, line.At); err != nil {
		return nil, err
	}
	if !o.heldOrigin(line) {
		return nil, refuse("author-grant", "")
	}
	inner, err := parseText([]byte(body.Text))
	if err != nil {
		return nil, err
	}
	return &CopiedItem{From: body.From, Line: line, Item: inner}, CheckBody(line.Kind, inner.Body)
}

// agreed says whether a part may stand in a share: by a genuine grant of it to the copy's
// author, under which it was agreed to on the copy's day.
func (o *opening) agreed(copied Post, part Part) bool {
	if part.Kind == "copy" {
		return false
	}
	for _, h := range o.opened.Holdings {
		if h.Reason != "" || h.Line.Compartment != copied.Compartment || h.Line.Basis == "assignment" {
			continue
		}
		g := h.Line
		g.At = copied.At
		_, id := Split(g.Basis)
		for _, r := range o.requests {
			if r.ID == id && r.By == g.By && slices.ContainsFunc(o.allowed(g, r), func(all []Part) bool { return slices.Contains(all, part) }) {
				return true
			}
		}
	}
	return false
}

// heldOrigin says whether the author of a copied item held its compartment: by a genuine
// grant, or by a grant line that is served with the copy.
func (o *opening) heldOrigin(line Post) bool {
	at := room{line.Compartment, line.Turn}
	return o.held(line.By, at, line.At) || slices.ContainsFunc(o.bundle.Origins, func(s Signed) bool {
		g, err := ParseAs[Grant](s)
		return err == nil && g.Report == line.Report && g.Holder == line.By && room{g.Compartment, g.Turn} == at &&
			o.mayOriginate(s, g)
	})
}

// mayOriginate holds a grant of a compartment that the reader does not see to what can be
// known of it: who signed, whose office that is, and the holder's key.
func (o *opening) mayOriginate(s Signed, g Grant) bool {
	if o.signed(s, "grant", g.By, g.At) != nil || !slices.Contains(o.keysOf(g.Holder, g.At), g.Key) {
		return false
	}
	place, unit := Split(g.Compartment)
	return ValidWho(g.By) || place != "talk" && place != "file" || o.ofUnit(g.By, "unit:"+unit, g.At)
}
