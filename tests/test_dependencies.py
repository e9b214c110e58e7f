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
RECIPROCAL = re.compile(r"GPL|General Public License|Affero|SSPL|BUSL|Commons Clause|-NC", re.I)


def test_the_page_names_what_the_lock_installs() -> None:
    assert dependencies.PAGE.read_text(encoding="utf-8") == dependencies.page(), (
        "write it again: python docs/dependencies.py"
    )


def is_permissive(said: str) -> bool:
    """Whether some choice ("A OR B") has permissive parts alone ("A AND B")."""
    return any(
        all(
            PERMISSIVE.search(part) and not RECIPROCAL.search(part)
            for part in choice.split(" AND ")
        )
        for choice in said.strip("()").split(" OR ")
    )


@pytest.mark.parametrize("package", dependencies.locked())
def test_a_licence_is_permissive(package: str) -> None:
    said = dependencies.licence(package)
    if said is None:
        assert package in dependencies.elsewhere(), f"{package} is not installed"
    else:
        assert is_permissive(said), f"{package}: {said}"


@pytest.mark.parametrize(
    ("said", "permissive"),
    [
        ("MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("BSD-3-Clause AND Zlib", True),
        ("MIT AND LGPL-3.0-only", False),
        ("GNU Affero General Public License v3", False),
        ("GPL-2.0 with a note on MIT", False),
        ("not declared", False),
        ("Proprietary", False),
    ],
)
def test_what_a_licence_may_be(said: str, permissive: bool) -> None:
    assert is_permissive(said) is permissive
