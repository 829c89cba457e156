# Needs Python 3.11 or later (with venv and pip) and make; everything else is
# installed into .venv from the package registry that pip is configured for.
#
#   make run     a demonstration on a throw-away database (PORT=8000)
#   make test    every check that must pass before a commit
#   make prove   the same tests with many more cases; writes benchmarks/results/
#   make mutants whether the tests of calendar and clocks notice a changed line
#   make install only the virtual environment: then .venv/bin/tuntas works

PYTHON ?= python3
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# A virtual environment holds absolute paths and one version of Python: in a clone that
# was moved or copied, or after an upgrade of Python, another name makes it anew.
MADE := $(VENV)/made-$(shell { pwd; $(PYTHON) -V; } 2>&1 | cksum | cut -d ' ' -f 1)
RUNTIME := $(VENV)/installed
DEV := $(VENV)/installed-dev

PYTEST := $(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile
TODAY := $(shell date -u +%Y-%m-%d)
RESULT := benchmarks/results/prove-$(TODAY).txt
MUTANTS := benchmarks/results/mutants-$(TODAY).txt

.PHONY: install run test prove mutants
.DELETE_ON_ERROR:

install: $(RUNTIME)

run: $(RUNTIME)
	@exec $(BIN)/tuntas demo --port $(PORT)

test: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PYTEST)

prove: export TUNTAS_TEST_SCALE := prove
prove: $(DEV) mutants
	@mkdir -p benchmarks/results
	@{ date -u +%Y-%m-%dT%H:%M:%SZ; $(BIN)/python -VV; \
	   git describe --always --dirty 2>/dev/null || echo 'not a git clone'; \
	   $(PYTEST) --quiet --no-header --durations 20; echo "exit status $$?"; \
	 } 2>&1 | tee $(RESULT)
	@tail -n 1 $(RESULT) | grep -qx 'exit status 0'

mutants: $(DEV)
	@mkdir -p benchmarks/results
	@{ date -u +%Y-%m-%dT%H:%M:%SZ; $(BIN)/python -VV; \
	   git describe --always --dirty 2>/dev/null || echo 'not a git clone'; \
	   TUNTAS_TEST_SCALE= $(BIN)/python benchmarks/mutants.py; echo "exit status $$?"; \
	 } 2>&1 | tee $(MUTANTS)
	@tail -n 1 $(MUTANTS) | grep -qx 'exit status 0'

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
	  2>/dev/null || { \
	  echo "Tuntas needs Python 3.11 to 3.14; $(PYTHON) is: $$($(PYTHON) -V 2>&1)." >&2; \
	  echo "Install one, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: its venv or pip is missing." >&2; \
	  echo "On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The build tool comes first, pinned like the rest: pip would fetch another one by itself.
$(RUNTIME): $(MADE) pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt hatchling
	$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(DEV): $(RUNTIME)
	$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@
