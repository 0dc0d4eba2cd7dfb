package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"fairlead/internal/fault"
)

// WriteJSON answers with one JSON value.
func WriteJSON(w http.ResponseWriter, status int, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, err = w.Write(text)
	return err
}

// ReadJSON reads one JSON value from the body. What cannot be read is refused without
// its cause, which could quote it.
func ReadJSON(r *http.Request, value any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(value)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "body-too-large", nil)
	}
	if err != nil || decoder.More() {
		return fault.New(fault.Refused, "unreadable", nil)
	}
	return nil
}
