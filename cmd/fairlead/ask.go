package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"fairlead/internal/guide"
	"fairlead/internal/portal"
)

// AskCommand asks the guide on the command line: a question a line, an answer for each, in
// the same order. It writes to standard output and nowhere else, and reads nothing but the
// pack: no language model, no network, no data folder.
type AskCommand struct {
	Lang string `help:"Language of the page that is asked from: auto for the pack's first. A question that is clearly in another of its languages is answered in that one." default:"auto" placeholder:"auto|en|fr|es"`
	JSON bool   `help:"One JSON object a line, instead of text to be read." name:"json"`
	Pack string `help:"Folder of the organisation's pack; without it the built-in one." env:"FAIRLEAD_PACK" placeholder:"DIR" type:"existingdir"`
}

// longestLine bounds a question, in bytes: of a longer line only the beginning is read.
const longestLine = 256 << 10

// Run answers until the input ends.
func (c *AskCommand) Run(ctx context.Context, t *Terminal) error {
	pack, err := Place{Pack: c.Pack}.pack()
	if err != nil {
		return err
	}
	language, err := c.language(pack)
	if err != nil {
		return err
	}
	say := readable
	if c.JSON {
		say = asJSON
	}
	g := guide.New(pack)
	lines := questionsOf(t.In)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err() // nothing else would end a command that waits for a line
		case line, more := <-lines:
			if !more {
				return nil
			}
			if line.err != nil {
				return line.err
			}
			if err := say(t.Out, line.text, g.Ask(guide.Question{Text: line.text, Language: language})); err != nil {
				return err
			}
		}
	}
}

func (c *AskCommand) language(pack *portal.Pack) (string, error) {
	if c.Lang == "auto" {
		return pack.Languages[0], nil
	}
	if !slices.Contains(pack.Languages, c.Lang) {
		return "", fmt.Errorf("the pack has no language %q: choose auto or one of %s", c.Lang, strings.Join(pack.Languages, ", "))
	}
	return c.Lang, nil
}

// question is one line, or why no more can be read.
type question struct {
	text string
	err  error
}

// questionsOf reads line by line, so that an answer comes before the next question is typed.
func questionsOf(in io.Reader) <-chan question {
	lines := make(chan question)
	go func() {
		defer close(lines)
		for r := bufio.NewReaderSize(in, 64<<10); ; {
			text, err := boundedLine(r)
			if err == nil || text != "" { // the last line may lack its end
				lines <- question{text: text}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					lines <- question{err: err}
				}
				return
			}
		}
	}()
	return lines
}

// boundedLine reads to the end of a line and gives its beginning, made whole where it is no
// text.
func boundedLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), longestLine-len(line))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
			return strings.ToValidUTF8(string(line), "\uFFFD"), err
		}
	}
}

// asked is an answer as a line of JSON.
type asked struct {
	Question   string         `json:"question"`
	Lang       string         `json:"lang"` // "" for no question, and for one that the pack cannot read
	Urgent     bool           `json:"urgent"`
	OffTopic   bool           `json:"offTopic"`
	Units      []string       `json:"units"`
	Passages   []askedPassage `json:"passages"`
	Confidence float64        `json:"confidence"`
}

type askedPassage struct {
	ID    string  `json:"id"`
	Unit  string  `json:"unit"`
	Title string  `json:"title"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

func askedOf(text string, a guide.Answer) asked {
	out := asked{
		Question: text, Lang: a.Language, Urgent: a.Danger, OffTopic: a.Kind == guide.OffTopic,
		Units: []string{}, Passages: []askedPassage{}, Confidence: figure(a.Confidence),
	}
	if a.Kind == guide.Empty || a.Kind == guide.Foreign {
		out.Lang = ""
	}
	for _, door := range a.Doors {
		if !slices.Contains(out.Units, door.Unit) {
			out.Units = append(out.Units, door.Unit)
		}
	}
	for _, p := range a.Passages {
		title := p.Title
		if p.Heading != "" {
			title += " — " + p.Heading
		}
		out.Passages = append(out.Passages, askedPassage{p.ID, p.Unit, title, p.Text, figure(p.Score)})
	}
	return out
}

// figure is a number that JSON can say, with four places.
func figure(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*1e4) / 1e4
}

// asJSON writes one line at once, so that whoever reads has it whole.
func asJSON(out io.Writer, text string, a guide.Answer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(askedOf(text, a))
}

// readable writes an answer for somebody at the keyboard.
func readable(out io.Writer, text string, a guide.Answer) error {
	said := askedOf(text, a)
	var page strings.Builder
	fmt.Fprintf(&page, "> %s\n", text)
	if said.Urgent {
		fmt.Fprintln(&page, "Danger: emergency help comes first.")
	}
	switch a.Kind {
	case guide.Empty:
		fmt.Fprintln(&page, "No question.")
	case guide.Foreign:
		fmt.Fprintln(&page, "In none of the pack's languages.")
	case guide.OffTopic:
		fmt.Fprintf(&page, "[%s] No matter for these offices.\n", said.Lang)
	case guide.Unknown, guide.Found:
		fmt.Fprintf(&page, "[%s, %.0f %%] %s\n", said.Lang, 100*said.Confidence, strings.Join(said.Units, ", "))
	}
	if a.Person {
		fmt.Fprintln(&page, "This the guide cannot know: ask a person.")
	}
	for i, p := range said.Passages {
		fmt.Fprintf(&page, "%d. %s (%s)\n   %s\n", i+1, p.Title, p.ID, strings.ReplaceAll(a.Passages[i].Excerpt, "\n", "\n   "))
	}
	_, err := io.WriteString(out, page.String()+"\n")
	return err
}
