"""The table of dependencies is current, and every licence lets anybody use the tool."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "docs" / "dependencies.py"
_SPEC = importlib.util.spec_from_file_location("dependencies", SCRIPT)
assert _SPEC and _SPEC.loader
dependencies = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(dependencies)

PERMISSIVE = re.compile(
    r"MIT|BSD|0BSD|Apache|ISC|PSF|W3C|Zlib|CC0|CNRI|MPL|Mozilla Public License|Python Software"
)


def test_the_page_names_what_the_lock_installs() -> None:
    assert dependencies.PAGE.read_text(encoding="utf-8") == dependencies.page(), (
        "write it again: python docs/dependencies.py"
    )


@pytest.mark.parametrize("package", dependencies.locked())
def test_a_licence_is_permissive(package: str) -> None:
    said = dependencies.licence(package)
    # "A OR B": one of them is enough. None: only another platform installs it.
    assert said is None or any(PERMISSIVE.search(choice) for choice in said.split(" OR "))
