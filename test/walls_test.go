// Package test holds the checks that no single room can make of itself.
package test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// wall is one row of the house's plan: what a room must never reach, through any chain
// of imports, and why.
type wall struct {
	room  string
	never []string
	why   string
}

var walls = []wall{
	{
		room: "internal/web/visitor",
		never: []string{
			"internal/casework", "internal/people", "internal/insights", "internal/store", "internal/web/office",
		},
		why: "a visitor's page cannot even name a case's inner work",
	},
	{room: "internal/web/office", never: []string{"internal/store", "internal/web/visitor"}, why: "pages go through the nouns; the wings do not meet"},
	{room: "internal/insights", never: []string{"internal/casework", "internal/mailbox", "internal/seal"}, why: "it is handed facts without identity"},
	{room: "internal/notify", never: []string{"internal/casework", "internal/mailbox", "internal/seal"}, why: "it cannot say what it does not know"},
	{room: "internal/guide", never: contentWall, why: "it knows the portal's text and no case"},
	{room: "internal/guide", never: []string{"internal/model", "net/http"}, why: "what it is asked cannot leave through here: a language model is handed to it"},
	{room: "internal/model", never: modelWall, why: "it sends what it is handed, and can name nothing else"},
	{room: "internal/web", never: []string{"internal/model"}, why: "a page is handed a language model, and cannot call one that nobody set"},
	{room: "internal/portal", never: contentWall, why: "content is read by anyone and knows no case"},
	{room: "internal/casework", never: ruleWall, why: "a step is a pure function; cookies are in web, SQL is in store"},
	{room: "internal/intake", never: ruleWall, why: "what may be sent is a rule, not a request or a row"},
	{room: "internal/mailbox", never: ruleWall, why: "the reporter's acts are rules, not requests or rows"},
	{room: "internal/people", never: ruleWall, why: "who may do what is a rule, not a request or a row"},
	{room: "internal/store", never: []string{"internal/web"}, why: "storage knows no pages"},
	{room: "internal/seal", never: []string{"net", "database/sql", "log"}, why: "nothing sealed can leave through here"},
}

var (
	contentWall = []string{"internal/mailbox", "internal/casework", "internal/people", "internal/seal", "database/sql"}
	ruleWall    = []string{"internal/store", "internal/web", "database/sql", "net/http"}
	modelWall   = []string{
		"internal/portal", "internal/guide", "internal/people", "internal/mailbox", "internal/casework", "internal/intake",
		"internal/seal", "internal/ledger", "internal/insights", "internal/web", "internal/store", "database/sql",
	}
)

// floors is the plan of the house from the ground up: a room imports only from floors
// below its own.
var floors = [][]string{
	{"internal/ledger", "internal/lang", "internal/clock", "internal/insights", "internal/jobs", "internal/fault", "internal/model", "packs"},
	{"internal/notify", "internal/portal", "internal/seal"},
	{"internal/guide", "internal/people", "internal/mailbox", "internal/web"},
	{"internal/casework", "internal/intake"},
	{"internal/store", "internal/web/visitor", "internal/web/office"},
	{"cmd/fairlead"},
}

const module = "fairlead/"

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func listed(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Imports,Deps", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 3 {
		t.Fatalf("found only %d packages: the plan cannot be checked", len(all))
	}
	return all
}

// in says whether an import path lies in a room: the room itself or a folder below it.
func in(path, room string) bool {
	path = strings.TrimPrefix(path, module)
	return path == room || strings.HasPrefix(path, room+"/")
}

func TestWalls(t *testing.T) {
	for _, p := range listed(t) {
		for _, w := range walls {
			if !in(p.ImportPath, w.room) {
				continue
			}
			for _, dep := range p.Deps {
				if breaks(dep, w) {
					t.Errorf("%s reaches %s: %s", p.ImportPath, dep, w.why)
				}
			}
		}
	}
}

func breaks(dep string, w wall) bool {
	return slices.ContainsFunc(w.never, func(n string) bool {
		if strings.HasPrefix(n, "internal/") {
			return strings.HasPrefix(dep, module) && in(dep, n)
		}
		return dep == n // a room of the standard library, by its exact name
	})
}

// floorOf gives the floor of a package: that of the longest room name it lies in, so
// that web/visitor is not taken for web. 0 is outside the plan.
func floorOf(path string) int {
	best, floor := 0, 0
	for i, rooms := range floors {
		for _, room := range rooms {
			if in(path, room) && len(room) > best {
				best, floor = len(room), i+1
			}
		}
	}
	return floor
}

func TestFloors(t *testing.T) {
	for _, p := range listed(t) {
		from := floorOf(p.ImportPath)
		if from == 0 {
			continue
		}
		for _, dep := range p.Imports {
			to := floorOf(dep)
			if !strings.HasPrefix(dep, module) || to == 0 || roomOf(dep) == roomOf(p.ImportPath) {
				continue
			}
			if to >= from {
				t.Errorf("%s (floor %d) imports %s (floor %d): every import falls to a lower floor", p.ImportPath, from, dep, to)
			}
		}
	}
}

// roomOf gives the name of the room a package lies in.
func roomOf(path string) string {
	best := ""
	for _, rooms := range floors {
		for _, room := range rooms {
			if in(path, room) && len(room) > len(best) {
				best = room
			}
		}
	}
	return best
}
