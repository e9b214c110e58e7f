"""spaCy and its models without what reading does not need.

``import spacy`` takes in its commands too, with the web clients and project tools that they use:
a third of its time. The one that is part of its API, ``spacy.info``, comes when it is called.
Loading a model, spaCy first makes the tokenizer of the language and then replaces all of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
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


def load(model: str, infixes: Sequence[str] = ()) -> Language:
    """``spacy.load`` in half the time, with more ``infixes`` (expressions) to cut words at.

    Raises:
        OSError: the model is not installed, or not whole.
        ImportError: it needs a package that is not installed.
    """
    import spacy

    _sort_entry_points()
    with _tokenizers_from_disk():
        # senter finds sentences, as the parser does: models that have both bring it disabled.
        nlp = spacy.load(model, exclude=["senter", "tokenizer"])
    _read_tokenizer(nlp, infixes)
    return nlp


def _sort_entry_points() -> None:
    """Sort by group what other packages offer to spaCy, which asks for it 200 times."""
    import catalogue

    found: Any = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(found, "select"):  # not sorted yet; catalogue takes it both ways
        sorted_ = {group: tuple(found.select(group=group)) for group in found.groups}
        catalogue.AVAILABLE_ENTRY_POINTS = sorted_


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


def _read_tokenizer(nlp: Language, infixes: Sequence[str]) -> None:
    """Read a model's tokenizer; infixes that it is given later would cost as much again."""
    import srsly
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex

    path = nlp.path / "tokenizer"
    tokenizer: Any = nlp.tokenizer
    if infixes and type(tokenizer) is Tokenizer:
        parts = srsly.read_msgpack(path)
        every = [*(nlp.Defaults.infixes or []), *infixes]
        parts["infix_finditer"] = compile_infix_regex(every).pattern
        tokenizer.from_bytes(srsly.msgpack_dumps(parts), exclude=["vocab"])
    else:  # a pipeline may bring a tokenizer of its own
        tokenizer.from_disk(path, exclude=["vocab"])
