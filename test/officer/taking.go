package officer

import (
	"crypto/rand"
	"time"

	"fairlead/internal/casework"
	"fairlead/internal/seal"
)

// Head begins a line of this officer: today, with a new id.
func (o *Officer) Head() (seal.Head, error) {
	id, err := seal.NewID(rand.Reader)
	return seal.Head{ID: id, By: o.holder(), At: seal.Day(time.Now())}, err
}

// Sign signs a line as this officer.
func (o *Officer) Sign(line any) (seal.Signed, error) { return seal.Sign(o.signer(), line) }

// Take sends a step, with what it rests on.
func (o *Officer) Take(number string, taking casework.Taking) error {
	_, err := o.Post("/office/case/"+number+"/step", taking, nil)
	return err
}
