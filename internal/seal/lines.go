package seal

// CheckedLine is a line of what happened as a reader is told of it. Line is of the type of
// its kind, nil if it could not be read; Reason is "" if it is genuine.
type CheckedLine struct {
	Signed
	Head
	Hash   string
	Is     string
	Line   any
	Reason string
}

type requestLine struct {
	Request
	hash string
}

type stepLine struct {
	Step
	hash string
}

// personal is a line by somebody with a phrase, to be checked once they are believed.
type personal[T Consent | Act] struct {
	line T
	text Signed
}

// readLines keeps what officers signed, by the directory, and what people with a phrase did,
// unchecked.
func (o *opening) readLines() {
	for _, s := range o.bundle.Lines {
		line, err := Parse(s)
		if err != nil || !o.ofReport(line) {
			continue
		}
		switch l := line.(type) {
		case Consent:
			o.consents = append(o.consents, personal[Consent]{l, s})
		case Act:
			o.acts = append(o.acts, personal[Act]{l, s})
		case Request:
			if o.dir.signedBy(s, "request", l.By, l.At) == nil {
				o.requests = append(o.requests, requestLine{l, LineHash(s)})
			}
		case Step:
			if o.dir.signedBy(s, "step", l.By, l.At) == nil {
				o.steps = append(o.steps, stepLine{l, LineHash(s)})
			}
		case Approval:
			if o.dir.signedBy(s, "approval", l.By, l.At) == nil {
				o.approvals = append(o.approvals, l)
			}
		}
	}
}

// ofReport says whether a line is of this report, and of a kind that tells what happened. An
// approval names a line, which names the report.
func (o *opening) ofReport(line any) bool {
	switch l := line.(type) {
	case Request:
		return l.Report == o.bundle.Report
	case Consent:
		return l.Report == o.bundle.Report
	case Act:
		return l.Report == o.bundle.Report
	case Step:
		return l.Report == o.bundle.Report
	case Approval:
		return true
	}
	return false
}

// checkLines tells of each line, in its order, whether it is genuine.
func (o *opening) checkLines() {
	for _, s := range o.bundle.Lines {
		c := CheckedLine{Signed: s, Hash: LineHash(s)}
		line, err := Parse(s)
		if err == nil {
			c.Line, c.Head = line, headOf(line)
			c.Is = c.Head.Is
			err = o.checkLine(line, c)
		}
		c.Reason = Reason(err)
		o.opened.Lines = append(o.opened.Lines, c)
	}
}

func (o *opening) checkLine(line any, c CheckedLine) error {
	switch line.(type) {
	case Officer, Keys, Grant, Post, Undertaking:
		return refuse("kind", "is")
	}
	if !o.ofReport(line) {
		return refuse("place", "")
	}
	return o.signed(c.Signed, c.Is, c.By, c.At)
}
