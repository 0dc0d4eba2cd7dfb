// Package officer is an officer in Go: it signs in, opens, declares and answers as the
// pages of the office do in a browser, and keeps every answer as it came, so that tests
// can compare answers to the byte.
package officer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"time"

	"fairlead/internal/people"
	"fairlead/internal/seal"
	"fairlead/test/reporter"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Login is what a demonstration prints of one of its officers.
type Login struct {
	Name     string
	Unit     string
	Password string
}

// row is a line of the printed table: columns stand three blanks apart.
var row = regexp.MustCompile(`(?m)^  (\S.*?) {3,}(\S+) {3,}(\S.*?) {3,}([a-z]+(?:-[a-z]+){5})$`)

// Printed finds the officers in what the program printed, by their first names.
func Printed(output string) map[string]Login {
	found := map[string]Login{}
	for _, columns := range row.FindAllStringSubmatch(output, -1) {
		first, _, _ := strings.Cut(columns[1], " ")
		found[first] = Login{Name: columns[1], Unit: columns[2], Password: columns[4]}
	}
	return found
}

// Reply is an answer as it came.
type Reply struct {
	Status int
	Header http.Header
	Body   string
}

// Code is the fault's code of an answer to a script, "" if it has none.
func (r Reply) Code() string {
	var told struct {
		Code string `json:"code"`
	}
	_ = json.Unmarshal([]byte(r.Body), &told) // a page has none
	return told.Code
}

// Caller is a browser that keeps cookies and follows no redirect: a stranger at first.
type Caller struct {
	base    string
	http    *http.Client
	cookies map[string]string
}

// Stranger is somebody without a session.
func Stranger(base string) (*Caller, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &http.Client{Jar: jar, Timeout: 60 * time.Second, CheckRedirect: stay, Transport: reporter.Client.Transport}
	return &Caller{base, client, map[string]string{}}, nil
}

// Cookie gives the value of a cookie that the last answers set, "" if there is none.
func (c *Caller) Cookie(name string) string { return c.cookies[name] }

// Call sends one request; a body is JSON.
func (c *Caller) Call(method, path, body string) (Reply, error) {
	request, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		return Reply{}, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return Reply{}, err
	}
	defer answer.Body.Close()
	for _, cookie := range answer.Cookies() {
		c.cookies[cookie.Name] = cookie.Value
	}
	text, err := io.ReadAll(answer.Body)
	return Reply{answer.StatusCode, answer.Header, string(text)}, err
}

// Post sends a value and reads the answer into another, or gives the refusal.
func (c *Caller) Post(path string, value, into any) (Reply, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return Reply{}, err
	}
	got, err := c.Call(http.MethodPost, path, string(body))
	if err != nil {
		return got, err
	}
	if got.Status != http.StatusOK {
		return got, &Refusal{got}
	}
	if into == nil {
		return got, nil
	}
	return got, json.Unmarshal([]byte(got.Body), into)
}

// Refusal is an answer that is no success.
type Refusal struct{ Reply }

func (r *Refusal) Error() string { return fmt.Sprintf("%d %s", r.Status, r.Body) }

// Officer is somebody who signed in.
type Officer struct {
	*Caller
	Person people.Person
	// Days is how far ahead of today this officer dates what they sign, as a test with a clock of
	// its own needs it.
	Days int
	seed []byte
}

func (o *Officer) now() time.Time { return time.Now().AddDate(0, 0, o.Days) }

// Salt asks for the salt of a name's password.
func (c *Caller) Salt(name string) ([]byte, error) {
	var told struct{ Salt []byte }
	_, err := c.Post("/office/salt", map[string]string{"name": name}, &told)
	return told.Salt, err
}

// signedIn is what the server gives to whoever knows the password.
type signedIn struct {
	Person  people.Person
	Unlock  string
	Seed    []byte
	Session string
}

// SignIn does what the sign-in page does with a name and a password (sealing.md, section 6).
func SignIn(base, name, password string) (*Officer, Reply, error) {
	c, err := Stranger(base)
	if err != nil {
		return nil, Reply{}, err
	}
	salt, err := c.Salt(name)
	if err != nil {
		return nil, Reply{}, err
	}
	stretched := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, 3, 64<<10, 1, 32)
	login := seal.Derive(stretched, "staff/login")
	var in signedIn
	got, err := c.Post("/office/signin", map[string]string{"name": name, "login": seal.EncodeURL(login[:])}, &in)
	if err != nil {
		return nil, got, err
	}
	seed, err := unlock(stretched, in)
	if err != nil {
		return nil, got, err
	}
	return &Officer{Caller: c, Person: in.Person, seed: seed}, got, nil
}

func unlock(stretched []byte, in signedIn) ([]byte, error) {
	half := seal.Derive(stretched, "staff/unlock")
	answer, err := seal.DecodeURL(in.Unlock)
	if err != nil {
		return nil, err
	}
	way := seal.Seed(seal.Derive(append(half[:], answer...), "staff/way"))
	seed, err := seal.Open(way.Identity(), in.Seed)
	if err == nil && len(seed) != 32 {
		err = errors.New("the seed is not 32 bytes")
	}
	return bytes.Clone(seed), err
}

// Queue gives the queue's page.
func (o *Officer) Queue() (string, error) {
	got, err := o.Call(http.MethodGet, "/office/", "")
	if err == nil && got.Status != http.StatusOK {
		err = &Refusal{got}
	}
	return got.Body, err
}
