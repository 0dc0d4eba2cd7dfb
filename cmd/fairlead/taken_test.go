package main

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/test/reporter"
)

// TestTakenDown: an officer wrote a report down and says so first of all; the person makes
// words of their own, which open what both offices were told, and agrees; the officer's words
// open nothing any more.
func TestTakenDown(t *testing.T) {
	c := openCrew(t)
	f := c.told()
	opened := c.opens("Mira", f.number)
	i := slices.IndexFunc(opened.Opened.Items, func(s seal.Shown) bool { return s.Line.Kind == "answers" })
	answers := seal.LineHash(opened.Bundle.Items[i].Signed)
	line := seal.Step{Step: "taken-down", Code: "phone", Of: []string{answers}}
	next := staffPhrase(t)
	c.wants(c.send("claim", c.claims(f, next)), "nothing-taken-down", "new words where nobody wrote it down")
	c.wants(c.acts(f, mailbox.Agree, answers), "agree-unknown", "agreed with oneself")
	c.wants(c.at("Mira").Take(opened, seal.Step{Step: "taken-down", Code: "phone", Of: []string{f.Sending.Version}}, nothing()), "sending-unfit", "of something else")
	c.must(c.at("Mira").Take(opened, line, nothing()))
	c.wants(c.at("Mira").Take(opened, line, nothing()), "taken-down-already", "said twice")

	claim := c.claims(f, next)
	half := claim
	half.Grants = half.Grants[:1]
	c.wants(c.send("claim", half), "person-left-out", "a talk left behind")
	c.must(c.send("claim", claim))
	c.must(c.send("claim", claim)) // the answer to the first time was lost on its way
	c.wants(c.send("claim", c.claimedAnew(claim)), "no-mailbox", "the officer's words, once more")
	if _, _, err := openAs(c.base, c.public, "reporter", f.Phrase); fails(err) != "no-mailbox" {
		t.Errorf("the officer's words open the mailbox: %v", err)
	}
	own, read, err := openAs(c.base, c.public, "reporter", next)
	c.must(err)
	if len(own.Cases) != 2 || len(read.Unopened) != 0 || len(read.Items) != 2 {
		t.Fatalf("%d cases, %d items, not opened: %v", len(own.Cases), len(read.Items), read.Unopened)
	}
	again := c.claimOf("reporter", next, staffPhrase(t), own, read)
	c.wants(c.send("claim", again), "claimed-already", "words made twice")
	c.must(c.decides(next, "wct", seal.Act{Head: seal.Head{By: "reporter", At: seal.Day(c.now())}, Report: f.report, Act: mailbox.Agree, Of: answers}))
	late := c.sent()
	c.must(c.takes("Mira", late, seal.Step{Step: "affected"}))
	c.wants(c.at("Mira").Take(c.opens("Mira", late.number), line, nothing()), "taken-down-late", "after another step")
}

// nothing is what a step sends that brings nothing.
func nothing() casework.Taking {
	return casework.Taking{Lines: []seal.Signed{}, Grants: []seal.Sealed{}, Items: []seal.Sealed{}, Uploads: []mailbox.Upload{}}
}

func staffPhrase(t *testing.T) seal.Phrase {
	t.Helper()
	phrase, err := seal.NewPhrase(rand.Reader, "fr")
	if err != nil {
		t.Fatal(err)
	}
	return phrase
}

// told sends a report of which Ethics is told, too.
func (c *crew) told() file {
	c.t.Helper()
	page, err := reporter.Read(c.base, "en", "harassment")
	c.must(err)
	r, err := reporter.Make(page, "en", "harassment", map[string]any{
		"wish": "heard", "what": "A word.", "identity": "anonymous", "ethics-tell": "yes",
	})
	c.must(err)
	c.must(r.Send(c.base))
	keys, err := seal.ParseAs[seal.Keys](r.Sending.Keys)
	c.must(err)
	return file{r, r.Receipt.Number, keys.Report}
}

// claims makes new words for the reporter of a file.
func (c *crew) claims(f file, next seal.Phrase) mailbox.Claiming {
	c.t.Helper()
	box, opened, err := openAs(c.base, c.public, "reporter", f.Phrase)
	c.must(err)
	return c.claimOf("reporter", f.Phrase, next, box, opened)
}

// claimOf takes over all that somebody holds.
func (c *crew) claimOf(who string, old, next seal.Phrase, box mailbox.Box, opened seal.Opened) mailbox.Claiming {
	c.t.Helper()
	recipient, err := next.Identity().Recipient()
	c.must(err)
	id, err := seal.NewID(rand.Reader)
	c.must(err)
	head := seal.Head{ID: id, By: who, At: seal.Day(c.now())}
	keys, err := seal.Sign(old.Signer(), seal.Keys{
		Head: head, Report: box.Bundle.Report, Who: who, Recipient: recipient, Verify: next.Verify(), Exclusions: []string{}, Prev: opened.KeysHash,
	})
	c.must(err)
	claim := mailbox.Claiming{Handle: old.HandleText(), Next: next.HandleText(), Keys: keys}
	for _, compartment := range []string{"talk:wct", "talk:ethics"} {
		place, ok := opened.Place(compartment)
		if !ok {
			c.t.Fatalf("%s holds nothing of %s", who, compartment)
		}
		grant, err := seal.NewGrant(next.Signer(), rand.Reader, seal.Grant{
			Head: seal.Head{By: who, At: seal.Day(c.now())}, Report: box.Bundle.Report, Compartment: compartment, Turn: place.Turn,
			Holder: who, Basis: "assignment", Keys: seal.LineHash(keys),
		}, place.Seed, recipient)
		c.must(err)
		claim.Grants = append(claim.Grants, grant)
	}
	return claim
}

// TestWhoWritesDown: the page is for those who take in reports for their office; the languages
// in which people work stand where work is given out, and their addresses nowhere.
func TestWhoWritesDown(t *testing.T) {
	c := openCrew(t)
	c.hire("Hanna Reviewer", "wct", true, "reviewer")
	if got, err := c.at("Hanna").Call(http.MethodGet, "/office/new", ""); err != nil || got.Status != http.StatusNotFound {
		t.Errorf("a reviewer: %d, %v", got.Status, err)
	}
	if got, _ := c.at("Hanna").Call(http.MethodGet, "/office/", ""); strings.Contains(got.Body, `href="/office/new"`) {
		t.Error("a reviewer is led to a page that is none for them")
	}
	got, err := c.at("Mira").Call(http.MethodGet, "/office/new", "")
	if err != nil || got.Status != http.StatusOK || !strings.Contains(got.Body, "fl-taken") || !strings.Contains(got.Body, `"id":"harassment"`) {
		t.Errorf("an intake officer: %d, %v", got.Status, err)
	}
	c.must(c.store.People.Set(t.Context(), c.staff["Mira"].Person, people.Settings{
		Mail: "mira@office.example", Language: "en", Languages: []string{"es", "fr"},
	}))
	number := c.sent().number
	if got, _ := c.at("Mira").Call(http.MethodGet, "/office/overview", ""); !strings.Contains(got.Body, "Spanish, French") || strings.Contains(got.Body, "mira@") {
		t.Error("the overview does not say in which languages Mira works, or says too much")
	}
	c.opens("Mira", number)
	if got, _ := c.at("Mira").Call(http.MethodPost, "/office/case/"+number+"/data", "{}"); !strings.Contains(got.Body, `"spoken":{"`+c.staff["Mira"].Person) || strings.Contains(got.Body, "mira@") {
		t.Error("the case does not say in which languages Mira works, or says too much")
	}
}
