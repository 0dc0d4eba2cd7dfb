// Command fairlead is the whole program: the portal, and the commands that run it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is what can be typed after the program's name.
type commands struct {
	Serve     ServeCommand     `cmd:"" help:"Run an organisation's portal."`
	Demo      DemoCommand      `cmd:"" help:"Run a demonstration with invented officers. Nothing sent there reaches anyone."`
	Pack      PackCommand      `cmd:"" help:"Check a pack: the folder with an organisation's texts, forms and rules."`
	Ask       AskCommand       `cmd:"" help:"Ask the guide: a question a line on standard input, an answer for each."`
	People    PeopleCommand    `cmd:"" help:"Invite, certify and suspend officers."`
	Keys      KeysCommand      `cmd:"" help:"Make the organisation's root key, on your own machine."`
	Ledger    LedgerCommand    `cmd:"" help:"Check the chained log."`
	DemoStaff DemoStaffCommand `cmd:"" hidden:"" name:"demo-staff"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) == 2 && os.Args[1] == "help" {
		os.Args[1] = "--help"
	}
	var typed commands
	parsed := kong.Parse(&typed,
		kong.Name("fairlead"), kong.UsageOnError(),
		kong.Description("An integrity portal that an organisation hosts itself."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(StandardTerminal()),
	)
	parsed.FatalIfErrorf(parsed.Run())
}
