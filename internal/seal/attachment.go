package seal

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
)

// Attachment is what is known of an attachment once it is sealed: the seed that opens
// it, the true size and hash of its bytes, and the hash and size of its age file.
type Attachment struct {
	Seed       Seed
	Size       int64
	SHA256     string
	Sealed     string
	SealedSize int64
}

// Body is what the file item says of the attachment.
func (a Attachment) Body(name, mediaType string) FileBody {
	return FileBody{
		Identity: a.Seed.Identity(), Name: name, Type: mediaType,
		Size: a.Size, SHA256: a.SHA256,
	}
}

// SealAttachment seals what it reads to an identity of its own and writes one age file.
// The padding comes after the last byte, so the size need not be known beforehand.
func SealAttachment(w io.Writer, rand io.Reader, r io.Reader) (Attachment, error) {
	seed, err := NewSeed(rand)
	if err != nil {
		return Attachment{}, err
	}
	recipient, err := seed.Recipient()
	if err != nil {
		return Attachment{}, err
	}
	outer, inner := sha256.New(), sha256.New()
	count := &counter{w: io.MultiWriter(w, outer)}
	age, err := SealTo(recipient, count)
	if err != nil {
		return Attachment{}, err
	}
	size, err := io.Copy(io.MultiWriter(age, inner), r)
	if err != nil {
		return Attachment{}, fmt.Errorf("seal attachment: %w", err)
	}
	if _, err := io.CopyN(age, zeros{}, Padded(size)-size); err != nil {
		return Attachment{}, fmt.Errorf("pad attachment: %w", err)
	}
	if err := age.Close(); err != nil {
		return Attachment{}, fmt.Errorf("seal attachment: %w", err)
	}
	return Attachment{
		Seed: seed, Size: size, SHA256: sumText(inner), Sealed: sumText(outer), SealedSize: count.n,
	}, nil
}

// OpenAttachment reads an attachment's true bytes out of its age file. If size, hash or
// padding are not what the file item says, a read fails before the last bytes are given.
func OpenAttachment(body FileBody, file io.Reader) (io.Reader, error) {
	plain, err := OpenFrom(body.Identity, file)
	if err != nil {
		return nil, err
	}
	return &attachmentReader{plain: plain, left: body.Size, body: body, sum: sha256.New()}, nil
}

type attachmentReader struct {
	plain io.Reader
	left  int64
	body  FileBody
	sum   hash.Hash
	done  bool // all of it was genuine
}

// Read gives bytes up to the true size. The last of them are given only once all that was
// read and what follows is checked: whoever is told the size beforehand, as a browser is,
// takes nothing for whole that is not.
func (a *attachmentReader) Read(p []byte) (int, error) {
	if a.done {
		return 0, io.EOF
	}
	n, err := a.plain.Read(p[:min(int64(len(p)), a.left)])
	a.left -= int64(n)
	a.sum.Write(p[:n])
	if err != nil && (err != io.EOF || a.left > 0) {
		return n, refuse("attachment", "short")
	}
	if a.left == 0 {
		if err := a.end(); err != io.EOF {
			return 0, err
		}
		a.done = true
	}
	return n, nil
}

func (a *attachmentReader) end() error {
	if sumText(a.sum) != a.body.SHA256 {
		return refuse("attachment", "hash")
	}
	rest, err := io.Copy(zeros{}, a.plain)
	if err != nil || rest != Padded(a.body.Size)-a.body.Size {
		return refuse("attachment", "padding")
	}
	return io.EOF
}

// zeros reads as zero bytes without end, and takes nothing else.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func (zeros) Write(p []byte) (int, error) {
	for i, b := range p {
		if b != 0 {
			return i, refuse("attachment", "padding")
		}
	}
	return len(p), nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func sumText(h hash.Hash) string { return EncodeURL(h.Sum(nil)) }
