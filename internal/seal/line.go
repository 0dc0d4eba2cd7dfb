package seal

import (
	"crypto/ed25519"
	"encoding/json"
	"reflect"
)

// Line is any of the signed kinds.
type Line interface {
	Officer | Keys | Grant | Post | Request | Consent | Approval | Act | Step | Undertaking
}

const signedStart = "fairlead/v1/"

// Sign writes a line (one of the kinds of Line; V and Is are set here) as JSON, checks
// its structure and signs it.
func Sign(key ed25519.PrivateKey, line any) (Signed, error) {
	is, ok := kindOf(line)
	if !ok {
		return Signed{}, refuse("kind", "is")
	}
	text, err := encodeLine(headed(line, is))
	if err != nil {
		return Signed{}, err
	}
	s := Signed{Line: text}
	if _, err := Parse(s); err != nil {
		return Signed{}, err
	}
	s.Sig = EncodeStd(ed25519.Sign(key, signedBytes(is, text)))
	return s, nil
}

// headed gives a copy of the line with V and Is set.
func headed(line any, is string) any {
	c := reflect.New(reflect.TypeOf(line)).Elem()
	c.Set(reflect.ValueOf(line))
	head := c.FieldByName("Head").Addr().Interface().(*Head)
	head.V, head.Is = 1, is
	return c.Interface()
}

func signedBytes(is, line string) []byte {
	return []byte(signedStart + is + "\n" + line)
}

// Check refuses a line whose structure is wrong or that verify did not sign.
func Check(s Signed, verify string) error {
	line, err := Parse(s)
	if err != nil {
		return err
	}
	is, _ := kindOf(line)
	return checkSignature(s, is, verify)
}

// checkSignature is Check for a line that was parsed, and is of that kind.
func checkSignature(s Signed, is, verify string) error {
	key, err := verifyKey(verify)
	if err != nil {
		return err
	}
	sig, err := DecodeStd(s.Sig)
	if err != nil || len(sig) != ed25519.SignatureSize {
		return refuse("signature", "form")
	}
	if !ed25519.Verify(key, signedBytes(is, s.Line), sig) {
		return refuse("signature", "")
	}
	return nil
}

// LineHash names a line: SHA-256 of its JSON bytes, in base64url.
func LineHash(s Signed) string { return Hash([]byte(s.Line)) }

// Parse reads a line of any kind and checks its structure, all of section 4 but the
// signature. It gives one of the kinds of Line, as a value.
func Parse(s Signed) (any, error) {
	o, err := strict(s.Line, lineBounds)
	if err != nil {
		return nil, err
	}
	is, _ := o.values["is"].(string)
	switch is {
	case "officer":
		return parseAs[Officer](s, o)
	case "keys":
		return parseAs[Keys](s, o)
	case "grant":
		return parseAs[Grant](s, o)
	case "post":
		return parseAs[Post](s, o)
	case "request":
		return parseAs[Request](s, o)
	case "consent":
		return parseAs[Consent](s, o)
	case "approval":
		return parseAs[Approval](s, o)
	case "act":
		return parseAs[Act](s, o)
	case "step":
		return parseAs[Step](s, o)
	case "undertaking":
		return parseAs[Undertaking](s, o)
	}
	return nil, refuse("kind", "is")
}

// ParseAs is Parse for a line that must be of one kind.
func ParseAs[T Line](s Signed) (T, error) {
	var none T
	line, err := Parse(s)
	if err != nil {
		return none, err
	}
	t, ok := line.(T)
	if !ok {
		return none, refuse("kind", "is")
	}
	return t, nil
}

// CheckAs is ParseAs and Check in one.
func CheckAs[T Line](s Signed, verify string) (T, error) {
	line, err := ParseAs[T](s)
	if err != nil {
		return line, err
	}
	is, _ := kindOf(line)
	if err := checkSignature(s, is, verify); err != nil {
		var none T
		return none, err
	}
	return line, nil
}

func parseAs[T Line](s Signed, o object) (T, error) {
	var line, none T
	if err := fit(o, reflect.TypeFor[T]()); err != nil {
		return none, err
	}
	if json.Unmarshal([]byte(s.Line), &line) != nil {
		return none, refuse("json", "")
	}
	if via, ok := o.values["via"]; ok && via != "server" {
		return none, refuse("value", "via")
	}
	if err := checkFields(line); err != nil {
		return none, err
	}
	return line, nil
}

func kindOf(line any) (string, bool) {
	switch line.(type) {
	case Officer:
		return "officer", true
	case Keys:
		return "keys", true
	case Grant:
		return "grant", true
	case Post:
		return "post", true
	case Request:
		return "request", true
	case Consent:
		return "consent", true
	case Approval:
		return "approval", true
	case Act:
		return "act", true
	case Step:
		return "step", true
	case Undertaking:
		return "undertaking", true
	}
	return "", false
}

// headOf gives the head of a line of any kind.
func headOf(line any) Head { return reflect.ValueOf(line).FieldByName("Head").Interface().(Head) }
