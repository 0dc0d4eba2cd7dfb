package mailbox_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
	"fairlead/test/staff"
)

func TestParts(t *testing.T) {
	blobs := staff.NewBlobs()
	parts := mailbox.NewParts(blobs, mailbox.DefaultLimits(), rand.Reader)
	id := staff.NewID()
	if have, err := parts.Put(ctx, id, 0, strings.NewReader("abc")); have != 3 || err != nil {
		t.Fatal(have, err)
	}
	if have, err := parts.Put(ctx, id, 1, strings.NewReader("x")); have != 3 || key(err) != "upload-offset" {
		t.Fatal("a part elsewhere: ", have, err)
	}
	if have, err := parts.Put(ctx, id, 3, strings.NewReader("def")); have != 6 || err != nil {
		t.Fatal(have, err)
	}
	if have, err := parts.Have(ctx, id); have != 6 || err != nil {
		t.Fatal(have, err)
	}
	for _, bad := range []string{"", "../x", id + "A", strings.Repeat("/", 22)} {
		if _, err := parts.Put(ctx, bad, 0, strings.NewReader("x")); key(err) != "upload-unknown" {
			t.Errorf("upload id %q: %v", bad, err)
		}
		if _, err := parts.Have(ctx, bad); key(err) != "upload-unknown" {
			t.Errorf("upload id %q: %v", bad, err)
		}
	}
	if _, err := parts.Put(ctx, id, -1, strings.NewReader("x")); err == nil {
		t.Error("an offset before the beginning")
	}
	if _, err := parts.Put(ctx, staff.NewID(), 0, bytes.NewReader(make([]byte, mailbox.PartSize+1))); key(err) != "file-too-large" {
		t.Errorf("a part too large: %v", err)
	}
	if have, err := parts.Put(ctx, staff.NewID(), 0, bytes.NewReader(make([]byte, mailbox.PartSize))); have != mailbox.PartSize || err != nil {
		t.Errorf("the largest part: %d %v", have, err)
	}
	if _, err := parts.Put(ctx, id, mailbox.Sealed(25<<20), strings.NewReader("x")); key(err) != "file-too-large" {
		t.Errorf("beyond the end: %v", err)
	}
	blobs.Filled = true
	if _, err := parts.Put(ctx, id, 6, strings.NewReader("x")); key(err) != "full" {
		t.Errorf("no room: %v", err)
	}
}

func TestAttach(t *testing.T) {
	limits := mailbox.DefaultLimits()
	limits.File = 3 << 20
	blobs := staff.NewBlobs()
	parts := mailbox.NewParts(blobs, limits, rand.Reader)
	for _, size := range []int64{1, 1023, 1024, 65536, 65537, 3 << 20} {
		data := make([]byte, size)
		if _, err := rand.Read(data); err != nil {
			t.Fatal(err)
		}
		a, err := parts.Attach(ctx, "ф\xff.pdf", "application/pdf", iotest.OneByteReader(bytes.NewReader(data[:min(size, 4096)])))
		if size > 4096 {
			a, err = parts.Attach(ctx, "ф\xff.pdf", "application/pdf", bytes.NewReader(data))
		}
		if err != nil {
			t.Fatal(err)
		}
		if a.Size != size || a.Sum != seal.Hash(data) || a.Name != "ф\uFFFD.pdf" || a.Upload.Size > mailbox.Sealed(size) {
			t.Errorf("%d bytes: %+v", size, a)
		}
		if err := blobs.Keep(ctx, a.Upload); err != nil {
			t.Fatal(err)
		}
		file, _, _ := blobs.Open(ctx, a.Upload.Sum)
		plain, err := seal.OpenAttachment(a.Part().Body, file)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(plain); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: not the same, %v", size, err)
		}
	}
	if _, err := parts.Attach(ctx, "x", "", bytes.NewReader(make([]byte, 3<<20+1))); key(err) != "file-too-large" {
		t.Errorf("a file too large: %v", err)
	}
	if _, err := parts.Attach(ctx, "x", "", strings.NewReader("")); key(err) != "file-empty" {
		t.Errorf("an empty file: %v", err)
	}
	broken := errors.New("the line broke")
	if _, err := parts.Attach(ctx, "x", "", iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a body that breaks off: %v", err)
	}
	blobs.Filled = true
	if _, err := parts.Attach(ctx, "x", "", strings.NewReader("x")); key(err) != "full" {
		t.Errorf("no room: %v", err)
	}
}

func TestLimits(t *testing.T) {
	limits := mailbox.DefaultLimits()
	big := int64(25 << 20)
	for want, sizes := range map[string][]int64{
		"":                {1, big, big, big, big - 1},
		"too-many-files":  make([]int64, 11),
		"file-empty":      {0},
		"file-too-large":  {big + 1},
		"files-too-large": {big, big, big, big, 1},
	} {
		if err := limits.CheckFiles(sizes); key(err) != want {
			t.Errorf("%v: %v, want %q", sizes, err, want)
		}
	}
}
