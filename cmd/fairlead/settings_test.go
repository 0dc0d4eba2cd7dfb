package main

import "testing"

// Comments for personnel alone need the proxy's word; all else needs nothing.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		who, header string
		ok          bool
	}{
		{"anyone", "", true},
		{"off", "", true},
		{"anyone", "X-Signed-In", true},
		{"personnel", "X-Signed-In", true},
		{"personnel", "", false},
		{"personnel", "user-agent", false},
		{"personnel", "Accept-Language", false},
		{"personnel", "Remote-User", true},
	} {
		err := Settings{Feedback: c.who, PersonnelHeader: c.header}.checked()
		if (err == nil) != c.ok {
			t.Errorf("%s with %q: %v", c.who, c.header, err)
		}
	}
}
