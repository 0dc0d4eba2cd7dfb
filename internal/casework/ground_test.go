package casework

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

// WalkedProcedures are those of the default pack that have steps.
func WalkedProcedures(t testing.TB) []string {
	var ids []string
	for id, p := range readProcedures(t) {
		if len(p.Steps) > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// WalkThrough takes steps in any order, by anyone, through the desk and a database, signed and
// sealed as browsers do.
func WalkThrough(t testing.TB, procedure string, g Ground) {
	procedures := readProcedures(t)
	w := foundTown(t, procedures[procedure], procedures, rand.New(rand.NewPCG(7, uint64(len(procedure)))))
	w.real = newPaper(w, g)
	w.begin()
	for range databaseSteps {
		w.move()
		if w.since++; w.since > 120 || w.cases[w.first].Ended != "" && w.r.IntN(12) == 0 {
			w.real.opens(w)
			w.begin()
			w.since = 0
		}
	}
	w.real.opens(w)
	taken := 0
	for seen, n := range w.seen {
		if strings.HasPrefix(seen, "took ") {
			taken += n
		}
	}
	t.Logf("%s: %d steps of officers, %d acts of people with a phrase, %d bundles opened", procedure, taken, w.seen["person"], w.seen["opened"])
	if taken < databaseSteps/20 || w.seen["person"] == 0 || w.seen["opened"] == 0 {
		t.Errorf("%s: a walk in which hardly anything is done proves nothing: %v", procedure, w.seen)
	}
}

// opens opens what each person is served: all of it is genuine, and all can be read. An officer
// is served what waits for a second person, too, which does not count yet.
func (p *paper) opens(w *town) {
	for _, phrase := range p.phrases {
		box, err := p.door.Box(ctx, phrase.HandleText())
		if fault.Is(err, fault.NotFound) {
			continue // words that count no longer, or not yet
		}
		staff.Must(0, err)
		w.readable(box.Who, box.Bundle, seal.Reader{Holder: box.Who, Identity: phrase.Identity(), Verify: phrase.Verify()}, nil)
	}
	waiting := p.Waiting(p.report)
	for _, person := range w.persons {
		for number, c := range w.cases {
			view, err := p.Store.View(ctx, number, person.ID, false)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			staff.Must(0, err)
			if !slices.ContainsFunc(view.Bundle.Own, c.opening) {
				continue // a file alone does not open: who began it cannot be checked without what it is about
			}
			w.readable(person.Name, view.Bundle, seal.Reader{Holder: person.Holder(), Identity: person.Seed}, waiting)
		}
	}
}

// excused says whether an item is one that somebody cannot check, and need not: under new words
// for which nobody handed it over yet, or passed on from a reporter whose keys no party is served.
func (w *town) excused(who string, item seal.Shown) bool {
	return item.Reason == "no-key" && w.lost(who, item.Line.Compartment) ||
		item.Reason == "author" && item.Line.Kind == "copy" && mailbox.IsParty(who)
}

// lost says whether somebody got new words and was not handed a compartment under them yet.
func (w *town) lost(who, compartment string) bool {
	for _, c := range w.cases {
		if slices.ContainsFunc(c.Holders, func(h Holder) bool {
			return h.Holder == who && h.Compartment == compartment && h.stale(recipientOf(*c, who))
		}) {
			return true
		}
	}
	return false
}

// opening says whether a grant is to what a case began with: its talk, or the share by which it came.
func (c *Case) opening(own seal.Sealed) bool {
	place := staff.Must(seal.ParseAs[seal.Grant](own.Signed)).Compartment
	return place == seal.TalkOf(c.Unit) || c.Giver != nil && place == c.Giver.Share
}

func (w *town) readable(name string, b seal.Bundle, me seal.Reader, waiting map[string]bool) {
	opened, err := seal.OpenBundle(b, me, w.o.Directory)
	if err != nil {
		w.Fatalf("%s cannot open what is served: %v", name, err)
	}
	w.seen["opened"]++
	for _, h := range opened.Holdings {
		if h.Reason != "" && !waiting[h.Hash] {
			w.Fatalf("%s: a grant of %s to %s by %s: %s", name, h.Line.Compartment, h.Line.Holder, h.Line.By, h.Reason)
		}
	}
	for _, item := range opened.Items {
		if item.Verdict != seal.Genuine && !waiting[item.Hash] && !w.excused(me.Holder, item) {
			w.Fatalf("%s: a %s in %s by %s is %s (%s)", name, item.Line.Kind, item.Line.Compartment, item.Line.By, item.Verdict, item.Reason)
		}
	}
	for _, line := range opened.Lines {
		_, holds := opened.Place(line.Head.By)
		if line.Reason != "" && (!mailbox.IsParty(line.Head.By) || holds) { // whose place one does not hold, one cannot check
			w.Fatalf("%s: a %s by %s: %s", name, line.Is, line.Head.By, line.Reason)
		}
	}
	if len(opened.Unopened) > 0 {
		w.Fatalf("%s: %d grants do not open", name, len(opened.Unopened))
	}
}
