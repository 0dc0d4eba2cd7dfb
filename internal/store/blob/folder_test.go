package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/mailbox"
	"fairlead/internal/seal"
)

var ctx = context.Background()

var noon = time.Date(2026, 11, 22, 12, 30, 1, 7, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
}

func folder(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := Open(Settings{Dir: dir, Floor: 1, Now: func() time.Time { return noon }})
	must(t, err)
	t.Cleanup(func() { must(t, f.Close()) })
	return f, dir
}

func upload(body []byte) mailbox.Upload {
	id, err := seal.NewID(rand.Reader)
	if err != nil {
		panic(err)
	}
	return mailbox.Upload{Upload: id, Sum: seal.Hash(body), Size: int64(len(body))}
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

func TestPartsInOrder(t *testing.T) {
	f, dir := folder(t)
	body := random(300_000)
	u := upload(body)
	have, err := f.Have(ctx, u.Upload)
	must(t, err)
	for have < u.Size {
		end := min(have+100_000, u.Size)
		if _, err := f.Append(ctx, u.Upload, have+1, strings.NewReader("x")); !fault.Is(err, fault.Conflict) {
			t.Fatalf("another offset: %v", err)
		}
		have, err = f.Append(ctx, u.Upload, have, bytes.NewReader(body[have:end]))
		must(t, err)
	}
	must(t, f.Keep(ctx, u))
	must(t, f.Keep(ctx, u))
	again := upload(body) // the same bytes under another upload
	_, err = f.Append(ctx, again.Upload, 0, bytes.NewReader(body))
	must(t, err)
	must(t, f.Keep(ctx, again))
	kept, size, err := f.Open(ctx, u.Sum)
	must(t, err)
	defer kept.Close()
	got, err := io.ReadAll(kept)
	must(t, err)
	if !bytes.Equal(got, body) || size != u.Size {
		t.Fatal("other bytes came back")
	}
	info, err := os.Stat(filepath.Join(dir, "blobs", u.Sum[:2], u.Sum))
	must(t, err)
	if !info.ModTime().Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) || info.Mode().Perm() != 0o600 {
		t.Fatalf("time %s, rights %o", info.ModTime(), info.Mode().Perm())
	}
	left, err := os.ReadDir(filepath.Join(dir, "incoming"))
	must(t, err)
	if len(left) != 0 {
		t.Fatalf("%d uploads are left", len(left))
	}
}

func TestAlteredIsRefused(t *testing.T) {
	f, _ := folder(t)
	body := random(1000)
	u := upload(body)
	is(t, f.Keep(ctx, u), fault.Refused) // nothing came
	_, err := f.Append(ctx, u.Upload, 0, bytes.NewReader(body[:999]))
	must(t, err)
	is(t, f.Keep(ctx, u), fault.Refused)
	_, err = f.Append(ctx, u.Upload, 999, strings.NewReader("?"))
	must(t, err)
	if body[999] != '?' {
		is(t, f.Keep(ctx, u), fault.Refused)
	}
	_, _, err = f.Open(ctx, u.Sum)
	is(t, err, fault.NotFound)
}

func TestBrokenPartIsResumed(t *testing.T) {
	f, _ := folder(t)
	body := random(200_000)
	u := upload(body)
	broken := errors.New("the connection broke")
	n, err := f.Append(ctx, u.Upload, 0, io.MultiReader(bytes.NewReader(body[:150_000]), errReader{broken}))
	if !errors.Is(err, broken) || n != 150_000 {
		t.Fatalf("%d, %v", n, err)
	}
	have, err := f.Have(ctx, u.Upload)
	must(t, err)
	_, err = f.Append(ctx, u.Upload, have, bytes.NewReader(body[have:]))
	must(t, err)
	must(t, f.Keep(ctx, u))
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestPathTricks(t *testing.T) {
	f, dir := folder(t)
	must(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600))
	good := upload([]byte("x"))
	for _, name := range []string{
		"", ".", "..", "../secret", "../../etc/passwd", "/etc/passwd", "a/../../secret", "secret\x00",
		strings.Repeat("A", 21), strings.Repeat("A", 23), strings.Repeat(".", 22), strings.Repeat("A", 20) + "/.",
		"AAAAAAAAAAAAAAAAAAAAA\n", "AAAAAAAAAAAAAAAAAAAAAB", strings.Repeat("é", 11),
		"../" + strings.Repeat("A", 40), strings.Repeat("A", 43) + "=", strings.Repeat("A", 42) + "B",
	} {
		_, err := f.Append(ctx, name, 0, strings.NewReader("x"))
		is(t, err, fault.Refused)
		_, err = f.Have(ctx, name)
		is(t, err, fault.Refused)
		_, _, err = f.Open(ctx, name)
		is(t, err, fault.NotFound)
		is(t, f.Keep(ctx, mailbox.Upload{Upload: name, Sum: good.Sum, Size: 1}), fault.Refused)
		is(t, f.Keep(ctx, mailbox.Upload{Upload: good.Upload, Sum: name, Size: 1}), fault.Refused)
	}
	var found []string
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			found = append(found, path)
		}
		return err
	}))
	if len(found) != 1 {
		t.Fatalf("files were made: %v", found)
	}
}

