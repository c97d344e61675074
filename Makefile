# One word per task. Everything is installed below .venv; nothing else is needed but Python ≥ 3.11, git and make.
PYTHON ?= python3
PORT ?= 8000
RUN := .venv/bin
HELPCENTER := PYTHONPATH=hooks $(RUN)/python -m helpcenter

export NO_MKDOCS_2_WARNING := 1  # the theme announces its successor at every start

.DEFAULT_GOAL := help
.PHONY: site brand release rollback digest serve staff report test test-fast fuzz lint check bench compat external lock clean help

site: .venv/site  ## build, verify and publish into site/
	@$(RUN)/python -m mkdocs build -q

brand: .venv/site  ## make it yours: asks for name, address, colours, images (or FROM=answers.yml)
	@$(HELPCENTER) brand $(if $(FROM),--from "$(FROM)")

release: .venv/site  ## build what is published, of a commit alone and without a cache, with its list and compressed copies; KEY=FILE signs it, DEMO=1 takes samples
	@HELPCENTER_CACHE=off HELPCENTER_RELEASE=$(if $(DEMO),demonstration,company) HELPCENTER_KEY="$(KEY)" $(RUN)/python -m mkdocs build -q
	@test "$(COMPRESS)" = no || $(HELPCENTER) compress  # COMPRESS=no: the host does it
	@$(HELPCENTER) digest

rollback:  ## make the release before public again (TO=2 for the one before that, or TO=NAME)
	@$(HELPCENTER) rollback $(TO)

digest: .venv/site  ## print the SHA-256 of site/
	@$(HELPCENTER) digest

serve: .venv/site  ## write: the site at http://127.0.0.1:8000/ (PORT=8001 for another), rebuilt at every save
	@$(RUN)/python -m mkdocs serve -a 127.0.0.1:$(PORT)

staff: .venv/site  ## build the private staff site into site-staff/ (deploy it behind a login)
	@$(HELPCENTER) staff

report: .venv/report  ## what readers tell: make report LOGS="access.log" [TICKETS=tickets.csv]
	@$(HELPCENTER) report $(LOGS) $(if $(TICKETS),--tickets "$(TICKETS)")

check: .venv/site  ## check the articles without building them
	@$(HELPCENTER) check

test: lint  ## everything: lint, types, unit, golden cases, real builds, a real browser
	@$(RUN)/python -m pytest -n auto --dist worksteal

test-fast: lint  ## the same without builds, commands and a browser, in about a minute
	@$(RUN)/python -m pytest -n auto --dist worksteal -m "not slow"

fuzz: .venv/test  ## fuzz with random pages that no earlier run has tried
	@HYPOTHESIS_PROFILE=default $(RUN)/python -m pytest -n auto tests/core/test_fuzz.py

lint: .venv/test  ## lint and types alone
	@$(RUN)/python -m ruff check hooks tests benchmarks .ci
	@$(RUN)/python -m ruff format --check hooks tests benchmarks .ci
	@$(RUN)/python -m mypy
	@if test -x $(RUN)/oxlint; then $(RUN)/oxlint --quiet; else echo "oxlint is not installed: the scripts were not linted."; fi

bench: .venv/test  ## measure search quality, what the rules catch, build times, and pages with Lighthouse
	@$(RUN)/python benchmarks/search.py
	@$(RUN)/python benchmarks/bank.py
	@$(RUN)/python benchmarks/other_searches.py
	@$(RUN)/python benchmarks/guard.py
	@$(RUN)/python benchmarks/speed.py
	@$(RUN)/python benchmarks/publish.py
	@$(RUN)/python benchmarks/lighthouse.py

compat: .venv/site  ## build and test with what may come after the stack: KIND=properdocs or newest, TESTS="tests/core" for a part
	@for kind in $(or $(KIND),properdocs newest); do $(RUN)/python .ci/compat.py $$kind $(TESTS) || exit 1; done

external: .venv/test  ## look up external links (not part of any build)
	@PATH="$(CURDIR)/$(RUN):$$PATH" $(HELPCENTER) external

lock:  ## compile the pinned requirements from pyproject.toml (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header pyproject.toml --group build -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header pyproject.toml --group report -c requirements.txt -o requirements-report.txt
	uv pip compile -q --universal --generate-hashes --no-header pyproject.toml --group dev -c requirements.txt -c requirements-report.txt -o requirements-dev.txt
	uv pip compile -q --universal --generate-hashes --no-header --group spark -c requirements-dev.txt -o requirements-spark.txt

clean:  ## remove everything that was built or installed
	rm -rf site .site site-staff .site-staff .cache .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

# Wheels only: a source distribution runs its own code while it is installed.
.venv/site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(RUN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned packages into .venv …"
	@$(RUN)/python -m pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

.venv/report: .venv/site requirements-report.txt
	@$(RUN)/python -m pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-report.txt
	@touch $@

# Spark, where there is Java to run it, is the exception: it has no wheel.
.venv/test: .venv/site requirements-dev.txt requirements-spark.txt
	@$(RUN)/python -m pip install -q --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-dev.txt
	@if command -v java >/dev/null; then $(RUN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --only-binary :all: --no-binary pyspark --require-hashes -r requirements-spark.txt; fi
	@touch $@
