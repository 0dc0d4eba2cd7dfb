package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// entries are the scripts of pages and of workers.
func entries() []string {
	return []string{"report.ts", "mailbox.ts", "comment.ts", "office.ts", "find.ts", "helper.ts", "search.ts", "leave.ts", "argon2.worker.ts", "attach.worker.ts"}
}

// forbidden is what no built file may hold: the pages' content policy would stop it, or
// it would write markup.
var forbidden = regexp.MustCompile(`\beval\(|new Function\b|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write\b|setHTMLUnsafe`)

// bundle gives the built scripts by name. A page's script that is not written yet is
// named and left out.
func bundle(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, entry := range entries() {
		path := filepath.Join(root, "browser/src", entry)
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			fmt.Fprintln(os.Stderr, "not written yet, left out: browser/src/"+entry)
			continue
		}
		content, err := bundleOne(root, path, scriptOptions())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry, err)
		}
		if found := forbidden.Find(content); found != nil {
			return nil, fmt.Errorf("%s: the bundle holds %q", entry, found)
		}
		files[strings.TrimSuffix(entry, ".ts")+".js"] = content
	}
	return files, nil
}

func scriptOptions() api.BuildOptions {
	return api.BuildOptions{
		Format: api.FormatIIFE, Platform: api.PlatformBrowser,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsEndOfFile,
	}
}

func bundleOne(root, path string, options api.BuildOptions) ([]byte, error) {
	options.EntryPoints = []string{path}
	options.AbsWorkingDir = filepath.Join(root, "browser")
	options.Bundle = true
	options.Charset = api.CharsetUTF8
	options.Target = api.ES2022
	options.TreeShaking = api.TreeShakingTrue
	// What tsc checks is in tsconfig.json; nothing of it may change what is built.
	options.TsconfigRaw = `{"compilerOptions":{"useDefineForClassFields":true}}`
	result := api.Build(options)
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	if len(result.OutputFiles) != 1 {
		return nil, fmt.Errorf("%d files instead of one", len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents, nil
}
