package main

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"fairlead/internal/notify"
)

// MailSettings name the mail server that takes reminders to officers. Without one they stand
// on a page.
type MailSettings struct {
	Server       string `help:"Mail server for reminders to officers, HOST:PORT. Without it they stand on a page of the office only." name:"smtp" env:"FAIRLEAD_SMTP" placeholder:"HOST:PORT"`
	TLS          string `help:"How the mail server speaks TLS: starttls, tls (from the first byte), or none, for a server on this machine only." name:"smtp-tls" env:"FAIRLEAD_SMTP_TLS" default:"starttls" enum:"starttls,tls,none"`
	From         string `help:"Address that reminders come from." name:"smtp-from" env:"FAIRLEAD_SMTP_FROM" placeholder:"ADDRESS"`
	User         string `help:"Name to sign in with, if the mail server asks." name:"smtp-user" env:"FAIRLEAD_SMTP_USER" placeholder:"NAME"`
	PasswordFile string `help:"File that holds the password for it." name:"smtp-password-file" env:"FAIRLEAD_SMTP_PASSWORD_FILE" placeholder:"FILE"`
	Authority    string `help:"File with the certificate that vouches for the mail server, if the machine's own do not." name:"smtp-authority" env:"FAIRLEAD_SMTP_AUTHORITY" placeholder:"FILE"`
}

// open makes the way to the mail server, or none.
func (m MailSettings) open() (notify.Post, error) {
	if m.Server == "" {
		if m.From != "" || m.User != "" || m.PasswordFile != "" || m.Authority != "" {
			return nil, errors.New("a mail server is described, and --smtp does not say where it is")
		}
		return nil, nil
	}
	password, err := secretLine(m.PasswordFile, "the mail server's password")
	if err != nil {
		return nil, err
	}
	roots, err := m.roots()
	if err != nil {
		return nil, err
	}
	return notify.NewSMTP(notify.SMTP{Address: m.Server, TLS: m.TLS, User: m.User, Password: password, From: m.From, Roots: roots})
}

func (m MailSettings) roots() (*x509.CertPool, error) {
	if m.Authority == "" {
		return nil, nil
	}
	text, err := os.ReadFile(m.Authority)
	if err != nil {
		return nil, fmt.Errorf("reading the mail server's authority: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("%s holds no certificate", m.Authority)
	}
	return roots, nil
}
