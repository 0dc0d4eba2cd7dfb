package portal

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"fairlead/internal/lang"
)

// maxFiles bounds a pack; the default one has about a tenth.
const maxFiles = 2000

var idShape = regexp.MustCompile(`^[a-z0-9-]{1,32}$`)

// manifest is pack.json.
type manifest struct {
	ID           string            `json:"id"`
	Languages    []string          `json:"languages"`
	Leave        string            `json:"leave"`
	Fallback     string            `json:"fallback"`
	Confirmation []string          `json:"confirmation"`
	Organisation Organisation      `json:"organisation"`
	Units        []Unit            `json:"units"`
	Menu         []MenuGroup       `json:"menu"`
	Quick        []string          `json:"quick"`
	Foot         []string          `json:"foot"`
	Help         []string          `json:"help"`
	Colours      Colours           `json:"colours"`
	Moved        map[string]string `json:"moved"`
}

// reader is a pack while it is read. files holds every regular file by name, so that
// nothing is ever opened by a name that a file's content gave.
type reader struct {
	findings
	files  map[string][]byte
	used   map[string]bool
	pack   *Pack
	order  []string // unit ids as the manifest lists them
	docs   map[string]map[string]*document
	words  map[string]map[string]lang.Forms
	shared map[string]map[string]lang.Forms // language -> the program's words, or nil
	own    map[string]map[string]lang.Forms // language -> the words of the pack's own file
	intro  map[string]map[string]string     // language -> form -> source
}

// examine reads a pack and finds what is wrong with it.
func examine(fsys, words fs.FS) *reader {
	r := &reader{
		files: map[string][]byte{}, used: map[string]bool{},
		pack: &Pack{
			Units: map[string]Unit{}, Forms: map[string]Form{}, Procedures: map[string]Procedure{}, Sheets: map[string]Sheet{},
			words: map[string]*lang.Words{}, texts: map[string]map[string]FormText{},
			questions: map[string]map[string]question{}, limitTexts: map[string]LimitTexts{},
			finderTexts:    map[string]FinderTexts{},
			procedureTexts: map[string]map[string]ProcedureText{}, sheetTexts: map[string]map[string]SheetText{},
		},
		docs:  map[string]map[string]*document{},
		words: map[string]map[string]lang.Forms{},
		own:   map[string]map[string]lang.Forms{},
		intro: map[string]map[string]string{},
	}
	r.gather(fsys)
	r.shared = shared(words)
	if !r.manifest() {
		return r
	}
	r.definitions()
	r.limits()
	r.finder()
	r.guide()
	for _, language := range r.pack.Languages {
		r.language(language)
	}
	r.compare()
	r.guidePages()
	r.dates()
	r.pages()
	r.references()
	r.audit()
	r.used[SettledFile] = true
	r.versions()
	r.unused()
	return r
}

// gather reads every regular file once, bounded in number and size.
func (r *reader) gather(fsys fs.FS) {
	count := 0
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			r.add(name, 0, "cannot be read")
			return nil
		case entry.IsDir() && entry.Name() == ".git":
			return fs.SkipDir
		case entry.IsDir() || besides(entry.Name()):
			return nil
		case !entry.Type().IsRegular():
			r.add(name, 0, "is a link or a device; a pack has only ordinary files")
			return nil
		}
		if count++; count > maxFiles {
			r.add(".", 0, "more than %d files", maxFiles)
			return fs.SkipAll
		}
		r.keep(fsys, name)
		return nil
	})
	if err != nil {
		r.add(".", 0, "cannot be read")
	}
}

// besides tells what editors and systems leave beside a file while it is worked on. It is
// never read, and no fault: a pack is edited under a running portal.
func besides(name string) bool {
	return strings.HasSuffix(name, "~") || name == ".DS_Store" ||
		strings.HasPrefix(name, ".") && (strings.HasPrefix(name, ".#") || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swx"))
}

func (r *reader) keep(fsys fs.FS, name string) {
	file, err := fsys.Open(name)
	if err != nil {
		r.add(name, 0, "cannot be opened")
		return
	}
	defer file.Close()
	most := maxFile
	if name == ModelFile {
		most = maxModel
	}
	data, err := io.ReadAll(io.LimitReader(file, int64(most)+1))
	switch {
	case err != nil:
		r.add(name, 0, "cannot be read")
	case len(data) > most:
		r.add(name, 0, "%v", errSize)
	default:
		r.files[name] = data
	}
}

// take gives a file's bytes and marks it as part of the pack.
func (r *reader) take(name string) ([]byte, bool) {
	data, ok := r.files[name]
	r.used[name] = true
	if !ok {
		r.add(name, 0, "is missing")
	}
	return data, ok
}

// json reads a file strictly.
func (r *reader) json(name string, into any) bool {
	data, ok := r.take(name)
	if !ok {
		return false
	}
	if err := decode(data, into); err != nil {
		r.add(name, lineAt(data, err), "%s", sentence(err))
		return false
	}
	return true
}

func sentence(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the JSON ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// under lists the ids of the files of one kind in one folder.
func (r *reader) under(folder, extension string) []string {
	var ids []string
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		if path.Dir(name) != folder || path.Ext(name) != extension {
			continue
		}
		id := strings.TrimSuffix(path.Base(name), extension)
		if !idShape.MatchString(id) {
			r.add(name, 0, "the name may have small letters, digits and hyphens only, at most 32")
			r.used[name] = true
			continue
		}
		ids = append(ids, id)
	}
	return ids
}

// unused names what no part of the pack speaks of: most often a misspelt name.
func (r *reader) unused() {
	for name := range r.files {
		if !r.used[name] {
			r.add(name, 0, "is no part of the pack")
		}
	}
}

// versions gives every form, sheet and procedure its body and hash.
func (r *reader) versions() {
	for id, form := range r.pack.Forms {
		form.Body = canonical(struct {
			Form  Form                `json:"form"`
			Texts map[string]FormText `json:"texts"`
			Intro map[string]string   `json:"intro"`
		}{form, each(r.pack.texts, id), each(r.intro, id)})
		form.Version = hash(form.Body)
		r.pack.Forms[id] = form
	}
	for id, sheet := range r.pack.Sheets {
		sheet.Body = canonical(struct {
			Sheet Sheet                `json:"sheet"`
			Texts map[string]SheetText `json:"texts"`
		}{sheet, each(r.pack.sheetTexts, id)})
		sheet.Version = hash(sheet.Body)
		r.pack.Sheets[id] = sheet
	}
	for id, procedure := range r.pack.Procedures {
		procedure.Body = canonical(procedure)
		procedure.Version = hash(procedure.Body)
		r.pack.Procedures[id] = procedure
	}
}

// each turns language -> id -> text into language -> text of that id.
func each[T any](all map[string]map[string]T, id string) map[string]T {
	out := map[string]T{}
	for language, texts := range all {
		if text, ok := texts[id]; ok {
			out[language] = text
		}
	}
	return out
}

// canonical writes a value as JSON that is the same wherever it is written: fields in
// the order of the type, map keys sorted.
func canonical(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // only strings, numbers, lists and maps of them come here
	}
	return string(data)
}
