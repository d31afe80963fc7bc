# One word per job, the same here and in CI. Only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := bot domain handlers language locales replies reports scheduler simulator storage
SENTENCES := handlers replies reports scheduler

.PHONY: help setup demo run test check bench format texts lock clean

help:            ## Show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */\t/' | expand -t 12

setup: $(VENV)/.dev          ## Virtual environment with everything for development

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/.run           ## Try it without Telegram: prints one address
	$(BIN)/perpusbot demo

run: $(VENV)/.run            ## The real thing; settings in the environment or .env
	$(BIN)/perpusbot run

test: $(VENV)/.dev           ## All tests
	$(BIN)/python -m pytest

check: $(VENV)/.dev          ## Lint, types, layers, catalogs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/unit/locales -q

bench: $(VENV)/.dev          ## Benchmarks, as a table
	$(BIN)/python -m tests.bench

format: $(VENV)/.dev         ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

texts: $(VENV)/.dev          ## Bring the catalogs up to date with the code
	$(BIN)/pybabel -q extract --no-default-keywords -k say -k label -k message -k count:1,2 --no-location \
		--add-comments=Translators --sort-output --project=perpusbot -o locales/messages.pot $(SENTENCES)
	for language in id en; do \
		$(BIN)/pybabel -q update -i locales/messages.pot -o locales/$$language/messages.po -l $$language \
			--no-fuzzy-matching --ignore-obsolete --no-wrap; done

lock:            ## Newest versions of all dependencies, locked with hashes (needs uv)
	uv pip compile pyproject.toml --extra postgres --group build --universal --generate-hashes --upgrade \
		--python-version 3.11 --no-header -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --group build --group dev --universal --generate-hashes --upgrade \
		--python-version 3.11 --no-header -o requirements/dev.txt

clean:           ## Remove what the other targets made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
