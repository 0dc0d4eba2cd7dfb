package visitor

import (
	"strings"

	"fairlead/internal/intake"
	"fairlead/internal/portal"
	"fairlead/internal/web"
)

// officeName is an office to which a report may be passed on, if its sender agrees.
type officeName struct {
	Unit string `json:"unit"`
	Name string `json:"name"`
}

func officeNames(base web.Base, units []string) []officeName {
	var named []officeName
	for _, unit := range units {
		named = append(named, officeName{unit, base.Say("unit." + unit)})
	}
	return named
}

// joinedNames are names of offices in one line, as the page with scripts has them: some have a
// comma in them.
func joinedNames(base web.Base, offices []officeName) string {
	var names []string
	for _, office := range offices {
		names = append(names, office.Name)
	}
	return strings.Join(names, base.Say("list.between"))
}

// agreedTo names the offices to which what was sent may be passed on, "" if none.
func (v *Wing) agreedTo(base web.Base, form portal.Form, receipt intake.Receipt, t *typed) string {
	fields, _ := intake.CheckFields(form, t.Fields)
	told := []string{receipt.Unit}
	for _, also := range receipt.Also {
		told = append(told, also.Unit)
	}
	return joinedNames(base, officeNames(base, v.desk.Onward(form, fields, t.Exclude, told...)))
}
