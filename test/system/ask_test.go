package system

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"fairlead/test/program"
)

// TestAsk asks the real program three hundred questions, the ones of test/guide and some
// that are none: an object for each, in their order, and nothing left in the folder.
func TestAsk(t *testing.T) {
	t.Parallel()
	questions := append(written(t, 98), "", "   ", "\xff\xfe", "{\"a\": [1, 2", "<script>alert(1)</script>", "我的上司每天都骂我")
	if len(questions) != 300 {
		t.Fatalf("%d questions", len(questions))
	}
	var in bytes.Buffer
	for _, q := range questions {
		in.WriteString(q + "\n")
	}
	folder := t.TempDir()
	cmd := exec.Command(program.Path(t), "ask", "--lang", "auto", "--json")
	cmd.Dir, cmd.Stdin = folder, &in
	var printed, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &said
	if err := cmd.Run(); err != nil || said.Len() > 0 {
		t.Fatalf("%v, and said: %s", err, &said)
	}
	lines := bytes.Split(bytes.TrimSuffix(printed.Bytes(), []byte("\n")), []byte("\n"))
	if len(lines) != len(questions) {
		t.Fatalf("%d lines for %d questions", len(lines), len(questions))
	}
	for i, line := range lines {
		var one struct {
			Question        *string
			Units, Passages *[]any
			Confidence      *float64
		}
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if one.Question == nil || one.Units == nil || one.Passages == nil || one.Confidence == nil {
			t.Fatalf("line %d lacks a field: %.200s", i+1, line)
		}
		if *one.Question != questions[i] && questions[i] != "\xff\xfe" {
			t.Errorf("line %d answers %.60q, not %.60q", i+1, *one.Question, questions[i])
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}

// written gives the first n questions of each language's set.
func written(t *testing.T, n int) []string {
	t.Helper()
	var list []string
	for _, language := range []string{"en", "fr", "es"} {
		f, err := os.Open(filepath.Join("..", "guide", fmt.Sprintf("score-%s.jsonl", language)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for range n {
			var one struct{ Q string }
			if !lines.Scan() || json.Unmarshal(lines.Bytes(), &one) != nil || one.Q == "" {
				t.Fatalf("%s: the set is shorter than %d, or unreadable", language, n)
			}
			list = append(list, one.Q)
		}
	}
	return list
}
