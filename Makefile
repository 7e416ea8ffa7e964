# One entry for people and for CI. A line with two hashes after a target is its help.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready
DISPLAY_READY := .venv/.ready-display
TESTS_READY := .venv/.ready-tests
RUN_HOME := .run/home
# Evaluation stores only: the name and password that `make run` prints.
RUN_CLERK := 王芳
RUN_PASSWORD := yichuang-evaluation
OUT := demo-output
COUNTERS ?= 50
DAYS ?= 7
SEED ?= 1

export UV_PYTHON_DOWNLOADS := never
export PYTHONUTF8 := 1

.PHONY: help setup run demo test coverage lint format types imports unit bench soak pictures generated dist clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## install what is missing (system libraries, uv, the locked dependencies)

$(READY): uv.lock pyproject.toml scripts/set_up.sh scripts/missing_libraries.py
	@scripts/set_up.sh
	@touch $@

$(DISPLAY_READY): $(READY)
	@scripts/set_up.sh --display
	@touch $@

$(TESTS_READY): $(READY)
	@scripts/set_up.sh --tests
	@touch $@

run: $(READY) ## open desk and server on evaluation stores; without a display, play the counter day into demo-output/
ifeq ($(strip $(DISPLAY)$(WAYLAND_DISPLAY)),)
	@echo "No display here: the scripted counter day is played off screen."
	@$(MAKE) --no-print-directory demo
else
	@$(MAKE) --no-print-directory $(DISPLAY_READY)
	@server="$$(YICHUANG_PASSWORD='$(RUN_PASSWORD)' $(BIN)/python -m app.demo.evaluation $(RUN_HOME) '$(RUN_CLERK)' C03)"; \
	  printf '\n  演示用仓库 evaluation store: %s\n  人员 clerk:    %s\n  密码 password: %s\n' '$(RUN_HOME)' '$(RUN_CLERK)' '$(RUN_PASSWORD)'; \
	  if [ -n "$$server" ]; then printf '  服务器 server: %s/console\n  管理员 admin:  %s\n' "$$server" "$$(cat $(RUN_HOME)-central/first-password)"; fi; echo
	@$(BIN)/yichuang --home $(RUN_HOME)
endif

# Off screen Qt says for each sheet that it can't propagate size hints; nobody can do anything about it.
demo: $(READY) ## play the scripted counter day; PDFs, pictures and summary.json go to demo-output/
	@if [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='default.warning=false'; fi; \
	  $(BIN)/yichuang demo --out $(OUT)
	@echo "Left in $(OUT)/: $$(find $(OUT) -name '*.pdf' | wc -l) PDFs, $$(find $(OUT) -name '*.png' | wc -l) pictures, summary.json"

test: $(TESTS_READY) ## every gate: style, types, import contracts, all tests, coverage
	@scripts/gates.sh

coverage: $(TESTS_READY) ## all tests, every line that they run counted: twice as long as `make test`
	@rm -f .coverage .coverage.*
	@COVERAGE_CORE=ctrace COUNTED_TESTS=tests QT_QPA_PLATFORM=offscreen $(BIN)/coverage run -m pytest -q -n 4 --dist loadfile --no-loadscope-reorder
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --skip-covered --sort=cover

lint: $(READY) ## ruff: rules and layout
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

format: $(READY) ## let ruff lay the code out
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: $(READY) ## mypy, strict on app and db
	@$(BIN)/mypy

imports: $(READY) ## the import contracts of pyproject.toml
	@$(BIN)/lint-imports --no-logo

unit: $(READY) ## the quick tests only, without coverage
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -q -n 2 tests/unit tests/repository

bench: $(TESTS_READY) ## measure the goals against floors of the same run; bench/results.json
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench

soak: $(TESTS_READY) ## a hall's days with kills and a bad line (COUNTERS=50 DAYS=7 SEED=1); ends with one JSON line
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -m soak -q -n 0 tests/integration 1>&2
	@$(BIN)/python -m bench.soak --counters $(COUNTERS) --days $(DAYS) --seed $(SEED)

pictures: $(READY) ## make every picture of the docs again
	@QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='default.warning=false' $(BIN)/python -m scripts.pictures docs/pictures

generated: $(READY) ## write docs/events.md, docs/schema.md and docs/law-matrix.md again
	@$(BIN)/python -m scripts.event_pages
	@$(BIN)/python -m tests.repository.schema_dump
	@$(BIN)/python tests/repository/law_matrix.py

dist: $(READY) ## build the folders and the .deb of desk and central server under dist/
	@packaging/build.sh

clean: ## remove what can be made again (not .venv, nor the evaluation store in .run)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov build dist $(OUT)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
