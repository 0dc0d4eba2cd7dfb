package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// webcrypto is what Node 18, Debian 12's, has under another name.
const webcrypto = `import { webcrypto as nodeCrypto } from "node:crypto"; globalThis.crypto ??= nodeCrypto;`

// runTests bundles every src/**/*.test.ts and hands them to node --test, which runs them
// in the module's folder: there they find test/vectors.
func runTests(root string) error {
	temp, err := os.MkdirTemp("", "fairlead-tests-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temp) }()
	bundled, err := bundleTests(root, temp)
	if err != nil {
		return err
	}
	if len(bundled) == 0 {
		return errors.New("no tests under browser/src")
	}
	node := exec.Command("node", append([]string{"--test", "--test-reporter=spec"}, bundled...)...)
	node.Dir, node.Stdout, node.Stderr = root, os.Stdout, os.Stderr
	return node.Run()
}

func bundleTests(root, temp string) ([]string, error) {
	source := filepath.Join(root, "browser/src")
	var bundled []string
	err := filepath.WalkDir(source, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".test.ts") {
			return err
		}
		content, err := bundleOne(root, path, api.BuildOptions{
			Format: api.FormatESModule, Platform: api.PlatformNode, Banner: map[string]string{"js": webcrypto},
		})
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, source+string(filepath.Separator)), ".ts") + ".mjs"
		out := filepath.Join(temp, strings.ReplaceAll(name, string(filepath.Separator), "."))
		bundled = append(bundled, out)
		return os.WriteFile(out, content, 0o600)
	})
	return bundled, err
}
