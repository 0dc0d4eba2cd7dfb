package mailbox

import (
	"fairlead/internal/fault"
	"fairlead/internal/seal"
)

// Limits is how much may be sent at once. File and Total are bytes as people count them,
// before sealing; Item is the largest sealed item that is no attachment.
type Limits struct {
	Files int   `json:"files"`
	File  int64 `json:"file"`
	Total int64 `json:"total"`
	Item  int64 `json:"-"`
}

// DefaultLimits are 10 files of at most 25 MiB, 100 MiB together, and items of 256 KiB.
func DefaultLimits() Limits {
	return Limits{Files: 10, File: 25 << 20, Total: 100 << 20, Item: 256 << 10}
}

// MostItems and MostBytes are how much one person may ever write into a report, sealed and
// without attachments: all of it is loaded whenever a case or a mailbox is opened.
const (
	MostItems = 2000
	MostBytes = 32 << 20
)

// Spent is the fault of a mailbox that holds as much as it can.
func Spent() error { return fault.New(fault.TooLarge, "mailbox-full", nil) }

// sealedOverhead covers an age file's head and its marks on each 64 KiB.
const (
	ageHead  = 4 << 10
	ageChunk = 64 << 10
	ageMark  = 16
)

// Sealed is the largest age file that a file of n bytes can become.
func Sealed(n int64) int64 {
	padded := seal.Padded(n)
	return ageHead + padded + (padded/ageChunk+1)*ageMark
}

// CheckFiles checks the true sizes of files that are to be sent together.
func (l Limits) CheckFiles(sizes []int64) error {
	if len(sizes) > l.Files {
		return fault.New(fault.TooLarge, "too-many-files", nil).With("Files", l.Files)
	}
	var total int64
	for _, size := range sizes {
		if size <= 0 {
			return fault.New(fault.Refused, "file-empty", nil)
		}
		if size > l.File {
			return l.fileTooLarge()
		}
		total += size
	}
	if total > l.Total {
		return fault.New(fault.TooLarge, "files-too-large", nil).With("Megabytes", l.Total>>20)
	}
	return nil
}

// checkUploads checks sealed sizes, which are larger than the files by padding and marks.
func (l Limits) checkUploads(uploads []Upload) error {
	if len(uploads) > l.Files {
		return fault.New(fault.TooLarge, "too-many-files", nil).With("Files", l.Files)
	}
	// Padding adds at most an eighth; the sum of many small files may use all of it.
	room := l.Total + l.Total/8 + int64(l.Files)*ageHead
	for _, u := range uploads {
		if u.Size <= 0 {
			return fault.New(fault.Refused, "file-empty", nil)
		}
		if u.Size > Sealed(l.File) {
			return l.fileTooLarge()
		}
		room -= u.Size
	}
	if room < 0 {
		return fault.New(fault.TooLarge, "files-too-large", nil).With("Megabytes", l.Total>>20)
	}
	return nil
}

// CheckItem checks the age file of one item.
func (l Limits) CheckItem(file []byte) error {
	if int64(len(file)) > l.Item {
		return fault.New(fault.TooLarge, "text-too-large", nil)
	}
	return nil
}

func (l Limits) fileTooLarge() error {
	return fault.New(fault.TooLarge, "file-too-large", nil).With("Megabytes", l.File>>20)
}
