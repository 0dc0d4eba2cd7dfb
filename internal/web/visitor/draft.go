package visitor

import (
	"net/http"

	"fairlead/internal/seal"
	"fairlead/internal/web"
)

// What scripts do with an unfinished form: it is sealed and opened in the browser, and lies
// here under a handle that fetches, replaces and deletes. The handle stands in the body, where no log and
// no history keeps it.

// asksDraft is what names a draft.
type asksDraft struct {
	Handle string `json:"handle"`
}

// keepDraft keeps a form that a browser sealed.
func (v *Wing) keepDraft(w http.ResponseWriter, r *http.Request) error {
	var kept struct {
		Handle string `json:"handle"`
		Draft  []byte `json:"draft"`
	}
	if err := web.ReadJSON(r, &kept); err != nil {
		return err
	}
	until, err := v.desk.KeepDraft(r.Context(), kept.Handle, kept.Draft)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]string{"until": until})
}

// giveDraft gives what is kept under a handle.
func (v *Wing) giveDraft(w http.ResponseWriter, r *http.Request) error {
	var asked asksDraft
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	draft, err := v.desk.Draft(r.Context(), asked.Handle)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]string{"draft": seal.EncodeStd(draft.Sealed), "until": draft.Until})
}

// dropDraft deletes what is kept under a handle, and never tells whether there was anything.
func (v *Wing) dropDraft(w http.ResponseWriter, r *http.Request) error {
	var asked asksDraft
	if err := web.ReadJSON(r, &asked); err != nil {
		return err
	}
	if err := v.desk.DropDraft(r.Context(), asked.Handle); err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]bool{"deleted": true})
}
