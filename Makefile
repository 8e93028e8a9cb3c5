# Everything that is done with nagara by hand or in CI has a name here.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready

# The first Python on this machine that nagara runs on; give another with `make PYTHON=...`.
PYTHON = $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$each && break; done)
UV    = out/tools/bin/uv
EXAMPLE := examples/demo-city
EXAMPLE_BEFORE := examples/demo-city-2025
# What runs beside the web, so that the three processes end near together.
BESIDE := tests/nagara tests/contracts tests/nagara_web/command
# The whole way of a year through the site in a browser: walked on both databases each time, the others by `make long`.
JOURNEY = $(wildcard tests/browser/web/test_year.py)
SCENARIOS := examples/scenario-food-to-compost.csv examples/scenario-close-the-dump.csv
PROMISES := --promise "sdg_11_6_1_frac>=0.9@2035" --promise "recycled_frac>=0.3@2036"

# Written out and not as `$(MAKE) check`: what names MAKE runs even when it is only to be shown (`make -n`).
CHECK = $(BIN)/ruff check --quiet && $(BIN)/ruff format --check --quiet && $(BIN)/lint-imports --no-logo && $(BIN)/mypy
DOCUMENTATION = $(BIN)/sphinx-build -W --keep-going -q -b html docs out/docs

# Where the site of the demo listens.
PORT := 8000

DEBIAN_LINE := sudo apt-get install -y make python3-venv fonts-noto-core

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export PYTHONWARNINGS :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List what can be done (this list)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: compiled fonts ## Recompute published cities, report on an invented one, try scenarios and a plan, open the site
	@$(BIN)/nagara published
	@$(BIN)/nagara report $(EXAMPLE) --last-year $(EXAMPLE_BEFORE) --out out/demo
	@$(BIN)/nagara scenario $(EXAMPLE) $(SCENARIOS) --out out/demo
	@$(BIN)/nagara plan $(EXAMPLE) $(PROMISES) --first --draws 20 --out out/demo
	@echo
	@echo "Open out/demo/report.html in a browser; report.pdf is the same on paper."
	@echo "What would change if, year by year: out/demo/scenario.html."
	@echo "The cheapest way to two promises, a first answer: out/demo/plan.html."
	@echo "Three invented towns can share plants: $(BIN)/nagara plan-region examples/demo-region/region.toml --first --out out/region"
	@echo "Published plastic leakage can be recomputed too: $(BIN)/nagara published --kind plastics"
	@echo "Next, your own city:"
	@echo "  $(BIN)/nagara template --out my-city.xlsx      # fill it in"
	@echo "  $(BIN)/nagara check my-city.xlsx               # what is doubtful, and how to mend it"
	@echo "  $(BIN)/nagara report my-city.xlsx --out out/my-city"
	@if test -t 1 -a -z "$$CI" -a "$$NAGARA_DEMO_SERVE" != 0; then look=; else look=--look; fi; \
		$(BIN)/nagara web demo --home out/site --port $(PORT) $$look

.PHONY: test
test: $(READY) ## Prove everything: style, floors, types, documentation, tests on SQLite and PostgreSQL
	@mkdir -p out; echo "The documentation is built beside everything else, into out/docs."
	@$(DOCUMENTATION) >out/documentation.log 2>&1 & documentation=$$!; \
	$(CHECK) || { kill $$documentation; exit 1; }; \
	echo "Tests of the web run on SQLite; beside them those on PostgreSQL, and those of library, contracts and commands."; \
	$(BIN)/python tests/with_postgresql.py tests/nagara_web $(JOURNEY) --ignore=tests/nagara_web/demo/test_seed.py \
		>out/postgresql.log 2>&1 & postgresql=$$!; \
	$(BIN)/pytest $(BESIDE) >out/library.log 2>&1 & library=$$!; \
	$(BIN)/pytest $(addprefix --ignore=,$(BESIDE)); failed=$$?; \
	for each in "$$documentation documentation" "$$library library" "$$postgresql postgresql"; do \
		set -- $$each; echo; echo "out/$$2.log:"; \
		if wait $$1; then grep -E "^=+ .* in [0-9.]+s" out/$$2.log || echo "built"; else cat out/$$2.log; failed=1; fi; done; \
	exit $$failed

.PHONY: check
check: $(READY) ## The quick half of `make test`: style, floors and types
	@$(CHECK)

.PHONY: bench
bench: compiled ## Measure speed and memory, write out/bench.json
	$(BIN)/python benchmarks/run.py --out out/bench.json

.PHONY: long
long: $(READY) ## What takes longer than CI allows: hours of fuzzing and the coverage study
	$(BIN)/pytest -m "long or not long" --hypothesis-profile=long
	$(BIN)/python tests/with_postgresql.py -m "long or not long" tests/nagara_web tests/browser/web
	$(BIN)/python benchmarks/coverage_study.py --replications 20000 --out out/coverage.json

.PHONY: docs
docs: $(READY) ## Build the documentation into out/docs, warnings are errors
	$(DOCUMENTATION)

.PHONY: fix
fix: $(READY) ## Mend style where a machine can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: messages
messages: $(READY) ## Collect the sentences of the pages for those who translate (needs xgettext)
	@cd src/nagara_web && env -u DJANGO_SETTINGS_MODULE ../../$(BIN)/python -m django makemessages \
		$(patsubst src/nagara_web/locale/%,-l %,$(wildcard src/nagara_web/locale/*)) --no-location --no-obsolete

.PHONY: lock
lock: $(UV) ## Choose all package versions anew and write requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
		--all-extras --no-emit-index-url --no-header pyproject.toml -o requirements.lock

# ---------------------------------------------------------------------------- what the above stand on

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "nagara needs Python 3.11, 3.12 or 3.13, and found none of them."; \
		echo "On Debian 12 or Ubuntu 24.04 and later, run:"; echo "  $(DEBIAN_LINE)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment."; \
		echo "On Debian or Ubuntu, run:"; echo "  $(DEBIAN_LINE)"; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version). The first time takes a minute or two."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: compiled
compiled: $(READY) # pip compiles what it installs, but not what it installs in place
	@$(BIN)/python -m compileall -q src

$(UV):
	@$(PYTHON) -m venv out/tools
	@out/tools/bin/python -m pip install -qq uv

.PHONY: fonts
fonts:
	@find /usr/share/fonts /usr/local/share/fonts "$$HOME/.local/share/fonts" -name 'NotoSansKhmer*' 2>/dev/null \
		| grep -q . || { echo "Your browser may show boxes for Khmer, Lao, Thai and Burmese: the Noto fonts are missing."; \
		echo "On Debian or Ubuntu, run:"; echo "  $(DEBIAN_LINE)"; echo; }
