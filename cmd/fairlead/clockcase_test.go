package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/notify"
	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/test/mail"
	"fairlead/test/reporter"
)

// What the clock does to cases: days that pass, a clock that is set back or far ahead, one
// that runs in another zone, and a mail server that does not answer.

// later sets the program's clock to so many days from today. Sessions last for hours, and so
// that of whoever is at work is kept alive over the days by hand; they date what they sign by
// the new day.
func (c *crew) later(days int, who string) {
	c.t.Helper()
	c.days.Store(0)
	clear(c.in)
	o := c.at(who)
	token := o.Cookie("__Host-office")
	sum := sha256.Sum256([]byte(token))
	name := base64.RawURLEncoding.EncodeToString(sum[:])
	data, found, err := c.store.Sessions.FindCtx(c.t.Context(), name)
	c.must(err)
	if !found {
		c.t.Fatal("the session is not kept")
	}
	c.must(c.store.Sessions.CommitCtx(c.t.Context(), name, data, time.Now().AddDate(1, 0, 0)))
	c.days.Store(int64(days))
	_, err = c.keyring.Make(token)
	c.must(err)
	o.Days = days
}

func TestDaysPass(t *testing.T) {
	c := openCrew(t)
	unanswered, agreed, taken, gone := c.sent(), c.sent(), c.sent(), c.sent()
	for _, f := range []file{unanswered, agreed, taken, gone} {
		c.must(c.takes("Mira", f, seal.Step{Step: "affected"}))
		c.must(c.takes("Mira", f, seal.Step{Step: "category", Code: "harassment"}))
	}
	silence, silent := c.asks("Mira", unanswered, "begin-assessment", "unit:wct", "assess", 3)
	request, hash := c.asks("Mira", agreed, "begin-assessment", "unit:wct", "assess", 3)
	c.must(c.decides(agreed.Phrase, "wct", agreed.consent(request, hash, "yes", c.now())))
	c.must(c.acts(taken, "withdraw", ""))
	c.must(c.acts(gone, "withdraw", ""))
	withdrawal := c.newestAct(taken)

	c.later(3, "Mira")
	c.wants(c.takes("Mira", unanswered, seal.Step{Step: "begin-assessment", Of: []string{silent}}), "consent-waits", "no answer on the last day")
	c.later(5, "Mira")
	c.wants(c.decides(unanswered.Phrase, "wct", unanswered.consent(silence, silent, "yes", c.now())), "consent-expired", "an answer after the day")
	c.wants(c.takes("Mira", agreed, seal.Step{Step: "begin-assessment", Of: []string{hash}}), "consent-expired", "a yes after its day")
	c.later(7, "Mira")
	c.wants(c.takes("Mira", gone, seal.Step{Step: "close-withdrawn", Code: "withdrawn"}, "outcome"), "undo-days", "ending it while it can be undone")
	c.must(c.acts(taken, "undo", withdrawal))
	c.later(8, "Mira")
	c.wants(c.acts(gone, "undo", c.newestAct(gone)), "undo-late", "undoing it after a week")
	c.must(c.takes("Mira", gone, seal.Step{Step: "close-withdrawn", Code: "withdrawn"}, "outcome"))
}

// newestAct is the hash of the newest act in the reporter's mailbox.
func (c *crew) newestAct(f file) string {
	c.t.Helper()
	box, _, err := reporter.Open(c.base, f.Phrase, c.public)
	c.must(err)
	for _, line := range slices.Backward(box.Bundle.Lines) {
		if act, err := seal.ParseAs[seal.Act](line); err == nil && act.Act == "withdraw" {
			return seal.LineHash(line)
		}
	}
	c.t.Fatal("no act")
	return ""
}

