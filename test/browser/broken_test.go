package browser

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fairlead/test/program"
	"fairlead/test/tab"
)

// TestBrokenOff loses the connection while a large file is sent, and once more at the last
// step: what was typed and chosen is still there, and trying again goes on.
func TestBrokenOff(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	tr := betray(t, s)
	large := make([]byte, 11<<20)
	_, _ = rand.Read(large)
	file := filepath.Join(t.TempDir(), "large.bin")
	if err := os.WriteFile(file, large, 0o644); err != nil {
		t.Fatal(err)
	}
	typed := map[string]string{"wish": "formal", "what": "What must survive a bad link."}

	t.Run("upload", func(t *testing.T) {
		b := tab.Open(t, tr.URL)
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		answers(b, typed, file)
		next(b)
		words(b)
		var parts atomic.Int32
		tr.instead(func(path string) (int, string) {
			if strings.HasPrefix(path, "/send/upload/") {
				if n := parts.Add(1); n > 1 && n < 5 {
					return 502, "" // the page goes on by itself where the upload broke off
				}
			}
			if path == "/send/report" {
				return 502, ""
			}
			return 0, ""
		})
		next(b)
		b.See("[data-sending] .summary")
		b.Shot("broken-off")
		b.Axe("broken off")
		tr.instead(nil)
		b.Click("[data-sending] .actions button:first-child")
		arrived(b)
		if parts.Load() < 6 {
			t.Errorf("only %d requests: the upload was never broken off", parts.Load())
		}
	})
	t.Run("form changed meanwhile", func(t *testing.T) {
		b := tab.Open(t, tr.URL)
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		answers(b, typed)
		next(b)
		kept := words(b)
		tr.instead(func(path string) (int, string) {
			if path == "/send/report" {
				return 409, `{"error":"The form was changed.","code":"form-changed"}`
			}
			return 0, ""
		})
		next(b)
		shown(b, "review")
		b.Read("What must survive a bad link.")
		b.Shot("form-changed")
		b.Axe("form changed")
		tr.instead(nil)
		next(b)
		if words(b) != kept {
			t.Error("the words changed, though nothing was sent")
		}
		next(b)
		arrived(b)
	})
	t.Run("a required question left empty", func(t *testing.T) {
		b := tab.Open(t, s.Base)
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		shown(b, "start")
		next(b)
		asked(b, "wish")
		next(b) // nothing chosen
		b.See(`[data-field="wish"] [role=alert]`)
		b.Axe("a required question left empty")
	})
}

func arrived(b *tab.Tab) {
	b.Until("the page after sending", `/\d{4}-\d{4}/.test(document.querySelector("fl-report").innerText) && !document.querySelector("fl-report form")`)
}
