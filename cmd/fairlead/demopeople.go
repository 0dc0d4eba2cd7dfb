package main

// Who the demonstration's people are. All of them are invented.

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"fairlead/internal/portal"
	"fairlead/internal/seal"
)

// demoPerson is an invented person before they have an id and a password.
type demoPerson struct {
	name  string
	roles []string
}

var (
	leads   = []string{"head", "intake", "handler"}
	assist  = []string{"intake", "handler", "reviewer"}
	reviews = []string{"reviewer"}
	works   = []string{"handler", "reviewer"}
)

// demoNames are the people of offices that are known by name.
var demoNames = map[string][]demoPerson{
	"wct":    {{"Mira Okafor", leads}, {"Jonas Lindqvist", assist}},
	"ethics": {{"Teresa Almeida", leads}, {"Samuel Adeyemi", works}},
	"iaig":   {{"Kwame Mensah", leads}, {"Ingrid Solheim", assist}},
	"hsse":   {{"Rafael Quispe", leads}, {"Nadia Brandt", reviews}},
	"pppt": {
		{"Anjali Deshmukh", leads}, {"Bruno Costa", reviews}, {"Clara Voss", []string{"external"}}, {"Henrik Dahl", []string{"decider"}},
	},
	"legal": {{"Youssef Haddad", leads}, {"Mei Tanaka", reviews}},
	"nsa":   {{"Leilani Tavita", leads}},
}

// spareNames are for the offices of any other pack, in this order.
var spareNames = []string{
	"Amara Diallo", "Piotr Zielinski", "Noor Rahman", "Sofia Herrera", "Daniel Okoth", "Hana Kobayashi",
	"Lucas Moreira", "Farah Nazari", "Tomas Varga", "Grace Phiri", "Mateo Rojas", "Elena Petrova",
}

// missingStaff gives, for each unit of the pack that receives a form and has nobody in the
// demonstration yet, its invented people.
func missingStaff(pack *portal.Pack, have []demoOfficer, random io.Reader) ([]demoOfficer, error) {
	var added []demoOfficer
	known := func(is func(demoOfficer) bool) bool {
		return slices.ContainsFunc(have, is) || slices.ContainsFunc(added, is)
	}
	for _, unit := range receivingUnits(pack) {
		if slices.ContainsFunc(have, func(o demoOfficer) bool { return o.Unit == unit }) {
			continue
		}
		people := demoNames[unit]
		if people == nil {
			people = []demoPerson{{spareName(func(name string) bool {
				return known(func(o demoOfficer) bool { return o.Name == name })
			}), leads}}
		}
		for _, person := range people {
			officer, err := invent(person, unit, random)
			if err != nil {
				return nil, err
			}
			if hearsEditors(pack, unit) {
				officer.Roles = append(officer.Roles, "editor")
			}
			added = append(added, officer)
		}
	}
	return added, nil
}

// receivingUnits are the units to which some form goes, in the order of the pack.
func receivingUnits(pack *portal.Pack) []string {
	var units []string
	for _, form := range pack.Forms {
		if !slices.Contains(units, form.Unit) {
			units = append(units, form.Unit)
		}
	}
	slices.SortFunc(units, func(a, b string) int {
		return cmp.Or(cmp.Compare(pack.Units[a].Order, pack.Units[b].Order), cmp.Compare(a, b))
	})
	return units
}

// hearsEditors says whether comments on the portal belong to a unit: its people read them.
func hearsEditors(pack *portal.Pack, unit string) bool {
	for _, form := range pack.Forms {
		if form.Kind == "feedback" && form.Unit == unit {
			return true
		}
	}
	return false
}

// spareName gives the next name of the list that nobody has; a pack with more offices than
// the list has names begins it again with a number.
func spareName(taken func(string) bool) string {
	for round := 1; ; round++ {
		for _, name := range spareNames {
			if round > 1 {
				name = fmt.Sprintf("%s %d", name, round)
			}
			if !taken(name) {
				return name
			}
		}
	}
}

func invent(person demoPerson, unit string, random io.Reader) (demoOfficer, error) {
	officer := demoOfficer{Name: person.name, Unit: unit, Roles: slices.Clone(person.roles)}
	var err error
	if officer.Person, err = seal.NewID(random); err != nil {
		return officer, err
	}
	officer.Password, err = sixRandomWords(random)
	return officer, err
}
