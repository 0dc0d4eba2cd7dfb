package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"fairlead/internal/fault"
)

//go:embed static
var staticFiles embed.FS

// Static is the files that pages refer to, each under an address that holds the hash of
// its bytes, so that a browser can keep it for good.
type Static struct {
	addresses map[string]string // name -> address
	files     map[string]*staticFile
}

type staticFile struct {
	name   string
	kind   string
	body   []byte
	brotli []byte
}

// argonWorker is the one script that may compile WebAssembly.
const argonWorker = "argon2.worker.js"

func loadStatic() (*Static, error) {
	s := &Static{addresses: map[string]string{}, files: map[string]*staticFile{}}
	names, err := fs.Glob(staticFiles, "static/*")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("web: there are no static files: %w", err)
	}
	for _, name := range names {
		if path.Ext(name) == ".br" {
			continue
		}
		if err := s.add(name); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Static) add(name string) error {
	body, err := staticFiles.ReadFile(name)
	if err != nil {
		return err
	}
	packed, _ := staticFiles.ReadFile(name + ".br") // absent: served as it is
	sum := sha256.Sum256(body)
	base, extension := path.Base(name), path.Ext(name)
	hashed := strings.TrimSuffix(base, extension) + "." + hex.EncodeToString(sum[:6]) + extension
	s.addresses[base] = "/static/" + hashed
	s.files[hashed] = &staticFile{name: base, kind: contentType(extension), body: body, brotli: packed}
	return nil
}

func contentType(extension string) string {
	switch extension {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(extension)
}

// Address gives the address of a static file, or "" if there is none of that name.
func (s *Static) Address(name string) string { return s.addresses[name] }

// Static is the address of a static file, for the data of a page's scripts.
func (s *Server) Static(name string) string { return s.static.Address(name) }

func (s *Server) serveStatic(w http.ResponseWriter, r *http.Request) error {
	file, ok := s.static.files[r.PathValue("name")]
	if !ok && s.coloursAddress() == r.URL.Path {
		file, ok = &staticFile{name: coloursName, kind: contentType(".css"), body: []byte(s.Pack().Colours.Sheet())}, true
	}
	if !ok {
		return fault.New(fault.NotFound, "page-not-found", nil)
	}
	if file.name == argonWorker {
		w.Header().Set("Content-Security-Policy", argonPolicy)
	}
	// What only a document can use would be sent with every sheet and picture for nothing.
	for _, name := range []string{"Permissions-Policy", "Cross-Origin-Opener-Policy", "X-Dns-Prefetch-Control"} {
		w.Header().Del(name)
	}
	w.Header().Set("Content-Type", file.kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	writeEncoded(w, r, http.StatusOK, file.body, file.brotli)
	return nil
}

// writeEncoded sends the packed bytes to a browser that can unpack them.
func writeEncoded(w http.ResponseWriter, r *http.Request, status int, body, brotli []byte) {
	w.Header().Set("Vary", "Accept-Encoding")
	if brotli != nil && acceptsBrotli(r) {
		w.Header().Set("Content-Encoding", "br")
		body = brotli
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func acceptsBrotli(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "br" && strings.ReplaceAll(quality, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// contentDisposition names a download. The name may be of any script.
func contentDisposition(name string) string {
	return "attachment; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
