package system

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/internal/seal"
	"fairlead/internal/store"
	"fairlead/test/reporter"
)

func newID(t testing.TB) string {
	t.Helper()
	id, err := seal.NewID(rand.Reader)
	must(t, err)
	return id
}

// uploads sends attachments in parts: broken off, resumed, at the wrong place, too large,
// and never finished.
func uploads(t *testing.T, h *house) {
	page := h.page(t)
	data := make([]byte, 9<<20)
	_, err := rand.Read(data)
	must(t, err)
	r := made(t, page, reporter.File{Name: "long.bin", Data: data})
	id, sealed := r.Sending.Uploads[0].Upload, r.Blobs[r.Sending.Uploads[0].Upload]
	before := h.census(t)

	have := brokenOff(t, h, id, sealed)
	at := fmt.Sprintf("/send/upload/%s/", id)
	for _, offset := range []int{0, have - 1, have + 1, len(sealed)} {
		got := h.ask(t, http.MethodPut, at+fmt.Sprint(offset), strings.NewReader("x"), nil)
		if got.Status != conflict || got.Body != fmt.Sprintf(`{"have":%d}`, have) {
			t.Errorf("a part at %d of %d: %d %s", offset, have, got.Status, got.Body)
		}
	}
	got := h.post(t, "fr", "/send/report", r.Sending)
	h.refused(t, got, "fr", refusal, "upload-altered")
	h.unknown(t, r)
	h.unchanged(t, before)
	must(t, r.Send(h.Base)) // goes on from where it stopped
	must(t, r.Check(h.Base, page.Root))
}

// brokenOff sends a part and breaks the connection in the middle. It gives how many bytes
// are there then.
func brokenOff(t *testing.T, h *house, id string, sealed []byte) int {
	t.Helper()
	const whole = 1 << 20
	must(t, putPart(h, id, 0, reading(sealed[:whole]), whole))
	from, to := io.Pipe()
	ctx, cut := context.WithCancel(t.Context())
	go func() {
		_, _ = to.Write(sealed[whole : whole+300_000])
		cut()
		to.CloseWithError(io.ErrUnexpectedEOF)
	}()
	request, err := http.NewRequestWithContext(ctx, http.MethodPut, fmt.Sprintf("%s/send/upload/%s/%d", h.Base, id, whole), from)
	must(t, err)
	if reply, err := reporter.Client.Do(request); err == nil {
		reply.Body.Close()
		t.Fatalf("a part that broke off was answered %d", reply.StatusCode)
	}
	// The server may still be writing what came: the number stands when a part is taken
	// only there.
	for last := -1; ; {
		got := h.ask(t, http.MethodGet, "/send/upload/"+id, nil, nil)
		var have int
		_, err := fmt.Sscanf(got.Body, `{"have":%d}`, &have)
		must(t, err)
		if have < whole || have > whole+300_000 {
			t.Fatalf("%d bytes are there", have)
		}
		if have == last {
			return have
		}
		last = have
		time.Sleep(50 * time.Millisecond)
	}
}

func putPart(h *house, id string, offset int64, from io.Reader, size int64) error {
	request, err := http.NewRequest(http.MethodPut, fmt.Sprintf("%s/send/upload/%s/%d", h.Base, id, offset), from)
	if err != nil {
		return err
	}
	request.ContentLength = size
	reply, err := reporter.Client.Do(request)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err == nil && reply.StatusCode != http.StatusOK {
		err = fmt.Errorf("%d %s", reply.StatusCode, text)
	}
	return err
}

// badParts sends parts that cannot be.
func badParts(t *testing.T, h *house) {
	for _, language := range languages {
		id := newID(t)
		for _, b := range []struct {
			path   string
			size   int
			status int
			code   string
		}{
			{id + "/-1", 1, refusal, "upload-unknown"},
			{id + "/1e3", 1, refusal, "upload-unknown"},
			{id + "/99999999999999999999", 1, refusal, "upload-unknown"},
			{id + "/9000000000000000000", 1, tooLarge, "file-too-large"},
			{id + "/0", 4<<20 + 1, tooLarge, "file-too-large"},
			{id[:21] + "/0", 1, refusal, "upload-unknown"},
			{id + "A/0", 1, refusal, "upload-unknown"},
			{"..%2f..%2fserver-secret/0", 1, refusal, "upload-unknown"},
			{"%2e%2e/0", 1, refusal, "upload-unknown"},
			{"incoming%00/0", 1, refusal, "upload-unknown"},
		} {
			got := h.ask(t, http.MethodPut, "/send/upload/"+b.path, bytes.NewReader(make([]byte, b.size)), map[string]string{"Accept-Language": language})
			var args []any
			if b.code == "file-too-large" {
				args = []any{"Megabytes", 25}
			}
			h.refused(t, got, language, b.status, b.code, args...)
		}
	}
}

// leftovers are what no report ever named: visible to nobody, and gone after a sweep.
func leftovers(t *testing.T, h *house) {
	never := newID(t)
	must(t, putPart(h, never, 0, strings.NewReader("never finished"), 14))
	r := made(t, h.page(t), reporter.File{Name: "one.txt", Data: []byte("one")}, reporter.File{Name: "two.txt", Data: []byte("two")})
	for id, data := range r.Blobs {
		must(t, reporter.Upload(h.Base, id, data))
	}
	sending := r.Sending
	kept := sending.Uploads[0].Sum
	sending.Uploads = append(sending.Uploads[:1:1], sending.Uploads[1])
	sending.Uploads[1].Size++ // found only after the first was made durable
	h.refused(t, h.post(t, "es", "/send/report", sending), "es", refusal, "upload-altered")
	h.unknown(t, r)
	for _, handle := range []string{"", r.Phrase.HandleText()} {
		got := h.post(t, "es", "/send/blob", map[string]string{"handle": handle, "blob": kept})
		if got.Status != http.StatusNotFound {
			t.Errorf("a blob that nothing names is served: %d", got.Status)
		}
	}
	later, err := store.Open(t.Context(), store.Settings{DataDir: h.Data, Now: func() time.Time { return time.Now().Add(72 * time.Hour) }})
	must(t, err)
	defer later.Close()
	must(t, later.Sweep(t.Context()))
	if left := files(t, filepath.Join(h.Data, "incoming")); len(left) > 0 {
		t.Errorf("uploads are left: %q", left)
	}
	db := h.database(t)
	defer db.Close()
	named := map[string]bool{}
	for _, sum := range column(t, db, `SELECT sum FROM blobs`) {
		named[sum] = true
	}
	for _, file := range files(t, filepath.Join(h.Data, "blobs")) {
		if !named[filepath.Base(file)] {
			t.Errorf("a blob that nothing names is left: %s", file)
		}
		delete(named, filepath.Base(file))
	}
	if len(named) > 0 {
		t.Errorf("%d blobs that items name were swept", len(named))
	}
}
