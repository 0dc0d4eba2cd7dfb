// Package tab is a real Chromium with the verbs a person would use, for browser tests
// and benchmarks.
package tab

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fairlead/test/program"
)

const patience = program.Patience

// Tab is one browser tab of a fresh profile, with the verbs a person would use.
type Tab struct {
	t          testing.TB
	ctx        context.Context
	base       string
	scriptsOff bool
}

// chromium names the browser: CHROMIUM, or the one in PATH.
func chromium(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no chromium: install it, or set CHROMIUM=path")
	}
	return path
}

// Open starts a browser with a profile of its own at a server's address.
func Open(t testing.TB, base string) *Tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "fairlead-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
	)
	alloc, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		cancel()
		stop()
		for range 50 { // the browser's children may write a little longer
			if os.RemoveAll(profile) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // the browser starts here, once
		t.Fatalf("starting the browser: %v", err)
	}
	return &Tab{t: t, ctx: ctx, base: base}
}

func (b *Tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Shot("failed")
		b.t.Fatalf("%s: %v\nthe page says: %.1500s", what, err, b.peek())
	}
}

// Visit opens an address of the server.
func (b *Tab) Visit(path string) {
	b.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.base + path
	}
	b.do("visit "+path, chromedp.Navigate(path))
}

// Back presses the browser's Back.
func (b *Tab) Back() { b.t.Helper(); b.do("back", chromedp.NavigateBack()) }

// Eval runs an expression in the page and gives its value.
func Eval[T any](b *Tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("eval %.200s: %v", expression, err)
	}
	return v
}

// Quoted writes a value as JavaScript.
func Quoted(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

// Until waits for an expression to be true.
func (b *Tab) Until(what, expression string) {
	b.t.Helper()
	end := time.Now().Add(patience)
	for time.Now().Before(end) {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		cancel()
		if err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Shot("failed")
	b.t.Fatalf("waited in vain for %s\nthe page at %s says: %.2500s", what, b.Where(), b.peek())
}

const visible = `((q) => { const e = document.querySelector(q); return e && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden" ? e : null })`

// See waits until a selector is there to be seen.
func (b *Tab) See(selector string) {
	b.t.Helper()
	b.Until(selector, visible+"("+Quoted(selector)+")")
}

// Read waits until the page shows a text.
func (b *Tab) Read(text string) {
	b.t.Helper()
	b.Until(fmt.Sprintf("the text %q", text), "document.body && document.body.innerText.replace(/\\s+/g,' ').includes("+Quoted(strings.Join(strings.Fields(text), " "))+")")
}

// Without fails if the page shows a text.
func (b *Tab) Without(text string) {
	b.t.Helper()
	if strings.Contains(b.Text(), text) {
		b.t.Fatalf("the page shows %q and must not", text)
	}
}

// Text gives what the page shows.
func (b *Tab) Text() string { b.t.Helper(); return Eval[string](b, "document.body.innerText") }

func (b *Tab) peek() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body ? document.body.innerText : ''"))
	if err != nil {
		return err.Error()
	}
	return v
}

// Where gives the address the tab is at.
func (b *Tab) Where() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	v, _ := chromedp.Run(ctx, chromedp.Location())
	return v
}

// Click clicks what a selector names, as a mouse would.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	b.See(selector)
	b.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Press clicks the first visible button, link or label with exactly this text.
func (b *Tab) Press(text string) {
	b.t.Helper()
	find := `[...document.querySelectorAll("button, a, summary, label, input[type=submit]")].find(e => (e.innerText || e.value || "").replace(/\s+/g," ").trim() === ` + Quoted(text) + ` && e.getClientRects().length > 0)`
	b.Until("a button "+text, find)
	Eval[bool](b, "(("+find+").scrollIntoView({block:'center'}), ("+find+").click(), true)")
}

