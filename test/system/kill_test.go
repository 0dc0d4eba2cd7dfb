package system

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"fairlead/test/program"
	"fairlead/test/reporter"
)

const (
	submissions = 200
	senders     = 8
	stopAfter   = 60 // acknowledged reports before the end comes
)

// TestSuddenEnd stops the program in the middle of many submissions with attachments.
// After a restart every acknowledged report is there, opens, and has every attachment
// byte for byte; of the others there is nothing, or all.
func TestSuddenEnd(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"kill": syscall.SIGKILL, "stop": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			databases(t, func(t *testing.T, more ...string) { suddenEnd(t, signal, more...) })
		})
	}
}

func suddenEnd(t *testing.T, signal syscall.Signal, more ...string) {
	t.Parallel()
	s := program.Demonstration(t, more...)
	page, err := reporter.Read(s.Base, "en", "harassment")
	if err != nil {
		t.Fatal(err)
	}
	reports := make([]*reporter.Report, submissions)
	for i := range reports {
		reports[i] = sealed(t, page, i)
	}
	acknowledged := sendUntil(t, s, reports, signal)
	s.Restart()
	for i, r := range reports {
		if acknowledged[i] {
			if err := r.Check(s.Base, page.Root); err != nil {
				t.Errorf("report %d was acknowledged, and now: %v", i, err)
			}
			continue
		}
		wholeOrNothing(t, s, r, page.Root)
	}
	wholeLedger(t, s, more...)
}

func sealed(t *testing.T, page reporter.Page, i int) *reporter.Report {
	t.Helper()
	first, second := make([]byte, 3000+i), make([]byte, 200_000)
	_, _ = rand.Read(first)
	_, _ = rand.Read(second)
	r, err := reporter.Make(page, "en", "harassment",
		map[string]any{"wish": "formal", "what": fmt.Sprintf("The matter numbered %d.", i)},
		reporter.File{Name: "first.txt", Data: first}, reporter.File{Name: "second.bin", Data: second})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sendUntil sends with several senders and ends the program after some answers. It says
// which reports were acknowledged.
func sendUntil(t *testing.T, s *program.Server, reports []*reporter.Report, signal syscall.Signal) []bool {
	t.Helper()
	acknowledged := make([]bool, len(reports))
	var next, answered atomic.Int32
	var group sync.WaitGroup
	ended := make(chan struct{})
	for range senders {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(reports) {
					return
				}
				if reports[i].Send(s.Base) == nil {
					acknowledged[i] = true
					if answered.Add(1) == stopAfter {
						close(ended)
					}
				}
			}
		})
	}
	<-ended
	s.Stop(signal)
	group.Wait()
	if n := int(answered.Load()); n == len(reports) {
		t.Fatal("all reports were answered before the end came: the test proves nothing")
	}
	return acknowledged
}

// wholeOrNothing looks at a report that was not acknowledged: its mailbox is unknown, or
// complete; and sending it again is safe.
func wholeOrNothing(t *testing.T, s *program.Server, r *reporter.Report, root string) {
	t.Helper()
	_, _, err := reporter.Open(s.Base, r.Phrase, root)
	refusal, refused := errors.AsType[*reporter.Refusal](err)
	there := !refused || refusal.Status != http.StatusNotFound
	if there && err != nil {
		t.Errorf("a report that was not acknowledged is there by half: %v", err)
	}
	if err := r.Send(s.Base); err != nil {
		t.Errorf("sending again: %v", err)
		return
	}
	if !r.Receipt.Same {
		t.Errorf("sending the same again was answered as something else")
	}
	if err := r.Check(s.Base, root); err != nil {
		t.Errorf("sent again, and then: %v", err)
	}
}
