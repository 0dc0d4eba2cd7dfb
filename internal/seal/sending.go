package seal

import "time"

// What a person can agree to as they send: that another office may be given exactly what they
// sent, if it is the right one. Misdirected is the purpose and PassOn the step of that consent,
// SendingDays how long it lasts.
const (
	Misdirected = "misdirected"
	PassOn      = "pass-on"
	SendingDays = 90
)

// consents signs, after the first talk, one line for each office to which it may be passed on:
// all that was sent there, and nothing that comes later.
func (m *maker) consents() error {
	parts, err := m.sent()
	if err != nil {
		return err
	}
	for _, unit := range m.Onward {
		id, err := NewID(m.rand)
		if err != nil {
			return err
		}
		line, err := Sign(m.signer, Consent{
			Head: m.head(id), Report: m.made.Report, Answer: "yes", Step: PassOn, To: "unit:" + unit,
			Purpose: Misdirected, Parts: parts, Until: Day(m.At.Add(SendingDays * 24 * time.Hour)),
		})
		if err != nil {
			return err
		}
		m.made.Consents = append(m.made.Consents, line)
	}
	return nil
}

// sent are the items made so far, as a consent names them.
func (m *maker) sent() ([]Part, error) {
	parts := make([]Part, 0, len(m.made.Items))
	for _, item := range m.made.Items {
		line, err := ParseAs[Post](item.Signed)
		if err != nil {
			return nil, err
		}
		parts = append(parts, Part{ID: line.ID, Kind: line.Kind})
	}
	return parts, nil
}
