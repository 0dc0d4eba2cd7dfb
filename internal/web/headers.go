package web

import (
	"net/http"
	"strings"
)

// The content policy of every page (sealing.md, section 10): nothing but what we serve
// ourselves, nothing inline, and no text ever turned into script. The Argon2 worker's
// own response is the only one that may compile WebAssembly.
const (
	pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
		"connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types fairlead"
	argonPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; " +
		"require-trusted-types-for 'script'; trusted-types fairlead"
	permissions = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
		"magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)

// setHeaders sets what every answer carries, whoever asks for what.
func (s *Server) setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("X-DNS-Prefetch-Control", "off")
	h.Set("Cache-Control", "no-store")
	if strings.HasPrefix(s.settings.URL, "https://") {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
