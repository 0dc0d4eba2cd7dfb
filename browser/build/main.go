// Command build makes the browser's files: it bundles browser/src into
// internal/web/static, copies the word lists there, and writes a brotli file beside
// every file that compresses. It needs the packages of browser/node_modules and no Node.
//
//	go run ./browser/build          writes
//	go run ./browser/build -check   builds in memory and names every committed file that drifted
//	go run ./browser/build -tests   bundles the tests to a temporary folder and runs them by node --test
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

const static = "internal/web/static"

func main() {
	check := flag.Bool("check", false, "compare the committed files with a fresh build")
	tests := flag.Bool("tests", false, "bundle the tests and run them")
	flag.Parse()
	if err := run(*check, *tests); err != nil {
		fmt.Fprintln(os.Stderr, "browser/build:", err)
		os.Exit(1)
	}
}

func run(check, tests bool) error {
	root, err := findRoot()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(root, "browser/node_modules/age-encryption")); err != nil {
		return errors.New("the packages are missing; run: cd browser && npm ci")
	}
	if tests {
		return runTests(root)
	}
	files, err := build(root)
	if err != nil {
		return err
	}
	if check {
		return compare(filepath.Join(root, static), files)
	}
	if err := write(filepath.Join(root, static), files); err != nil {
		return err
	}
	printSizes(os.Stdout, files)
	return nil
}

// findRoot looks for the module's folder from here upwards.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod here or above")
		}
		dir = filepath.Dir(dir)
	}
}

// build gives every file that is ours to make, by its name in the static folder.
func build(root string) (map[string][]byte, error) {
	files, err := bundle(root)
	if err != nil {
		return nil, err
	}
	lists, err := filepath.Glob(filepath.Join(root, "internal/seal/words/words.*.txt"))
	if err != nil {
		return nil, err
	}
	for _, list := range lists {
		if files[filepath.Base(list)], err = os.ReadFile(list); err != nil {
			return nil, err
		}
	}
	if err := compressAll(filepath.Join(root, static), files); err != nil {
		return nil, err
	}
	return files, nil
}

func write(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compare names every file that is not as a fresh build makes it, and every made file
// that no build makes any more.
func compare(dir string, files map[string][]byte) error {
	var drifted []string
	for name, content := range files {
		committed, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			drifted = append(drifted, name+" is missing")
		case err != nil:
			return err
		case !bytes.Equal(committed, content):
			drifted = append(drifted, name+" differs")
		}
	}
	for _, pattern := range []string{"*.js", "*.br", "words.*.txt"} {
		found, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, path := range found {
			if _, ok := files[filepath.Base(path)]; !ok {
				drifted = append(drifted, filepath.Base(path)+" is not built any more")
			}
		}
	}
	slices.Sort(drifted)
	for _, line := range drifted {
		fmt.Fprintln(os.Stderr, static+"/"+line)
	}
	if len(drifted) > 0 {
		return fmt.Errorf("%d committed files drifted; run: go run ./browser/build", len(drifted))
	}
	return nil
}

func printSizes(out io.Writer, files map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if packed, ok := files[name+packedEnding]; ok {
			fmt.Fprintf(out, "%-22s %8d bytes %8d brotli\n", name, len(files[name]), len(packed))
		}
	}
}
