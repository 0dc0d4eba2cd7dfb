package portal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"
)

// maxFile bounds every file of a pack; the longest honest one is a tenth of it.
const maxFile = 512 << 10

// maxModel bounds the one file that no editor writes.
const maxModel = 16 << 20

// LoadOrganisation reads the operator's organisation.json, as strictly as a pack.
func LoadOrganisation(path string) (Organisation, error) {
	file, err := os.Open(path)
	if err != nil {
		return Organisation{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return Organisation{}, err
	}
	var o Organisation
	if err := decode(data, &o); err != nil {
		return Organisation{}, fmt.Errorf("%s: %w", path, err)
	}
	if text := o.wrong(); text != "" {
		return Organisation{}, fmt.Errorf("%s: %s", path, text)
	}
	return o, nil
}

var (
	errSize  = fmt.Errorf("larger than %d bytes", maxFile)
	errUTF8  = errors.New("not UTF-8, or begins with a byte-order mark")
	errAfter = errors.New("something stands after the JSON")
	errDepth = fmt.Errorf("nested deeper than %d", maxDepth)
)

// decode reads one JSON value. Unknown and repeated names are refused: either is a
// slip of the editor's that would otherwise be swallowed.
func decode(data []byte, into any) error {
	if len(data) > maxFile {
		return errSize
	}
	if !plain(data) {
		return errUTF8
	}
	if err := unrepeated(json.NewDecoder(bytes.NewReader(data)), 0); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errAfter
	}
	return nil
}

func plain(data []byte) bool {
	return utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\ufeff"))
}

const maxDepth = 8

// unrepeated walks one value and refuses a name that its object has already.
func unrepeated(d *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	token, err := d.Token()
	if err != nil {
		return err
	}
	open, isDelim := token.(json.Delim)
	if !isDelim {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			if err := fresh(d, seen); err != nil {
				return err
			}
		}
		if err := unrepeated(d, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func fresh(d *json.Decoder, seen map[string]bool) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	name, _ := token.(string)
	if seen[name] {
		return fmt.Errorf("the name %q stands twice", name)
	}
	seen[name] = true
	return nil
}

// lineAt tells in which line of data a decoding error lies, or 0.
func lineAt(data []byte, err error) int {
	var offset int64
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = e.Offset
	}
	if offset <= 0 || offset > int64(len(data)) {
		return 0
	}
	return 1 + bytes.Count(data[:offset-1], []byte("\n"))
}
