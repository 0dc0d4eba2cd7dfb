package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/internal/guide"
)

// askFor runs the command and gives its lines.
func askFor(t *testing.T, c AskCommand, in string) []string {
	t.Helper()
	term, out := terminal()
	term.In = strings.NewReader(in)
	if err := c.Run(t.Context(), term); err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(out.String()))
}

func parsed(t *testing.T, line string) asked {
	t.Helper()
	var one asked
	strict := json.NewDecoder(strings.NewReader(line))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&one); err != nil {
		t.Fatalf("%v: %.200s", err, line)
	}
	return one
}

func TestAskJSON(t *testing.T) {
	long := strings.Repeat("é", longestLine)
	in := "My manager insults me in front of everybody\r\n" +
		"\n" +
		"Mon collègue demande des pots-de-vin aux fournisseurs, où le signaler ?\n" +
		"начальник кричит на меня каждый день и никто не помогает\n" +
		"I want to kill myself tonight\n" +
		"<b>\xff\xfe</b> \"quoted\" \x00 who reads my report?\n" +
		long + "\n" +
		"¿Quién puede ayudarme con un conflicto?"
	lines := askFor(t, AskCommand{Lang: "auto", JSON: true}, in)
	if len(lines) != 8 {
		t.Fatalf("%d lines for 8 questions", len(lines))
	}
	for i, want := range []asked{
		{Question: "My manager insults me in front of everybody", Lang: "en", Units: []string{"wct"}},
		{Question: "", Lang: ""},
		{Question: "Mon collègue demande des pots-de-vin aux fournisseurs, où le signaler ?", Lang: "fr", Units: []string{"iaig"}},
		{Question: "начальник кричит на меня каждый день и никто не помогает", Lang: ""},
		{Question: "I want to kill myself tonight", Lang: "en", Urgent: true},
		{Question: "<b>\uFFFD</b> \"quoted\" \x00 who reads my report?", Lang: "en"},
		{Question: strings.Repeat("é", longestLine/2), Lang: "en"},
		{Question: "¿Quién puede ayudarme con un conflicto?", Lang: "es"},
	} {
		got := parsed(t, lines[i])
		hasFields(t, lines[i])
		if got.Question != want.Question || i != 6 && got.Lang != want.Lang || got.Urgent != want.Urgent {
			t.Errorf("line %d: %.80q, %q, urgent %v", i+1, got.Question, got.Lang, got.Urgent)
		}
		if len(want.Units) > 0 && (len(got.Units) == 0 || got.Units[0] != want.Units[0]) {
			t.Errorf("line %d: %v, want %v first", i+1, got.Units, want.Units)
		}
	}
}

// hasFields: every object has the same fields, and a list that is empty is a list.
func hasFields(t *testing.T, line string) {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(line), &fields); err != nil || strings.Contains(line, "null") {
		t.Errorf("%v, or null in %.200s", err, line)
	}
	if got := slices.Sorted(maps.Keys(fields)); !slices.Equal(got, []string{"confidence", "lang", "offTopic", "passages", "question", "units", "urgent"}) {
		t.Errorf("fields %v", got)
	}
	for _, p := range fields["passages"].([]any) {
		if got := slices.Sorted(maps.Keys(p.(map[string]any))); !slices.Equal(got, []string{"id", "score", "text", "title", "unit"}) {
			t.Errorf("fields of a passage %v", got)
		}
	}
}

func TestAskFigures(t *testing.T) {
	a := guide.Answer{Kind: guide.Found, Confidence: math.NaN(), Passages: []guide.Quote{{
		Passage: guide.Passage{Title: "Page", Heading: "Part"}, Score: math.Inf(1),
	}}}
	if got := askedOf("", a); got.Confidence != 0 || got.Passages[0].Score != 0 || got.Passages[0].Title != "Page — Part" {
		t.Errorf("%+v", got)
	}
}

func TestAskReadable(t *testing.T) {
	text := strings.Join(askFor(t, AskCommand{Lang: "en"}, "I want to kill myself\n\nHow do I contest a decision?\n"), "")
	for _, want := range []string{"> I want to kill myself\nDanger:", "No question.", "> How do I contest a decision?\n[en, ", "legal", "1. "} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

// A pack that teaches nothing still answers each line, and so does a small new one.
func TestAskOtherPack(t *testing.T) {
	lines := askFor(t, AskCommand{Lang: "auto", JSON: true, Pack: newPack(t)}, "Who reads my report?\nQui lit mon signalement ?\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	if one := parsed(t, lines[0]); one.Urgent || len(one.Passages) == 0 {
		t.Errorf("urgent %v, %d passages", one.Urgent, len(one.Passages))
	}
}

func newPack(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pack")
	term, _ := terminal()
	if err := (&PackNewCommand{Dir: dir}).Run(term); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAskRefuses(t *testing.T) {
	term, _ := terminal()
	term.In = strings.NewReader("")
	if err := (&AskCommand{Lang: "xx"}).Run(t.Context(), term); err == nil || !strings.Contains(err.Error(), "en, fr, es") {
		t.Errorf("a language that the pack does not have: %v", err)
	}
	if err := (&AskCommand{Lang: "en", Pack: t.TempDir()}).Run(t.Context(), term); err == nil {
		t.Error("an empty folder is a pack")
	}
	term.In = io.MultiReader(strings.NewReader("x\n"), broken{})
	if err := (&AskCommand{Lang: "en", JSON: true, Pack: newPack(t)}).Run(t.Context(), term); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("input that breaks off: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

// An answer comes before the next question, and an interrupt ends the wait for one.
func TestAskAnswersAtOnce(t *testing.T) {
	dir := newPack(t)
	in, typing := io.Pipe()
	read, out := io.Pipe()
	term := &Terminal{In: in, Out: out, Err: &bytes.Buffer{}}
	ctx, interrupt := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- (&AskCommand{Lang: "auto", JSON: true, Pack: dir}).Run(ctx, term) }()
	lines := bufio.NewReader(read)
	for range 2 {
		io.WriteString(typing, "Who reads my report?\n")
		line, err := lines.ReadString('\n')
		if err != nil || parsed(t, line).Lang != "en" {
			t.Fatalf("%v: %s", err, line)
		}
	}
	interrupt()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("it still waits for a question")
	}
}
