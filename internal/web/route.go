package web

import (
	"context"
	"net/http"
	"strings"

	"fairlead/internal/lang"
	"fairlead/internal/portal"
)

// Handler answers a request, or gives the error that Server answers in its place.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Guard stands before a handler and lets a request pass, or refuses it by an error.
type Guard func(Handler) Handler

// Route is one line of a wing's page of routes. A pattern whose path begins with "~" is
// mounted once per language: "GET ~/mailbox" answers /mailbox, /fr/mailbox and
// /es/mailbox. In all others the language is chosen by "?lang=" or by the browser.
type Route struct {
	Pattern string
	Guard   Guard
	Handler Handler
}

// Mount adds routes. It panics on a pattern that cannot be, as http.ServeMux does.
func (s *Server) Mount(routes ...Route) {
	for _, route := range routes {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if !strings.HasPrefix(path, "~") {
			s.mount(route, route.Pattern, "")
			continue
		}
		for _, language := range s.Pack().Languages {
			s.mount(route, method+" "+s.Prefix(language)+path[1:], language)
		}
	}
}

func (s *Server) mount(route Route, pattern, language string) {
	handler := route.Guard(route.Handler)
	s.routes = append(s.routes, Mounted{pattern, language})
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, &visit{
			server: s, pattern: pattern, language: language, body: r.Body,
			json: strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"),
		}, handler)
	})
}

// Prefix is what stands before every path of a language: "" for the first one.
func (s *Server) Prefix(language string) string {
	if language == s.Pack().Languages[0] {
		return ""
	}
	return "/" + language
}

// visit is what the server knows of the request it answers. Nothing of it is kept.
type visit struct {
	server   *Server
	pattern  string
	language string
	body     readCloser // as it came, before any limit
	json     bool       // errors are answered as JSON
	sealed   bool
}

type visitKey struct{}

func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

func withVisit(r *http.Request, v *visit) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
}

// Language is the language that the request is answered in.
func Language(r *http.Request) string { return visitOf(r).language }

// SetLanguage changes the language of the answer, where the wing knows it better: an
// officer's choice. A language that the pack does not have is ignored.
func SetLanguage(r *http.Request, language string) {
	if offered(visitOf(r).server.Pack(), language) {
		visitOf(r).language = language
	}
}

// Words are the words of the interface in the request's language.
func Words(r *http.Request) *lang.Words {
	v := visitOf(r)
	return v.server.Pack().Words(v.language)
}

// chooseLanguage answers for an address without a language: the path's first part if it
// is one (an unknown page below /fr/), "?lang=", then what the browser prefers.
func (s *Server) chooseLanguage(r *http.Request) string {
	pack := s.Pack()
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	for _, language := range []string{first, r.URL.Query().Get("lang")} {
		if offered(pack, language) {
			return language
		}
	}
	return lang.Choose(r.Header.Get("Accept-Language"), pack.Languages)
}

func offered(pack *portal.Pack, language string) bool {
	for _, l := range pack.Languages {
		if l == language {
			return true
		}
	}
	return false
}
