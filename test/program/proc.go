package program

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Memory gives a field of the process's status in KiB, such as "VmRSS" or "VmHWM".
func (s *Server) Memory(field string) int {
	s.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.PID()))
	if err != nil {
		s.t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, field+":"); ok {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n
		}
	}
	s.t.Fatalf("no %s in the process's status", field)
	return 0
}

// ResetPeak makes VmHWM count from now.
func (s *Server) ResetPeak() {
	s.t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.PID()), []byte("5"), 0); err != nil {
		s.t.Fatal(err)
	}
}

// CPU gives the processor time the process has used, user and system.
func (s *Server) CPU() time.Duration {
	s.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.PID()))
	if err != nil {
		s.t.Fatal(err)
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+2:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // a tick is 10 ms on Linux
}

// Search counts how often each word stands in the process's writable memory.
func (s *Server) Search(words ...string) map[string]int {
	s.t.Helper()
	maps, err := os.Open(fmt.Sprintf("/proc/%d/maps", s.PID()))
	if err != nil {
		s.t.Fatal(err)
	}
	defer maps.Close()
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", s.PID()))
	if err != nil {
		s.t.Fatal(err)
	}
	defer mem.Close()
	found := map[string]int{}
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue
		}
		scan(mem, from, to, words, found)
	}
	return found
}

// scan reads a range in windows that overlap by the longest word.
func scan(mem *os.File, from, to int64, words []string, found map[string]int) {
	const window = 4 << 20
	const overlap = 1 << 10
	buf := make([]byte, window+overlap)
	for at := from; at < to; at += window {
		n, _ := mem.ReadAt(buf[:min(window+overlap, to-at)], at)
		for _, word := range words {
			found[word] += bytes.Count(buf[:n], []byte(word))
		}
	}
}
