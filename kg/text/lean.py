"""spaCy and its models without what reading does not need.

``import spacy`` takes in its commands too, with the web clients and project tools that they use:
a third of its time. The one that is part of its API, ``spacy.info``, comes when it is called.
Loading a model, spaCy first makes the tokenizer of the language and then replaces all of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

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


def load(model: str) -> Language:
    """``spacy.load`` in half the time.

    Raises:
        OSError: the model is not installed, or not whole.
        ImportError: it needs a package that is not installed.
    """
    import spacy

    with _tokenizers_from_disk():
        # It finds sentences, as the parser does: models that have both bring it disabled.
        return spacy.load(model, exclude=["senter"])


@contextmanager
def _tokenizers_from_disk() -> Iterator[None]:
    """Let spaCy's tokenizer begin empty: a model's own is read from its folder."""
    from spacy.util import registry

    name = "spacy.Tokenizer.v1"
    usual = registry.get("tokenizers", name)
    registry.tokenizers.register(name, func=_empty)
    try:
        yield
    finally:
        registry.tokenizers.register(name, func=usual)


def _empty() -> Callable[[Language], Any]:
    from spacy.tokenizer import Tokenizer

    return lambda nlp: Tokenizer(nlp.vocab)
