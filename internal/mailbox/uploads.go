package mailbox

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// CheckUploads checks that attachments and items belong together: every blob that a post
// line names has one upload, every upload is named by one line, and sizes and counts are
// within the limits.
func CheckUploads(posts []Post, uploads []Upload, limits Limits) error {
	if err := limits.checkUploads(uploads); err != nil {
		return err
	}
	sent, ids := map[string]bool{}, map[string]bool{}
	for _, u := range uploads {
		if !seal.ValidID(u.Upload) || !seal.ValidHash(u.Sum) || sent[u.Sum] || ids[u.Upload] {
			return fault.New(fault.Refused, "upload-unknown", nil)
		}
		sent[u.Sum], ids[u.Upload] = true, true
	}
	named := 0
	for _, post := range posts {
		for _, blob := range post.Line.Blobs {
			if !sent[blob] {
				return fault.New(fault.Refused, "upload-missing", nil)
			}
			delete(sent, blob) // named twice is named once too often
			named++
		}
	}
	if named != len(uploads) {
		return fault.New(fault.Refused, "upload-unknown", nil)
	}
	return nil
}

// Keep makes the attachments durable. It is called before the store commits what names
// them: a blob that nothing names is swept, an item whose blob is missing is a loss.
func Keep(ctx context.Context, blobs Blobs, uploads []Upload) error {
	for _, u := range uploads {
		if err := blobs.Keep(ctx, u); err != nil {
			return err
		}
	}
	return nil
}
