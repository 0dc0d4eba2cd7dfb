package seal

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"strings"
)

// The one header a sealed thing may have, line by line:
//
//	age-encryption.org/v1
//	-> mlkem768x25519 <1120 bytes>
//	<32 bytes: the wrapped file key>
//	--- <32 bytes: MAC>
//
// and after it a nonce of 16 bytes and at least one closing tag of 16.
const (
	ageIntro     = "age-encryption.org/v1"
	ageStanza    = "-> mlkem768x25519 "
	ageFooter    = "--- "
	encapsulated = 1120
	maxHead      = 4096
	minPayload   = 16 + 16
)

var b64Raw = base64.RawStdEncoding.Strict()

// CheckFile refuses an age file that is not sealed to exactly one post-quantum recipient
// in the way of section 2. To whom, only the holder can tell.
func CheckFile(file []byte) error {
	return CheckHead(bytes.NewReader(file))
}

// CheckHead is CheckFile for a stream; it reads little more than the header.
func CheckHead(r io.Reader) error {
	in := bufio.NewReaderSize(io.LimitReader(r, maxHead+minPayload), maxHead)
	if line, ok := headLine(in); !ok || line != ageIntro {
		return refuse("age-head", "intro")
	}
	stanza, ok := headLine(in)
	if !ok || !holds(stanza, ageStanza, encapsulated) {
		return refuse("age-stanza", "argument")
	}
	body, ok := headLine(in)
	if !ok || !holds(body, "", 32) {
		return refuse("age-stanza", "body")
	}
	footer, ok := headLine(in)
	if ok && strings.HasPrefix(footer, "->") {
		return refuse("age-stanza", "more than one")
	}
	if !ok || !holds(footer, ageFooter, 32) {
		return refuse("age-head", "end")
	}
	if n, _ := io.CopyN(io.Discard, in, minPayload); n < minPayload {
		return refuse("age-file", "payload")
	}
	return nil
}

func headLine(in *bufio.Reader) (string, bool) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return "", false
	}
	return string(line[:len(line)-1]), true
}

func holds(line, start string, size int) bool {
	text, ok := strings.CutPrefix(line, start)
	if !ok {
		return false
	}
	b, err := decode(b64Raw, text)
	return err == nil && len(b) == size
}
