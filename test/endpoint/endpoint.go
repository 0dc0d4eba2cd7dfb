// Package endpoint is a scripted endpoint for tests: a server that speaks the protocol of
// OpenAI and answers as it is told. No language model is behind it.
package endpoint

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Scripted is one endpoint, and what came to it.
type Scripted struct {
	URL string // its base, for --model-url

	mu     sync.Mutex
	answer http.HandlerFunc
	asked  []string
}

// New starts one. It answers with the first lines of the first passage, each with its number,
// until it is told otherwise.
func New(t testing.TB) *Scripted {
	t.Helper()
	s := &Scripted{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL + "/v1"
	return s
}

// Answer tells it what to answer from now on; nil is what it answers at first.
func (s *Scripted) Answer(h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = h
}

// Asked is every text that came, the newest last.
func (s *Scripted) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

// ServeHTTP takes one request.
func (s *Scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Messages []struct{ Role, Content string }
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.URL.Path != "/v1/chat/completions" || len(body.Messages) != 2 {
		http.Error(w, "not in the protocol", http.StatusBadRequest)
		return
	}
	text := body.Messages[1].Content
	s.mu.Lock()
	s.asked = append(s.asked, text)
	answer := s.answer
	s.mu.Unlock()
	if answer == nil {
		answer = Saying(firstPassage(text))
	}
	answer(w, r)
}

// Saying answers with one message.
func Saying(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"object": "chat.completion", "model": "scripted",
			"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": text}}},
		})
	}
}

// firstPassage repeats the first line of passage 1, every sentence with its number.
func firstPassage(text string) string {
	_, rest, _ := strings.Cut(text, "\n[1] ")
	_, rest, _ = strings.Cut(rest, "\n")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.ReplaceAll(line, ". ", " [1]. ") + " [1]"
}
