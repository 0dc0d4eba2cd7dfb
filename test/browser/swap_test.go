package browser

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/intake"
	"fairlead/internal/seal"
	"fairlead/test/program"
	"fairlead/test/reporter"
	"fairlead/test/tab"
)

// traitor stands between the browser and the real server and alters answers, as a server
// that was taken over would.
type traitor struct {
	*httptest.Server
	mu    sync.Mutex
	alter func(path string, body []byte) []byte
	stead func(path string) (status int, body string) // answers instead of the server; 0 lets it through
	sent  []byte                                      // the last report that passed
}

func betray(t *testing.T, s *program.Server) *traitor {
	t.Helper()
	real, err := url.Parse(s.Base)
	if err != nil {
		t.Fatal(err)
	}
	tr := &traitor{alter: func(_ string, body []byte) []byte { return body }}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(real)
			r.Out.Header.Del("Accept-Encoding")
			if r.In.URL.Path == "/send/report" {
				body, _ := io.ReadAll(r.Out.Body)
				r.Out.Body = io.NopCloser(bytes.NewReader(body))
				tr.mu.Lock()
				tr.sent = body
				tr.mu.Unlock()
			}
		},
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			tr.mu.Lock()
			body = tr.alter(r.Request.URL.Path, body)
			tr.mu.Unlock()
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.Header.Set("Content-Length", strconv.Itoa(len(body)))
			return nil
		},
	}
	tr.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tr.mu.Lock()
		stead := tr.stead
		tr.mu.Unlock()
		if stead != nil {
			if status, body := stead(r.URL.Path); status != 0 {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				_, _ = io.WriteString(w, body)
				return
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(tr.Close)
	return tr
}

func (tr *traitor) turn(alter func(path string, body []byte) []byte) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.alter = alter
}

// instead answers requests itself until it is called with nil.
func (tr *traitor) instead(stead func(path string) (int, string)) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.stead = stead
}

// holders gives who was handed a key in the last report that passed.
func (tr *traitor) holders(t *testing.T) (holders []string, recipients map[string]bool) {
	t.Helper()
	tr.mu.Lock()
	defer tr.mu.Unlock()
	var s intake.Sending
	if err := json.Unmarshal(tr.sent, &s); err != nil {
		t.Fatal("no report passed: ", err)
	}
	recipients = map[string]bool{}
	for _, grant := range s.Grants {
		line, err := seal.ParseAs[seal.Grant](grant.Signed)
		if err != nil {
			t.Fatal(err)
		}
		holders = append(holders, line.Holder)
		recipients[line.Key] = true
	}
	return holders, recipients
}

