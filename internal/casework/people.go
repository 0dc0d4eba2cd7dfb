package casework

import (
	"slices"

	"fairlead/internal/seal"
)

// assign: who answers for a case holds its talk, if need be by a grant in the same step.
func (t *taking) assign() error {
	if err := t.plain(false, true, false, 0); err != nil {
		return err
	}
	if err := t.only(0, false); err != nil || len(t.m.Posts) > 0 {
		return unfit(err)
	}
	if _, ok := t.o.mayHold(t.c, personOf(t.m.Line.To)); !ok {
		return refuse("not-to-them")
	}
	if err := t.bring(sendsOnly(t.actor, t.c, t.o)); err != nil {
		return err
	}
	if t.c.Handler == personOf(t.m.Line.To) {
		return gone("assigned-already")
	}
	held := slices.ContainsFunc(t.c.Holders, func(h Holder) bool {
		return h.Holder == t.m.Line.To && h.Ended == "" && (h.Compartment == seal.TalkOf(t.c.Unit) || t.c.Giver != nil && h.Compartment == t.c.Giver.Share)
	})
	if !held {
		return refuse("assign-no-key")
	}
	return nil
}

func (s sight) someWaiting() error {
	if slices.ContainsFunc(s.r.Steps, func(t *Taken) bool { return t.State == StateWaiting && t.Line.By != s.actor.holder() }) {
		return nil
	}
	return refuse("not-waiting")
}

// refuseStep: the second person says no, with a note to their office if need be. People with a
// phrase were told nothing of the step, and are told nothing of its end.
func (t *taking) refuseStep() error {
	if err := t.plain(false, false, false, 1); err != nil {
		return err
	}
	if _, err := t.mayApprove(t.m.Line.Of[0], true); err != nil {
		return err
	}
	if err := t.only(0, false); err != nil {
		return err
	}
	t.quiet = Never
	h := sendsOnly(t.actor, t.c, t.o)
	h.kinds = []string{"note"}
	return t.bring(h)
}

// refused ends what was handed over with the step.
func (t *taking) refused() {
	taken := t.r.byHash[t.m.Line.Of[0]]
	for _, of := range taken.Line.Of {
		if asked, ok := t.r.asked[of]; ok && asked.Line.Step == taken.Line.Step {
			t.endHolders(func(h Holder) bool { return h.Compartment == asked.share() })
		}
	}
}

// link: whether the other case is one of this office that the actor holds, the store says.
func (t *taking) link() error {
	if err := t.plain(false, true, false, 0); err != nil {
		return err
	}
	kind, number := seal.Split(t.m.Line.To)
	if kind != "case" || number == t.c.Number {
		return refuse("link-unfit")
	}
	if slices.Contains(t.c.Links, number) {
		return gone("linked-already")
	}
	return t.nothing()
}

func (t *taking) linked() {
	_, number := seal.Split(t.m.Line.To)
	t.ch.Link, t.c.Links = number, append(slices.Clone(t.c.Links), number)
}
