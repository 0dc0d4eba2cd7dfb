package mailbox

import (
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{
		"photo.png": "photo.png", `C:\Users\me\a.txt`: "a.txt", "../../etc/passwd": "passwd", "": "",
		"a\x00b\nc\u0085": "abc", "gpj.\u202efdp.exe\u2066": "gpj.fdp.exe", "a\xffb": "a\uFFFDb",
		"می\u200cخواهم.pdf":              "می\u200cخواهم.pdf", // joins are part of the writing
		strings.Repeat("ж", 300) + ".gz": strings.Repeat("ж", 197) + ".gz",
		"a." + strings.Repeat("x", 300):  "a." + strings.Repeat("x", 198),
	} {
		if got := FileName(name); got != want {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}
