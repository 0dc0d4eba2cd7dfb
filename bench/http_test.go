package bench

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fairlead/test/program"
	"fairlead/test/reporter"
)

// BenchmarkHTTP sends ten rounds of 64 reports at the same moment over HTTP and reports the
// slowest answer of all and the server's processor time for each report. A refusal fails it.
func BenchmarkHTTP(b *testing.B) {
	const bursts, together = 10, 64
	s := program.Demonstration(b)
	page, err := reporter.Read(s.Base, "en", "harassment")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var slowest []float64
		var cpu time.Duration
		for range bursts {
			made := make([]*reporter.Report, together)
			for i := range made {
				if made[i], err = reporter.Make(page, "en", "harassment", map[string]any{"wish": "formal", "what": strings.Repeat("What happened. ", 8<<10/15)}); err != nil {
					b.Fatal(err)
				}
			}
			before := s.CPU()
			slowest = append(slowest, burst(b, s.Base, made))
			cpu += s.CPU() - before
		}
		b.ReportMetric(slices.Max(slowest)*1000, "slowest-ms")
		b.ReportMetric(median(slowest)*1000, "slowest-of-round-median-ms")
		b.ReportMetric(cpu.Seconds()*1000/(bursts*together), "server-cpu-ms/report")
	}
}

// burst sends all at once and gives the seconds of the slowest.
func burst(b *testing.B, base string, made []*reporter.Report) float64 {
	took := make([]float64, len(made))
	start := make(chan struct{})
	var group sync.WaitGroup
	for i, r := range made {
		group.Go(func() {
			<-start
			began := time.Now()
			if err := r.Send(base); err != nil {
				b.Errorf("refused: %v", err)
			}
			took[i] = time.Since(began).Seconds()
		})
	}
	close(start)
	group.Wait()
	return slices.Max(took)
}

// BenchmarkStart reports how long a program with a filled folder takes from its start to
// its first answered page, and its resident memory then.
func BenchmarkStart(b *testing.B) {
	s := program.Demonstration(b)
	for b.Loop() {
		var took, resident []float64
		for range 7 {
			s.Stop(15)
			began := time.Now()
			s.Restart()
			if _, err := reporter.Fetch(s.Base + "/"); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began).Seconds())
			resident = append(resident, float64(s.Memory("VmRSS"))/1024)
		}
		b.ReportMetric(median(took)*1000, "first-answer-ms")
		b.ReportMetric(median(resident), "resident-MiB")
	}
}

// BenchmarkAttachment sends a report with one 25 MiB file, sealed in the browser's way, and
// reports by how much the server's peak of resident memory rose.
func BenchmarkAttachment(b *testing.B) {
	s := program.Demonstration(b)
	page, err := reporter.Read(s.Base, "en", "harassment")
	if err != nil {
		b.Fatal(err)
	}
	file := reporter.File{Name: "large.bin", Data: make([]byte, 25<<20)}
	for b.Loop() {
		var sealed, plain []float64
		for range 3 {
			r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "formal", "what": "With a large file."}, file)
			if err != nil {
				b.Fatal(err)
			}
			sealed = append(sealed, peak(b, s, func() error { return r.Send(s.Base) }))
			plain = append(plain, peak(b, s, func() error {
				_, err := reporter.SendPlain(s.Base, "en", "harassment", map[string]string{"wish": "formal", "what": "With a large file."}, file)
				return err
			}))
		}
		b.ReportMetric(slices.Max(sealed), "extra-MiB-sealed-in-browser")
		b.ReportMetric(slices.Max(plain), "extra-MiB-sealed-on-arrival")
	}
}

// peak gives by how many MiB the resident memory rose at most while something ran.
func peak(b *testing.B, s *program.Server, run func() error) float64 {
	b.Helper()
	s.ResetPeak()
	before := s.Memory("VmRSS")
	if err := run(); err != nil {
		b.Fatal(err)
	}
	return float64(s.Memory("VmHWM")-before) / 1024
}
