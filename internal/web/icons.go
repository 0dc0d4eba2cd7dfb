package web

import "html/template"

// drawings are the icons that a pack may name for its units, and those of the doors: simple
// strokes on a field of 24 by 24. They are template.HTML because they are constants.
var drawings = map[string]template.HTML{
	"buoy":      `<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="3.5"/><path d="m6 6 3.5 3.5M14.5 14.5 18 18M18 6l-3.5 3.5M9.5 14.5 6 18"/>`,
	"clipboard": `<rect x="5" y="5" width="14" height="15.5" rx="2"/><path d="M9 6.5v-3h6v3M8.5 13.5l2.5 2.5 4.5-5"/>`,
	"compass":   `<circle cx="12" cy="12" r="8.5"/><path d="m15.8 8.2-2.3 5.3-5.3 2.3 2.3-5.3z"/>`,
	"glass":     `<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5M8 10.5a2.5 2.5 0 0 1 2.5-2.5"/>`,
	"group":     `<circle cx="12" cy="7.5" r="2.8"/><circle cx="5" cy="10.5" r="2"/><circle cx="19" cy="10.5" r="2"/><path d="M7 19.5c0-3.3 2-5.5 5-5.5s5 2.2 5 5.5M2 17c0-1.9 1.2-3 3-3M22 17c0-1.9-1.2-3-3-3"/>`,
	"heart":     `<path d="M12 20s-7.5-4.5-7.5-10.5A4 4 0 0 1 12 7.5a4 4 0 0 1 7.5 2C19.5 15.5 12 20 12 20z"/>`,
	"helmet":    `<path d="M3 17.5h18M5 17.5V15a7 7 0 0 1 14 0v2.5M10 13V8.3a2 2 0 0 1 4 0V13"/>`,
	"key":       `<circle cx="8" cy="15.5" r="4.5"/><path d="m11.5 12.5 8-8M16 8l3 3"/>`,
	"people":    `<circle cx="8.5" cy="8.5" r="3.2"/><circle cx="16.5" cy="9.5" r="2.5"/><path d="M2.5 19.5c0-3.6 2.4-5.5 6-5.5s6 1.9 6 5.5M16.5 14.5c2.9 0 5 1.6 5 4.5"/>`,
	"pen":       `<path d="m4 20 1.2-4.8L16.5 3.9a1.6 1.6 0 0 1 2.3 0l1.3 1.3a1.6 1.6 0 0 1 0 2.3L8.8 18.8zM14.5 6l3.5 3.5"/>`,
	"post":      `<path d="M12 3v18M9 21h6M12 5h6.5L21 7.5 18.5 10H12M12 11.5H5.5L3 14l2.5 2.5H12"/>`,
	"ring":      `<circle cx="12" cy="12" r="5.5"/><path d="M2.5 18.5c5 0 6.5-3 9.5-6.5s4.5-6.5 9.5-6.5"/>`,
	"scales":    `<path d="M12 4v16M8 20h8M5 7.5h14M5 7.5 2.5 13.5a2.7 2.7 0 0 0 5 0zM19 7.5l-2.5 6a2.7 2.7 0 0 0 5 0z"/>`,
	"shield":    `<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6zM12 8.5v4.5M12 15.5v.5"/>`,
	"talk":      `<path d="M4 4.5h11.5v8.5H9l-3 3v-3H4zM18 9h2.5v8.5H18.5v3l-3-3H11"/>`,
}

// Drawing is the strokes of an icon; a name that is not known gets the ring.
func (b Base) Drawing(name string) template.HTML {
	if strokes, ok := drawings[name]; ok {
		return strokes
	}
	return drawings["ring"]
}
