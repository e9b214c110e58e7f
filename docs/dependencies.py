"""Writes ``docs/dependencies.md``: every package that ``requirements.lock`` installs, and its licence.

The licence is the one that the installed package declares: its SPDX expression, or its
classifiers, or the first line of its licence field, in this order.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==[^;\n\\]*(;[^\n\\]*)?", re.MULTILINE)
_HEAD = """# Dependencies and their licences

What `requirements.lock` installs, with versions and hashes there. Written by
`python docs/dependencies.py` from what the packages declare; a test keeps it current and lets
only permissive licences, or the Mozilla licence, in.

* A bill of materials in the CycloneDX format: `make sbom` writes `out/sbom.json`.
* Known vulnerabilities: `pip install pip-audit`, then
  `pip-audit --require-hashes -r requirements.lock` (it asks a service on the network, so the
  tests do not run it).

| package | licence |
|---|---|
"""


def locked() -> list[str]:
    """Packages of ``requirements.lock`` for any platform, in its order."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return list(dict.fromkeys(m[1] for m in _LOCKED.finditer(text)))


def elsewhere() -> set[str]:
    """Packages of ``requirements.lock`` that only other platforms or Pythons need."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    needed = {
        m[1] for m in _LOCKED.finditer(text) if not m[2] or Marker(m[2].lstrip("; ")).evaluate()
    }
    return set(locked()) - needed


def licence(package: str) -> str | None:
    """What a package declares; None when it is not installed (another platform needs it)."""
    try:
        found: Distribution = distribution(package)
    except PackageNotFoundError:
        return None
    meta = found.metadata
    if expression := meta.get("License-Expression"):
        return expression
    classifiers = [c for c in meta.get_all("Classifier") or [] if c.startswith("License :: ")]
    names = [c.rsplit(" :: ", 1)[1] for c in classifiers if not c.endswith(":: OSI Approved")]
    field = (meta.get("License") or "").strip().split("\n")[0].strip()
    return " OR ".join(sorted(names)) or field or "not declared"


def page() -> str:
    """The page as Markdown."""
    rows = [(name, licence(name)) for name in locked()]
    return _HEAD + "".join(f"| {name} | {said} |\n" for name, said in rows if said)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
