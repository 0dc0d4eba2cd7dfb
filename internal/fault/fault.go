// Package fault holds the few kinds of error that Fairlead tells apart. Each has a
// sentence for the person, named by a key of the pack's words, and a cause for the
// log. Neither ever holds content: no answer, name, phrase or address.
package fault

import "errors"

// Kind says what a refusal means to the caller; web turns it into a status.
type Kind int

const (
	// Internal is a failure of ours. It is the kind of every error that is not a fault.
	Internal Kind = iota
	// Refused: what was sent is not acceptable as it stands.
	Refused
	// NotFound: there is no such thing, or none for this person; the two answers are one.
	NotFound
	// Conflict: it was done already, or something else was first.
	Conflict
	// TooLarge: a size or a count is over its limit.
	TooLarge
	// Busy: not now; the same request may pass later.
	Busy
	// Full: the disk floor is reached.
	Full
	// Locked: the key or the session is closed; unlock or sign in again.
	Locked
	// Closed: this door is not open here (no officers, plain HTTP, no emergency text).
	Closed
	// Altered: what is kept here is not what was sealed, so none of it is shown.
	Altered
)

// Error is a fault: a kind, the key of its sentence in the pack's words (without the
// prefix "fault."), values for that sentence (figures and codes only), and its cause.
type Error struct {
	Kind  Kind
	Key   string
	Args  map[string]any
	cause error
}

// New makes a fault. cause may be nil.
func New(kind Kind, key string, cause error) *Error {
	return &Error{Kind: kind, Key: key, cause: cause}
}

// With returns a copy of the fault that carries one more value for its sentence.
func (e *Error) With(name string, value any) *Error {
	c := *e
	c.Args = make(map[string]any, len(e.Args)+1)
	for k, v := range e.Args {
		c.Args[k] = v
	}
	c.Args[name] = value
	return &c
}

// Error is the log's side: key and cause.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Key
	}
	return e.Key + ": " + e.cause.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// Of returns the fault inside err, or an Internal one with the key "internal".
func Of(err error) *Error {
	if f, ok := errors.AsType[*Error](err); ok {
		return f
	}
	return &Error{Kind: Internal, Key: "internal", cause: err}
}

// Is says whether err is a fault of that kind.
func Is(err error, kind Kind) bool { return err != nil && Of(err).Kind == kind }