// TestClockChanges: whatever the program's clock says, pages open, steps go on in order, and
// what is dated too far from it is refused.
func TestClockChanges(t *testing.T) {
	c := openCrew(t)
	f := c.sent()
	c.must(c.takes("Mira", f, seal.Step{Step: "affected"}))
	for _, test := range []struct {
		days, signed int
		want         string
	}{
		{10, 10, ""},
		{9, 10, ""},
		{8, 10, "sending-unfit"},
		{9, 9, ""},
		{11, 10, ""},
		{13, 10, "sending-unfit"},
		{110, 10, "sending-unfit"},
		{110, 110, ""},
		{10, 10, ""},
	} {
		c.later(test.days, "Mira")
		o := c.at("Mira")
		opened := c.opens("Mira", f.number)
		o.Days = test.signed
		c.wants(o.Letter(opened, "What the clock says."), test.want, "a letter")
		for _, path := range []string{"/office/", "/office/ledger", "/office/overview", "/office/outbox", "/office/case/" + f.number} {
			got, err := o.Call(http.MethodGet, path, "")
			c.must(err)
			if got.Status != http.StatusOK {
				t.Errorf("%d days: %s is %s", test.days, path, told(got))
			}
		}
		if _, _, err := reporter.Open(c.base, f.Phrase, c.public); err != nil {
			t.Errorf("%d days: the mailbox: %v", test.days, err)
		}
		c.must(c.look())
	}
	c.must(c.takes("Mira", f, seal.Step{Step: "listen"}, "letter"))
	if err := reporterWrites(c, f); err != nil {
		t.Errorf("the reporter, on a day that was: %v", err)
	}
}

// TestZones: a day is a day of UTC, wherever the program's machine is.
func TestZones(t *testing.T) {
	c := openCrew(t)
	f := c.sent()
	for _, name := range []string{"Pacific/Kiritimati", "America/Los_Angeles", "Europe/Copenhagen", "UTC"} {
		zone, err := time.LoadLocation(name)
		c.must(err)
		c.zone.Store(zone)
		clear(c.in)
		opened := c.opens("Mira", f.number)
		c.must(c.at("Mira").Letter(opened, "The same day everywhere."))
		box, _, err := reporter.Open(c.base, f.Phrase, c.public)
		c.must(err)
		for _, limit := range box.Cases[0].Clocks {
			if limit.Code == "first-letter" && (limit.Started != seal.Day(time.Now()) || limit.Met != seal.Day(time.Now())) {
				t.Errorf("in %s the clock ran from %s to %s", name, limit.Started, limit.Met)
			}
		}
	}
}

// TestMailServerHangs: while the mail server says nothing, the program goes on serving, and
// what was to be sent is not lost.
func TestMailServerHangs(t *testing.T) {
	server := mail.Start(t, mail.Hangs)
	c := openCrew(t, func(s *Settings) {
		s.Mail = MailSettings{Server: server.Address, TLS: "none", From: "portal@office.test"}
	})
	c.must(c.store.People.Set(t.Context(), c.staff["Mira"].Person, people.Settings{Mail: "mira@office.test", Language: "en", Languages: []string{"en"}}))
	f := c.sent()
	c.must(c.look())
	ended := make(chan error, 1)
	go func() {
		ended <- notify.NewNotifier(notify.Config{Outbox: c.store.Outbox, Post: c.post, Say: c.say, URL: c.url, Now: c.now}).Send(t.Context())
	}()
	for range 3 {
		began := time.Now()
		c.must(c.at("Mira").Declare(c.sent().number, "none"))
		c.opens("Mira", f.number)
		got, err := c.at("Mira").Call(http.MethodGet, "/office/outbox", "")
		c.must(err)
		if !strings.Contains(got.Body, "Mira Okafor") {
			t.Error("the outbox does not show what is to be sent")
		}
		if took := time.Since(began); took > 15*time.Second {
			t.Errorf("it took %v while the mail server hung", took)
		}
	}
	select {
	case err := <-ended:
		t.Fatalf("the server did not hang: %v", err)
	default:
	}
	entries, err := c.store.Outbox.Claim(context.Background(), c.now().Add(time.Hour), c.now().Add(2*time.Hour), 10)
	c.must(err)
	if len(entries) != 1 || entries[0].State != notify.ToSend || entries[0].Address != "mira@office.test" {
		t.Errorf("what was to be sent: %+v", entries)
	}
}
