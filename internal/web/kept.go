package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"sync"

	"fairlead/internal/fault"
	"fairlead/internal/portal"

	"github.com/andybalholm/brotli"
)

// Kept holds pages that are the same for everybody: each is rendered and compressed once
// per pack, at its first reading, and served as bytes from then on.
type Kept struct {
	lock  sync.Mutex
	pack  *portal.Pack
	pages map[string]*keptPage
}

type keptPage struct {
	once   sync.Once
	body   []byte
	tag    string
	err    error
	packs  sync.Once
	brotli []byte
}

// Serve answers with the page of that name, which make renders if it is not kept yet.
// The name must hold everything the page depends on, apart from the pack.
func (k *Kept) Serve(w http.ResponseWriter, r *http.Request, pack *portal.Pack, name string, make func() ([]byte, error)) error {
	page := k.page(pack, name)
	page.once.Do(func() { page.fill(make) })
	if page.err != nil {
		return page.err
	}
	w.Header().Set("ETag", page.tag)
	w.Header().Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), page.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	page.write(w, r, http.StatusOK)
	return nil
}

// ServeAs answers with a page that is kept in the same way and goes with a status of its own:
// nothing about it may be remembered by a browser.
func (k *Kept) ServeAs(w http.ResponseWriter, r *http.Request, status int, pack *portal.Pack, name string, make func() ([]byte, error)) error {
	page := k.page(pack, name)
	page.once.Do(func() { page.fill(make) })
	if page.err != nil {
		return page.err
	}
	page.write(w, r, status)
	return nil
}

func (p *keptPage) write(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	writeEncoded(w, r, status, p.body, p.packed(r))
}

func (k *Kept) page(pack *portal.Pack, name string) *keptPage {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.pack != pack {
		k.pack, k.pages = pack, map[string]*keptPage{}
	}
	if k.pages[name] == nil {
		k.pages[name] = &keptPage{}
	}
	return k.pages[name]
}

// keptQuality is the first of the slow ones: it costs some twenty milliseconds a page, once,
// and saves an eighth of it for everybody who reads it on a bad line.
const keptQuality = 10

func (p *keptPage) fill(make func() ([]byte, error)) {
	p.err = fault.New(fault.Internal, "internal", errors.New("a page could not be rendered")) // if make panics: no empty page is kept
	if p.body, p.err = make(); p.err != nil {
		return
	}
	sum := sha256.Sum256(p.body)
	p.tag = `W/"` + hex.EncodeToString(sum[:8]) + `"`
}

// packed compresses the page for the first browser that can unpack it.
func (p *keptPage) packed(r *http.Request) []byte {
	if acceptsBrotli(r) {
		p.packs.Do(func() { p.brotli = Packed(p.body, keptQuality) })
	}
	return p.brotli
}

// Packed compresses with brotli. Never use it on a page that mixes a secret with what
// the request brought: the size would tell.
func Packed(body []byte, quality int) []byte {
	var out bytes.Buffer
	writer := brotli.NewWriterLevel(&out, quality)
	_, _ = writer.Write(body) // a bytes.Buffer does not fail
	_ = writer.Close()
	return out.Bytes()
}

// RenderPacked is Render with compression, for a page that reflects nothing of the
// request.
func (s *Server) RenderPacked(w http.ResponseWriter, r *http.Request, t *Template, page any) error {
	text, err := t.Bytes(page)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var packed []byte
	if acceptsBrotli(r) {
		packed = Packed(text, 4)
	}
	writeEncoded(w, r, http.StatusOK, text, packed)
	return nil
}
