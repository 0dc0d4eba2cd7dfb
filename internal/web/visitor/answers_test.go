package visitor

import (
	"reflect"
	"testing"

	"fairlead/internal/portal"
)

// TestAnswerViews groups entries under their names, in order and without codes, and drops
// nothing that was answered.
func TestAnswerViews(t *testing.T) {
	questions := []portal.Question{
		{ID: "wish", Label: "What now?", Options: map[string]string{"formal": "To report formally"}},
		{ID: "acts", Label: "What was done?", Entry: "Act {{.N}}", Fields: []portal.Question{
			{ID: "what", Label: "What?"},
			{ID: "kinds", Label: "Which?", Options: map[string]string{"threat": "Threatened", "done": "Done"}},
		}},
		{ID: "station", Label: "Where?"},
	}
	got := answerViews(map[string]any{
		"station": "Asia/Kolkata", "wish": "formal", "acts.10.what": "ten", "acts.2.what": "two", "acts.2.kinds": []any{"done", "threat"},
		"acts.0.what": "odd", "acts.2.other": "lost", "empty": "",
	}, questions)
	want := []answerView{
		{Question: "What now?", Answer: "To report formally"},
		{Question: "What was done?", Entries: []answeredEntry{
			{"Act 2", []answerView{{Question: "What?", Answer: "two"}, {Question: "Which?", Answer: "Done\nThreatened"}}},
			{"Act 10", []answerView{{Question: "What?", Answer: "ten"}}},
		}},
		{Question: "Where?", Answer: "Asia/Kolkata"},
		{Question: "acts.0.what", Answer: "odd"},
		{Question: "acts.2.other", Answer: "lost"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
