package bench

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/portal"
	"fairlead/packs"
	"fairlead/test/program"
)

// BenchmarkPages reads every text page of the portal over loopback, compressed, as a browser
// asks for it: the median time of one answer alone, the server's processor time for one, and
// how many a second 16 readers get together while they share the machine with the server.
func BenchmarkPages(b *testing.B) {
	const readers, rounds = 16, 20
	pack, err := portal.Load(packs.Default())
	if err != nil {
		b.Fatal(err)
	}
	s := program.Demonstration(b)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers, DisableCompression: true}}
	var pages []string
	for _, page := range pack.Pages {
		if !strings.HasPrefix(page.ID, "form/") {
			pages = append(pages, s.Base+pack.Address(page.Language, page.ID))
		}
	}
	for _, page := range pages { // each is rendered once, at its first reading
		read(b, client, page)
	}
	for b.Loop() {
		var alone []float64
		for _, page := range pages {
			alone = append(alone, read(b, client, page).Seconds())
		}
		before, began := s.CPU(), time.Now()
		var next, done atomic.Int64
		var group sync.WaitGroup
		for range readers {
			group.Go(func() {
				for n := next.Add(1); n <= int64(rounds*len(pages)); n = next.Add(1) {
					read(b, client, pages[int(n)%len(pages)])
					done.Add(1)
				}
			})
		}
		group.Wait()
		took := time.Since(began)
		b.ReportMetric(median(alone)*1000, "alone-median-ms")
		b.ReportMetric(slices.Max(alone)*1000, "alone-slowest-ms")
		b.ReportMetric(float64(done.Load())/took.Seconds(), "pages/s")
		b.ReportMetric((s.CPU()-before).Seconds()*1000/float64(done.Load()), "server-cpu-ms/page")
	}
}

// read fetches one page whole and gives the time it took.
func read(b *testing.B, client *http.Client, address string) time.Duration {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		b.Error(err)
		return 0
	}
	request.Header.Set("Accept-Encoding", "br")
	began := time.Now()
	answer, err := client.Do(request)
	if err != nil {
		b.Error(err)
		return 0
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		b.Errorf("%s: %d, %v", address, answer.StatusCode, err)
	}
	return time.Since(began)
}
