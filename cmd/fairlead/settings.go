package main

import (
	"errors"
	"regexp"

	"fairlead/internal/web/visitor"
)

// Settings are what the server is told when it starts, as flags or from the
// environment; a flag wins. The commands about people share all but Listen.
type Settings struct {
	Listen string `help:"Address and port to listen on." env:"FAIRLEAD_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	// Feedback and PersonnelHeader say who may comment on the portal itself.
	Feedback        string        `help:"Who may comment on the portal: anyone, personnel (whom the proxy in front asserts, see --personnel-header) or off." env:"FAIRLEAD_FEEDBACK" default:"anyone" enum:"anyone,personnel,off"`
	PersonnelHeader string        `help:"Header by which the proxy in front says that somebody has signed in. It must take that header away from whatever comes from outside." env:"FAIRLEAD_PERSONNEL_HEADER" placeholder:"NAME"`
	Model           ModelSettings `embed:"" prefix:"model-"`
	Mail            MailSettings  `embed:""`
	Place           `embed:""`
}

// checked refuses a setting that lacks another.
func (s Settings) checked() error {
	if s.Feedback == visitor.Personnel && s.PersonnelHeader == "" {
		return errors.New("--feedback personnel needs --personnel-header, by which the proxy in front says who they are")
	}
	if everyBrowsers.MatchString(s.PersonnelHeader) {
		return errors.New("--personnel-header names a header that every browser sends, so everybody would count as personnel")
	}
	return s.Model.checked()
}

// everyBrowsers are headers that come from browsers and proxies themselves.
var everyBrowsers = regexp.MustCompile(`(?i)^(accept|cache|content|connection|cookie|dnt|forwarded|host|if|origin|pragma|priority|range|referer|sec|te|transfer|upgrade|user|via|x-forwarded)(-.*)?$`)

// Place says where the data is and whose portal it is. `people` runs beside a server
// that is up: it opens the same place.
type Place struct {
	Data         string `help:"Folder for database, attachments and the server's secret." env:"FAIRLEAD_DATA" default:"var" placeholder:"DIR"`
	URL          string `help:"Address at which people reach the portal; without it http://LISTEN." name:"url" env:"FAIRLEAD_URL" placeholder:"URL"`
	Pack         string `help:"Folder of the organisation's pack; without it the built-in one." env:"FAIRLEAD_PACK" placeholder:"DIR"`
	Database     string `help:"postgres://… instead of SQLite in the data folder." env:"FAIRLEAD_DATABASE" placeholder:"URL"`
	Organisation string `help:"File with the organisation's name, contacts and root key, instead of the pack's." env:"FAIRLEAD_ORGANISATION" placeholder:"FILE"`
}
