package main

import "fmt"

// KeysCommand makes the organisation's keys.
type KeysCommand struct {
	Root RootCommand `cmd:"" help:"Make the organisation's root key on this machine, which must not be the server."`
}

// RootCommand makes a root: the secret in a file of the operator's, the public half on
// the screen. It needs neither server nor data folder.
type RootCommand struct {
	Out string `help:"File for the secret; it must not exist yet." default:"fairlead-root.key" type:"path" placeholder:"FILE"`
}

// Run makes the key.
func (c *RootCommand) Run(t *Terminal) error {
	root, err := newRoot(t.Random)
	if err != nil {
		return err
	}
	if err := saveRoot(c.Out, root, t.Now()); err != nil {
		return err
	}
	fmt.Fprintf(t.Err, `The root key is in %s. Only you can read it.
Keep it off the server; keep a copy on paper in a safe.
Its public half goes into the organisation's file, as "root":
`, c.Out)
	_, err = fmt.Fprintln(t.Out, publicHalf(root))
	return err
}
