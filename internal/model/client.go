package model

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// newClient speaks to one machine: it follows nobody elsewhere and asks no proxy of the
// environment. nearOnly keeps it to this machine and private networks, whatever a name
// leads to at the moment.
func newClient(nearOnly bool) *http.Client {
	dialer := &net.Dialer{Timeout: 3 * time.Second}
	if nearOnly {
		dialer.Control = func(_, address string, _ syscall.RawConn) error {
			to, err := netip.ParseAddrPort(address)
			if err != nil || !near(net.IP(to.Addr().Unmap().AsSlice())) {
				return errFar
			}
			return nil
		}
	}
	return &http.Client{
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
			TLSHandshakeTimeout: 3 * time.Second, MaxResponseHeaderBytes: 16 << 10,
			MaxIdleConns: 4, IdleConnTimeout: 30 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirected },
	}
}

// near: this machine, or a private network. What is local to a link is not: there clouds
// answer questions about themselves.
// Some clouds do so at an address that looks like one of a private network.
func near(ip net.IP) bool {
	return (ip.IsLoopback() || ip.IsPrivate()) && !slices.ContainsFunc(clouds, ip.Equal)
}

// clouds are where clouds tell machines their keys.
var clouds = []net.IP{net.ParseIP("169.254.169.254"), net.ParseIP("fd00:ec2::254"), net.ParseIP("fd20:ce::254")}

// careful lets the library see good answers alone, and of them no more than is allowed: it
// would read and quote any other in full.
type careful struct{ client *http.Client }

func (c careful) Do(r *http.Request) (*http.Response, error) {
	response, err := c.client.Do(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		_ = response.Body.Close() // it is not read
		return nil, status(response.StatusCode)
	}
	response.Body = http.MaxBytesReader(nil, response.Body, mostBytes)
	return response, nil
}
