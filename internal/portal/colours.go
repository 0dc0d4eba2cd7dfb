package portal

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
)

// Tokens are the program's own colours, by token, for the light and the dark page: those
// of the style sheet, which a test holds to these.
var Tokens = Colours{
	Light: map[string]string{
		"paper": "#f6f3ec", "card": "#fffdf8", "well": "#efeadf", "ink": "#1b2930", "soft": "#4b5a62",
		"line": "#d9d0bf", "edge": "#7b8489", "sea": "#0b4f5c", "sea-deep": "#073a44", "on-sea": "#ffffff",
		"sea-tint": "#e2eef0", "rope": "#96480f", "rope-bright": "#c9772f", "rope-tint": "#f7e9d9",
		"alarm": "#a02018", "on-alarm": "#ffffff", "alarm-tint": "#fbe7e3", "good": "#23643b", "good-tint": "#e3f0e5",
	},
	Dark: map[string]string{
		"paper": "#10181d", "card": "#18232a", "well": "#0c1317", "ink": "#edf1f1", "soft": "#b1bdc2",
		"line": "#32424b", "edge": "#82929a", "sea": "#86d1dc", "sea-deep": "#b3e5ec", "on-sea": "#04222a",
		"sea-tint": "#16333b", "rope": "#f0b27a", "rope-bright": "#d98b45", "rope-tint": "#33261a",
		"alarm": "#ffb3a7", "on-alarm": "#3a0a05", "alarm-tint": "#3b1b18", "good": "#9bd7ab", "good-tint": "#17301f",
	},
}

// grounds are what each colour stands on as text; edge, the border of what can be typed
// in or pressed, needs less.
var grounds = map[string][]string{
	"ink":  {"paper", "card", "well", "sea-tint", "rope-tint", "alarm-tint", "good-tint"},
	"soft": {"paper", "card", "well"}, "sea": {"paper", "card", "well", "sea-tint"},
	"sea-deep": {"paper", "card", "well", "sea-tint"}, "on-sea": {"sea", "sea-deep"},
	"rope": {"paper", "card", "well", "rope-tint"}, "alarm": {"paper", "card", "alarm-tint"},
	"on-alarm": {"alarm"}, "good": {"paper", "card", "good-tint"}, "edge": {"paper", "card"},
}

// Least contrast of text, and of the borders of controls (WCAG 2.2, 1.4.3 and 1.4.11).
const (
	textContrast   = 4.5
	borderContrast = 3.0
)

var colourShape = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// contrasts measures the pack's colours where they meet one another or the program's own.
func (r *reader) contrasts() {
	r.contrast("light", Tokens.Light, r.pack.Colours.Light)
	r.contrast("dark", Tokens.Dark, r.pack.Colours.Dark)
}

func (r *reader) contrast(page string, tokens, own map[string]string) {
	for _, token := range slices.Sorted(maps.Keys(own)) {
		line := r.lineOf(manifestFile, `"`+own[token]+`"`)
		if tokens[token] == "" {
			r.add(manifestFile, line, "colours: %s: there is no token %q", page, token)
		}
		if !colourShape.MatchString(own[token]) {
			r.add(manifestFile, line, "colours: %s: %q is no colour like #0b4f5c", page, token)
			return
		}
	}
	all := maps.Clone(tokens)
	maps.Copy(all, own)
	for _, front := range slices.Sorted(maps.Keys(grounds)) {
		for _, back := range grounds[front] {
			if own[front] != "" || own[back] != "" {
				r.pair(page, front, back, all)
			}
		}
	}
}

func (r *reader) pair(page, front, back string, all map[string]string) {
	least := textContrast
	if front == "edge" {
		least = borderContrast
	}
	if got := contrast(all[front], all[back]); got < least {
		r.add(manifestFile, r.lineOf(manifestFile, `"colours"`), "colours: %s: %s on %s has a contrast of %.2f to 1, at least %.1f is needed", page, front, back, got, least)
	}
}

// contrast of two colours (WCAG 2.2, "contrast ratio").
func contrast(a, b string) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

// luminance of a colour like #0b4f5c (WCAG 2.2, "relative luminance").
func luminance(colour string) float64 {
	value, _ := strconv.ParseUint(colour[1:], 16, 32) // its shape was checked
	part := func(shift int) float64 {
		c := float64(value>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// Sheet is the style sheet of the pack's own colours, or "" if it has none. Print and
// whoever asks for more contrast keep the program's.
func (c Colours) Sheet() string {
	light, dark := declarations(c.Light), declarations(c.Dark)
	if light+dark == "" {
		return ""
	}
	const when = "@media screen and (prefers-contrast:no-preference)"
	return when + "{:root{" + light + "}}" + when + " and (prefers-color-scheme:dark){:root{" + darkOver(c) + "}}\n"
}

// darkOver: a colour for the light page does not reach into the dark one.
func darkOver(c Colours) string {
	dark := map[string]string{}
	for token := range c.Light {
		dark[token] = Tokens.Dark[token]
	}
	maps.Copy(dark, c.Dark)
	return declarations(dark)
}

func declarations(tokens map[string]string) string {
	var text string
	for _, token := range slices.Sorted(maps.Keys(tokens)) {
		text += "--" + token + ":" + tokens[token] + ";"
	}
	return text
}
