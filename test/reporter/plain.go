package reporter

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
)

// Fetch gives a page's text; an answer that is no success is an error.
func Fetch(address string) (string, error) {
	reply, err := Client.Get(address)
	if err != nil {
		return "", err
	}
	return text(reply)
}

func text(reply *http.Response) (string, error) {
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err == nil && reply.StatusCode >= 300 {
		err = &Refusal{Status: reply.StatusCode}
	}
	return string(body), err
}

var hidden = regexp.MustCompile(`<input type="hidden" name="(words|version)" value="([^"]*)"`)

// Plain is what a browser without scripts sends: the fields it shows, in the page's order.
type Plain struct {
	Words  string
	fields [][2]string
	files  []File
}

// MakePlain reads the form page and fills it in as a person without scripts does.
func MakePlain(base, language, form string, answers map[string]string, files ...File) (*Plain, error) {
	path, err := Address(language, form)
	if err != nil {
		return nil, err
	}
	page, err := Fetch(base + path)
	if err != nil {
		return nil, err
	}
	p := &Plain{files: files}
	for _, found := range hidden.FindAllStringSubmatch(page, -1) {
		p.fields = append(p.fields, [2]string{found[1], found[2]})
		if found[1] == "words" {
			p.Words = found[2]
		}
	}
	if len(p.fields) != 2 {
		return nil, fmt.Errorf("the page at %s is not the form", path)
	}
	for id, answer := range answers {
		p.fields = append(p.fields, [2]string{"f." + id, answer})
	}
	return p, nil
}

// Post sends it and gives the page that answers, whatever its status.
func (p *Plain) Post(base, language, form string) (page string, status int, err error) {
	path, err := Address(language, form)
	if err != nil {
		return "", 0, err
	}
	body, kind, err := p.body()
	if err != nil {
		return "", 0, err
	}
	reply, err := Client.Post(base+path, kind, body)
	if err != nil {
		return "", 0, err
	}
	page, err = text(reply)
	if _, refused := err.(*Refusal); refused {
		err = nil
	}
	return page, reply.StatusCode, err
}

func (p *Plain) body() (io.Reader, string, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, field := range p.fields {
		if err := w.WriteField(field[0], field[1]); err != nil {
			return nil, "", err
		}
	}
	for _, f := range p.files {
		part, err := w.CreateFormFile("files", f.Name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.Data); err != nil {
			return nil, "", err
		}
	}
	return &body, w.FormDataContentType(), w.Close()
}

// SendPlain makes and sends a report without scripts and gives the words that open it.
func SendPlain(base, language, form string, answers map[string]string, files ...File) (string, error) {
	p, err := MakePlain(base, language, form, answers, files...)
	if err != nil {
		return "", err
	}
	_, status, err := p.Post(base, language, form)
	if err != nil {
		return "", err
	}
	if status != http.StatusOK {
		return "", &Refusal{Status: status}
	}
	return p.Words, nil
}
