# Needs Python 3.11 or later (with venv and pip) and make; everything else is
# installed into .venv from the package registry that pip is configured for. Only the
# browser in which pages are tested comes from apt, where root may install it.
#
#   make run     a demonstration on a throw-away database (PORT=8000)
#   make test    every check that must pass before a commit
#   make prove   the same tests with many more cases; writes benchmarks/results/
#   make bench   every figure of the README beside its limit (FULL=1 for the long one)
#   make memory  whether that of each process stays flat; an hour of load, and rebuilds
#   make mutants whether the tests of calendar and clocks notice a changed line
#   make screenshots  the pictures of pages in the README, taken anew
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

# Half as many again as cores, for each waits for its servers a quarter of the time.
# Files in their order, not those with the most tests first: the longest have few.
CORES := $(shell getconf _NPROCESSORS_ONLN)
PYTEST := $(BIN)/pytest -n $(shell expr $(CORES) '*' 3 / 2) --maxprocesses 6 --dist loadfile \
  --no-loadscope-reorder

# The tests start Python hundreds of times: it need not compile the same files each time.
unexport PYTHONDONTWRITEBYTECODE
TODAY := $(shell date -u +%Y-%m-%d)
RESULT := benchmarks/results/prove-$(TODAY).txt
MUTANTS := benchmarks/results/mutants-$(TODAY).txt
MEMORY := benchmarks/results/memory-$(TODAY).txt

# Pages are tested in the browser of this machine: best in that without windows, which
# takes half the time for the same pages.
HEADLESS := chromium-headless-shell
INSTALL := DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends
BROWSERS := chromium chromium-browser google-chrome-stable google-chrome

.PHONY: install run test prove bench mutants memory screenshots browser
.DELETE_ON_ERROR:

install: $(RUNTIME)

run: $(RUNTIME)
	@exec $(BIN)/tuntas demo --port $(PORT)

test: $(DEV) browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# Types are checked beside the tests: either takes one core for a while.
	$(BIN)/mypy & types=$$!; $(PYTEST); tests=$$?; wait $$types && exit $$tests

prove: export TUNTAS_TEST_SCALE := prove
prove: $(DEV) browser mutants memory
	@mkdir -p benchmarks/results
	@{ date -u +%Y-%m-%dT%H:%M:%SZ; $(BIN)/python -VV; \
	   git describe --always --dirty 2>/dev/null || echo 'not a git clone'; \
	   $(PYTEST) --quiet --no-header --durations 20; echo "exit status $$?"; \
	 } 2>&1 | tee $(RESULT)
	@tail -n 1 $(RESULT) | grep -qx 'exit status 0'

bench: $(DEV)
	@exec $(BIN)/python -m benchmarks $(if $(FULL),--full)

mutants: $(DEV)
	@mkdir -p benchmarks/results
	@{ date -u +%Y-%m-%dT%H:%M:%SZ; $(BIN)/python -VV; \
	   git describe --always --dirty 2>/dev/null || echo 'not a git clone'; \
	   TUNTAS_TEST_SCALE= $(BIN)/python benchmarks/mutants.py; echo "exit status $$?"; \
	 } 2>&1 | tee $(MUTANTS)
	@tail -n 1 $(MUTANTS) | grep -qx 'exit status 0'

memory: $(DEV)
	@mkdir -p benchmarks/results
	@{ date -u +%Y-%m-%dT%H:%M:%SZ; $(BIN)/python -VV; \
	   git describe --always --dirty 2>/dev/null || echo 'not a git clone'; \
	   $(BIN)/python -m benchmarks.memory; echo "exit status $$?"; \
	 } 2>&1 | tee $(MEMORY)
	@tail -n 1 $(MEMORY) | grep -qx 'exit status 0'

screenshots: $(DEV) browser
	@exec $(BIN)/python -m benchmarks.screenshots docs/screenshots

browser:
	@there() { for name; do command -v $$name >/dev/null && return; done; return 1; }; \
	there $(HEADLESS) && exit; \
	if [ "$$(id -u)" = 0 ] && there apt-get; then \
	  there $(BROWSERS) && [ -z "$$CI" ] || apt-get update -qq; \
	  $(INSTALL) $(HEADLESS) >/dev/null 2>&1 && exit; \
	  there $(BROWSERS) || $(INSTALL) chromium >/dev/null; \
	fi; \
	there $(BROWSERS) \
	|| echo "The tests of pages are left out: install Chromium (apt install chromium)." >&2

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
