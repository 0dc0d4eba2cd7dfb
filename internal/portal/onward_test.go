package portal

import (
	"os"
	"slices"
	"testing"
)

// Each form of the pack that makes a case asks, of those alone who write of themselves, and
// what comes by it could go to every other office with such a form.
func TestOnward(t *testing.T) {
	pack, problems := Read(os.DirFS("../../packs/unops"), nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for id, form := range pack.Forms {
		if form.Kind != "report" {
			if units := pack.OnwardUnits(form); len(units) > 0 {
				t.Errorf("%s is no report and goes on to %v", id, units)
			}
			continue
		}
		field, _ := form.Field("pass-on")
		if len(field.When["role"]) != 1 || !slices.Contains([]string{"affected", "self"}, field.When["role"][0]) {
			t.Errorf("%s asks those under %v", id, field.When)
		}
		units := pack.OnwardUnits(form, form.Unit)
		if slices.Contains(units, form.Unit) || len(units) < 4 {
			t.Errorf("%s goes on to %v", id, units)
		}
		for _, unit := range units {
			if _, ok := ProcedureOf(pack, unit, true); !ok {
				t.Errorf("%s goes on to %s, which could not take it", id, unit)
			}
		}
	}
}
