package seal

import "errors"

// Refusal says why something was not taken. Reason is one of a short list of codes that
// the vectors and the browser code share; Where names a field or a part. Neither ever
// holds what was refused, so that it can stand in a log.
type Refusal struct {
	Reason string
	Where  string
}

// Error is the reason, and where it was met.
func (r *Refusal) Error() string {
	if r.Where == "" {
		return "sealing: " + r.Reason
	}
	return "sealing: " + r.Reason + ": " + r.Where
}

// Reason gives the code of the Refusal inside err, or "".
func Reason(err error) string {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.Reason
	}
	return ""
}

func refuse(reason, where string) error {
	return &Refusal{Reason: reason, Where: where}
}
