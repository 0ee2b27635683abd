# make demo: own environment, the graph of the seed releases, its exports and its view.   make test: every gate.   make score: the gold.   make bench: speed.
# make docs: the documents, in build/site/index.html.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
DEV    := .venv-dev
DEMO   := demo
LOCK   := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q

.PHONY: demo test lint types unit score bench docs lock clean

demo: $(VENV)/.installed
	@mkdir -p $(DEMO)
	@$(VENV)/bin/diplograph build seeds/releases --graph $(DEMO)/store
	@for file in graph.ttl graph.trig graph.jsonld graph.graphml graph.csv; do \
	  $(VENV)/bin/diplograph export $(DEMO)/$$file --graph $(DEMO)/store || exit 1; done
	@$(VENV)/bin/diplograph view -o $(DEMO)/network.html --graph $(DEMO)/store
	@echo "Open $(DEMO)/network.html in a browser, or ask:"
	@echo "  $(VENV)/bin/diplograph query commitments --graph $(DEMO)/store"

test: lint types unit

lint: $(DEV)/.installed
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .

types: $(DEV)/.installed
	$(DEV)/bin/mypy

unit: $(DEV)/.installed
	$(DEV)/bin/python -m pytest -n auto --dist loadfile

score: $(DEV)/.installed
	$(DEV)/bin/python bench/score_gold.py

bench: $(DEV)/.installed
	$(DEV)/bin/python bench/validation.py seeds/releases --runs 3
	$(DEV)/bin/python bench/inference.py --quick
	$(DEV)/bin/python bench/incremental.py --quick
	$(DEV)/bin/python bench/make_store.py $(DEMO)/bench-store --count 1000
	$(DEV)/bin/python bench/queries.py $(DEMO)/bench-store
	$(DEV)/bin/python bench/explorer.py $(DEMO)/bench-store
	$(DEV)/bin/python bench/network.py --sizes 50 500 --runs 1 --limit 20
	$(DEV)/bin/python bench/build_time.py seeds/releases

docs: $(DEV)/.installed
	$(DEV)/bin/python docs/notebooks/run.py
	$(DEV)/bin/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(DEV)/bin/python -m mkdocs build --strict -q

lock: $(DEV)/.installed
	$(DEV)/bin/uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	$(DEV)/bin/uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK) -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEV) $(DEMO) build dist *.egg-info

# An environment stands when the stamp is newer than what it was made from; it is made anew otherwise.
$(VENV)/.installed: requirements.lock pyproject.toml
	$(call environment,$(VENV),requirements.lock)

$(DEV)/.installed: requirements-dev.lock pyproject.toml
	$(call environment,$(DEV),requirements-dev.lock)

define environment
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(1)
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2)
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endef
