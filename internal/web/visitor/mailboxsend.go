package visitor

import (
	"net/http"

	"fairlead/internal/mailbox"
	"fairlead/internal/web"
)

// sendAct takes what a person with a phrase decides: consents and acts, each signed, and the
// letter that goes with them.
func (v *Wing) sendAct(w http.ResponseWriter, r *http.Request) error {
	var deciding mailbox.Deciding
	if err := web.ReadJSON(r, &deciding); err != nil {
		return err
	}
	if err := v.door.Act(r.Context(), deciding); err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]bool{"done": true})
}

// sendClaim gives a mailbox new words, which its owner's browser made.
func (v *Wing) sendClaim(w http.ResponseWriter, r *http.Request) error {
	var claim mailbox.Claiming
	if err := web.ReadJSON(r, &claim); err != nil {
		return err
	}
	if err := v.door.Claim(r.Context(), claim); err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, map[string]bool{"done": true})
}
