// Package mail starts a real mail server on loopback for tests: Debian's python3-aiosmtpd,
// with TLS by a certificate made for the test.
package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	_ "embed"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

//go:embed server.py
var program []byte

// What the server asks for where it asks who one is.
const (
	User     = "fairlead"
	Password = "a password for the test"
)

// The modes of a server.
const (
	StartTLS = "starttls" // asks for TLS, then for User and Password
	Plain    = "none"
	Hangs    = "hang"   // takes the connection and says nothing
	Refuses  = "refuse" // says no to every message
)

// Server is a mail server that lasts as long as a test.
type Server struct {
	Address string
	// Authority is the file of the certificate that vouches for the server; Roots has it too.
	Authority string
	Roots     *x509.CertPool
	folder    string
}

// Start starts a server in a mode.
func Start(t testing.TB, mode string) *Server {
	t.Helper()
	dir := t.TempDir()
	s := &Server{folder: filepath.Join(dir, "mail"), Authority: filepath.Join(dir, "cert.pem"), Roots: x509.NewCertPool()}
	script, key := filepath.Join(dir, "server.py"), filepath.Join(dir, "key.pem")
	must(t, os.Mkdir(s.folder, 0o700))
	must(t, os.WriteFile(script, program, 0o600))
	s.certify(t, key)
	server := exec.Command("/usr/bin/python3", script, s.folder, s.Authority, key, mode)
	server.Stderr = os.Stderr
	out, err := server.StdoutPipe()
	must(t, err)
	if err := server.Start(); err != nil {
		t.Fatalf("mail: no /usr/bin/python3 (Debian, Ubuntu: apt-get install python3-aiosmtpd): %v", err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("mail: the server did not start; is python3-aiosmtpd installed? %v", err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(line))
	must(t, err)
	s.Address = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	return s
}

// certify makes a certificate for 127.0.0.1 that vouches for itself.
func (s *Server) certify(t testing.TB, keyFile string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(t, err)
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	s.Roots.AppendCertsFromPEM(cert)
	must(t, os.WriteFile(s.Authority, cert, 0o600))
	must(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
}

// Received gives the messages so far, whole, with their envelopes before them, oldest first.
func (s *Server) Received(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.folder, "*.eml"))
	must(t, err)
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	var all []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		must(t, err)
		all = append(all, string(text))
	}
	return all
}

func number(name string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(filepath.Base(name), ".eml"))
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
