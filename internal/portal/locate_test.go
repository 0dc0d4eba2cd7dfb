package portal

import "testing"

func TestLineOf(t *testing.T) {
	const file = "{\n \"id\": \"ask\",\n \"fields\": [\n  {\"id\": \"who\", \"kind\": \"choice\"},\n  {\"id\": \"what\",\n   \"kind\": \"lng\"},\n  {\"id\": \"what\"}\n ]\n}\n"
	for text, want := range map[string]int{
		`unknown field "fields"`:                  3,
		`field "what": kind "lng" is unknown`:     6,
		`field "what" stands twice`:               7,
		`field "who": options belong to a choice`: 4,
		`the unit "nobody" is unknown`:            0,
		`asks nothing`:                            0,
	} {
		if got := lineOf([]byte(file), text); got != want {
			t.Errorf("%s: line %d, want %d", text, got, want)
		}
	}
}
