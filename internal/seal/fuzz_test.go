package seal

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// FuzzPhrase: what parses has twelve words that parse to the same again, and so does
// each way of typing them.
func FuzzPhrase(f *testing.F) {
	w := newWorld(f)
	for _, language := range Languages() {
		p := must(NewPhrase(w.rand, language))
		for _, typed := range typings(p.Words()) {
			f.Add(typed)
		}
	}
	f.Add("ábaco ÁBACO abaco")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePhrase(text)
		if err != nil {
			if Reason(err) != "phrase" {
				t.Fatalf("reason %q", Reason(err))
			}
			return
		}
		again, err := ParsePhrase(strings.Join(p.Words(), " "))
		if err != nil || again != p {
			t.Fatalf("%v %v: %v", p.Words(), again.Words(), err)
		}
	})
}

// FuzzLine: what parses is JSON that the standard decoder reads to the same fields, in
// one spelling of every name, and is refused under a signature that nobody made.
func FuzzLine(f *testing.F) {
	w := newWorld(f)
	key := w.phrase.Signer()
	v := makeLines(w)
	for _, l := range v.Lines {
		f.Add(l.Signed.Line)
	}
	for _, r := range v.Refused {
		f.Add(r.Signed.Line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, err := Parse(Signed{Line: text})
		if err != nil {
			if Reason(err) == "" {
				t.Fatal("a refusal without a reason")
			}
			return
		}
		if Check(Signed{Line: text, Sig: EncodeStd(make([]byte, 64))}, VerifyOf(key)) == nil {
			t.Fatal("a signature of zeros")
		}
		signed, err := Sign(key, line)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := Parse(signed)
		if err != nil || string(must(json.Marshal(again))) != string(must(json.Marshal(line))) {
			t.Fatalf("read otherwise: %v", err)
		}
		for name := range names(t, text) {
			if strings.ToLower(name) != name {
				t.Fatalf("name %q", name)
			}
		}
	})
}

func names(t *testing.T, text string) map[string]json.RawMessage {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal("not what encoding/json calls JSON")
	}
	return all
}

// FuzzStrict: the strict reader takes nothing that encoding/json refuses, and reads the
// same from what it takes.
func FuzzStrict(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"a":[1,{"b":"\u00e9"}],"c":null}`, `{"a":"\ud83d\ude00"}`, `{"a":"\ud83d"}`, `{"A":1,"a":2}`,
		`{"a":00}`, "{\"a\":\"\x7f\"}", `{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}`, `{"\\":"\\\""}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, err := strict(text, bounds{})
		if err != nil {
			return
		}
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var want map[string]any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("encoding/json refuses it: %v", err)
		}
		got := string(must(json.Marshal(plainValue(o))))
		if got != string(must(json.Marshal(want))) {
			t.Fatalf("%s read as %s", text, got)
		}
	})
}

func plainValue(v any) any {
	switch v := v.(type) {
	case object:
		all := map[string]any{}
		for name, inner := range v.values {
			all[name] = plainValue(inner)
		}
		return all
	case []any:
		all := make([]any, len(v))
		for i, inner := range v {
			all[i] = plainValue(inner)
		}
		return all
	}
	return v
}

// FuzzItem: whatever lies in an item's age file, only exact text and padding open.
func FuzzItem(f *testing.F) {
	w := newWorld(f)
	for _, i := range makeSealed(w).Items {
		plain := must(Open(i.Identity, i.Sealed.File))
		f.Add(plain, must(ParseAs[Post](i.Sealed.Signed)).Kind)
	}
	to, id, signer := must(w.talk.Recipient()), w.talk.Identity(), w.phrase.Signer()
	f.Fuzz(func(t *testing.T, plain []byte, kind string) {
		text, _, _ := bytes.Cut(plain, []byte("\n"))
		line := Post{
			Head: Head{ID: w.sub.Report, By: "reporter", At: "2026-11-22"}, Report: w.sub.Report,
			Compartment: "talk:wct", Turn: 1, Kind: kind, Text: Hash(text), Blobs: []string{},
		}
		file := must(Seal(to, plain))
		line.Sealed = Hash(file)
		signed, err := Sign(signer, line)
		if err != nil {
			return
		}
		item, err := OpenItem(id, Sealed{signed, file}, line)
		if err != nil {
			if Reason(err) == "" {
				t.Fatal("a refusal without a reason")
			}
			return
		}
		if !json.Valid(item.Text) || !bytes.Equal(padText(item.Text), plain) || CheckBody(kind, item.Body) != nil {
			t.Fatal("opened, and is not as it must be")
		}
	})
}

// FuzzGrant: whatever a grant's file holds, it opens only as the identity of its line.
func FuzzGrant(f *testing.F) {
	w := newWorld(f)
	w.report()
	id := w.talk.Identity()
	for _, s := range []string{id, id + "\n", strings.ToLower(id), w.eva.seed.Identity(), "", id[:40]} {
		f.Add([]byte(s), []byte{})
	}
	f.Add([]byte(id), must(Seal(w.ben.recipient(), []byte(id))))
	line := must(ParseAs[Grant](w.sub.Grants[2].Signed))
	f.Fuzz(func(t *testing.T, plain, file []byte) {
		if len(file) == 0 {
			file = must(Seal(w.ben.recipient(), plain))
		}
		l := line
		l.Sealed = Hash(file)
		s := Sealed{must(Sign(w.phrase.Signer(), l)), file}
		if _, err := CheckGrant(s, w.phrase.Verify()); err != nil {
			return
		}
		seed, err := OpenGrant(w.ben.seed.Identity(), s, l)
		if err == nil && seed != w.talk {
			t.Fatal("another identity")
		}
	})
}

// FuzzHead: what passes on arrival is a header that age reads as one stanza of ours.
func FuzzHead(f *testing.F) {
	w := newWorld(f)
	v := makeAgeFiles(w)
	f.Add(v.Good[0].File)
	for _, r := range v.Refused {
		f.Add(r.File[:min(len(r.File), 4000)])
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if CheckFile(file) != nil {
			return
		}
		lines := strings.SplitN(string(file), "\n", 5)
		if len(lines) != 5 || !strings.HasPrefix(lines[1], "-> mlkem768x25519 ") || len(lines[4]) < 32 {
			t.Fatal("passed, and is not of that form")
		}
	})
}

// FuzzManifest: what parses names only files inside the folder, and only age.
func FuzzManifest(f *testing.F) {
	v := makeExports(newWorld(f))
	f.Add([]byte(v.Manifests[0]))
	for _, r := range v.Refused {
		f.Add([]byte(r.Text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := ParseManifest(text)
		if err != nil {
			return
		}
		for _, i := range m.Items {
			if !strings.HasPrefix(i.Command, "age --decrypt -i identities.age items/") || strings.ContainsAny(i.Command, ";&|`$<>\n\"'\\") {
				t.Fatalf("command %q", i.Command)
			}
		}
		for _, l := range m.Lines {
			if strings.Contains(l, "..") || strings.HasPrefix(l, "/") || strings.Count(l, "/") != 1 {
				t.Fatalf("file %q", l)
			}
		}
	})
}
