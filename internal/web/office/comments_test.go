package office

import (
	"slices"
	"testing"

	"fairlead/internal/casework"
	"fairlead/internal/mailbox"
)

// What has news first, what is done last, else the newest first.
func TestCommentsOrder(t *testing.T) {
	row := func(number string, unread int, stage, received string) casework.Row {
		return casework.Row{Number: number, Unread: unread, Stage: stage, Received: received}
	}
	rows := []casework.Row{
		row("done", 0, mailbox.Done, "2026-11-22"),
		row("older", 0, mailbox.Read, "2026-11-01"),
		row("done, and they wrote back", 1, mailbox.Done, "2026-11-02"),
		row("newer", 0, casework.StageReplied, "2026-11-20"),
		row("unread", 1, mailbox.Unread, "2026-11-10"),
	}
	slices.SortStableFunc(rows, byNews)
	want := []string{"unread", "done, and they wrote back", "newer", "older", "done"}
	for i, row := range rows {
		if row.Number != want[i] {
			t.Errorf("place %d holds %q, want %q", i+1, row.Number, want[i])
		}
	}
}
