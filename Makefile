# Fairlead: two commands matter, `make run` and `make test`.

GO      ?= go
BIN      = bin/fairlead
LISTEN  ?= 127.0.0.1:8080
NODE    := browser/node_modules/.package-lock.json

.PHONY: run build test check bench guide-scores drawings learn browser vectors screenshots clean

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
	$(GO) run ./browser/build -tests
	$(GO) vet ./...
	$(GO) test -race -count=1 -timeout 30m $$($(GO) list ./... | grep -v /test/guide)
	$(GO) test -count=1 ./test/guide/... # one question after another: nothing to race
	$(GO) test -count=1 -run TestWalks ./internal/casework # 100,000 steps a procedure, on pure functions: nothing to race

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
	rm -rf bin test/browser/out
