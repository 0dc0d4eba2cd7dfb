package store

import (
	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/store/sqldb"
)

// savePosts keeps items, the blobs that came with them, and which item names which blob.
// seqs names their lines, which are saved already; an item's place in the one order is its
// line's.
func savePosts(tx *sqldb.Tx, posts []mailbox.Post, uploads []mailbox.Upload, day string, seqs map[string]int64) {
	var items, named []sqldb.Row
	for _, p := range posts {
		l := p.Line
		items = append(items, sqldb.Row{seqs[p.Hash], l.Report, l.Compartment, l.Turn, l.Kind, l.By, p.Sealed.File})
		for _, sum := range l.Blobs {
			named = append(named, sqldb.Row{seqs[p.Hash], sum})
		}
	}
	saveUploads(tx, uploads, day)
	tx.Insert(`items (line, report, compartment, turn, kind, author, sealed)`, ``, items...)
	tx.Insert(`item_blobs (line, sum)`, `ON CONFLICT (line, sum) DO NOTHING`, named...)
}

// orUnkept is the refusal of an item that names what is not kept: a blob or a turn.
func orUnkept(err error) error {
	if sqldb.Unknown(err) {
		return fault.New(fault.Refused, "upload-missing", err)
	}
	return err
}
