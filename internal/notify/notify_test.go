package notify

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fairlead/test/mail"
)

// kept is an outbox in memory, kept by the contract of Outbox.
type kept struct {
	waiting []Waiting
	entries []Entry
	due     map[int64]time.Time
}

func (k *kept) Waiting(context.Context, string) ([]Waiting, error) { return k.waiting, nil }

func (k *kept) Put(_ context.Context, day string, waiting []Waiting) error {
	for _, w := range waiting {
		for _, kind := range w.Kinds {
			k.put(Entry{Person: w.Person, Kind: kind, Day: day, State: ToSend, Address: w.Person + "@office.test", Language: "en"})
		}
	}
	return nil
}

func (k *kept) put(e Entry) {
	for _, old := range k.entries {
		if old.Person == e.Person && old.Kind == e.Kind && old.Day == e.Day {
			return
		}
	}
	e.ID = int64(len(k.entries))
	k.entries = append(k.entries, e)
}

func (k *kept) Claim(_ context.Context, now, until time.Time, n int) (due []Entry, err error) {
	for _, e := range k.entries {
		if e.State == ToSend && !k.due[e.ID].After(now) && len(due) < n {
			k.due[e.ID] = until
			due = append(due, e)
		}
	}
	return due, nil
}

func (k *kept) Sent(_ context.Context, id int64) error {
	k.entries[id].State = Sent
	return nil
}

func (k *kept) Again(_ context.Context, id int64, at time.Time, last bool) error {
	k.entries[id].Tries++
	k.due[id] = at
	if last {
		k.entries[id].State = Failed
	}
	return nil
}

func newNotifier(post Post, now func() time.Time, waiting ...Waiting) (*Notifier, *kept) {
	box := &kept{waiting: waiting, due: map[int64]time.Time{}}
	say := func(language, key string, args ...any) string {
		if key == "mail.open" {
			return language + " open " + args[1].(string)
		}
		return language + " " + key
	}
	return NewNotifier(Config{Outbox: box, Post: post, Say: say, URL: "https://speak.example", Now: now}), box
}

func at(s string) func() time.Time {
	t, _ := time.Parse(time.RFC3339, s)
	return func() time.Time { return t }
}

func connect(t *testing.T, s *mail.Server, tls string) *SMTP {
	t.Helper()
	settings := SMTP{Address: s.Address, TLS: tls, From: "fairlead@office.test", Roots: s.Roots}
	if tls != "none" {
		settings.User, settings.Password = mail.User, mail.Password
	}
	post, err := NewSMTP(settings)
	if err != nil {
		t.Fatal(err)
	}
	return post
}

// TestThroughARealServer sends over TLS with a login, once a person, kind and day.
func TestThroughARealServer(t *testing.T) {
	server := mail.Start(t, mail.StartTLS)
	n, box := newNotifier(connect(t, server, "starttls"), at("2026-11-22T10:00:00Z"), Waiting{Person: "ann", Kinds: []string{Fresh, Overdue}})
	for range 3 {
		if err := errors.Join(n.Look(t.Context()), n.Send(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	got := server.Received(t)
	if len(got) != 2 || len(box.entries) != 2 {
		t.Fatalf("%d messages for %d entries, want 2", len(got), len(box.entries))
	}
	for _, want := range []string{
		"HELO localhost\n", "FROM fairlead@office.test\n", "TO ann@office.test\n", "TLS True\n",
		"Subject: en mail.subject", "en mail.new", "en open https://speak.example/office/", "@office.test>",
	} {
		if !strings.Contains(got[0], want) {
			t.Errorf("the message lacks %q:\n%s", want, got[0])
		}
	}
	if strings.Contains(got[0], "User-Agent") || strings.Contains(got[0], "X-Mailer") {
		t.Errorf("the message names the program:\n%s", got[0])
	}
}

func TestWithoutTLS(t *testing.T) {
	server := mail.Start(t, mail.Plain)
	if err := connect(t, server, "starttls").Send(t.Context(), Message{To: "ann@office.test"}); err == nil {
		t.Error("a message went to a server that does not speak TLS")
	}
	if err := connect(t, server, "none").Send(t.Context(), Message{To: "ann@office.test", Subject: "s", Body: "b"}); err != nil {
		t.Errorf("a server on this machine: %v", err)
	}
	for name, s := range map[string]SMTP{
		"no TLS beyond this machine": {Address: "mail.example:25", TLS: "none", From: "a@b.test"},
		"no port":                    {Address: "mail.example", TLS: "tls", From: "a@b.test"},
		"no sender":                  {Address: "mail.example:465", TLS: "tls"},
	} {
		if _, err := NewSMTP(s); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	other := connect(t, mail.Start(t, mail.StartTLS), "starttls")
	other.Roots = server.Roots
	if err := other.Send(t.Context(), Message{To: "ann@office.test"}); err == nil {
		t.Error("a message went to a server that nobody vouches for")
	}
}

// TestTriedAgain: a server that says no is asked again after each wait, then no more.
func TestTriedAgain(t *testing.T) {
	server := mail.Start(t, mail.Refuses)
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	n, box := newNotifier(connect(t, server, "none"), func() time.Time { return now }, Waiting{Person: "ann", Kinds: []string{Fresh}})
	if err := n.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 60 {
		if err := n.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	if e := box.entries[0]; e.State != Failed || e.Tries != len(between)+1 {
		t.Errorf("it ended as %s after %d tries, want %s after %d", e.State, e.Tries, Failed, len(between)+1)
	}
}

// TestServerThatHangs: a server that takes the connection and says nothing is given up.
func TestServerThatHangs(t *testing.T) {
	post := connect(t, mail.Start(t, mail.Hangs), "none")
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if post.Send(ctx, Message{To: "ann@office.test", Subject: "s", Body: "b"}) == nil {
		t.Error("a message was taken by a server that said nothing")
	}
	if t.Context().Err() != nil {
		t.Error("the test's own time ended first")
	}
}

func TestNoServer(t *testing.T) {
	n, box := newNotifier(nil, at("2026-11-22T10:00:00Z"), Waiting{Person: "ann", Kinds: []string{Fresh}})
	if err := errors.Join(n.Look(t.Context()), n.Send(t.Context())); err != nil || box.entries[0].State != ToSend {
		t.Errorf("without a server: %v, %v", err, box.entries)
	}
}
