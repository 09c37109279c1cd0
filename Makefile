# The two commands that do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
OUT ?= out

.PHONY: help setup run test bench lint types check clean bench-letters train rules

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: ## Install what is missing (system packages too, where that is allowed)
	@tools/set_up.sh

run: setup ## Parse samples/ into out/, print a table and where the files are
	@.venv/bin/tertial parse $(sort $(wildcard samples/*.pdf samples/scans/*.pdf samples/*.txt)) --out $(OUT)

test: setup lint types ## Run all tests
	$(PYTHON) -X warn_default_encoding -m pytest

bench: setup ## Measure quality, speed and memory beside references (benchmarks/*/README.md; needs an hour)
	@missed=; for part in layouts scans scans.layers scans.long_scan archive; do \
		echo "== $$part"; $(PYTHON) -m benchmarks.$$part || missed="$$missed $$part"; done; \
	$(MAKE) bench-letters || missed="$$missed letters"; \
	if [ -n "$$missed" ]; then echo "bars missed:$$missed" >&2; exit 1; fi

lint: setup ## Check style
	@$(PYTHON) -m ruff check src tests benchmarks samples tools
	@$(PYTHON) -m ruff format --check src tests benchmarks samples tools

types: setup ## Check types
	@$(PYTHON) -m mypy

rules: setup ## Write the tables of the validation rules in the READMEs
	$(PYTHON) tools/rule_table.py

check: test ## The same as test: what CI runs

clean: ## Remove what was set up and written
	rm -rf .venv $(OUT) .mypy_cache .pytest_cache .ruff_cache .hypothesis

bench-letters: setup ## Measure restoration (a to f; a needs ../shared/seed)
	PYTHONPATH=src:. $(PYTHON) -m benchmarks.letters.run --baselines --json benchmarks/letters/results.json $(if $(wildcard ../shared/seed),--seed ../shared/seed)

WORK ?= training/output
MINUTES ?= 100
PAIR_SECONDS ?= 3000
DEV_SECONDS ?= 120
PAGES ?= 4400
TWIN_PAGES ?= 1200
DEV_FONTS ?= $(FONTS)
HUNSPELL ?= /usr/share/hunspell/sv_SE
DATA := src/ingest/data
# A command that writes $(1).new, unless $(1) is there: a file that was begun is not taken for a whole one.
once = [ -s $(1) ] || { rm -f $(1).new; $(2) && mv $(1).new $(1); }
train: setup ## Train restoration: CORPUS="a.xz b.xz" NAMES=folder FONTS=list (training/README.md)
	@command -v unmunch >/dev/null && [ -s $(HUNSPELL).dic ] || { \
		echo "unmunch or $(HUNSPELL).dic is missing: sudo apt-get install hunspell-tools hunspell-sv" >&2; exit 1; }
	@[ -n "$(CORPUS)" ] && [ -d "$(NAMES)" ] && [ -s "$(FONTS)" ] && [ -s "$(DEV_FONTS)" ] || { \
		echo "CORPUS, NAMES (a folder) and FONTS (a list) are needed: training/README.md" >&2; exit 1; }
	$(PYTHON) -m pip install -q -c constraints.txt -r training/requirements.txt
	$(PYTHON) -m training.corpus $(CORPUS) --out $(WORK)
	$(call once,$(WORK)/pairs_train.tsv,$(PYTHON) -m training.engine_pairs $(WORK)/train.txt $(FONTS) $(WORK)/pairs_train.tsv.new --seconds $(PAIR_SECONDS))
	$(call once,$(WORK)/dev_q3.tsv,$(PYTHON) -m training.engine_pairs $(WORK)/dev.txt $(DEV_FONTS) $(WORK)/dev_q3.tsv.new --seconds $(DEV_SECONDS) --quality q3)
	PYTHONPATH=src:. $(PYTHON) -m training.words $(WORK)/train.txt --names $(NAMES) --hunspell $(HUNSPELL) --out $(DATA)
	PYTHONPATH=src:. $(PYTHON) -m training.languages --out $(DATA)
	PYTHONPATH=src:. $(PYTHON) -m training.train --work $(WORK) --names $(NAMES) --minutes $(MINUTES) $(if $(WARM),--warm $(WARM))
	PYTHONPATH=src:. $(PYTHON) -m training.export $(WORK)/letters.ckpt.pt $(WORK)/letters.vocab.json --out $(DATA)/letters-sv.onnx
	PYTHONPATH=src:. $(PYTHON) -m training.fit $(WORK)/dev_q3.tsv
	PYTHONPATH=src:. $(PYTHON) -m training.shapes $(WORK)/train.txt $(WORK)/pairs_train.tsv --held-out $(WORK)/dev.txt $(WORK)/test.txt --out $(DATA)
	$(call once,$(WORK)/doubt.tsv,PYTHONPATH=src:. $(PYTHON) -m training.doubt_pages $(WORK)/dev.txt samples $(DEV_FONTS) $(WORK)/doubt.tsv.new --trained $(WORK)/train.txt --pages $(PAGES))
	$(call once,$(WORK)/twins.tsv,PYTHONPATH=src:. $(PYTHON) -m training.doubt_pages $(WORK)/dev.txt samples $(DEV_FONTS) $(WORK)/twins.tsv.new --trained $(WORK)/train.txt --pages $(TWIN_PAGES) --seed 2 --twins)
	[ -s $(WORK)/others/fr.txt ] || PYTHONPATH=src:. $(PYTHON) -m training.catalogues $(WORK)/others
	PYTHONPATH=src:. $(PYTHON) -m training.fit_short $(WORK)/dev.txt $(WORK)/doubt.tsv --names $(NAMES) --others $(WORK)/others --out $(DATA)/short-sv.json
	PYTHONPATH=src:. $(PYTHON) -m training.fit_doubts $(WORK)/doubt.tsv $(WORK)/twins.tsv --out $(DATA)/doubts-sv.json
	PYTHONPATH=src:. $(PYTHON) -m training.sidecar $(DATA)
