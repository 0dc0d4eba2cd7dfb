package casework

import (
	"slices"

	"fairlead/internal/portal"
)

// unheard says why not everyone concerned was heard: who was told in writing wrote since
// then, agreed to what they had said, or had the time that they were given.
func (s sight) unheard() string {
	if !s.toldAll() {
		return "nobody-told"
	}
	for _, party := range s.c.Parties {
		if party.Role == PartyConcerned && !s.heard(party) {
			return "not-heard"
		}
	}
	return ""
}

func (s sight) heard(party Party) bool {
	told := s.r.Told[party.Who]
	return told != nil && (party.Wrote > told.From.Seq && told.From.Seq > 0 ||
		s.r.agreed(party.Who, "", told.At) || s.o.Day > told.Line.Day)
}

// toldAll says whether there is a person concerned, and each was told what it is about.
func (s sight) toldAll() bool {
	some := false
	for _, party := range s.c.Parties {
		if party.Role == PartyConcerned {
			if some = s.r.Told[party.Who] != nil; !some {
				return false
			}
		}
	}
	return some
}

// unwilling says why not everyone who was invited takes part: each must have said yes to
// this very step, and can leave at any time.
func (s sight) unwilling(step portal.ProcedureStep) string {
	key := "nobody-invited"
	for _, party := range s.c.Parties {
		if party.Role != PartyInvited {
			continue
		}
		if _, key = s.r.living(s.o.Day, func(a *Asked) bool {
			return a.Line.Step == step.ID && a.Line.Who == party.Who && a.Line.Code == ""
		}); key != "" {
			return when(key != "", "not-willing")
		}
	}
	return key
}

// reviewed says whether somebody from outside holds the file.
func (s sight) reviewed() bool {
	return slices.ContainsFunc(s.c.Holders, func(h Holder) bool {
		line, ok := s.o.maySee(s.c, personOf(h.Holder))
		return ok && h.Ended == "" && h.Compartment == "file:"+s.c.Unit && slices.Contains(line.Roles, roleExternal)
	})
}

// nobodyLeftOut: before a case ends, everyone who was told of it is told how it ended.
func (s sight) nobodyLeftOut(step portal.ProcedureStep) error {
	if !s.p.IsEnd(step.To) {
		return nil
	}
	for who, told := range s.r.Told {
		if who == s.c.Whose {
			continue // theirs comes with this step
		}
		if outcome := s.r.Outcomes[who]; outcome == nil || outcome.At < told.At {
			return refuse("party-outcome-first")
		}
	}
	return nil
}

// rightPeople: until the affected person has come, an office can only try to reach them, end
// the case, or act on an exception.
func (s sight) rightPeople(step portal.ProcedureStep) error {
	party, ok := s.party(s.c.Whose)
	if !ok || party.Opened != "" || s.p.IsEnd(step.To) && step.Kind == portal.StepPlain || s.c.Ended != "" {
		return nil
	}
	if asked, _ := s.request(step); asked != nil && asked.Line.Code != "" {
		return nil
	}
	return refuse("affected-not-reached")
}
