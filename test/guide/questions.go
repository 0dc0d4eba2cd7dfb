// Package guide scores the guide on questions that it was never taught: written apart from
// the examples of the pack by people who had not seen them.
package guide

import (
	"bufio"
	"embed"
	"encoding/json"
	"fmt"
)

//go:embed *.jsonl
var files embed.FS

// Question is one that scores the guide.
type Question struct {
	Text     string   `json:"q"`
	Doors    []string `json:"doors"`    // units, each of which is right as the first door
	Rule     string   `json:"rule"`     // by which it was judged: R1 to R25
	Passages []string `json:"passages"` // texts, each of which is right as the first
	Danger   string   `json:"danger"`   // "clear", "veiled" or ""
	Off      bool     `json:"off"`      // nothing in it concerns the offices
	Pitfall  string   `json:"pitfall"`  // which confusion it tries to cause, or ""
}

// Questions are those of a set and a language: "score" counts, "tune" was looked at while
// the guide was built, and counts for nothing.
func Questions(set, language string) ([]Question, error) {
	file, err := files.Open(set + "-" + language + ".jsonl")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var list []Question
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var q Question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return nil, fmt.Errorf("%s-%s.jsonl, line %d: %w", set, language, len(list)+1, err)
		}
		list = append(list, q)
	}
	return list, lines.Err()
}
