package lang

import (
	"strconv"
	"strings"
)

const step = 1024

// Size writes a number of bytes as people read it: 25 MB, 1.5 MB, 25 Mo, 1,5 Mo. A
// unit is 1024 of the one below, as file managers count.
func (w *Words) Size(bytes int64) string {
	unit, value := 0, float64(bytes)
	for value >= step && unit < 3 {
		value, unit = value/step, unit+1
	}
	decimals := 0
	if unit > 0 && value < 10 {
		decimals = 1
	}
	number := strings.TrimSuffix(strconv.FormatFloat(value, 'f', decimals, 64), ".0")
	if w.language != "en" {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + w.unit(unit)
}

// unit is joined by a space at which no line breaks.
func (w *Words) unit(n int) string {
	if w.language == "fr" {
		return "\u00a0" + [...]string{"octets", "Ko", "Mo", "Go"}[n]
	}
	return "\u00a0" + [...]string{"bytes", "KB", "MB", "GB"}[n]
}
