package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairlead/internal/portal"
)

func TestColours(t *testing.T) {
	s, _ := newServer(t, "")
	pack := *s.Pack()
	s.settings.Pack = func() *portal.Pack { return &pack }
	if got := s.coloursAddress(); got != "" {
		t.Errorf("a pack without colours has a sheet at %s", got)
	}
	pack.Colours.Light = map[string]string{"sea": "#0b4f5c"}
	address := s.coloursAddress()
	if !regexp.MustCompile(`^/static/colours\.[0-9a-f]{12}\.css$`).MatchString(address) {
		t.Fatalf("the sheet is at %q", address)
	}
	reply := serve(s, httptest.NewRequest(http.MethodGet, address, nil))
	if reply.Code != http.StatusOK || !strings.Contains(reply.Body.String(), "--sea:#0b4f5c") || reply.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%d %v %s", reply.Code, reply.Header(), reply.Body)
	}
	if reply := serve(s, httptest.NewRequest(http.MethodGet, "/static/colours.000000000000.css", nil)); reply.Code != http.StatusNotFound {
		t.Errorf("another sheet: %d", reply.Code)
	}
}

var token = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

// What the check of a pack's colours knows of the program's is what the style sheet has.
func TestTokens(t *testing.T) {
	text, err := staticFiles.ReadFile("static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(text), "@media (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "\n}")
	for name, want := range map[string]map[string]string{light: portal.Tokens.Light, dark: portal.Tokens.Dark} {
		got := map[string]string{}
		for _, found := range token.FindAllStringSubmatch(name, -1) {
			if found[1] != "glow" { // a light behind a mark, never under text
				got[found[1]] = found[2]
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("the sheet has %v\nthe check knows %v", got, slices.Sorted(maps.Keys(want)))
		}
	}
}
