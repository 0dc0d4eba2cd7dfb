package people

import (
	"context"
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/ledger"
	"fairlead/internal/seal"
)

const operator = "operator"

// Certify takes the signed line that says whose keys these are. by is "operator" for a
// line of the root, or "officer:<person>" for one of a head. The line must name the
// person, office, roles and keys that were proposed, and the directory must accept it.
func (r *Registry) Certify(ctx context.Context, by string, signed seal.Signed) (seal.Officer, error) {
	line, err := seal.ParseAs[seal.Officer](signed)
	if err != nil {
		return seal.Officer{}, notCertifiable(err)
	}
	if err := r.mayCertify(ctx, by, line); err != nil {
		return seal.Officer{}, err
	}
	if err := r.asProposed(ctx, line); err != nil {
		return seal.Officer{}, err
	}
	if err := r.accepted(ctx, signed, line); err != nil {
		return seal.Officer{}, err
	}
	act := ledger.Act{Act: ledger.Certified, By: by, Of: seal.LineHash(signed)}
	return line, r.Directory.Certify(ctx, signed, line, act)
}

// mayCertify holds the one who brings a line to the one who signed it.
func (r *Registry) mayCertify(ctx context.Context, by string, line seal.Officer) error {
	if by == operator {
		if line.By != "root" {
			return notCertifiable(nil)
		}
		return nil
	}
	if line.By != by {
		return notCertifiable(nil)
	}
	return r.heads(ctx, by, line.Person, line.Unit)
}

// heads says whether by is a head of the unit today, and somebody other than the person.
func (r *Registry) heads(ctx context.Context, by, person, unit string) error {
	_, id := seal.Split(by)
	if id == person {
		return fault.New(fault.Refused, "not-yourself", nil)
	}
	head, err := r.Person(ctx, id)
	if err != nil {
		return err
	}
	if head.Unit != unit || !slices.Contains(head.Roles, "head") {
		return fault.New(fault.Refused, "not-the-head", nil)
	}
	return nil
}

// asProposed finds the keys that came back on this person's invitation and compares.
func (r *Registry) asProposed(ctx context.Context, line seal.Officer) error {
	proposals, err := r.Enrolments.Proposals(ctx, line.Unit)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(proposals, func(p Proposal) bool { return p.Person.ID == line.Person })
	if i < 0 {
		return fault.New(fault.NotFound, "no-proposal", nil)
	}
	p := proposals[i]
	same := p.Person.Name == line.Name && p.Person.Unit == line.Unit && sameRoles(p.Person.Roles, line.Roles) &&
		p.Recipient == line.Recipient && p.Verify == line.Verify
	if !same {
		return fault.New(fault.Refused, "not-as-proposed", nil)
	}
	return nil
}

func sameRoles(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// accepted asks the directory: with this line it must give this person this line today.
func (r *Registry) accepted(ctx context.Context, signed seal.Signed, line seal.Officer) error {
	lines, err := r.Directory.Lines(ctx)
	if err != nil {
		return err
	}
	directory := seal.NewDirectory(r.Root(), append(slices.Clone(lines), signed))
	now, ok := directory.Current(line.Person, r.today())
	if !ok || now.ID != line.ID || now.N != line.N || now.Verify != line.Verify || line.At > r.today() {
		return notCertifiable(nil)
	}
	for _, refused := range directory.Refused() {
		if refused.Line == seal.LineHash(signed) {
			return notCertifiable(nil)
		}
	}
	return nil
}

// Suspend stops serving a person at once. by is "operator", or "officer:<person>" of a
// head of the same unit; nobody suspends themselves.
func (r *Registry) Suspend(ctx context.Context, by, person string) error {
	subject, err := r.Access.Person(ctx, person)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "person-unknown", err)
	}
	if err != nil {
		return err
	}
	if by != operator {
		if err := r.heads(ctx, by, person, subject.Unit); err != nil {
			return err
		}
	}
	act := ledger.Act{Act: ledger.Suspended, By: by, Of: person}
	return r.Directory.Suspend(ctx, person, r.today(), act)
}

// Unit gives what a head sees: the officers of the unit, and keys waiting to be certified.
func (r *Registry) Unit(ctx context.Context, head string) ([]Person, []Proposal, error) {
	viewer, err := r.Person(ctx, head)
	if err != nil {
		return nil, nil, err
	}
	if !slices.Contains(viewer.Roles, "head") {
		return nil, nil, fault.New(fault.Refused, "not-the-head", nil)
	}
	lines, err := r.Directory.Lines(ctx)
	if err != nil {
		return nil, nil, err
	}
	suspended, err := r.Directory.Suspended(ctx)
	if err != nil {
		return nil, nil, err
	}
	var officers []Person
	for _, line := range r.roll.Read(r.Root(), lines).ByUnit(viewer.Unit, "", r.today()) {
		if slices.Contains(line.Roles, "recovery") {
			continue
		}
		officers = append(officers, Person{
			ID: line.Person, Name: line.Name, Unit: line.Unit, Roles: line.Roles,
			Certified: true, Suspended: suspended[line.Person],
		})
	}
	proposals, err := r.Enrolments.Proposals(ctx, viewer.Unit)
	return officers, proposals, err
}

// Names gives the names of all officers that the directory ever knew, by "officer:<person>".
func (r *Registry) Names(ctx context.Context) (map[string]string, error) {
	lines, err := r.Directory.Lines(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, signed := range lines {
		if line, err := seal.ParseAs[seal.Officer](signed); err == nil && line.Name != "" {
			names["officer:"+line.Person] = line.Name
		}
	}
	return names, nil
}

func notCertifiable(cause error) error {
	return fault.New(fault.Refused, "line-not-accepted", cause)
}
