# Everything runs in .venv, made from the lock files; nothing is installed elsewhere.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out/demo

.PHONY: demo test check format bench gallery golden docs notebooks sbom package lock clean

demo: .venv/runtime
	$(BIN)/kg demo -o $(OUT)

test: .venv/dev
	$(BIN)/python -m pytest

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev
	$(BIN)/python tests/bench/build.py
	$(BIN)/python tests/bench/page.py

# The pictures of docs/gallery.md, from the samples.
gallery: .venv/dev
	$(BIN)/python docs/gallery.py

# A bill of materials (CycloneDX) of what the lock file installs.
sbom: .venv/dev
	@mkdir -p out
	$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON -o out/sbom.json requirements.lock

# Wheel and source archive, and the wheel tried in an environment of its own.
package: .venv/dev
	rm -rf dist out/package
	$(BIN)/python -m build --no-isolation
	$(PYTHON) -m venv out/package
	out/package/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	out/package/bin/pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	out/package/bin/kg demo -o out/package/demo
	out/package/bin/kg validate out/package/demo

notebooks: .venv/dev
	$(BIN)/python docs/render_notebooks.py

docs: .venv/dev
	$(BIN)/python docs/ontology/document.py
	$(BIN)/python tests/cookbook.py

golden: .venv/dev
	$(BIN)/python tests/test_golden.py

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("newsgraph needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; give another with PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Needs the package `uv` in the environment that runs it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
