# SPDX-License-Identifier: Apache-2.0
# make demo   builds Comity, makes the example association, prints its scoreboard and serves it
# make test   builds and runs every test
.PHONY: demo test build check setup install clean
.DELETE_ON_ERROR:

port ?= 8080
export PATH := $(CURDIR)/build/node/node_modules/node/bin:$(PATH)
release = build/release/bin/comity
web_sources = $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

demo: build demo/sco/comity.toml
	$(release) status --dir demo/sco
	@echo
	$(release) serve --dir demo/sco --port $(port)

test: setup web/dist/index.html
	cmake --preset dev
	cmake --build --preset dev
	ctest --preset dev -j2

build: setup web/dist/index.html
	cmake --preset release
	cmake --build --preset release --target comity comity-verify

# Made beside and renamed, so that an interrupted demo leaves nothing half made.
demo/sco/comity.toml:
	@rm -rf demo/sco.new demo/sco && mkdir -p demo
	$(release) init demo/sco.new --example sco
	@mv demo/sco.new demo/sco

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(web_sources)
	cd web && npm run --silent build
	@touch $@

install: build
	DESTDIR=$(DESTDIR) cmake --install build/release --prefix $(or $(prefix),/usr/local)

check:
	tools/check

setup:
	@tools/setup

clean:
	rm -rf build demo web/dist
