package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// NewLog makes the program's log: one line of text an event, with the day and no time of
// day, so that a log cannot say when somebody wrote. It prints figures, durations and
// short strings; a request, a header, an address or anything else that could carry a
// person is printed as "-".
func NewLog(out io.Writer, now func() time.Time) *slog.Logger {
	return slog.New(&lineHandler{out: out, now: now, lock: new(sync.Mutex)})
}

type lineHandler struct {
	out   io.Writer
	now   func() time.Time
	lock  *sync.Mutex
	attrs []slog.Attr
}

func (h *lineHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo
}

func (h *lineHandler) Handle(_ context.Context, record slog.Record) error {
	var line strings.Builder
	fmt.Fprintf(&line, "%s %s %s", h.now().UTC().Format(time.DateOnly), strings.ToLower(record.Level.String()), plain(record.Message))
	for _, attr := range h.attrs {
		write(&line, attr)
	}
	record.Attrs(func(attr slog.Attr) bool {
		write(&line, attr)
		return true
	})
	line.WriteByte('\n')
	h.lock.Lock()
	defer h.lock.Unlock()
	_, err := io.WriteString(h.out, line.String())
	return err
}

func (h *lineHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	c.attrs = append(append([]slog.Attr(nil), h.attrs...), attrs...)
	return &c
}

// WithGroup keeps names flat: this log has few of them.
func (h *lineHandler) WithGroup(string) slog.Handler { return h }

func write(line *strings.Builder, attr slog.Attr) {
	fmt.Fprintf(line, " %s=%s", plain(attr.Key), printable(attr.Value.Resolve()))
}

// printable lets through what cannot be a person: figures, times, words and errors of
// our own making.
func printable(value slog.Value) string {
	switch value.Kind() {
	case slog.KindInt64, slog.KindUint64, slog.KindFloat64, slog.KindBool, slog.KindDuration:
		return value.String()
	case slog.KindString:
		return plain(value.String())
	}
	switch held := value.Any().(type) {
	case *http.Request, http.Header, *url.URL, url.Values, netip.Addr, netip.AddrPort:
		return "-"
	case error:
		return plain(held.Error())
	}
	return "-"
}

// plain keeps a value on its line and within bounds.
func plain(text string) string {
	if len(text) > 400 {
		text = text[:400]
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	if strings.ContainsAny(text, " =\"") {
		return fmt.Sprintf("%q", text)
	}
	return text
}
