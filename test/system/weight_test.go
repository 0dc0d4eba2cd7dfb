package system

import (
	"io"
	"net/http"
	"net/http/httputil"
	"regexp"
	"strings"
	"testing"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/program"
)

// What a page may weigh, compressed and with headers, and in how many requests: most people
// come here on a telephone, some over a link that costs them by the kilobyte.
const (
	mostText     = 30 << 10
	mostForm     = 120 << 10
	mostRequests = 5 // the page, two sheets, a script and the picture in the tab
)

var linked = regexp.MustCompile(`<(?:link rel="(?:icon|stylesheet)" href|script type="module" src)="(/[^"]+)"`)

// TestWeight fetches every page of the default pack in each language, with all that it
// brings along.
func TestWeight(t *testing.T) {
	t.Parallel()
	pack, err := portal.Load(packs.Default())
	if err != nil {
		t.Fatal(err)
	}
	s := program.Demonstration(t)
	static := map[string]int{}
	heaviest, where := 0, ""
	for _, page := range pack.Pages {
		address := pack.Address(page.Language, page.ID)
		size, body := fetch(t, s.Base+address)
		requests := 1
		for _, m := range linked.FindAllStringSubmatch(body, -1) {
			if _, ok := static[m[1]]; !ok {
				static[m[1]], _ = fetch(t, s.Base+m[1])
			}
			size += static[m[1]]
			requests++
		}
		most := mostText
		if strings.HasPrefix(page.ID, "form/") {
			most = mostForm
		} else if size > heaviest {
			heaviest, where = size, address
		}
		if size > most || requests > mostRequests {
			t.Errorf("%s weighs %.1f KiB in %d requests", address, float64(size)/1024, requests)
		}
	}
	t.Logf("the heaviest text page is %s with %.1f KiB", where, float64(heaviest)/1024)
}

// fetch gives what an address transfers, compressed and with headers, and its text.
func fetch(t *testing.T, address string) (int, string) {
	t.Helper()
	size := 0
	for _, encoding := range []string{"br", "identity"} {
		request, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", encoding)
		answer, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		head, err := httputil.DumpResponse(answer, false)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %v", address, answer.StatusCode, err)
		}
		if encoding == "identity" {
			return size, string(body)
		}
		size = len(head) + len(body)
	}
	return size, ""
}
