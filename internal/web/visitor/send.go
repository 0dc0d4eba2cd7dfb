package visitor

import (
	"net/http"
	"strconv"

	"fairlead/internal/fault"
	"fairlead/internal/intake"
	"fairlead/internal/mailbox"
	"fairlead/internal/web"
)

// sendReport takes a submission that a browser sealed.
func (v *Wing) sendReport(w http.ResponseWriter, r *http.Request) error {
	var sending intake.Sending
	if err := web.ReadJSON(r, &sending); err != nil {
		return err
	}
	// Section 8: only the page without scripts is compared by what it was sent.
	if sending.Repeat != "" {
		return fault.New(fault.Refused, "unreadable", nil)
	}
	receipt, err := v.desk.Receive(r.Context(), sending)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, receipt)
}

// sendMailbox gives a mailbox to whoever has its handle. The handle stands in the body,
// where no log and no history keeps it.
func (v *Wing) sendMailbox(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Handle string `json:"handle"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	box, err := v.door.Box(r.Context(), asked.Handle)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, box)
}

// sendLetter takes the reporter's letters, files and receipts; each is signed.
func (v *Wing) sendLetter(w http.ResponseWriter, r *http.Request) error {
	var letter mailbox.Posting
	if err := web.ReadJSON(r, &letter); err != nil {
		return err
	}
	posted, err := v.door.Letter(r.Context(), letter)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]int{"posted": posted})
}

// sendBlob gives a sealed attachment that an item in the mailbox names.
func (v *Wing) sendBlob(w http.ResponseWriter, r *http.Request) error {
	var asked struct {
		Handle string `json:"handle"`
		Blob   string `json:"blob"`
	}
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	blob, size, err := v.door.Blob(r.Context(), asked.Handle, asked.Blob)
	if err != nil {
		return err
	}
	defer blob.Close()
	return web.Deliver(w, blob, size, "sealed.age")
}

// putPart adds a part to an upload. Where it does not fit, the answer says how much is
// here, so that a broken upload goes on from there.
func (v *Wing) putPart(w http.ResponseWriter, r *http.Request) error {
	offset, err := strconv.ParseInt(r.PathValue("offset"), 10, 64)
	if err != nil {
		return fault.New(fault.Refused, "upload-unknown", nil)
	}
	have, err := v.parts.Put(r.Context(), r.PathValue("id"), offset, r.Body)
	if fault.Is(err, fault.Conflict) {
		return web.WriteJSON(w, http.StatusConflict, map[string]int64{"have": have})
	}
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]int64{"have": have})
}

func (v *Wing) havePart(w http.ResponseWriter, r *http.Request) error {
	have, err := v.parts.Have(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]int64{"have": have})
}
