package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/notify"
	"fairlead/internal/people"
	"fairlead/internal/portal"
	"fairlead/internal/store"
	"fairlead/internal/web"
	"fairlead/internal/web/office"
	"fairlead/internal/web/visitor"
)

// Program is a running Fairlead: all rooms joined, on one listener.
type Program struct {
	store    *store.Store
	keyring  *people.Keyring
	pack     *followed
	guide    *taught
	post     notify.Post
	cases    *casework.Desk
	now      func() time.Time
	url      string
	http     *http.Server
	listener net.Listener
	log      *slog.Logger
}

// Options are what the program is made of, beside its settings.
type Options struct {
	Settings
	Demo     bool
	Listener net.Listener
	Log      *slog.Logger
	Now      func() time.Time
}

// OpenProgram joins the rooms. The caller closes what it gives, and the listener if it fails.
func OpenProgram(ctx context.Context, o Options) (*Program, error) {
	if err := o.checked(); err != nil {
		return nil, err
	}
	lent, err := o.Model.open(o.Log)
	if err != nil {
		return nil, err
	}
	post, err := o.Mail.open()
	if err != nil {
		return nil, err
	}
	pack, err := follow(o.Place, o.Log)
	if err != nil {
		return nil, err
	}
	opened, err := store.Open(ctx, store.Settings{DataDir: o.Data, URL: o.Database, Now: o.Now})
	if err != nil {
		return nil, err
	}
	secret, err := secretOf(ctx, o.Data, opened, rand.Reader)
	if err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	p := &Program{
		store: opened, keyring: people.NewKeyring(rand.Reader, o.Now), pack: pack, guide: &taught{}, post: post,
		listener: o.Listener, log: o.Log, now: o.Now, url: o.address(),
	}
	if err := p.join(o, secret, lent); err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	return p, nil
}

// join makes the services and mounts both wings.
func (p *Program) join(o Options, secret []byte, lent *visitor.Model) error {
	current := p.pack.pack.Load
	root := func() string { return current().Organisation.Root }
	site := o.address()
	limits := mailbox.DefaultLimits()
	server, err := web.New(web.Settings{
		Pack: current, URL: o.URL, Demo: o.Demo, NoComments: o.Feedback == visitor.Off, Now: o.Now, Log: o.Log,
	})
	if err != nil {
		return err
	}
	registry := people.New(people.Config{
		Directory: p.store.People, Enrolments: p.store.People, Access: p.store.People, Desk: p.store.People,
		Secret: secret, Root: root, Now: o.Now, Rand: rand.Reader,
		Undertaking: func() string { return current().UndertakingVersion() },
		Languages:   func() []string { return current().Languages },
	})
	p.cases = casework.New(casework.Config{
		Store: p.store.Cases, Blobs: p.store.Blobs, Directory: p.store.Serving, Now: o.Now, Limits: limits, Root: root,
		Rand: rand.Reader, Undertaken: registry.Undertaken,
		Procedure:    p.procedure,
		Confirmation: func() []string { return current().Confirmation },
		ProcedureOf:  func(unit string) (portal.Procedure, bool) { return portal.ProcedureOf(current(), unit, true) },
	})
	visitors := visitor.New(visitor.Settings{
		Server: server,
		Desk: intake.New(intake.Config{
			Pack: current, Store: p.store.Reports, Comments: p.store.Reports, Drafts: p.store.Drafts, Blobs: p.store.Blobs, Directory: p.store.Serving,
			Now: o.Now, Rand: rand.Reader, Limits: limits, Root: root, Site: func() string { return site },
		}),
		Door: mailbox.New(mailbox.Config{
			Store: p.store.Mailboxes, Blobs: p.store.Blobs, Acts: p.cases, Now: o.Now, Rand: rand.Reader, Limits: limits,
		}),
		Parts:    mailbox.NewParts(p.store.Blobs, limits, rand.Reader),
		Comments: visitor.Comments{Who: o.Feedback, Header: o.PersonnelHeader},
		Guide:    p.guide.Guide,
		Helped:   p.store.Helped,
		Model:    lent,
		Limits:   limits, Root: root, Rand: rand.Reader, Now: o.Now,
	})
	staff := office.New(office.Settings{
		Site: server, People: registry, Keyring: p.keyring, Blobs: p.store.Blobs, Sessions: p.store.Sessions, Helped: p.store.Helped,
		Desk: p.cases, Ledger: p.store.Ledger, Outbox: p.store.Outbox, MailSet: p.post != nil,
	})
	server.Mount(visitors.Routes()...)
	server.Mount(staff.Routes()...)
	p.http = server.HTTP()
	return nil
}

// drain is how long requests under way may take to end when the program is stopped.
const drain = 20 * time.Second

// Run serves until ctx ends, then lets what is under way finish.
func (p *Program) Run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- p.http.Serve(p.listener) }()
	go p.forget(ctx)
	go p.tasks().Run(ctx)
	go p.prepare()
	go p.pack.Run(ctx)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := p.http.Shutdown(end); err != nil {
		return fmt.Errorf("stopping: %w", errors.Join(err, p.http.Close()))
	}
	return nil
}

// prepare makes the guide before anybody asks, so that nobody has to wait, and gives the
// memory back that reading the pack and the guide took.
func (p *Program) prepare() {
	p.guide.Guide(p.pack.pack.Load())
	debug.FreeOSMemory()
}

// Close gives the store back. It is called after Run.
func (p *Program) Close() error { return p.store.Close() }

// forget drops the session keys that nobody uses any more. They are in this process's memory,
// so every node sees to its own.
func (p *Program) forget(ctx context.Context) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
			p.keyring.Sweep()
		}
	}
}
