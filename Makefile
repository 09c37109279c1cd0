# The two commands that do everything: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
OUT ?= out

.PHONY: help setup run test bench lint types check clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## Install what is missing (system packages too, where that is allowed)
	@tools/set_up.sh

run: setup ## Parse samples/ into out/, print a table and where the files are
	@.venv/bin/tertial parse $(sort $(wildcard samples/*.pdf samples/*.txt)) --out $(OUT)

test: setup lint types ## Run all tests
	$(PYTHON) -X warn_default_encoding -m pytest

bench: setup ## Measure quality, speed and memory beside references (benchmarks/*/README.md; needs an hour)
	$(PYTHON) -m benchmarks.layouts
	$(PYTHON) -m benchmarks.letters.run
	$(PYTHON) -m benchmarks.scans
	$(PYTHON) -m benchmarks.archive

lint: setup ## Check style
	@$(PYTHON) -m ruff check src tests
	@$(PYTHON) -m ruff format --check src tests

types: setup ## Check types
	@$(PYTHON) -m mypy

check: test ## The same as test: what CI runs

clean: ## Remove what was set up and written
	rm -rf .venv $(OUT) .mypy_cache .pytest_cache .ruff_cache .hypothesis
