package main

import (
	"crypto/rand"
	"fmt"
	"slices"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
)

// Every unit of the pack to which a form goes has somebody, and who reads comments on the
// portal is an editor.
func TestMissingStaff(t *testing.T) {
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	all, err := missingStaff(pack, nil, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, officer := range all {
		count[officer.Unit]++
		if editor := slices.Contains(officer.Roles, "editor"); editor != (officer.Unit == pack.Forms["feedback"].Unit) {
			t.Errorf("%+v", officer)
		}
	}
	want := map[string]int{"wct": 2, "ethics": 2, "iaig": 2, "hsse": 2, "pppt": 4, "legal": 2, "nsa": 1}
	if fmt.Sprint(count) != fmt.Sprint(want) {
		t.Errorf("officers %v, want %v", count, want)
	}
	older := slices.DeleteFunc(slices.Clone(all), func(o demoOfficer) bool { return o.Unit != "wct" && o.Unit != "ethics" })
	added, err := missingStaff(pack, older, rand.Reader)
	if err != nil || len(added) != len(all)-len(older) {
		t.Errorf("a folder of two offices gets %+v, %v", added, err)
	}
	for _, officer := range added {
		if officer.Unit == "wct" || officer.Unit == "ethics" {
			t.Errorf("there was somebody in %s", officer.Unit)
		}
	}
}

// An organisation's own offices get invented people too, each with a name of their own.
func TestMissingStaffOfAnotherPack(t *testing.T) {
	pack := &portal.Pack{Units: map[string]portal.Unit{}, Forms: map[string]portal.Form{}}
	for i := range len(spareNames) + 2 {
		id := fmt.Sprintf("office-%02d", i)
		pack.Units[id] = portal.Unit{ID: id, Order: i}
		pack.Forms["form-"+id] = portal.Form{ID: "form-" + id, Unit: id}
	}
	all, err := missingStaff(pack, nil, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for i, officer := range all {
		if names[officer.Name] || officer.Unit != fmt.Sprintf("office-%02d", i) || officer.Person == "" || officer.Password == "" {
			t.Errorf("%+v", officer)
		}
		names[officer.Name] = true
	}
	if len(all) != len(spareNames)+2 || all[len(spareNames)].Name != spareNames[0]+" 2" {
		t.Errorf("%d officers, the first after the list %q", len(all), all[len(spareNames)].Name)
	}
}
