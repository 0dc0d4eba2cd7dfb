package visitor

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// votes is what was said of answers, for one test.
type votes []string

func (v *votes) CountHelped(_ context.Context, language string, yes bool) error {
	said := "no"
	if yes {
		said = "yes"
	}
	*v = append(*v, language+" "+said)
	return nil
}

// helper posts to the helper, names and values in turn.
func (w *world) helper(path string, values ...string) *httptest.ResponseRecorder {
	form := url.Values{}
	for i := 0; i < len(values); i += 2 {
		form.Add(values[i], values[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = "127.0.0.1:5555"
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer
}

func TestHelperSmoke(t *testing.T) {
	w := newWorld(t)
	t.Log(w.helper("/helper", "question", "my supervisor Peter Miller humiliates me in every meeting, where can i report it").Body.String())
}
