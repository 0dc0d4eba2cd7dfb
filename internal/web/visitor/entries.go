package visitor

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fairlead/internal/clock"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// blocksShown is how often a group is asked on the page without scripts: most people need
// fewer, and each block makes the page longer for everybody.
const blocksShown = 3

// entryBlock is one entry of a group, with the questions of that entry. Later says that it
// is folded away until somebody needs it; Begun, that something was typed into it.
type entryBlock struct {
	N      int
	Name   string
	Later  bool
	Begun  bool
	Fields []fieldView
}

func entryBlocks(base web.Base, field portal.Field, words portal.FieldText, t typed) []entryBlock {
	blocks := make([]entryBlock, min(cmp.Or(field.Max, blocksShown), max(blocksShown, lastEntry(field, t))))
	for i := range blocks {
		number := strconv.Itoa(i + 1)
		blocks[i] = entryBlock{N: i + 1, Name: entryName(words.Entry, i+1), Later: i > 0}
		for _, part := range field.Fields {
			view := viewOf(base, part, words.Fields, field.ID+"."+number+".", t)
			blocks[i].Fields = append(blocks[i].Fields, view)
			blocks[i].Begun = blocks[i].Begun || view.Value != "" || view.Problem != ""
		}
	}
	return blocks
}

// mostEntries is how many entries any group can have.
const mostEntries = 10

// lastEntry is the number of the last entry in which something was typed: a form that was
// kept with scripts can come back with more than are asked for here.
func lastEntry(field portal.Field, t typed) int {
	for n := mostEntries; n > 0; n-- {
		for _, part := range field.Fields {
			if len(t.Fields[field.ID+"."+strconv.Itoa(n)+"."+part.ID]) > 0 {
				return n
			}
		}
	}
	return 0
}

// entryName is the name of one entry, such as "Witness 2".
func entryName(pattern string, n int) string {
	if pattern == "" {
		return strconv.Itoa(n)
	}
	return strings.ReplaceAll(pattern, "{{.N}}", strconv.Itoa(n))
}

// More says whether there may be more entries than the page without scripts asks for.
func (f fieldView) More() bool { return f.Max > len(f.Entries) }

// zoneGroup is a part of the world with its time zones to choose from.
type zoneGroup struct {
	Label string
	Zones []optionView
}

func zoneGroups(base web.Base, chosen string) []zoneGroup {
	var groups []zoneGroup
	for _, region := range clock.Regions() {
		group := zoneGroup{Label: base.Say("zone." + strings.ToLower(region.Name))}
		for _, zone := range region.Zones {
			group.Zones = append(group.Zones, optionView{zone, placeName(zone), zone == chosen})
		}
		slices.SortFunc(group.Zones, func(a, b optionView) int { return cmp.Compare(a.Label, b.Label) })
		groups = append(groups, group)
	}
	return groups
}

// placeName writes "America/Argentina/Buenos_Aires" as "Buenos Aires (Argentina)".
func placeName(zone string) string {
	parts := strings.Split(strings.ReplaceAll(zone, "_", " "), "/")
	place := parts[len(parts)-1]
	if len(parts) > 2 {
		place += " (" + parts[1] + ")"
	}
	return place
}
