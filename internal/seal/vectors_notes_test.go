package seal

// makeNotes are an office's own items: text, or what was written on a sheet.
func makeNotes(w *world) []itemVector {
	version := Hash([]byte("the sheet"))
	m := &noteMaker{w: w, seed: w.seed()}
	m.add(`{"text":"Call on Monday."}`, "", "a note")
	m.add(`{"text":"","sheet":"first-look","version":"`+version+`","fields":{"credible":"yes","where":["office","travel"]}}`, "", "a note on a sheet")
	m.add(`{"text":"And this.","sheet":"first-look","version":"`+version+`","fields":{}}`, "", "a note on a sheet with a text beside it")
	m.add(`{"text":"","sheet":"first-look","version":"`+version+`"}`, "", "a note on a sheet that asks for nothing")
	m.add(`{"text":""}`, "value", "a note that says nothing")
	m.add(`{"text":"x","sheet":"first-look"}`, "value", "a sheet without its version")
	m.add(`{"text":"x","version":"`+version+`"}`, "value", "a version without its sheet")
	m.add(`{"text":"x","fields":{"credible":"yes"}}`, "value", "fields without a sheet")
	m.add(`{"text":"x","fields":{}}`, "value", "no fields, without a sheet")
	m.add(`{"text":"x","sheet":"First look","version":"`+version+`"}`, "value", "a sheet whose name is no code")
	m.add(`{"text":"x","sheet":"first-look","version":"1"}`, "value", "a version that is no hash")
	m.add(`{"sheet":"first-look","version":"`+version+`","fields":{}}`, "name-missing", "a sheet without a text")
	m.add(`{"text":"","sheet":"first-look","version":"`+version+`","fields":{"credible":1}}`, "type", "a number on a sheet")
	m.add(`{"text":"","sheet":"first-look","version":"`+version+`","fields":[]}`, "type", "a list for the fields of a sheet")
	m.add(`{"text":"","sheet":"first-look","version":"`+version+`","fields":null}`, "type", "null for the fields of a sheet")
	m.add(`{"text":"x","items":[]}`, "name-unknown", "a note with a letter's field")
	return m.out
}

type noteMaker struct {
	w    *world
	seed Seed
	out  []itemVector
}

// add seals a body as it stands, in Ben's file:wct.
func (m *noteMaker) add(body, reason, note string) {
	text := must(encodeLine(plainItem{1, m.w.id(), Moment(m.w.day), []byte(body)}))
	file := must(Seal(must(m.seed.Recipient()), padText([]byte(text))))
	signed := must(Sign(m.w.ben.signer, Post{
		Head: Head{ID: m.w.id(), By: m.w.ben.holder(), At: Day(m.w.day)}, Report: m.w.sub.Report, Compartment: "file:wct", Turn: 1,
		Kind: "note", Text: Hash([]byte(text)), Sealed: Hash(file),
	}))
	v := itemVector{m.seed.Identity(), VerifyOf(m.w.ben.signer), Sealed{signed, file}, text, reason, note}
	if reason != "" {
		v.Text = ""
	}
	m.out = append(m.out, v)
}
