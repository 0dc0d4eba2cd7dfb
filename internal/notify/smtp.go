package notify

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// SMTP is a mail server to hand messages to. TLS is "starttls" (refused without it), "tls"
// (from the first byte) or "none", which is for a server on this machine only. User and
// Password are "" where it asks for none.
type SMTP struct {
	Address  string // host:port
	TLS      string
	User     string
	Password string
	From     string
	// Roots are the authorities that may vouch for the server; nil are the machine's own.
	Roots *x509.CertPool
}

// NewSMTP checks the settings.
func NewSMTP(s SMTP) (*SMTP, error) {
	host, port, err := net.SplitHostPort(s.Address)
	if _, number := strconv.ParseUint(port, 10, 16); err != nil || number != nil || host == "" {
		return nil, fmt.Errorf("the mail server %q is no host:port", s.Address)
	}
	if s.TLS == "none" && !local(host) {
		return nil, fmt.Errorf("mail without TLS is for a server on this machine only, and %q is none", host)
	}
	if err := mail.NewMsg().From(s.From); err != nil {
		return nil, fmt.Errorf("%q is no address to send from", s.From)
	}
	return &s, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send hands one message to the server. It names neither this machine nor this program.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := s.compose(m)
	if err != nil {
		return err
	}
	client, err := s.client(ctx)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, msg)
}

func (s *SMTP) compose(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(s.From); err != nil {
		return nil, err
	}
	if err := msg.To(m.To); err != nil {
		return nil, err
	}
	msg.Subject(m.Subject)
	msg.SetDate()
	msg.SetMessageIDWithValue(s.messageID())
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return msg, nil
}

// messageID is random; the library's own would name this machine.
func (s *SMTP) messageID() string {
	var id [16]byte
	rand.Read(id[:])
	_, domain, _ := strings.Cut(strings.Trim(s.From, "<>"), "@")
	return hex.EncodeToString(id[:]) + "@" + strings.TrimSuffix(domain, ">")
}

// client takes no longer for any word of the server than the caller has: the library looks
// at the context only while it connects.
func (s *SMTP) client(ctx context.Context) (*mail.Client, error) {
	longest := patient
	if end, ok := ctx.Deadline(); ok {
		longest = max(time.Millisecond, min(longest, time.Until(end)))
	}
	host, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	options := []mail.Option{
		mail.WithPort(number), mail.WithTimeout(longest), mail.WithHELO("localhost"), mail.WithTLSPolicy(mail.TLSMandatory),
		mail.WithTLSConfig(&tls.Config{ServerName: host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch s.TLS {
	case "tls":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(host, options...)
}
