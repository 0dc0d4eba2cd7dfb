package system

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"testing"

	"fairlead/internal/seal"
	"fairlead/test/reporter"
)

// keptDraft is what a script sends to keep a form.
type keptDraft struct {
	Handle string `json:"handle"`
	Draft  []byte `json:"draft"`
}

func newDraft(t testing.TB, what string) (seal.Phrase, keptDraft) {
	t.Helper()
	phrase, err := seal.NewPhrase(rand.Reader, "en")
	must(t, err)
	sealed, err := seal.SealDraft(phrase, seal.Draft{
		Form: "harassment", Version: seal.Hash(nil), Language: "en",
		Answers: []seal.DraftAnswer{{ID: "what", Asks: "What happened?", Values: []string{what}}},
	})
	must(t, err)
	return phrase, keptDraft{phrase.DraftHandleText(), sealed}
}

// badDrafts sends drafts that no page of ours makes. Nothing is kept, and whoever asks for
// what is not there is answered as everybody is.
func badDrafts(t *testing.T, h *house) {
	phrase, good := newDraft(t, "What I may want to say.")
	large := append(bytes.Clone(good.Draft), make([]byte, 256<<10)...)
	before := h.census(t)
	for name, b := range map[string]struct {
		body   any
		status int
		code   string
	}{
		"no handle":             {keptDraft{"", good.Draft}, refusal, "sending-unfit"},
		"a handle cut short":    {keptDraft{good.Handle[:42], good.Draft}, refusal, "sending-unfit"},
		"a handle with a path":  {keptDraft{"../../" + good.Handle[6:], good.Draft}, refusal, "sending-unfit"},
		"nothing sealed":        {keptDraft{good.Handle, nil}, refusal, "sending-unfit"},
		"plain text":            {keptDraft{good.Handle, []byte("What I may want to say.")}, refusal, "sending-unfit"},
		"a head without a body": {keptDraft{good.Handle, good.Draft[:1640]}, refusal, "sending-unfit"},
		"too large":             {keptDraft{good.Handle, large}, tooLarge, "text-too-large"},
		"far too large":         {keptDraft{good.Handle, make([]byte, 1<<20)}, tooLarge, "body-too-large"},
		"another name":          {`{"handle":"` + good.Handle + `","draft":"","day":"2030-01-01"}`, refusal, "unreadable"},
		"no JSON":               {`{"handle"`, refusal, "unreadable"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, language := range languages {
				h.refused(t, h.post(t, language, "/send/draft/keep", b.body), language, b.status, b.code)
			}
		})
	}
	for _, handle := range []string{"", "x", good.Handle, phrase.HandleText()} {
		for _, language := range languages {
			got := h.post(t, language, "/send/draft", map[string]string{"handle": handle})
			h.refused(t, got, language, http.StatusNotFound, "no-draft")
		}
		got := h.post(t, "en", "/send/draft/delete", map[string]string{"handle": handle})
		if got.Status != http.StatusOK || got.Body != `{"deleted":true}` {
			t.Errorf("deleting %q: %d %s", handle, got.Status, got.Body)
		}
	}
	h.unchanged(t, before)
	h.sentDraft(t)
}

// sentDraft keeps a form and sends a report that ends it; a mailbox's handle ends nothing.
func (h *house) sentDraft(t *testing.T) {
	t.Helper()
	phrase, kept := newDraft(t, "What I want to say.")
	if got := h.post(t, "en", "/send/draft/keep", kept); got.Status != http.StatusOK {
		t.Fatalf("keeping: %d %s", got.Status, got.Body)
	}
	r := made(t, h.page(t))
	bad := r.Sending
	bad.Draft = "no handle"
	h.refused(t, h.post(t, "en", "/send/report", bad), "en", refusal, "sending-unfit", "Reason", "handle")
	var still struct{ Draft []byte }
	must(t, json.Unmarshal([]byte(h.post(t, "en", "/send/draft", map[string]string{"handle": kept.Handle}).Body), &still))
	if !bytes.Equal(still.Draft, kept.Draft) {
		t.Error("the draft is another than was kept")
	}
	r.Sending.Draft = phrase.DraftHandleText()
	must(t, r.Send(h.Base))
	h.refused(t, h.post(t, "en", "/send/draft", map[string]string{"handle": kept.Handle}), "en", http.StatusNotFound, "no-draft")
}

// TestDraftFlood fills a day with kept forms: the next is told so, those that are kept can
// be fetched and deleted, and reports arrive as ever.
func TestDraftFlood(t *testing.T) {
	t.Parallel()
	h := open(t)
	seed, err := seal.NewSeed(rand.Reader)
	must(t, err)
	recipient, err := seed.Recipient()
	must(t, err)
	sealed, err := seal.Seal(recipient, make([]byte, 250<<10))
	must(t, err)
	const day = 64 << 20
	var first, next keptDraft
	for n := 0; n <= day/len(sealed); n++ {
		_, next = newDraft(t, "")
		next.Draft = sealed
		got := h.post(t, "fr", "/send/draft/keep", next)
		if n == day/len(sealed) {
			h.refused(t, got, "fr", http.StatusInsufficientStorage, "drafts-full")
		} else if got.Status != http.StatusOK {
			t.Fatalf("the draft %d of %d: %d %s", n, day/len(sealed), got.Status, got.Body)
		}
		if n == 0 {
			first = next
		}
	}
	f := h.form(t, "fr")
	shows(t, f.sendTo(t, "/fr/unfinished/keep/harassment", true), http.StatusOK) // a small one has room
	r := made(t, h.page(t), reporter.File{Name: "one.txt", Data: []byte("one")})
	must(t, r.Send(h.Base))
	if got := h.post(t, "en", "/send/draft/delete", map[string]string{"handle": first.Handle}); got.Status != http.StatusOK {
		t.Errorf("deleting: %d", got.Status)
	}
	if got := h.post(t, "en", "/send/draft/keep", next); got.Status != http.StatusOK {
		t.Errorf("after one was deleted: %d %s", got.Status, got.Body)
	}
}
