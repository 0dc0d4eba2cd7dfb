package clock

import (
	"slices"
	"testing"
)

// TestRegions knows the rules of every zone that it offers, each once.
func TestRegions(t *testing.T) {
	count := 0
	for _, region := range Regions() {
		for _, name := range region.Zones {
			count++
			if _, ok := Zone(name); !ok {
				t.Errorf("%s is offered and has no rules", name)
			}
		}
	}
	if count < 400 || count != len(zones()) || !slices.IsSorted(zones()) {
		t.Errorf("%d zones in order: %v", count, slices.IsSorted(zones()))
	}
}

// TestZone takes a zone of the list and nothing else, whatever lies on the disk.
func TestZone(t *testing.T) {
	for _, name := range []string{"Europe/Copenhagen", "Asia/Kolkata", "America/Argentina/Buenos_Aires"} {
		if place, ok := Zone(name); !ok || place.String() != name {
			t.Errorf("%s: %v", name, ok)
		}
	}
	for _, name := range []string{"", "Local", "UTC", "Europe", "europe/copenhagen", "../../etc/passwd", "/etc/localtime", "Europe/Copenhagen\x00"} {
		if _, ok := Zone(name); ok {
			t.Errorf("%q is taken for a zone", name)
		}
	}
}
