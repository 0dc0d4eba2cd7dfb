package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/notify"
	"fairlead/internal/portal"
)

// tasks are what is done by the clock, by one node at a time: what is left over is swept away
// (uploads that were never finished, blobs that nothing names, unfinished forms past their
// day, ended sessions, old reminders); cases whose day has come move; what waits for officers is looked for, and told.
func (p *Program) tasks() *jobs.Runner {
	notifier := notify.NewNotifier(notify.Config{
		Outbox: p.store.Outbox, Post: p.post, Say: p.say, URL: p.url, Now: p.now,
	})
	return jobs.New(jobs.Config{
		Leases: p.store.Leases, Holder: nodeName(), Now: p.now, Log: p.log,
		Tasks: []jobs.Task{
			{Name: "sweep", Every: time.Hour, Run: p.store.Sweep},
			{Name: "catch up", Every: time.Hour, Run: p.cases.CatchUp},
			{Name: "look", Every: 5 * time.Minute, Run: notifier.Look},
			{Name: "send", Every: time.Minute, Run: notifier.Send},
		},
	})
}

// say words a reminder in its officer's language, or in the portal's first.
func (p *Program) say(language, key string, args ...any) string {
	pack := p.pack.pack.Load()
	if language == "" {
		language = pack.Languages[0]
	}
	return pack.Words(language).Say(key, args...)
}

// nodeName tells this process from another one, and says nothing of the machine.
func nodeName() string {
	var name [8]byte
	rand.Read(name[:])
	return hex.EncodeToString(name[:])
}

// procedure reads a procedure as a case began under it.
func (p *Program) procedure(ctx context.Context, hash string) (portal.Procedure, error) {
	for _, procedure := range p.pack.pack.Load().Procedures {
		if procedure.Version == hash {
			return procedure, nil
		}
	}
	body, err := p.store.Reports.Version(ctx, hash)
	if err != nil {
		return portal.Procedure{}, err
	}
	return portal.ReadProcedure(body)
}