func TestOneUploadAtATime(t *testing.T) {
	f, _ := folder(t)
	body := random(100_000)
	u := upload(body)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { // one of them is first, the others are told what is there
			if have, err := f.Append(ctx, u.Upload, 0, bytes.NewReader(body)); err != nil && (!fault.Is(err, fault.Conflict) || have != u.Size) {
				t.Errorf("%d, %v", have, err)
			}
		})
	}
	wg.Wait()
	for range 4 {
		wg.Go(func() {
			if err := f.Keep(ctx, u); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(f.locks.held) != 0 {
		t.Error("a lock was not forgotten")
	}
}

func TestRoom(t *testing.T) {
	f, _ := folder(t)
	must(t, f.Room(ctx))
	f.floor = 1 << 62
	is(t, f.Room(ctx), fault.Full)
}

// TestWaiting bounds what strangers can leave in incoming, by number and by bytes, and
// counts what an earlier run left; what is kept or swept waits no longer.
func TestWaiting(t *testing.T) {
	f, dir := folder(t)
	first, second := upload([]byte("abcd")), upload([]byte("efgh"))
	begin := func(f *Folder, u mailbox.Upload, at int64) error {
		_, err := f.Append(ctx, u.Upload, at, strings.NewReader("abcd"))
		return err
	}
	must(t, begin(f, first, 0))
	again, err := Open(Settings{Dir: dir, Floor: 1, Now: f.now})
	must(t, err)
	defer again.Close()
	if again.waiting.total != 4 {
		t.Fatalf("%d bytes wait after a restart", again.waiting.total)
	}
	f.waiting.set("incoming/large", 1<<61)
	is(t, begin(f, second, 0), fault.Full)
	is(t, begin(f, first, 4), fault.Full)
	f.waiting.drop("incoming/large")
	must(t, f.Keep(ctx, first))
	if f.waiting.total != 0 || len(f.waiting.sizes) != 0 {
		t.Fatal("what is kept still waits")
	}
	must(t, begin(f, second, 0))

	for i := len(f.waiting.sizes); i < mostWaiting; i++ {
		f.waiting.set(filepath.Join("incoming", upload(nil).Upload), 1)
	}
	is(t, begin(f, first, 0), fault.Busy)
	must(t, begin(f, second, 4))
	must(t, os.Chtimes(filepath.Join(dir, "incoming", second.Upload), noon.Add(-2*time.Hour), noon.Add(-2*time.Hour)))
	must(t, f.Sweep(ctx, nil))
	must(t, begin(f, first, 0))
}

// TestSweepGoesOn past an upload whose sender is slow.
func TestSweepGoesOn(t *testing.T) {
	f, _ := folder(t)
	f.now = time.Now
	slow, sender := io.Pipe()
	u := upload(nil)
	ended := make(chan error)
	go func() {
		_, err := f.Append(ctx, u.Upload, 0, slow)
		ended <- err
	}()
	_, err := sender.Write([]byte("x")) // returns when it is read, under the lock
	must(t, err)
	swept := make(chan error)
	go func() { swept <- f.Sweep(ctx, nil) }()
	select {
	case err := <-swept:
		must(t, err)
	case <-time.After(5 * time.Second):
		t.Error("the sweep waits for a stranger")
	}
	sender.Close()
	must(t, <-ended)
}

func TestSweep(t *testing.T) {
	f, dir := folder(t)
	put := func(body string, daysAgo int) mailbox.Upload {
		u := upload([]byte(body))
		_, err := f.Append(ctx, u.Upload, 0, strings.NewReader(body))
		must(t, err)
		must(t, f.Keep(ctx, u))
		at := noon.Truncate(24*time.Hour).AddDate(0, 0, -daysAgo)
		must(t, os.Chtimes(filepath.Join(dir, "blobs", u.Sum[:2], u.Sum), at, at))
		return u
	}
	named, unnamed, young := put("named", 30), put("unnamed", 3), put("young", 1)
	standing, moving := upload([]byte("s")), upload([]byte("m"))
	for _, u := range []mailbox.Upload{standing, moving} {
		_, err := f.Append(ctx, u.Upload, 0, strings.NewReader("x"))
		must(t, err)
	}
	for u, at := range map[string]time.Time{standing.Upload: noon.Add(-61 * time.Minute), moving.Upload: noon.Add(-59 * time.Minute)} {
		must(t, os.Chtimes(filepath.Join(dir, "incoming", u), at, at))
	}
	must(t, f.Sweep(ctx, func(_ context.Context, sum string) (bool, error) { return sum == named.Sum, nil }))
	for u, want := range map[mailbox.Upload]bool{named: true, unnamed: false, young: true} {
		file, _, err := f.Open(ctx, u.Sum)
		if (err == nil) != want {
			t.Errorf("kept %s: %v", u.Sum, err)
		}
		if err == nil {
			file.Close()
		}
	}
	for u, want := range map[mailbox.Upload]int64{standing: 0, moving: 1} {
		if have, err := f.Have(ctx, u.Upload); have != want || err != nil {
			t.Errorf("upload has %d, %v", have, err)
		}
	}
}

// TestMemory: 25 MiB pass in small pieces.
func TestMemory(t *testing.T) {
	f, _ := folder(t)
	const size = 25 << 20
	body := random(size)
	u := upload(body)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for at := 0; at < size; at += 4 << 20 {
		_, err := f.Append(ctx, u.Upload, int64(at), bytes.NewReader(body[at:min(at+4<<20, size)]))
		must(t, err)
	}
	must(t, f.Keep(ctx, u))
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 2<<20 {
		t.Fatalf("%d bytes were allocated", used)
	}
}
