package seal

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds that a line must keep besides its shape.
const (
	maxLine   = 16 << 10
	maxString = 4096
	maxArray  = 200
	maxDepth  = 8
	maxNumber = 1 << 53
)

// Readers in two languages must read the same from the same bytes, so that one cannot
// be told something else than another. encoding/json is too kind for that: it takes
// repeated names, names in another case and broken text. This reader takes none.

// object keeps names in their order; list elements and fields are string, int64, bool,
// nil, []any or object.
type object struct {
	names  []string
	values map[string]any
}

// bounds limit what strict accepts; 0 means no limit.
type bounds struct {
	bytes, text, array int
	oneLine            bool
}

var (
	lineBounds = bounds{bytes: maxLine, text: maxString, array: maxArray, oneLine: true}
	itemBounds = bounds{bytes: MaxItem, oneLine: true}
)

type strictReader struct {
	in    string
	at    int
	depth int
	bounds
}

// strict reads one JSON object, all of it, or refuses with a Reason.
func strict(in string, b bounds) (object, error) {
	r := &strictReader{in: in, bounds: b}
	if err := r.preflight(); err != nil {
		return object{}, err
	}
	r.space()
	if !r.next('{') {
		return object{}, refuse("json", "object")
	}
	o, err := r.object()
	if err != nil {
		return object{}, err
	}
	r.space()
	if r.at != len(r.in) {
		return object{}, refuse("json", "trailing")
	}
	return o, nil
}

func (r *strictReader) preflight() error {
	switch {
	case r.bytes > 0 && len(r.in) > r.bytes:
		return refuse("too-long", "")
	case !utf8.ValidString(r.in):
		return refuse("utf-8", "")
	case strings.HasPrefix(r.in, "\ufeff"):
		return refuse("bom", "")
	case r.oneLine && strings.ContainsAny(r.in, "\n\r"):
		return refuse("line-break", "")
	}
	return nil
}

func (r *strictReader) space() {
	for r.at < len(r.in) && strings.IndexByte(" \t\n\r", r.in[r.at]) >= 0 {
		r.at++
	}
}

func (r *strictReader) next(c byte) bool {
	if r.at < len(r.in) && r.in[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *strictReader) enter() error {
	if r.depth++; r.depth > maxDepth {
		return refuse("depth", "")
	}
	return nil
}

// object reads from after its opening brace.
func (r *strictReader) object() (object, error) {
	o := object{values: map[string]any{}}
	if err := r.enter(); err != nil {
		return o, err
	}
	defer func() { r.depth-- }()
	seen := map[string]bool{}
	if r.space(); r.next('}') {
		return o, nil
	}
	for {
		if err := r.field(&o, seen); err != nil {
			return o, err
		}
		r.space()
		if r.next('}') {
			return o, nil
		}
		if !r.next(',') {
			return o, refuse("json", "object")
		}
	}
}

func (r *strictReader) field(o *object, seen map[string]bool) error {
	if r.space(); !r.next('"') {
		return refuse("json", "name")
	}
	name, err := r.text()
	if err != nil {
		return err
	}
	// Two names that differ in case only are one name to somebody's reader.
	if lower := lowerASCII(name); seen[lower] {
		return refuse("name-repeated", "")
	} else {
		seen[lower] = true
	}
	if r.space(); !r.next(':') {
		return refuse("json", "object")
	}
	v, err := r.value()
	if err != nil {
		return err
	}
	o.names = append(o.names, name)
	o.values[name] = v
	return nil
}

func lowerASCII(s string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		return c
	}, s)
}

func (r *strictReader) value() (any, error) {
	r.space()
	switch {
	case r.next('{'):
		return r.object()
	case r.next('['):
		return r.list()
	case r.next('"'):
		return r.text()
	case r.word("true"):
		return true, nil
	case r.word("false"):
		return false, nil
	case r.word("null"):
		return nil, nil
	}
	return r.number()
}

func (r *strictReader) word(w string) bool {
	if strings.HasPrefix(r.in[r.at:], w) {
		r.at += len(w)
		return true
	}
	return false
}

// list reads from after its opening bracket.
func (r *strictReader) list() ([]any, error) {
	all := []any{}
	if err := r.enter(); err != nil {
		return all, err
	}
	defer func() { r.depth-- }()
	if r.space(); r.next(']') {
		return all, nil
	}
	for {
		v, err := r.value()
		if err != nil {
			return all, err
		}
		if all = append(all, v); r.array > 0 && len(all) > r.array {
			return all, refuse("too-many", "")
		}
		r.space()
		if r.next(']') {
			return all, nil
		}
		if !r.next(',') {
			return all, refuse("json", "array")
		}
	}
}

// number takes digits only, without a leading zero, below 2^53: what every reader of
// JSON gives back unchanged.
func (r *strictReader) number() (int64, error) {
	start, n := r.at, int64(0)
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' {
		if n = n*10 + int64(r.in[r.at]-'0'); n >= maxNumber {
			return 0, refuse("number", "")
		}
		r.at++
	}
	digits := r.in[start:r.at]
	if rest := r.in[r.at:]; digits != "" && rest != "" && strings.IndexByte(".eE", rest[0]) >= 0 {
		return 0, refuse("number", "")
	}
	switch {
	case digits == "" && strings.HasPrefix(r.in[start:], "-"):
		return 0, refuse("number", "")
	case digits == "":
		return 0, refuse("json", "value")
	case len(digits) > 1 && digits[0] == '0':
		return 0, refuse("number", "")
	}
	return n, nil
}

// text reads from after its opening quote, and gives what the escapes mean.
func (r *strictReader) text() (string, error) {
	start, plain := r.at, true
	for r.at < len(r.in) {
		switch c := r.in[r.at]; {
		case c == '"':
			raw := r.in[start:r.at]
			r.at++
			return r.unescape(raw, plain)
		case c == '\\':
			plain = false
			r.at += 2
		case c < 0x20:
			return "", refuse("json", "control")
		default:
			r.at++
		}
	}
	return "", refuse("json", "string")
}

func (r *strictReader) unescape(raw string, plain bool) (string, error) {
	s := raw
	if !plain {
		if !pairedSurrogates(raw) {
			return "", refuse("surrogate", "")
		}
		if json.Unmarshal([]byte(`"`+raw+`"`), &s) != nil {
			return "", refuse("json", "escape")
		}
	}
	if r.bounds.text > 0 && len(s) > r.bounds.text {
		return "", refuse("too-long", "string")
	}
	return s, nil
}

// pairedSurrogates says that each escaped half of a surrogate pair has its other half.
func pairedSurrogates(raw string) bool {
	var half rune
	for i := 0; i < len(raw); {
		r, size := escaped(raw[i:])
		switch {
		case half != 0 && utf16.DecodeRune(half, r) == utf8.RuneError:
			return false
		case half != 0:
			half = 0
		case utf16.IsSurrogate(r) && r >= 0xdc00:
			return false
		case utf16.IsSurrogate(r):
			half = r
		}
		i += size
	}
	return half == 0
}

// escaped reads one \uXXXX and its size, or steps over one other byte or escape.
func escaped(s string) (rune, int) {
	if s[0] != '\\' || len(s) < 2 {
		return 0, 1
	}
	if s[1] != 'u' || len(s) < 6 {
		return 0, 2
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 {
			return 0, 2
		}
		r = r<<4 | rune(digit)
	}
	return r, 6
}
