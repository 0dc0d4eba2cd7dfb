package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fairlead/internal/people"
	"fairlead/internal/portal"
	"fairlead/internal/store"
	"fairlead/packs"
)

// pack reads the pack, or says why it cannot be served.
func (p Place) pack() (*portal.Pack, error) {
	pack, faults, err := p.read()
	if err == nil && pack == nil {
		return nil, fmt.Errorf("the pack has %d faults, the first: %s (fairlead pack check names all)", len(faults), faults[0])
	}
	return pack, err
}

// read gives the pack, or its faults. The organisation's own file stands over the pack's
// where one is named; a demonstration's folder brings its own.
func (p Place) read() (*portal.Pack, []portal.Problem, error) {
	pack, faults := portal.Read(packFrom(p.Pack), packs.Default())
	if file := p.organisationFile(); file != "" && pack != nil {
		organisation, err := portal.LoadOrganisation(file)
		if err != nil {
			return nil, nil, err
		}
		pack.Organisation = organisation
	}
	return pack, faults, nil
}

func (p Place) organisationFile() string {
	if p.Organisation == "" && demonstrationFolder(p.Data) {
		return filepath.Join(p.Data, demoOrganisation)
	}
	return p.Organisation
}

// address is where people reach the portal, for links that are handed out.
func (p Place) address() string {
	if p.URL == "" {
		return "http://127.0.0.1:8080"
	}
	return strings.TrimSuffix(p.URL, "/")
}

// openPeople opens the store for a command about people, beside a server that may be
// running on it. The caller closes the store.
func (p Place) openPeople(ctx context.Context, t *Terminal) (*people.Registry, *portal.Pack, *store.Store, error) {
	pack, err := p.pack()
	if err != nil {
		return nil, nil, nil, err
	}
	opened, err := store.Open(ctx, store.Settings{DataDir: p.Data, URL: p.Database, Now: t.Now})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("opening the store: %w", err)
	}
	secret, err := secretOf(ctx, p.Data, opened, t.Random)
	if err != nil {
		return nil, nil, nil, errors.Join(err, opened.Close())
	}
	registry := people.New(people.Config{
		Directory: opened.People, Enrolments: opened.People, Access: opened.People, Desk: opened.People, Secret: secret,
		Root: func() string { return pack.Organisation.Root }, Now: t.Now, Rand: t.Random,
		Undertaking: pack.UndertakingVersion, Languages: func() []string { return pack.Languages },
	})
	return registry, pack, opened, nil
}
