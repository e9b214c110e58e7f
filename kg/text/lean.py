"""spaCy without its command line.

``import spacy`` takes in its commands too, with the web clients and project tools that they use:
a third of its time. The one that is part of its API, ``spacy.info``, comes when it is called.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli.info"


def defer() -> None:
    """Let a later ``import spacy`` leave out its commands."""
    if "spacy" not in sys.modules:
        sys.modules[_COMMANDS] = stand_in = ModuleType(_COMMANDS)
        vars(stand_in)["info"] = _info


def _info(*args: Any, **options: Any) -> Any:
    """``spacy.info``."""
    if vars(sys.modules[_COMMANDS]).get("info") is _info:
        del sys.modules[_COMMANDS]
    from spacy.cli.info import info

    return info(*args, **options)
