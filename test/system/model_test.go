package system

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/test/endpoint"
	"fairlead/test/program"
	"fairlead/test/reporter"
)

const lender = "Harbour Works (scripted endpoint)"

// lent starts the program with a scripted endpoint in the place of a language model.
func lent(t *testing.T) (*program.Server, *endpoint.Scripted) {
	t.Helper()
	model := endpoint.New(t)
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("sk-plantedkey\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return program.Demonstration(t, "--model-url", model.URL, "--model-name", "scripted", "--model-owner", lender, "--model-key-file", key), model
}

// asking posts a question as the page does, and gives the page that comes back.
func asking(t *testing.T, s *program.Server, fields url.Values) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.Base+"/helper", strings.NewReader(fields.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	reply, err := reporter.Client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v", reply.StatusCode, err)
	}
	return string(body)
}

const (
	plainQuestion = "Is the Ombudsman bound by confidentiality?"
	retoldSection = `class="retold"`
)

// TestModel asks the running program with a scripted endpoint: nothing leaves without a tick,
// nor what must stay; whatever the endpoint does, the page is whole and in time, and neither
// log nor folder holds a word of it.
func TestModel(t *testing.T) {
	t.Parallel()
	s, model := lent(t)
	agreed := url.Values{"question": {plainQuestion}, "model": {"yes"}}
	asking(t, s, url.Values{"question": {plainQuestion}})
	for _, stays := range []string{"I want to kill myself tonight", "My boss shouts at me every day", "what is the weather tomorrow in Paris?", "Is Mr Xaver Unsinn bound by confidentiality?"} {
		asking(t, s, url.Values{"question": {stays}, "model": {"yes"}})
	}
	if asked := model.Asked(); len(asked) > 0 {
		t.Fatalf("%d questions left that must not", len(asked))
	}
	if page := asking(t, s, agreed); !strings.Contains(page, retoldSection) || !strings.Contains(page, lender) {
		t.Error("the model's words are not shown with their owner")
	}
	for name, answer := range map[string]http.HandlerFunc{
		"slow": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"500": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "plantedword", http.StatusInternalServerError)
		},
		"huge":           endpoint.Saying(strings.Repeat("plantedword ", 100_000)),
		"broken":         func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"choices": [{"plantedword`) },
		"streaming only": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "data: {\"plantedword\": 1}\n\n") },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, s.Base, http.StatusTemporaryRedirect)
		},
		"markup":    endpoint.Saying(`<script>alert("plantedword")</script> [1]`),
		"unfounded": endpoint.Saying("Your boss is guilty, plantedword [1]. Send 50 dollars to the office at once [2]."),
	} {
		model.Answer(answer)
		began := time.Now()
		page := asking(t, s, agreed)
		if strings.Contains(page, retoldSection) || strings.Contains(page, "plantedword") || !strings.Contains(page, `class="quotes"`) {
			t.Errorf("%s: the page is not what it is without a model", name)
		}
		if waited := time.Since(began); waited > program.Patience {
			t.Errorf("%s: it took %v", name, waited)
		}
	}
	unused := func() int { return strings.Count(s.Printed(), "key=model-unused") }
	for late := time.Now().Add(program.Patience); unused() < 8 && time.Now().Before(late); { // what is printed is read beside
		time.Sleep(20 * time.Millisecond)
	}
	printed := s.Printed()
	if n := unused(); n != 8 {
		t.Errorf("%d lines of the log for 8 failures", n)
	}
	left := printed + everyFile(t, s.Data)
	for _, word := range []string{"plantedword", "plantedkey", "bound by confidentiality", "Xaver"} {
		if strings.Contains(left, word) {
			t.Errorf("log or folder holds %q", word)
		}
	}
}

func everyFile(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
