// Package web is what all pages share: the server and its headers, guards, the choice of
// language, one place that answers errors, the layout, and the static files. It is safe
// unless a route says otherwise: nothing is cached, bodies are small, and no line of the
// log can hold a path, an address or a browser.
package web

import (
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fairlead/internal/portal"
)

// Settings is what the server is told when it is made.
type Settings struct {
	// Pack gives the pack in use. It may give another one later (a reload).
	Pack func() *portal.Pack
	// URL is the address that people use, without a path: "https://integrity.example.org".
	// Forms open over HTTPS under this host, and over plain HTTP on this machine only.
	URL string
	// Demo marks every page and print as a demonstration.
	Demo bool
	// NoComments hides the way to the form for comments on the portal.
	NoComments bool
	// Now is the clock.
	Now func() time.Time
	// Log takes one line a request: route, status, key.
	Log *slog.Logger
}

// Server answers every request: it holds the routes of both wings.
type Server struct {
	settings Settings
	host     string
	mux      *http.ServeMux
	static   *Static

	cross  *http.CrossOriginProtection
	routes []Mounted
}

// Mounted is a route as it was mounted, for tests that walk them all.
type Mounted struct {
	Pattern  string
	Language string // "" where the address has no language
}

// New makes a server that has the static files, and nothing else until Mount.
func New(settings Settings) (*Server, error) {
	static, err := loadStatic()
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(settings.URL)
	if err != nil {
		return nil, errors.New("web: the URL of the site cannot be read")
	}
	s := &Server{
		settings: settings, host: strings.ToLower(base.Host), mux: http.NewServeMux(),
		static: static, cross: http.NewCrossOriginProtection(),
	}
	if settings.URL != "" {
		if err := s.cross.AddTrustedOrigin(base.Scheme + "://" + base.Host); err != nil {
			return nil, errors.New("web: the URL of the site is no origin")
		}
	}
	s.Mount(
		Route{"GET /static/{name}", Open, s.serveStatic},
		Route{"/", Open, s.notFound},
	)
	return s, nil
}

// Pack is the pack in use.
func (s *Server) Pack() *portal.Pack { return s.settings.Pack() }

// Now is the server's clock.
func (s *Server) Now() time.Time { return s.settings.Now() }

// Today is the day in UTC, as it stands in lines and tables.
func (s *Server) Today() string { return s.Now().UTC().Format(time.DateOnly) }

// URL is the address of the site, as it stands in the answers of a report.
func (s *Server) URL() string { return s.settings.URL }

// Routes lists what was mounted.
func (s *Server) Routes() []Mounted { return s.routes }

// HTTP gives the http.Server for this handler, with limits for headers and slow
// connections. Its own messages would name addresses, so they are dropped: the log
// gets a constant sentence in their place.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(wordless{s.settings.Log}, "", 0),
	}
}

// wordless stands where net/http writes its messages. They can hold an address, and a
// panic's can hold anything, so only the fact is kept.
type wordless struct{ log *slog.Logger }

func (w wordless) Write(p []byte) (int, error) {
	w.log.Warn("connection", "key", "connection-failed")
	return len(p), nil
}

var _ io.Writer = wordless{}
