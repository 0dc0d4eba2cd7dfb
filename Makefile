# Fairlead: two commands matter, `make run` and `make test`.

GO      ?= go
BIN      = bin/fairlead
LISTEN  ?= 127.0.0.1:8080
NODE    := browser/node_modules/.package-lock.json

.PHONY: run build test test-pages test-rooms check bench guide-scores drawings learn browser vectors screenshots clean

## run: build and start the demonstration at http://127.0.0.1:8080
run: build
	$(BIN) demo --listen $(LISTEN) --data var

build:
	$(GO) build -o $(BIN) ./cmd/fairlead

## test: everything, installing through apt what it needs and does not find
test:
	@sh test/needs.sh
	@$(MAKE) --no-print-directory $(NODE)
	cd browser && npx --no-install tsc --noEmit
	$(GO) run ./browser/build -check
	$(GO) vet ./...
	@$(MAKE) --no-print-directory -j 2 test-pages test-rooms

# Two lanes for two cores. What needs Chromium waits as often as it works, and one package of
# it at a time keeps a page from waiting for a core rather than for an answer.
test-pages:
	$(GO) test -p 1 -count=1 -timeout 30m ./test/browser ./test/story

test-rooms:
	$(GO) run ./browser/build -tests
	$(GO) test -p 2 -count=1 -timeout 30m $$($(GO) list ./... | grep -vxE 'fairlead/test/(browser|story)')
	$(GO) test -p 2 -race -count=1 -timeout 30m -skip '$(ALONE)' $(BESIDE)

# What has a goroutine or a lock is run again under the race detector, which makes it five to
# ten times as long; test/race_test.go holds that no package is missing.
BESIDE = ./cmd/fairlead ./internal/store/... ./internal/web/... ./internal/guide ./internal/intake ./internal/jobs \
	./internal/lang ./internal/mailbox ./internal/model ./internal/notify ./internal/people ./internal/clock ./internal/seal

# What runs alone in those packages, and long: learning, masks, every page and every step in
# turn, keys made slow by intention, one signature after another.
ALONE = $(subst $(eval ) ,|,$(strip \
	TestMaskSpares TestModelOfOtherExamples TestLearnedModelIsKept TestDangerIsNeverUnknown TestModelBrokenOnPurpose \
	TestQuestions$$ TestPages$$ TestFinderPaths TestWithoutPhrase TestKeepDraftRefuses \
	TestBadCases TestMatrix TestMailboxMatrix TestExcludedHead TestZones TestCaseworkLeavesNothing TestPeopleOnTheCommandLine \
	TestPack TestSecretIsMissed TestVectors))

## check: the fast gate before a commit
check:
	@test -z "$$(gofmt -l cmd internal packs test bench browser/build)" || { gofmt -l cmd internal packs test bench browser/build; exit 1; }
	@test -z "$$($(GO) tool gofumpt -l cmd internal packs test bench browser/build)" || { $(GO) tool gofumpt -l cmd internal packs test bench browser/build; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test ./test ./packs/...
	$(GO) run ./cmd/fairlead pack check

## bench: measures what docs/benchmarks.md records
bench:
	@sh test/needs.sh
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout 30m ./bench
	$(GO) test -run '^$$' -bench Queue -benchtime 400x -timeout 30m ./internal/store # fills two databases: two or three minutes

## guide-scores: asks the guide what it was never taught, and writes docs/guide-scores.md
guide-scores:
	$(GO) run ./test/guide/scores

## drawings: draws the procedures of the default pack for docs/design.md
drawings: build
	for id in $$($(BIN) pack draw); do $(BIN) pack draw $$id > docs/procedures/$$id.svg || exit 1; done

## learn: learn anew what the default pack's examples teach (after a change to examples or concepts)
learn:
	$(GO) run ./cmd/fairlead pack learn packs/unops

## browser: build the browser files again (needs node and npm for the packages)
browser: $(NODE)
	$(GO) run ./browser/build

$(NODE): browser/package-lock.json
	cd browser && npm ci --no-audit --no-fund

clean:
	rm -rf bin test/browser/out test/story/out
