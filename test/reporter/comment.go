package reporter

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"fairlead/internal/intake"
	"fairlead/internal/seal"
)

// CommentPage is what the page for comments tells a script.
type CommentPage struct {
	Version   string        `json:"version"`
	Site      string        `json:"site"`
	Root      string        `json:"root"`
	Directory []seal.Signed `json:"directory"`
	Editors   []Person      `json:"editors"`
}

// ReadComment fetches the page for comments as somebody with these headers, and what it
// tells a script; a page that takes none is a *Refusal.
func ReadComment(base, language string, header http.Header) (CommentPage, error) {
	var page CommentPage
	path, err := Address(language, "feedback")
	if err != nil {
		return page, err
	}
	request, err := http.NewRequest(http.MethodGet, base+path, nil)
	if err != nil {
		return page, err
	}
	request.Header = header.Clone()
	reply, err := Client.Do(request)
	if err != nil {
		return page, err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		return page, err
	}
	if reply.StatusCode != http.StatusOK {
		return page, &Refusal{Status: reply.StatusCode, Sentence: string(body)}
	}
	_, data, found := strings.Cut(string(body), `id="comment-data">`)
	data, _, ends := strings.Cut(data, "</script>")
	if !found || !ends {
		return page, fmt.Errorf("the page at %s has no data for scripts", path)
	}
	return page, json.Unmarshal([]byte(data), &page)
}

// Comment is a comment that was made, before and after it was sent.
type Comment struct {
	Phrase  seal.Phrase
	Sending intake.Sending
	Receipt intake.Receipt
}

// MakeComment seals a comment for every editor that the page's directory proves.
func MakeComment(page CommentPage, text string) (*Comment, error) {
	phrase, err := seal.NewPhrase(rand.Reader, "en")
	if err != nil {
		return nil, err
	}
	directory, now := seal.NewDirectory(page.Root, page.Directory), time.Now()
	outline := seal.Outline{
		Phrase: phrase, Form: "feedback", Version: page.Version, Site: page.Site, Language: "en",
		Exclusions: []string{}, Fields: map[string]any{"comment": text}, At: now,
	}
	for _, person := range page.Editors {
		if line, ok := directory.Current(person.Person, seal.Day(now)); ok && slices.Contains(line.Roles, "editor") {
			outline.Addressees = append(outline.Addressees, seal.Addressee{Holder: "officer:" + person.Person, Recipient: line.Recipient})
		}
	}
	made, err := seal.NewSubmission(rand.Reader, outline)
	if err != nil {
		return nil, err
	}
	return &Comment{Phrase: phrase, Sending: intake.Sending{
		Handle: phrase.HandleText(), Form: "feedback", Version: page.Version, Language: "en",
		Keys: made.Keys, Grants: made.Grants, Items: made.Items,
	}}, nil
}

// Send sends it. A repeat is safe.
func (c *Comment) Send(base string) error {
	return Post(base+"/send/comment", c.Sending, &c.Receipt)
}
