package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairlead/internal/web"
)

// A language model needs an address, a name and an owner whom people can be told; nothing of
// it without an address.
func TestModelSettings(t *testing.T) {
	file := func(text string) string {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	lent := func(rights os.FileMode) string {
		path := file("sk-plantedkey\n")
		if err := os.Chmod(path, rights); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const here = "http://127.0.0.1:11434/v1"
	for name, c := range map[string]struct {
		m  ModelSettings
		on bool
		no string // what the refusal says; "" for none
	}{
		"none":                 {ModelSettings{}, false, ""},
		"whole":                {ModelSettings{URL: here, Name: "small", Owner: "Harbour Works"}, true, ""},
		"with a key":           {ModelSettings{URL: here, Name: "small", Owner: "Harbour Works", KeyFile: file("sk-plantedkey\n")}, true, ""},
		"no name":              {ModelSettings{URL: here, Owner: "Harbour Works"}, false, "--model-name"},
		"no owner":             {ModelSettings{URL: here, Name: "small"}, false, "--model-owner"},
		"a blank owner":        {ModelSettings{URL: here, Name: "small", Owner: "  "}, false, "--model-owner"},
		"an owner of two":      {ModelSettings{URL: here, Name: "small", Owner: "a\nb"}, false, "one line"},
		"an owner's book":      {ModelSettings{URL: here, Name: "small", Owner: strings.Repeat("x", 200)}, false, "one line"},
		"no address":           {ModelSettings{Name: "small"}, false, "--model-url"},
		"plain without one":    {ModelSettings{PlainHTTP: true}, false, "--model-url"},
		"far over plain HTTP":  {ModelSettings{URL: "http://203.0.113.7/v1", Name: "small", Owner: "X"}, false, "https://"},
		"far, and allowed":     {ModelSettings{URL: "http://203.0.113.7/v1", Name: "small", Owner: "X", PlainHTTP: true}, true, ""},
		"no key in the file":   {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: file(" \n")}, false, "does not hold"},
		"two keys in the file": {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: file("sk-plantedkey\nsk-plantedkey")}, false, "does not hold"},
		"a key for the group":  {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: lent(0o640)}, true, ""},
		"a key for everybody":  {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: lent(0o644)}, false, "chmod o= "},
		"a key to write over":  {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: lent(0o602)}, false, "everybody on this machine"},
		"no such file":         {ModelSettings{URL: here, Name: "small", Owner: "X", KeyFile: "/nowhere/key"}, false, "/nowhere/key"},
	} {
		var log bytes.Buffer
		err := c.m.checked()
		if err == nil {
			opened, failed := c.m.open(web.NewLog(&log, time.Now))
			if err = failed; (opened != nil) != c.on {
				t.Errorf("%s: on %v", name, opened != nil)
			}
		}
		if (err == nil) != (c.no == "") || err != nil && !strings.Contains(err.Error(), c.no) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "plantedkey") || strings.Contains(log.String(), "plantedkey") {
			t.Errorf("%s: the key is told", name)
		}
	}
}
