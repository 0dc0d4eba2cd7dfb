package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

type lineVectors struct {
	Lines   []lineVector  `json:"lines"`
	Refused []refusedLine `json:"refused"`
}

type lineVector struct {
	Is     string `json:"is"`
	Signed Signed `json:"signed"`
	Verify string `json:"verify"`
	Hash   string `json:"hash"`
}

type refusedLine struct {
	Signed Signed `json:"signed"`
	Verify string `json:"verify"`
	Reason string `json:"reason"`
	Note   string `json:"note"`
}

// lineMaker collects lines that are refused; key signs them all, however wrong they are.
type lineMaker struct {
	key ed25519.PrivateKey
	out []refusedLine
}

func (m *lineMaker) raw(is, text, reason, note string) {
	m.out = append(m.out, refusedLine{signRaw(m.key, is, text), VerifyOf(m.key), reason, note})
}

// with writes a good line with some fields set otherwise; nil leaves a field out.
func (m *lineMaker) with(good any, reason, note string, fields map[string]any) {
	is, _ := kindOf(good)
	var all map[string]any
	dec := json.NewDecoder(strings.NewReader(must(encodeLine(headed(good, is)))))
	dec.UseNumber()
	if err := dec.Decode(&all); err != nil {
		panic(err)
	}
	for name, v := range fields {
		if v == nil {
			delete(all, name)
			continue
		}
		all[name] = v
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(all); err != nil {
		panic(err)
	}
	m.raw(is, strings.TrimSpace(text.String()), reason, note)
}

// value is with, for one field whose value is refused.
func (m *lineMaker) value(good any, field string, values ...any) {
	is, _ := kindOf(good)
	for _, v := range values {
		m.with(good, "value", is+" "+field, map[string]any{field: v})
	}
}

type goodLines struct {
	officer, recovery Officer
	keys              Keys
	grant             Grant
	post              Post
	request           Request
	consent           Consent
	approval          Approval
	act               Act
	step              Step
	undertaking       Undertaking
}

func (w *world) goodLines() goodLines {
	report, share := w.id(), w.id()
	day := func(by string) Head { return Head{ID: w.id(), By: by, At: "2026-11-22"} }
	sum := func(s string) string { return Hash([]byte(s)) }
	parts := []Part{{w.id(), "answers"}, {w.id(), "file"}}
	return goodLines{
		officer: w.officerLine(w.ben), recovery: w.officerLine(w.recovery),
		keys: Keys{
			day("reporter"), report, "reporter", w.ada.recipient(), w.phrase.Verify(),
			[]string{"officer:" + w.ben.person, "unit:ethics"},
			"",
		},
		grant: Grant{
			day("officer:" + w.ada.person), report, "talk:wct", 2, w.eva.recipient(),
			"officer:" + w.ben.person, HashRecipient(w.ben.recipient()), sum("keys"), "assignment", sum("file"),
		},
		post: Post{day("reporter"), report, "talk:wct", 1, "letter", sum("prev"), sum("text"), sum("file"), []string{}},
		request: Request{
			day("officer:" + w.ada.person), report, "reporter", "refer", "unit:ethics", "advice", "", parts, "",
			"", "2026-12-22",
		},
		consent:     Consent{day("reporter"), report, sum("request"), "part", "refer", "unit:ethics", "advice", parts[:1], "2026-12-22"},
		approval:    Approval{day("officer:" + w.ben.person), sum("line")},
		act:         Act{day("reporter"), report, "lift", "officer:" + w.ben.person},
		undertaking: Undertaking{day("officer:" + share), sum("the text of the undertaking")},
		step: Step{
			day("officer:" + w.ada.person), report, "wct", "refer", "", "unit:ethics", "2026-12-22",
			[]string{sum("request"), sum("letter")},
		},
	}
}

func makeLines(w *world) lineVectors {
	g := w.goodLines()
	var v lineVectors
	key := w.phrase.Signer()
	via := g.post
	via.Via = "server"
	end := g.officer
	end.N, end.Roles, end.Recipient, end.Verify = 2, nil, "", ""
	misdirected := g.consent
	misdirected.Request, misdirected.Purpose, misdirected.Answer = "", Misdirected, "yes"
	back := misdirected
	back.Answer, back.Parts = "withdrawn", []Part{}
	share := g.grant
	share.Compartment, share.Basis, share.Holder, share.Turn = "share:"+g.act.ID, "consent:"+g.act.ID, "reporter", 1
	self := g.grant
	self.By, self.Holder, self.Compartment, self.Turn = "party:"+g.act.ID, "party:"+g.act.ID, "party:"+g.act.ID, 1
	mine := self
	mine.By, mine.Holder, mine.Compartment = "reporter", "reporter", "share:"+g.act.ID
	exception, contact := g.request, g.request
	exception.Who, exception.Code, exception.Review = "", "danger", "2026-12-01"
	contact.Who, contact.Step, contact.To, contact.Parts = "party:"+g.act.ID, "contact", "party:"+g.act.ID, []Part{}
	agreed := g.consent
	agreed.Answer, agreed.Parts = "yes", []Part{}
	agree := g.act
	agree.Act, agree.Of = "agree", g.approval.Of
	bare, linked := g.step, g.step
	bare.To, bare.Day, bare.Of = "", "", []string{}
	linked.Step, linked.Code, linked.To = "link", "same-matter", "case:4829-1736"
	answer := g.post
	answer.By, answer.Compartment = "officer:"+w.cyd.person, "share:"+g.act.ID
	statement := g.post
	statement.By, statement.Compartment, statement.Kind = "party:"+g.act.ID, "party:"+g.act.ID, "statement"
	toParty, inTalk := g.grant, g.post
	toParty.Holder = "party:" + g.act.ID
	inTalk.By = "party:" + g.act.ID
	outside := g.officer
	outside.Roles = []string{"external", "decider"}
	accents := g.officer
	accents.Name = `Ñandú "Zoë" O’Neil 😀 </script> \`
	for _, line := range []any{
		g.officer, g.recovery, accents, end, g.keys, g.grant, share, g.post, via, g.request, g.consent, misdirected,
		g.approval, g.act, g.undertaking, g.step, bare, linked, self, mine, toParty, inTalk, exception, contact, agreed, agree, answer, statement, outside, back,
	} {
		s := must(Sign(key, line))
		is, _ := kindOf(line)
		v.Lines = append(v.Lines, lineVector{is, s, VerifyOf(key), LineHash(s)})
	}
	v.Lines = append(v.Lines, spelledOtherwise(key, v.Lines[12]))
	m := &lineMaker{key: key}
	m.structure(g)
	m.values(g, w)
	m.signatures(v.Lines[12].Signed)
	v.Refused = m.out
	return v
}

// spelledOtherwise is a line with spaces and escapes: the bytes received are what counts.
func spelledOtherwise(key ed25519.PrivateKey, from lineVector) lineVector {
	text := strings.Replace(from.Signed.Line, `"is":"approval"`, ` "\u0069s" :	"appro\u0076al" `, 1)
	s := signRaw(key, "approval", text)
	return lineVector{"approval", s, VerifyOf(key), LineHash(s)}
}

// structure: what section 4 refuses before any field is looked at.
func (m *lineMaker) structure(g goodLines) {
	good := must(encodeLine(headed(g.approval, "approval")))
	in := func(old, new string) string {
		if !strings.Contains(good, old) {
			panic(old)
		}
		return strings.Replace(good, old, new, 1)
	}
	is := "approval"
	m.raw(is, "\ufeff"+good, "bom", "a byte-order mark")
	m.raw(is, in(`"v":1`, `"v":1,`+"\n"), "line-break", "a line feed between tokens")
	m.raw(is, in(`"v":1`, `"v":1,`+"\r"), "line-break", "a carriage return between tokens")
	m.raw(is, good+"\n", "line-break", "a line feed at the end")
	m.raw(is, good+" {}", "json", "a second value")
	m.raw(is, "["+good+"]", "json", "no object")
	m.raw(is, "", "json", "nothing")
	m.raw(is, good[:len(good)-1], "json", "cut short")
	m.raw(is, in(`"v":1,`, `"v":1,,`), "json", "two commas")
	m.raw(is, strings.Replace(good, `}`, `,}`, 1), "json", "a comma before the end")
	m.raw(is, in(`"is"`, `'is'`), "json", "single quotes")
	m.raw(is, in(g.approval.At, "2026-\t11-22"), "json", "a control character in a string")
	m.raw(is, in(g.approval.At, `\x32026-11-22`), "json", "an unknown escape")
	m.raw(is, in(g.approval.At, `2026-11-22\ud83d`), "surrogate", "a high half alone")
	m.raw(is, in(g.approval.At, `2026-11-22\ude00`), "surrogate", "a low half alone")
	m.raw(is, in(g.approval.At, `2026-11-22\ud83d\ud83d`), "surrogate", "two high halves")
	m.raw(is, in(g.approval.At, `2026-11-22\ud83dx`), "surrogate", "a high half and a letter")
	m.raw(is, in(`"at"`, `"\ud83d"`), "surrogate", "a half in a name")
	m.raw(is, in(`"v":1`, `"v":1,"v":1`), "name-repeated", "the same name twice")
	m.raw(is, in(`"v":1`, `"v":1,"\u0076":1`), "name-repeated", "the same name twice, once escaped")
	m.raw(is, in(`"v":1`, `"v":1,"V":1`), "name-repeated", "the same name in another case")
	m.raw(is, in(`"of"`, `"Of"`), "name-unknown", "a name in another case")
	m.raw(is, in(`"of"`, `"\u004ff"`), "name-unknown", "a name in another case, escaped")
	m.raw(is, in(`"of"`, `"off"`), "name-unknown", "an unknown name")
	m.raw(is, in(`"v":1`, `"v":1,"extra":""`), "name-unknown", "one name too many")
	m.raw(is, in(`"v":1`, `"v":1,"__proto__":{}`), "name-unknown", "a name that scripts treat in a way of their own")
	for _, n := range []string{"-1", "1.0", "1e0", "9007199254740992", "123456789012345678901234567890", "01", "-0"} {
		m.raw(is, in(`"v":1`, `"v":`+n), "number", "the number "+n)
	}
	m.raw(is, in(`"v":1`, `"v":+1`), "json", "a plus sign")
	m.raw(is, in(`"v":1`, `"v":NaN`), "json", "not a number")
	m.raw(is, in(`"v":1`, `"v":`+strings.Repeat("[", 8)+strings.Repeat("]", 8)), "depth", "nine deep")
	m.raw(is, in(`"v":1`, `"v":`+strings.Repeat("[", 7)+strings.Repeat("]", 7)), "type", "eight deep, and no number")
	m.raw(is, in(`"v":1`, `"v":"1"`), "type", "a text for a number")
	m.raw(is, in(`"v":1`, `"v":null`), "type", "null")
	m.raw(is, in(`"v":1`, `"v":true`), "type", "true")
	m.raw(is, in(`"v":1,`, ``), "name-missing", "without v")
	m.raw(is, in(`"v":1`, `"v":1,"at2":"`+strings.Repeat("x", 4097)+`"`), "too-long", "a text of 4097 bytes")
	m.raw(is, in(`"v":1`, `"v":1`+strings.Repeat(" ", maxLine)), "too-long", "over 16 KiB")
	m.raw(is, in(`"v":1`, `"v":1,"a":[`+strings.Repeat(`"",`, 200)+`""]`), "too-many", "201 in a list")
	m.with(g.post, "type", "a list that is null", map[string]any{"blobs": json.RawMessage("null")})
	m.with(g.post, "type", "a text for a list", map[string]any{"blobs": "x"})
	m.with(g.post, "type", "a number in a list", map[string]any{"blobs": []int{1}})
	m.with(g.request, "type", "a text for a part", map[string]any{"parts": []string{"x"}})
	m.with(g.approval, "kind", "an unknown kind", map[string]any{"is": "promise"})
	m.with(g.approval, "kind", "a kind in another case", map[string]any{"is": "Approval"})
	m.with(g.approval, "kind", "no kind", map[string]any{"is": nil})
	m.with(g.approval, "name-unknown", "another kind's name for these fields", map[string]any{"is": "undertaking"})
}

// values: fields of the right type that say what they cannot say.
func (m *lineMaker) values(g goodLines, w *world) {
	id, sum := g.act.ID, g.approval.Of
	m.value(g.approval, "v", 0, 2)
	m.value(g.approval, "id", "", id[:21], id+"A", id[:21]+"x", id+"==", strings.Repeat("+", 22))
	m.value(g.approval, "by", "", "root", "reporter", "officer", "officer:", "officer:ben", "Officer:"+id, "recovery:wct", "party:"+id)
	m.value(g.approval, "at", "", "2026-02-30", "2026-11-31", "2025-02-29", "26-11-22", "2026-1-2", "2026-11-22T00:00:00Z", "2026-13-01", "2026-11-22 ", "0000-00-00")
	m.value(g.post, "via", "", "browser", "Server")
	m.value(g.approval, "via", "server")
	m.value(g.approval, "of", "", sum[:42], sum+"=", sum[:42]+"1", strings.ReplaceAll(sum, sum[:1], "+"))
	m.officers(g, w)
	m.value(g.keys, "report", "", "4829-1736")
	m.value(g.keys, "who", "", "officer:"+id, "root", "party:", "party:"+id)
	m.value(g.keys, "by", "root", "recovery:wct", "officer:"+id)
	m.value(g.keys, "recipient", "", classicRecipientFixed, strings.ToUpper(w.ada.recipient()))
	m.value(g.keys, "verify", "", EncodeURL(smallOrder[0]), EncodeURL(prime))
	m.value(g.keys, "exclusions", []string{"reporter"}, []string{"officer:ben"}, []string{"unit:"}, []string{"unit:WCT"}, []string{"unit:wct", "unit:wct"})
	m.value(g.keys, "prev", "x", sum+"=")
	m.grants(g, id, sum)
	m.posts(g, id, sum)
	m.value(g.request, "by", "reporter", "root", "party:"+id)
	m.value(g.request, "step", "", "Refer", "refer to them")
	m.value(g.request, "to", "", "ethics", "reporter", "root")
	m.value(g.request, "purpose", "", "because of this and that")
	m.value(g.request, "who", "", "root", "officer:"+id, "party:")
	m.value(g.request, "code", "Code one", "danger")
	m.with(g.request, "value", "request: an exception asks nobody", map[string]any{"code": "danger", "who": "party:" + id})
	m.with(g.request, "name-missing", "request: without who", map[string]any{"who": nil})
	m.value(g.request, "parts", []Part{{id, "rumour"}}, []Part{{"x", "file"}}, []Part{{id, "file"}, {id, "file"}})
	m.value(g.request, "requirement", "x", id)
	m.value(g.request, "review", "soon", "2026-02-30")
	m.value(g.request, "until", "", "2026-02-30")
	m.value(g.consent, "by", "officer:"+id, "root")
	m.value(g.consent, "request", "", "x")
	m.value(g.consent, "answer", "", "maybe", "Yes")
	m.value(g.consent, "parts", []Part{})
	m.value(g.consent, "to", "", "everybody")
	m.value(g.consent, "until", "", "always")
	m.value(g.act, "by", "officer:"+id, "root")
	m.value(g.act, "act", "", "forgive", "Lift")
	m.value(g.act, "of", "", "x", sum)
	m.with(g.act, "value", "withdraw says nothing more", map[string]any{"act": "withdraw", "of": sum})
	m.with(g.act, "value", "undo names a line", map[string]any{"act": "undo", "of": ""})
	m.with(g.act, "value", "agree names a line", map[string]any{"act": "agree", "of": ""})
	m.with(g.consent, "value", "consent: to what was told at sending, of nothing", map[string]any{"answer": "yes", "request": "", "purpose": Misdirected, "parts": []Part{}})
	for _, answer := range []string{"part", "no"} {
		m.with(g.consent, "value", "consent: "+answer+" at sending", map[string]any{"answer": answer, "request": "", "purpose": Misdirected})
	}
	m.with(g.consent, "value", "consent: at sending, to a person", map[string]any{"answer": "yes", "request": "", "purpose": Misdirected, "to": "officer:" + id})
	m.steps(g, id, sum)
	m.value(g.undertaking, "version", "", "1", "latest")
	m.value(g.undertaking, "by", "reporter", "root")
}

// A recipient of the classic kind that is the same in every run.
const classicRecipientFixed = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

func (m *lineMaker) officers(g goodLines, w *world) {
	m.value(g.officer, "by", "reporter", "party:"+g.act.ID, "recovery:wct")
	m.value(g.officer, "person", "", "ben", "recovery:wct")
	m.value(g.officer, "name", "", " ", strings.Repeat("n", 201), "a\u0007b", "a\u0000b", "a\u0085b")
	m.value(g.officer, "unit", "", "WCT", "a unit", strings.Repeat("u", 33))
	m.value(g.officer, "roles", []string{"boss"}, []string{"Head"}, []string{"head", "head"}, []string{"recovery"}, []string{""})
	m.value(g.officer, "n", 0)
	m.value(g.officer, "recipient", "", classicRecipientFixed)
	m.value(g.officer, "verify", "", EncodeURL(smallOrder[1]))
	m.value(g.officer, "from", "", "2026-11-31", "2027-11-01")
	m.value(g.officer, "until", "", "2026-10-31", "2027-12-07")
	m.with(g.officer, "value", "401 days from the day of signing", map[string]any{"at": "2026-09-25"})
	m.value(g.officer, "custodians", []string{w.ada.person})
	m.value(g.recovery, "person", "recovery:ethics", w.ada.person)
	m.value(g.recovery, "roles", []string{"head"}, []string{"recovery", "head"})
	m.value(g.recovery, "verify", w.phrase.Verify())
	m.value(g.recovery, "custodians", []string{}, []string{"ada"}, []string{w.ada.person, w.ada.person}, sixIDs(w))
}

func (m *lineMaker) steps(g goodLines, id, sum string) {
	many := make([]string, maxOf+1)
	for i := range many {
		many[i] = Hash([]byte{byte(i)})
	}
	m.value(g.step, "by", "reporter", "root", "party:"+id)
	m.value(g.step, "report", "", "4829-1736")
	m.value(g.step, "unit", "", "WCT", "a unit")
	m.value(g.step, "step", "", "Refer", "refer to them")
	m.value(g.step, "code", "Code one")
	m.value(g.step, "to", "ethics", "reporter", "root", "party:", "case:", "case:4829-173", "case:4829-17360", "case:48291736", "recovery:wct")
	m.value(g.step, "day", "soon", "2026-02-30")
	m.value(g.step, "of", []string{""}, []string{"x"}, []string{sum, sum}, many)
	m.with(g.step, "name-missing", "step: without of", map[string]any{"of": nil})
	m.with(g.step, "name-unknown", "step: with a text", map[string]any{"text": "because"})
}

func sixIDs(w *world) []string {
	var all []string
	for range 6 {
		all = append(all, w.id())
	}
	return all
}

func (m *lineMaker) grants(g goodLines, id, sum string) {
	basis := func(note string, fields map[string]any) { m.with(g.grant, "value", "grant: "+note, fields) }
	m.value(g.grant, "report", "", "x")
	m.value(g.grant, "compartment", "", "talk", "talk:", "talk:WCT", "share:wct", "party:wct", "feedback:wct", "notes:wct")
	m.value(g.grant, "turn", 0)
	m.value(g.grant, "recipient", "", classicRecipientFixed)
	m.value(g.grant, "holder", "", "root", "unit:wct", "officer:ben", "recovery:"+strings.Repeat("u", 33))
	m.value(g.grant, "key", "", id)
	m.value(g.grant, "keys", "x")
	m.value(g.grant, "sealed", "", id)
	m.value(g.grant, "basis", "", "friendship", "Assignment", "consent", "consent:"+id, "exception:"+id)
	basis("intake is signed by the reporter", map[string]any{"basis": "intake"})
	basis("intake is not for file:", map[string]any{"basis": "intake", "by": "reporter", "compartment": "file:wct"})
	basis("intake is not for a party", map[string]any{"basis": "intake", "by": "reporter", "holder": "party:" + id})
	basis("a reporter assigns nobody", map[string]any{"by": "reporter"})
	basis("a party assigns nobody else", map[string]any{"by": "party:" + id, "compartment": "party:" + id})
	basis("a party has no file:", map[string]any{"by": "party:" + id, "holder": "party:" + id, "compartment": "file:wct"})
	basis("a party has its own party: alone", map[string]any{"by": "party:" + id, "holder": "party:" + id, "compartment": "party:" + id[:21] + "A"})
	basis("a reporter has no file:", map[string]any{"by": "reporter", "holder": "reporter", "compartment": "file:wct"})
	basis("a reporter has no party:", map[string]any{"by": "reporter", "holder": "reporter", "compartment": "party:" + id})
	basis("a party passes nothing on", map[string]any{"by": "party:" + id, "holder": "party:" + id, "compartment": "share:" + id, "basis": "consent:" + id})
	basis("the root assigns nobody", map[string]any{"by": "root"})
	basis("talk: is assigned by no reporter to a party", map[string]any{"by": "reporter", "holder": "party:" + id})
	basis("file: is no party's", map[string]any{"compartment": "file:wct", "holder": "party:" + id})
	basis("file: is never the reporter's", map[string]any{"compartment": "file:wct", "holder": "reporter"})
	basis("party: is that party's alone", map[string]any{"compartment": "party:" + id, "holder": "party:" + id[:21] + "A"})
	basis("party: is not the reporter's", map[string]any{"compartment": "party:" + id, "holder": "reporter"})
	basis("feedback is not assigned", map[string]any{"compartment": "feedback"})
	basis("share: is not assigned", map[string]any{"compartment": "share:" + id})
	basis("share: goes by its own consent", map[string]any{"compartment": "share:" + id, "basis": "consent:" + strings.Repeat("A", 22)})
	basis("share: is not recovery's", map[string]any{"compartment": "share:" + id, "basis": "exception:" + id, "holder": "recovery:wct"})
	basis("recovery hands to an officer", map[string]any{"basis": "recovery", "holder": "reporter"})
}

func (m *lineMaker) posts(g goodLines, id, sum string) {
	post := func(note string, fields map[string]any) { m.with(g.post, "value", "post: "+note, fields) }
	officer := "officer:" + id
	m.value(g.post, "by", "root", "recovery:wct")
	m.value(g.post, "turn", 0)
	m.value(g.post, "kind", "", "rumour", "Letter", "copy", "note", "assessment")
	m.value(g.post, "prev", "x", id)
	m.value(g.post, "text", "", id)
	m.value(g.post, "sealed", "", id)
	m.value(g.post, "blobs", []string{"x"}, []string{sum, sum})
	post("a file has one blob", map[string]any{"kind": "file", "blobs": []string{}})
	post("a reporter writes nothing in file:", map[string]any{"compartment": "file:wct", "kind": "statement"})
	post("a reporter writes nothing in share:", map[string]any{"compartment": "share:" + id, "kind": "copy"})
	post("a reporter writes nothing in party:", map[string]any{"compartment": "party:" + id})
	post("share: holds no outcome", map[string]any{"compartment": "share:" + id, "by": officer, "kind": "outcome"})
	post("share: holds no file", map[string]any{"compartment": "share:" + id, "by": officer, "kind": "file", "blobs": []string{sum}})
	post("share: holds no answers", map[string]any{"compartment": "share:" + id, "by": officer, "kind": "answers"})
	post("a reporter writes no letter in share:", map[string]any{"compartment": "share:" + id})
	for _, kind := range []string{"answers", "outcome", "receipt", "note", "copy"} {
		post("a party writes no "+kind, map[string]any{"compartment": "party:" + id, "by": "party:" + id, "kind": kind})
	}
	post("a party writes in its own party:", map[string]any{"compartment": "party:" + id[:21] + "A", "by": "party:" + id})
	post("a party writes nothing in file:", map[string]any{"compartment": "file:wct", "by": "party:" + id, "kind": "statement"})
	post("a party writes nothing in share:", map[string]any{"compartment": "share:" + id, "by": "party:" + id})
	post("a letter is not for file:", map[string]any{"compartment": "file:wct", "by": officer})
	post("answers are not for file:", map[string]any{"compartment": "file:wct", "by": officer, "kind": "answers"})
	post("an officer writes no receipt", map[string]any{"by": officer, "kind": "receipt"})
}

// signatures: a good line that this key did not sign so.
func (m *lineMaker) signatures(good Signed) {
	add := func(s Signed, verify, reason, note string) {
		m.out = append(m.out, refusedLine{s, verify, reason, note})
	}
	verify := VerifyOf(m.key)
	sig := must(DecodeStd(good.Sig))
	flip := slices.Clone(sig)
	flip[3] ^= 1
	add(Signed{good.Line, EncodeStd(flip)}, verify, "signature", "one bit of the signature changed")
	add(Signed{strings.Replace(good.Line, "2026", "2027", 1), good.Sig}, verify, "signature", "one digit of the line changed")
	add(Signed{strings.Replace(good.Line, `"v":1`, `"v": 1`, 1), good.Sig}, verify, "signature", "one space more in the line")
	add(good, VerifyOf(keyOf(Seed{1})), "signature", "another key")
	add(Signed{good.Line, EncodeStd(ed25519.Sign(m.key, []byte(good.Line)))}, verify, "signature", "signed without the start fairlead/v1/approval")
	add(Signed{good.Line, EncodeStd(ed25519.Sign(m.key, signedBytes("act", good.Line)))}, verify, "signature", "signed as another kind")
	add(Signed{good.Line, ""}, verify, "signature", "no signature")
	add(Signed{good.Line, EncodeStd(sig[:63])}, verify, "signature", "63 bytes")
	add(Signed{good.Line, EncodeStd(append(slices.Clone(sig), 0))}, verify, "signature", "65 bytes")
	add(Signed{good.Line, strings.TrimRight(good.Sig, "=")}, verify, "signature", "base64 without its padding")
	add(Signed{good.Line, EncodeURL(sig)}, verify, "signature", "base64url")
	add(Signed{good.Line, good.Sig[:85] + string(good.Sig[85]+1) + "=="}, verify, "signature", "base64 that is not canonical")
	add(Signed{good.Line, good.Sig[:10] + "\n" + good.Sig[10:]}, verify, "signature", "a line break in the base64")
	add(Signed{good.Line, EncodeStd(overOrder(sig))}, verify, "signature", "S is not below the order of the group")
	zero := make([]byte, 64)
	zero[0] = 1
	add(Signed{good.Line, EncodeStd(zero)}, EncodeURL(smallOrder[1]), "small-order", "a key of small order, under which this signs everything")
}

// overOrder adds the order of the group to S, which a careless verifier takes as well.
func overOrder(sig []byte) []byte {
	order := unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
	out, carry := slices.Clone(sig), 0
	for i := range 32 {
		sum := int(out[32+i]) + int(order[i]) + carry
		out[32+i], carry = byte(sum), sum>>8
	}
	return out
}

func checkLines(t *testing.T) {
	v := readVectors[lineVectors](t, "lines.json")
	kinds := map[string]bool{}
	for _, l := range some(t, v.Lines) {
		line, err := Parse(l.Signed)
		if is, _ := kindOf(line); err != nil || is != l.Is || LineHash(l.Signed) != l.Hash {
			t.Errorf("%s: %v", l.Is, err)
		}
		if err := Check(l.Signed, l.Verify); err != nil {
			t.Errorf("%s: %v", l.Is, err)
		}
		kinds[l.Is] = true
	}
	if len(kinds) != 10 {
		t.Errorf("%d kinds of line, not 10", len(kinds))
	}
	for _, r := range some(t, v.Refused) {
		wantReason(t, r.Note, Check(r.Signed, r.Verify), r.Reason)
	}
}
