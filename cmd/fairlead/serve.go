package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"

	"fairlead/internal/web"
)

// ServeCommand runs an organisation's portal.
type ServeCommand struct {
	Settings `embed:""`
}

// DemoCommand runs a demonstration: invented officers of every office, passwords printed.
type DemoCommand struct {
	Settings `embed:""`
}

// Run refuses a demonstration's folder, whose passwords are written down beside it.
func (c *ServeCommand) Run(ctx context.Context, t *Terminal) error {
	if demonstrationFolder(c.Data) {
		return fmt.Errorf("%s belongs to a demonstration, whose passwords lie open in it; choose another folder with --data", c.Data)
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	if beyondLoopback(listener) && !strings.HasPrefix(c.URL, "https://") {
		fmt.Fprintln(t.Err, "Listening beyond this machine, and no https:// address is set with --url. Put a proxy that speaks TLS in front; until then forms, mailbox and office stay closed to other machines.")
	}
	if c.Mail.Server == "" {
		fmt.Fprintln(t.Err, "No mail server is set with --smtp: reminders to officers stand on a page of the office only.")
	}
	return c.serve(ctx, t, listener, false)
}

// Run makes the officers in a process of its own, so that this one never holds a key of
// theirs, and then serves.
func (c *DemoCommand) Run(ctx context.Context, t *Terminal) error {
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	if beyondLoopback(listener) {
		return errors.Join(errors.New("a demonstration listens on this machine only: choose a loopback address"), listener.Close())
	}
	if c.URL == "" { // the officers' table names it
		c.URL = "http://" + listener.Addr().String()
	}
	if err := c.makeStaff(ctx, t); err != nil {
		return errors.Join(err, listener.Close())
	}
	return c.serve(ctx, t, listener, true)
}

func (c *DemoCommand) makeStaff(ctx context.Context, t *Terminal) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"demo-staff", "--data", c.Data, "--url", c.URL}
	for flag, value := range map[string]string{"--pack": c.Pack, "--database": c.Database} {
		if value != "" {
			args = append(args, flag, value)
		}
	}
	staff := exec.CommandContext(ctx, self, args...)
	staff.Stdout, staff.Stderr = t.Out, t.Err
	if err := staff.Run(); err != nil {
		return fmt.Errorf("making the demonstration's officers: %w", err)
	}
	return nil
}

// serve runs the program on a listener and says in one line when it is ready.
func (s *Settings) serve(ctx context.Context, t *Terminal, listener net.Listener, demo bool) error {
	if s.URL == "" && !beyondLoopback(listener) {
		s.URL = "http://" + listener.Addr().String()
	}
	program, err := OpenProgram(ctx, Options{
		Settings: *s, Demo: demo, Listener: listener, Log: web.NewLog(t.Err, t.Now), Now: t.Now,
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(t.Out, "Fairlead is ready at http://%s/\n", listener.Addr())
	return errors.Join(program.Run(ctx), program.Close())
}

// beyondLoopback says whether other machines can reach a listener.
func beyondLoopback(l net.Listener) bool {
	at, ok := l.Addr().(*net.TCPAddr)
	return !ok || !at.IP.IsLoopback()
}