// Fill types into a field, replacing what was there.
func (b *Tab) Fill(selector, text string) {
	b.t.Helper()
	b.See(selector)
	b.do("fill "+selector, chromedp.Focus(chromedp.CSS(selector)))
	Eval[bool](b, `((e, v) => { e.value = ""; e.dispatchEvent(new Event("input", {bubbles: true})); return true })(document.querySelector(`+Quoted(selector)+`))`)
	b.do("type "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Paste sets a long text at once, as a paste does.
func (b *Tab) Paste(selector, text string) {
	b.t.Helper()
	b.See(selector)
	Eval[bool](b, `((e, v) => { e.focus(); e.value = v; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return true })(document.querySelector(`+Quoted(selector)+`), `+Quoted(text)+`)`)
}

// Attach chooses files in a file field.
func (b *Tab) Attach(selector string, files ...string) {
	b.t.Helper()
	b.do("attach", chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Size sets the window: 390×844 is a phone, 1280×900 a desktop.
func (b *Tab) Size(width, height int64) {
	b.t.Helper()
	b.do("size", chromedp.EmulateViewport(width, height))
}

// Dark asks for the dark or the light colours.
func (b *Tab) Dark(on bool) {
	b.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	b.do("dark", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
		})
		return err
	}))
}

// Ahead sets the clock of pages opened from now on ahead by some days.
func (b *Tab) Ahead(days int) {
	b.t.Helper()
	source := fmt.Sprintf(`{ const Real = Date, by = %d * 86400000;
		globalThis.Date = class extends Real {
			constructor(...at) { if (at.length === 0) super(Real.now() + by); else super(...at) }
			static now() { return Real.now() + by }
		} }`, days)
	b.do("clock", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
		return err
	}))
}

// Scripts turns scripts off or on for pages opened from now on.
func (b *Tab) Scripts(on bool) {
	b.t.Helper()
	b.scriptsOff = !on
	b.do("scripts", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// Shot keeps a screenshot of the whole page as test output.
func (b *Tab) Shot(name string) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Logf("screenshot %s: %v", name, err)
		return
	}
	dir := filepath.Join("out", strings.ReplaceAll(b.t.Name(), "/", "-"))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "-")+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

var errNoAxe = errors.New("axe-core is not there: run npm ci in browser/")

// Axe fails on any violation that axe-core finds in the page as it stands.
func (b *Tab) Axe(state string) {
	b.t.Helper()
	source, err := os.ReadFile("../../browser/node_modules/axe-core/axe.min.js")
	if err != nil {
		b.t.Fatal(errNoAxe)
	}
	// Runtime.evaluate stands outside the page's content policy, as a person's tools do.
	b.do("axe", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: string(source) + ";true"})
		return err
	}))
	if b.scriptsOff { // axe itself needs them; the page stays as it was rendered without
		b.Scripts(true)
		defer b.Scripts(false)
		b.See("h1") // a page that waits for its scripts shows itself without them a little later
	}
	found := Eval[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 4).map(n => n.target.join(" ") + " {" + n.any.concat(n.all, n.none).map(c => c.message).join("; ") + "}").join(", ")))`)
	for _, v := range found {
		b.t.Errorf("axe in state %q at %s: %s", state, b.Where(), v)
	}
}

// Key presses and releases a key by its name.
func (b *Tab) Key(name string) {
	b.t.Helper()
	Eval[bool](b, `(k => { const at = document.activeElement || document.body; for (const e of ["keydown", "keyup"]) at.dispatchEvent(new KeyboardEvent(e, {key: k, bubbles: true, cancelable: true})); return true })(`+Quoted(name)+`)`)
}

// Type sends keys to whatever has the focus, as a keyboard does: "\t" is Tab, "\r" Enter.
func (b *Tab) Type(keys string) {
	b.t.Helper()
	b.do("type", chromedp.KeyEvent(keys))
}

// TypeBack presses Shift and Tab.
func (b *Tab) TypeBack() {
	b.t.Helper()
	b.do("shift and tab", chromedp.KeyEvent("\t", chromedp.KeyModifiers(chromedp.ModifierShift)))
}

// ClickAway clicks what leads away from the server, where nobody answers.
func (b *Tab) ClickAway(selector string) {
	b.t.Helper()
	b.See(selector)
	Eval[bool](b, `(setTimeout(() => document.querySelector(`+Quoted(selector)+`).click(), 0), true)`)
}

// Away waits until the tab is no longer at the server.
func (b *Tab) Away() {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if at := b.Where(); at != "" && !strings.HasPrefix(at, b.base) {
			return
		}
	}
	b.t.Fatalf("still at %s", b.Where())
}

// Fail marks the test as failed and goes on.
func (b *Tab) Fail(format string, args ...any) {
	b.t.Helper()
	b.t.Errorf(format, args...)
}

// Downloads saves what the page gives as a download into a folder.
func (b *Tab) Downloads(folder string) {
	b.t.Helper()
	b.do("downloads", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder,
		})
		return err
	}))
}
