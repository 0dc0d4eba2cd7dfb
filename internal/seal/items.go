package seal

import (
	"slices"
	"strings"
)

// checkItems gives every item its verdict, in the order in which they came.
func (o *opening) checkItems() {
	hashes, ids := map[string]bool{}, map[string]bool{}
	for _, s := range o.bundle.Items {
		if line, err := ParseAs[Post](s.Signed); err == nil {
			hashes[line.Compartment+" "+LineHash(s.Signed)] = true
		}
	}
	for _, s := range o.bundle.Items {
		shown := Shown{Hash: LineHash(s.Signed), Verdict: Genuine}
		var err error
		if shown.Line, shown.Item, err = o.openItem(s); err == nil && shown.Line.Kind == "copy" {
			shown.Copied, err = o.openCopy(shown.Line, shown.Item)
		}
		if err != nil {
			shown.Verdict, shown.Reason, shown.Item, shown.Copied = NotGenuine, Reason(err), Item{}, nil
		} else if ids[shown.Line.ID] {
			shown.Verdict, shown.Item, shown.Copied = Repeat, Item{}, nil
		} else if ids[shown.Line.ID] = true; shown.Line.Prev != "" && !hashes[shown.Line.Compartment+" "+shown.Line.Prev] {
			shown.Verdict, shown.Reason = Missing, "prev"
		}
		o.opened.Items = append(o.opened.Items, shown)
	}
	o.findNamed(ids)
}

// openItem holds an item to place, signature, author's grant, hashes and shape.
func (o *opening) openItem(s Sealed) (Post, Item, error) {
	line, err := ParseAs[Post](s.Signed)
	if err != nil {
		return Post{}, Item{}, err
	}
	at := room{line.Compartment, line.Turn}
	seed, open := o.opened.places[at]
	if line.Report != o.bundle.Report {
		return line, Item{}, refuse("place", "")
	}
	if err := o.signed(s.Signed, "post", line.By, line.At); err != nil {
		return line, Item{}, err
	}
	if !o.held(line.By, at, line.At) {
		return line, Item{}, refuse("author-grant", "")
	}
	if !open {
		return line, Item{}, refuse("no-key", "")
	}
	item, err := OpenItem(seed.Identity(), s, line)
	if err == nil && line.Kind == "answers" && line.By == "reporter" {
		err = o.checkAnswers(item, seed)
	}
	return line, item, err
}

// held says whether somebody has a genuine grant of that turn that had not ended by that
// day.
func (o *opening) held(holder string, at room, day string) bool {
	return slices.ContainsFunc(o.opened.Holdings, func(h Holding) bool {
		return h.Reason == "" && h.Line.Holder == holder &&
			room{h.Line.Compartment, h.Line.Turn} == at && (h.Ended == "" || day <= h.Ended)
	})
}

// findNamed marks answers and letters whose named files are not among the items.
func (o *opening) findNamed(ids map[string]bool) {
	for i := range o.opened.Items {
		s := &o.opened.Items[i]
		if s.Verdict != Genuine || !strings.Contains("answers letter outcome", s.Line.Kind) {
			continue
		}
		body, err := namedItems(s.Item, s.Line.Kind)
		if err == nil && slices.ContainsFunc(body, func(id string) bool { return !ids[id] }) {
			s.Verdict, s.Reason = Missing, "items"
		}
	}
}

func namedItems(item Item, kind string) ([]string, error) {
	if kind == "answers" {
		answers, err := Read[Answers](item)
		return answers.Items, err
	}
	letter, err := Read[Letter](item)
	return letter.Items, err
}
