package main

// Settings are what the server is told when it starts, as flags or from the
// environment; a flag wins. The commands about people share all but Listen.
type Settings struct {
	Listen string `help:"Address and port to listen on." env:"FAIRLEAD_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Place  `embed:""`
}

// Place says where the data is and whose portal it is. `people` runs beside a server
// that is up: it opens the same place.
type Place struct {
	Data         string `help:"Folder for database, attachments and the server's secret." env:"FAIRLEAD_DATA" default:"var" placeholder:"DIR"`
	URL          string `help:"Address at which people reach the portal; without it http://LISTEN." name:"url" env:"FAIRLEAD_URL" placeholder:"URL"`
	Pack         string `help:"Folder of the organisation's pack; without it the built-in one." env:"FAIRLEAD_PACK" placeholder:"DIR"`
	Database     string `help:"postgres://… instead of SQLite in the data folder." env:"FAIRLEAD_DATABASE" placeholder:"URL"`
	Organisation string `help:"File with the organisation's name, contacts and root key, instead of the pack's." env:"FAIRLEAD_ORGANISATION" placeholder:"FILE"`
}
