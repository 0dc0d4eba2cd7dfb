package seal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// fit refuses an object whose fields are not exactly those of the struct type: each
// present unless it is omitempty, none else, each of its type. After it the standard
// decoder can do no harm.
func fit(o object, t reflect.Type) error {
	known := fields(t)
	for _, name := range o.names {
		f, ok := known[name]
		if !ok {
			return refuse("name-unknown", "")
		}
		if err := fitValue(o.values[name], f.kind); err != nil {
			return &Refusal{Reason: Reason(err), Where: name}
		}
	}
	for name, f := range known {
		if _, ok := o.values[name]; !ok && !f.optional {
			return refuse("name-missing", name)
		}
	}
	return nil
}

type fieldShape struct {
	kind     reflect.Type
	optional bool
}

var anyType = reflect.TypeFor[json.RawMessage]()

func fields(t reflect.Type) map[string]fieldShape {
	known := map[string]fieldShape{}
	for f := range t.Fields() {
		if f.Anonymous {
			for name, inner := range fields(f.Type) {
				known[name] = inner
			}
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		known[name] = fieldShape{kind: f.Type, optional: option == "omitempty"}
	}
	return known
}

func fitValue(v any, t reflect.Type) error {
	if t == anyType {
		if _, ok := v.(object); !ok {
			return refuse("type", "")
		}
		return nil
	}
	switch t.Kind() {
	case reflect.Struct:
		if o, ok := v.(object); ok {
			return fit(o, t)
		}
	case reflect.Slice:
		if all, ok := v.([]any); ok {
			return fitAll(all, t.Elem())
		}
	case reflect.Map:
		if o, ok := v.(object); ok {
			return fitFields(o)
		}
	case reflect.String:
		if _, ok := v.(string); ok {
			return nil
		}
	case reflect.Int64:
		if _, ok := v.(int64); ok {
			return nil
		}
	}
	return refuse("type", "")
}

func fitAll(all []any, t reflect.Type) error {
	for _, v := range all {
		if err := fitValue(v, t); err != nil {
			return err
		}
	}
	return nil
}

// fitFields takes the answers of a form: text, or a list of texts, under free names.
func fitFields(o object) error {
	for _, name := range o.names {
		all, list := o.values[name].([]any)
		if !list {
			all = []any{o.values[name]}
		}
		if err := fitAll(all, reflect.TypeFor[string]()); err != nil {
			return err
		}
	}
	return nil
}

// decodeStrict reads text that strict and fit accept into a struct.
func decodeStrict(text string, b bounds, into any) error {
	o, err := strict(text, b)
	if err != nil {
		return err
	}
	if err := fit(o, reflect.TypeOf(into).Elem()); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return refuse("json", "")
	}
	return nil
}

// encodeLine writes a struct as JSON in one line, without the HTML escapes of the
// standard encoder, and with [] for lists that are nil.
func encodeLine(v any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(withLists(v)); err != nil {
		return "", fmt.Errorf("encode: %w", err)
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// withLists gives a copy of a struct whose nil lists are empty ones: null is no list.
func withLists(v any) any {
	t := reflect.TypeOf(v)
	if t == nil || t.Kind() != reflect.Struct {
		return v
	}
	c := reflect.New(t).Elem()
	c.Set(reflect.ValueOf(v))
	for i := range t.NumField() {
		if f := c.Field(i); f.Kind() == reflect.Slice && f.IsNil() && f.Type() != anyType {
			f.Set(reflect.MakeSlice(f.Type(), 0, 0))
		}
	}
	return c.Interface()
}
