package web

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"fairlead/internal/portal"
)

// coloursName begins the name of the one static file that comes from the pack.
const coloursName = "colours."

// coloursAddress is where the pack's own colours are, under the hash of what they are, or
// "" if it keeps the program's.
func (s *Server) coloursAddress() string {
	sheet := colourSheet(s.Pack().Colours)
	if sheet == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(sheet))
	return "/static/" + coloursName + hex.EncodeToString(sum[:6]) + ".css"
}

// colourSheet writes the tokens that the pack sets. Print and the wish for more contrast
// keep the program's own.
func colourSheet(c portal.Colours) string {
	if len(c.Light)+len(c.Dark) == 0 {
		return ""
	}
	const media = "@media screen and (prefers-contrast: no-preference)"
	return media + tokens(c.Light) + media + " and (prefers-color-scheme: dark)" + tokens(c.Dark)
}

func tokens(values map[string]string) string {
	var b strings.Builder
	b.WriteString("{:root{")
	for _, name := range slices.Sorted(maps.Keys(values)) {
		b.WriteString("--" + name + ":" + values[name] + ";")
	}
	b.WriteString("}}\n")
	return b.String()
}