// trap is a key pair of the traitor's own, with an officer line that it signed itself.
func trap(t *testing.T, like seal.Signed) (forged seal.Signed, key string) {
	t.Helper()
	line, err := seal.ParseAs[seal.Officer](like)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := seal.NewSeed(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if line.Recipient, err = seed.Recipient(); err != nil {
		t.Fatal(err)
	}
	_, signer, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	line.N++
	line.Verify = seal.VerifyOf(signer)
	if line.ID, err = seal.NewID(rand.Reader); err != nil {
		t.Fatal(err)
	}
	if forged, err = seal.Sign(signer, line); err != nil {
		t.Fatal(err)
	}
	return forged, seal.HashRecipient(line.Recipient)
}

// TestSwaps hands out a swapped recipient, a poisoned directory line and a moved item, and
// the browser refuses each.
func TestSwaps(t *testing.T) {
	t.Parallel()
	s := program.Demonstration(t)
	tr := betray(t, s)
	page, err := reporter.Read(s.Base, "en", "harassment")
	if err != nil {
		t.Fatal(err)
	}
	typed := map[string]string{"wish": "formal", "what": "Something that is meant for two people only."}

	t.Run("swapped recipient", func(t *testing.T) {
		forged, key := trap(t, page.Directory[0])
		honest := recipientOf(t, page.Directory[0])
		lying := recipientOf(t, forged)
		tr.turn(func(_ string, body []byte) []byte { return bytes.ReplaceAll(body, []byte(honest), []byte(lying)) })
		defer tr.turn(func(_ string, body []byte) []byte { return body })
		b := tab.Open(t, tr.URL)
		b.Visit(form(t, "en"))
		b.See("fl-report[ready]")
		answers(b, typed)
		next(b)
		words(b)
		next(b)
		b.Until("an end, good or bad", `document.querySelector('[role=alert] p, .summary') || /\d{4}-\d{4}/.test(document.querySelector("fl-report").innerText)`)
		b.Shot("end")
		if tr.sent == nil {
			return // nothing was sent at all
		}
		if holders, keys := tr.holders(t); keys[key] {
			t.Errorf("a report was sealed to the traitor: %v", holders)
		}
	})
	t.Run("poisoned directory line", func(t *testing.T) {
		forged, key := trap(t, page.Directory[0])
		more, _ := json.Marshal(forged)
		tr.turn(func(path string, body []byte) []byte {
			return bytes.Replace(body, []byte(`"directory":[`), append([]byte(`"directory":[`), append(more, ',')...), 1)
		})
		defer tr.turn(func(_ string, body []byte) []byte { return body })
		b := tab.Open(t, tr.URL)
		report(b, form(t, "en"), typed)
		holders, keys := tr.holders(t)
		if keys[key] || len(holders) != 3 {
			t.Errorf("a report was sealed to the wrong people: %v", holders)
		}
	})
	t.Run("moved item", func(t *testing.T) { movedItem(t, s, tr, page) })
	t.Run("swapped keys of the reporter", func(t *testing.T) { swappedKeys(t, s, tr, page) })
}

func recipientOf(t *testing.T, s seal.Signed) string {
	t.Helper()
	line, err := seal.ParseAs[seal.Officer](s)
	if err != nil {
		t.Fatal(err)
	}
	return line.Recipient
}

// made is a report of the Go reporter with a word of its own.
func made(t *testing.T, s *program.Server, page reporter.Page, what string) *reporter.Report {
	t.Helper()
	r, err := reporter.Make(page, "en", "harassment", map[string]any{"wish": "formal", "what": what, "people": []string{"Alex Example"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Send(s.Base); err != nil {
		t.Fatal(err)
	}
	return r
}

// movedItem serves the items of another report inside this one's mailbox: they are shown
// as not genuine, and never their text.
func movedItem(t *testing.T, s *program.Server, tr *traitor, page reporter.Page) {
	mine, other := made(t, s, page, "My own words."), made(t, s, page, "The words of somebody else.")
	moved, _ := json.Marshal(other.Sending.Items[0])
	tr.turn(func(path string, body []byte) []byte {
		if path != "/send/mailbox" {
			return body
		}
		return insertItem(t, body, moved)
	})
	defer tr.turn(func(_ string, body []byte) []byte { return body })
	b := tab.Open(t, tr.URL)
	openMailbox(b, "en", strings.Join(mine.Phrase.Words(), " "))
	b.See(".thread .doubt")
	b.Without("The words of somebody else.")
	b.Shot("doubt")
	b.Axe("an item that is not genuine")
}

// insertItem puts one more item at the end of the bundle, as a server could.
func insertItem(t *testing.T, body, item []byte) []byte {
	t.Helper()
	var box, bundle map[string]json.RawMessage
	if json.Unmarshal(body, &box) != nil || json.Unmarshal(box["bundle"], &bundle) != nil {
		t.Error("the mailbox's answer has another shape")
		return body
	}
	var items []json.RawMessage
	if err := json.Unmarshal(bundle["items"], &items); err != nil {
		t.Error(err)
	}
	bundle["items"], _ = json.Marshal(append(items, item))
	box["bundle"], _ = json.Marshal(bundle)
	out, _ := json.Marshal(box)
	return out
}

// swappedKeys serves an officer another keys line for the reporter, well signed by the key
// it names: the case shows nothing.
func swappedKeys(t *testing.T, s *program.Server, tr *traitor, page reporter.Page) {
	r := made(t, s, page, "Meant for the officer.")
	honest, err := seal.ParseAs[seal.Keys](r.Sending.Keys)
	if err != nil {
		t.Fatal(err)
	}
	thief, err := seal.NewPhrase(rand.Reader, "en")
	if err != nil {
		t.Fatal(err)
	}
	lying := honest
	lying.Verify = thief.Verify()
	if lying.Recipient, err = thief.Identity().Recipient(); err != nil {
		t.Fatal(err)
	}
	forged, err := seal.Sign(thief.Signer(), lying)
	if err != nil {
		t.Fatal(err)
	}
	was, _ := json.Marshal(r.Sending.Keys)
	is, _ := json.Marshal(forged)
	swapped := false
	tr.turn(func(path string, body []byte) []byte {
		out := bytes.ReplaceAll(body, was, is)
		swapped = swapped || !bytes.Equal(out, body)
		return out
	})
	defer tr.turn(func(_ string, body []byte) []byte { return body })
	b := tab.Open(t, tr.URL)
	signIn(b, officers(t, s)["wct"][0])
	b.Visit("/office/case/" + r.Receipt.Number)
	b.Until("an answer", `!document.querySelector("fl-case .waiting") || document.querySelector("fl-case .waiting").innerText.length > 0`)
	b.Until("a refusal", `document.querySelector("fl-case .waiting button, fl-case .note.alarm")`)
	b.Without("Meant for the officer.")
	b.Without("Alex Example")
	b.Shot("nothing-shown")
	if !swapped {
		t.Error("the keys line was never swapped: the test proves nothing")
	}
}
