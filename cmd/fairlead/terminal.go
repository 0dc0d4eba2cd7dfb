package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Terminal is what a command reads and writes, handed in so that tests can type. What a
// command was asked for goes to Out, so that it can be piped; words to the person go to
// Err.
type Terminal struct {
	In     io.Reader
	Out    io.Writer
	Err    io.Writer
	Ask    func(question string) (string, error)
	Now    func() time.Time
	Random io.Reader
}

// StandardTerminal is the process's own. Ask talks to the person at the keyboard even
// when standard input is a pipe.
func StandardTerminal() *Terminal {
	return &Terminal{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Ask: askAtKeyboard, Now: time.Now, Random: rand.Reader}
}

func askAtKeyboard(question string) (string, error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return "", fmt.Errorf("there is no keyboard to ask at; give the answer as an option")
	}
	defer tty.Close()
	if _, err := io.WriteString(tty, question); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(tty).ReadString('\n')
	if err != nil && line == "" {
		return "", fmt.Errorf("no answer was typed")
	}
	return strings.TrimSpace(line), nil
}
