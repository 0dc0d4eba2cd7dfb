package clock

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the rules of the zones, wherever the program runs
)

// zonesText is one place of each country and zone, by its name in the tz database.
//
//go:embed zones.txt
var zonesText string

// Region is a part of the world, such as "Africa", with its zones.
type Region struct {
	Name  string
	Zones []string // "Africa/Nairobi"
}

var zones = sync.OnceValue(func() []string { return strings.Fields(zonesText) })

// Regions gives every zone that can be chosen, by region.
var Regions = sync.OnceValue(func() []Region {
	var regions []Region
	for _, zone := range zones() {
		name, _, _ := strings.Cut(zone, "/")
		if n := len(regions); n == 0 || regions[n-1].Name != name {
			regions = append(regions, Region{Name: name})
		}
		last := &regions[len(regions)-1]
		last.Zones = append(last.Zones, zone)
	}
	return regions
})

// Zone gives the rules of a zone of the list. No other name is looked up: what a stranger
// sends must not become the name of a file.
func Zone(name string) (*time.Location, bool) {
	if _, listed := slices.BinarySearch(zones(), name); !listed {
		return nil, false
	}
	place, err := time.LoadLocation(name)
	return place, err == nil
}
