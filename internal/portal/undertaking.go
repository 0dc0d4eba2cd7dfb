package portal

// UndertakingPage is the page on which stands what every officer signs before the first case.
const UndertakingPage = "undertaking"

// UndertakingVersion is the hash of the undertaking as it stands in every language: who signed
// another one signs again. It is "" where the pack has none, and then nobody is asked.
func (p *Pack) UndertakingVersion() string {
	var text string
	for _, language := range p.Languages {
		page, ok := p.Page(language, UndertakingPage)
		if !ok {
			return ""
		}
		text += page.Title + "\n" + string(page.Lead)
		for _, section := range page.Sections {
			text += section.Heading + "\n" + string(section.Body)
		}
	}
	return hash(text)
}
