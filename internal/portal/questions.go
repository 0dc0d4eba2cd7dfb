package portal

// Question is a field in words, as those who read answers need it: without hints. A group
// that repeats has questions of its own, and a name for one entry.
type Question struct {
	ID        string            `json:"id"`
	Label     string            `json:"label"`
	Concerned bool              `json:"concerned"`
	Options   map[string]string `json:"options"`
	Stop      []string          `json:"stop,omitempty"`
	Entry     string            `json:"entry,omitempty"`
	Fields    []Question        `json:"fields,omitempty"`
}

// Questions gives a form's questions in their order, in a language. A form that the pack
// does not have has none.
func (p *Pack) Questions(language, form string) []Question {
	return questions(p.Forms[form].Fields, p.FormText(language, form).Fields)
}

func questions(fields []Field, texts map[string]FieldText) []Question {
	list := make([]Question, 0, len(fields))
	for _, field := range fields {
		text := texts[field.ID]
		q := Question{ID: field.ID, Label: text.Label, Concerned: field.Concerned, Options: text.Options, Stop: field.Stop, Entry: text.Entry}
		if q.Options == nil {
			q.Options = map[string]string{}
		}
		if len(field.Fields) > 0 {
			q.Fields = questions(field.Fields, text.Fields)
		}
		list = append(list, q)
	}
	return list
}
