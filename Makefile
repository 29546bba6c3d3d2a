# Every recipe is one call of a script, which can be run by hand just as well. `make` alone lists them.
.PHONY: help environment site test proof cities messages lock clean

help:
	@echo "make site                 build the site and the cards, and say what to open"
	@echo "make test                 lint, types and tests"
	@echo "make proof TABLES=DIR     the long and heavy checks; DIR holds the public source tables"
	@echo "make cities TABLES=DIR    write cities/ from the public source tables in DIR"
	@echo "make messages             write what pages say into scorecard/locale/, for translation"
	@echo "make lock                 write requirements.lock anew from pyproject.toml"
	@echo "make clean                remove what these make: site, caches, environment"

environment:
	@scripts/environment.sh

site: environment
	@scripts/site.sh

test: environment
	@scripts/test.sh

proof: environment
	@scripts/proof.sh "$(TABLES)"

cities: environment
	@scripts/cities.sh "$(TABLES)"

messages: environment
	@scripts/messages.sh

lock: environment
	@scripts/lock.sh

clean:
	rm -rf site .scorecard .venv .proof .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist tests/actual
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
