package web

import (
	"crypto/sha256"
	"encoding/hex"
)

// coloursName begins the name of the one static file that comes from the pack.
const coloursName = "colours."

// coloursAddress is where the pack's own colours are, under the hash of what they are, or
// "" if it keeps the program's.
func (s *Server) coloursAddress() string {
	sheet := s.Pack().Colours.Sheet()
	if sheet == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(sheet))
	return "/static/" + coloursName + hex.EncodeToString(sum[:6]) + ".css"
}
