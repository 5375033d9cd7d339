# make run        build, then see the daemon follow the demo site
# make build      the programs, runnable in place, in build/
# make test       everything that CI checks
# make bench      the measurements
# make fuzz       the fuzzers, FUZZ_SECONDS each (by default an hour)
# make install    PREFIX=/usr/local, DESTDIR for packagers
# make format     lay out the Swift files
# make clean      remove what make made

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
CONFIGURATION ?= release
BUILT = .build/$(CONFIGURATION)

.PHONY: run build test bench fuzz install format clean dependencies

dependencies:
	@scripts/install-dependencies

build: dependencies
	$(SWIFT) build -c $(CONFIGURATION)
	scripts/stage-tree $(BUILT) build

run: build
	@scripts/run-demo build $(BUILT)/winnow-demo-site

test: build
	scripts/check-imports
	scripts/check-format
	$(SWIFT) test -c $(CONFIGURATION) --disable-testable-imports --build-path .build

bench: build
	scripts/bench build

fuzz: dependencies
	scripts/fuzz $(or $(FUZZ_SECONDS),3600)

install:
	@test -x build/bin/winnowd || { echo "run make build first" >&2; exit 1; }
	scripts/install-tree build "$(DESTDIR)" "$(PREFIX)"

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests plugins sdk Benchmarks

clean:
	rm -rf .build sdk/.build build
