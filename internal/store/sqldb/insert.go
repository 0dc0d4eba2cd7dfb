package sqldb

import (
	"strconv"
	"strings"
)

// Row is the values of one new row.
type Row []any

// rowsInto is new rows of one table, by whichever writers.
type rowsInto struct {
	into, then string
	rows       []Row
}

// rowsMax is how many rows go into one statement.
const rowsMax = 32

// Insert adds rows; into is "table (columns)", then is what comes after the values, or
// "". Rows of one kind wait for each other until something else is done, so that many
// writers' rows are few statements. A kind stands where its first row stood.
func (tx *Tx) Insert(into, then string, rows ...Row) {
	if tx.err != nil || len(rows) == 0 {
		return
	}
	tx.wrote = true
	for _, kind := range tx.rows {
		if kind.into == into && kind.then == then {
			kind.rows = append(kind.rows, rows...)
			return
		}
	}
	tx.rows = append(tx.rows, &rowsInto{into, then, append([]Row(nil), rows...)})
}

// putRows writes the rows that wait, in statements of 32, 16, 8, 4, 2 and 1 rows: few
// enough texts that all of them stay prepared.
func (tx *Tx) putRows() {
	kinds := tx.rows
	tx.rows = nil
	for _, kind := range kinds {
		rest := kind.rows
		for size := rowsMax; len(rest) > 0; {
			if size > len(rest) {
				size /= 2
				continue
			}
			args := make([]any, 0, size*len(rest[0]))
			for _, row := range rest[:size] {
				args = append(args, row...)
			}
			tx.put(insertText(kind.into, kind.then, size, len(rest[0])), args...)
			rest = rest[size:]
		}
	}
}

func insertText(into, then string, rows, columns int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + into + " VALUES ")
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteByte('(')
		case i%columns == 0:
			b.WriteString("), (")
		default:
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(i+1))
	}
	b.WriteString(") " + then)
	return b.String()
}
