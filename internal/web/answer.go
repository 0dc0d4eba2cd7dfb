package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"fairlead/internal/fault"
)

// statuses turns a kind of fault into what HTTP calls it.
var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError,
	fault.Refused:  http.StatusBadRequest,
	fault.NotFound: http.StatusNotFound,
	fault.Conflict: http.StatusConflict,
	fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.Busy:     http.StatusServiceUnavailable,
	fault.Full:     http.StatusInsufficientStorage,
	fault.Locked:   http.StatusLocked,
	fault.Closed:   http.StatusForbidden,
	fault.Altered:  http.StatusConflict,
}

// Status is the HTTP status of an error.
func Status(err error) int { return statuses[fault.Of(err).Kind] }

// writeLimit is how long an answer may take to be fetched; Deliver extends it as it goes.
const writeLimit = 60 * time.Second

// ServeHTTP sets the headers, refuses what comes from another site, and finds the route.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.setHeaders(w.Header())
	s.mux.ServeHTTP(w, r)
}

// answer runs one handler, and is the one place where an error becomes an answer.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, v *visit, handler Handler) {
	if v.language == "" {
		v.language = s.chooseLanguage(r)
	}
	r = withVisit(r, v)
	out := &counted{ResponseWriter: w}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeLimit))
	LimitBody(out, r, smallBody)
	err := s.run(out, r, handler)
	if err != nil && out.status == 0 {
		s.answerError(out, r, v, err)
	}
	s.log(v.pattern, out.status, err)
}

// run calls the handler after the cross-site check and turns a panic into an error: the
// panic's value may hold anything, so only where it happened is kept.
func (s *Server) run(w http.ResponseWriter, r *http.Request, handler Handler) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "internal", panicked(debug.Stack()))
		}
	}()
	if s.cross.Check(r) != nil {
		return fault.New(fault.Closed, "cross-site", nil)
	}
	err = handler(w, r)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) && fault.Of(err).Kind == fault.Internal {
		err = fault.New(fault.TooLarge, "body-too-large", nil)
	}
	return err
}

// panicked keeps the frames of our own code.
func panicked(stack []byte) error {
	var frames []string
	for line := range strings.Lines(string(stack)) {
		if at := strings.Index(line, "/internal/"); at >= 0 && strings.HasPrefix(line, "\t") {
			frames = append(frames, strings.Fields(line[at:])[0])
		}
	}
	return errors.New("panic at " + strings.Join(frames, " "))
}

// Sentence is what a person is told of an error, in the request's language.
func Sentence(r *http.Request, err error) string {
	f, words := fault.Of(err), Words(r)
	key := "fault." + f.Key
	if !words.Has(key) {
		key = "fault.internal"
	}
	args := make([]any, 0, 2*len(f.Args))
	for name, value := range f.Args {
		args = append(args, name, value)
	}
	return words.Say(key, args...)
}

func (s *Server) answerError(w http.ResponseWriter, r *http.Request, v *visit, err error) {
	f := fault.Of(err)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("Content-Encoding")
	if f.Kind == fault.Busy {
		w.Header().Set("Retry-After", "10")
	}
	if v.json {
		_ = WriteJSON(w, statuses[f.Kind], map[string]string{"error": Sentence(r, err), "code": f.Key})
		return
	}
	page := s.errorPage(r, v, f)
	if err := s.Render(w, r, statuses[f.Kind], errorTemplate, page); err != nil {
		s.log(v.pattern, http.StatusInternalServerError, err)
		spare(w)
	}
}

type errorPage struct {
	Base
	Sentence string
	Advice   string
	Way      Link    // where its button leads
	Reach    *Link   // of a form that is closed: how its office is reached without it
	Doors    []Entry // of a page that is not there: where to go from here
}

// errorPage words a fault. An officer is led to the office: the visitors' way out of a page
// would sign them out of everything.
func (s *Server) errorPage(r *http.Request, v *visit, f *fault.Error) errorPage {
	page := errorPage{Base: s.Base(r, "error."+errorTitle(f.Kind)), Sentence: Sentence(r, f)}
	if strings.HasPrefix(r.URL.Path, "/office") {
		page.Way = Link{Text: page.Say("error.office"), Href: "/office/"}
		page.Wing, page.Nav = "office", []Link{page.Way}
	} else {
		page.Leave, page.Way = v.sealed, Link{Text: page.Say("error.home"), Href: page.Href("/")}
	}
	switch f.Kind {
	case fault.NotFound:
		page.Advice = page.Say("error.missing")
		if page.Wing == "visitor" {
			page.Doors = page.Base.Doors()
		}
	case fault.Closed:
		page.Advice = page.Say("error.nothing-lost")
		page.Reach = page.Base.reach(r.URL.Path)
	case fault.Altered: // nothing is promised of what does not match
	default:
		page.Advice = page.Say("error.nothing-lost")
	}
	return page
}

// errorTitle says in one word key what went wrong.
func errorTitle(kind fault.Kind) string {
	switch kind {
	case fault.NotFound:
		return "not-found"
	case fault.Internal:
		return "internal"
	case fault.Busy, fault.Full:
		return "busy"
	case fault.Closed, fault.Locked:
		return "closed"
	case fault.Altered:
		return "altered"
	default:
		return "refused"
	}
}

// spare is the page that needs nothing to work: no words, no template.
func spare(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write([]byte(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Fault</title>` +
		`<p>Something failed on our side. Please go back and try again.</p>` +
		`<p lang="fr">Une erreur est survenue de notre côté. Revenez en arrière et réessayez.</p>` +
		`<p lang="es">Algo falló por nuestra parte. Vuelva atrás e inténtelo de nuevo.</p></html>`))
}

func (s *Server) notFound(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "page-not-found", nil)
}

// counted remembers the status for the log and for answering errors only once.
type counted struct {
	http.ResponseWriter
	status int
}

func (c *counted) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// log writes one line a request: route, status, key, and a cause for failures of ours.
func (s *Server) log(pattern string, status int, err error) {
	level, attrs := slog.LevelInfo, []slog.Attr{slog.String("route", pattern), slog.Int("status", status)}
	if err != nil {
		f := fault.Of(err)
		attrs = append(attrs, slog.String("key", f.Key))
		if f.Kind == fault.Internal {
			level = slog.LevelError
			attrs = append(attrs, slog.String("cause", err.Error()))
		}
	}
	s.settings.Log.LogAttrs(context.Background(), level, "request", attrs...)
}
