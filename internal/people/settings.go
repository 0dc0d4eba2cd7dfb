package people

import (
	"context"
	"net/mail"
	"slices"
	"strings"

	"fairlead/internal/fault"
)

// longestAddress is how long an e-mail address can be (RFC 5321, 4.5.3.1.3).
const longestAddress = 254

// Settings gives what an officer said of themselves.
func (r *Registry) Settings(ctx context.Context, person string) (Settings, error) {
	return r.Desk.Settings(ctx, person)
}

// Spoken gives the languages in which officers can work, by person, for whoever gives out
// the work.
func (r *Registry) Spoken(ctx context.Context) (map[string][]string, error) {
	return r.Desk.Spoken(ctx)
}

// Set keeps what an officer says of themselves: an address for mail that says nothing of a
// case ("" for none), its language, and the languages in which they can work.
func (r *Registry) Set(ctx context.Context, person string, s Settings) error {
	s.Mail = strings.TrimSpace(s.Mail)
	if s.Mail != "" {
		at, err := mail.ParseAddress(s.Mail)
		if err != nil || at.Address != s.Mail || len(s.Mail) > longestAddress {
			return fault.New(fault.Refused, "mail-address", nil)
		}
	}
	known := r.Languages()
	unknown := func(language string) bool { return !slices.Contains(known, language) }
	if unknown(s.Language) || slices.ContainsFunc(s.Languages, unknown) {
		return fault.New(fault.Refused, "language-unknown", nil)
	}
	slices.Sort(s.Languages)
	s.Languages = slices.Compact(s.Languages)
	return r.Desk.Set(ctx, person, s)
}
