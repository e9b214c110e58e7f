"""Articles → parsed documents. The language model is loaded and run here and nowhere else."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from kg.errors import ModelError
from kg.model import Article
from kg.text import lean
from kg.text.blocks import blocks
from kg.text.models import DEFAULT_MODEL, missing
from kg.text.tokens import Doc

# "U.S.-Venezuela": spaCy splits at a hyphen between letters only, not after an abbreviation.
_ABBREVIATION_HYPHEN = r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"
_DASHES = r"[–—]"
_BATCH = 64
_BATCH_CHARACTERS = 300_000
"""Articles are parsed together up to this length: a document takes some 2 KB a character."""
_SENTENCE = 400
"""Tokens that a sentence may have: what goes on without a full stop is read in pieces, for the
time that a sentence costs grows faster than its length. No sentence of prose comes near it."""
_FULL_STOPS = (".", "!", "?")
Failed = Callable[[Article, Exception], None]
_NEEDED = {
    "tagger": "token.tag",
    "attribute_ruler": "token.pos",
    "lemmatizer": "token.lemma",
    "parser": "token.dep",
    "ner": "doc.ents",
}
"""Components by what the reading needs of them; another that assigns the same will do."""


def load(model: str = DEFAULT_MODEL) -> Language:
    """Load an installed spaCy pipeline by name.

    Raises:
        ModelError: it is not installed, or lacks a component that the reading needs.
    """
    try:
        nlp = lean.load(model, [_ABBREVIATION_HYPHEN, _DASHES])
    except (OSError, ImportError) as error:
        raise ModelError(missing(model)) from error
    if lacks := _lacks(nlp):
        raise ModelError(f"spaCy model {model!r} has no {' and no '.join(lacks)}; choose another")
    gc.freeze()  # a model lasts: the search for garbage need not go through it again and again
    return nlp


def _lacks(nlp: Language) -> list[str]:
    """The usual names of components that nothing in a pipeline stands in for."""
    given = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    if "attribute_ruler" in nlp.pipe_names:
        given.add("token.pos")  # it declares nothing, for it may assign anything
    return [name for name, attribute in _NEEDED.items() if attribute not in given]


def parse(
    nlp: Language, articles: Iterable[Article], failed: Failed | None = None
) -> Iterator[tuple[Article, Doc]]:
    """Parse articles in order. No sentence crosses a block of the text.

    ``failed`` is told of an article that the pipeline cannot parse, and the others go on; without
    it the error is raised.
    """
    for batch in _batches(articles):
        try:
            made = [_split(nlp.make_doc(article.text)) for article in batch]
            docs = list(map(Doc, nlp.pipe(made)))
        except Exception:  # of any kind: components are foreign code
            if failed is None:
                raise
            yield from _one_by_one(nlp, batch, failed)
        else:
            yield from zip(batch, docs, strict=True)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    length = 0
    for article in articles:
        length += len(article.text)
        if batch and (len(batch) == _BATCH or length > _BATCH_CHARACTERS):
            yield batch
            batch, length = [], len(article.text)
        batch.append(article)
    if batch:
        yield batch


def _one_by_one(
    nlp: Language, articles: Sequence[Article], failed: Failed
) -> Iterator[tuple[Article, Doc]]:
    for article in articles:
        try:
            doc = Doc(nlp(_split(nlp.make_doc(article.text))))
        except Exception as error:  # noqa: BLE001
            failed(article, error)
        else:
            yield article, doc


def _split(doc: Parsed) -> Parsed:
    """Mark the sentence starts that the layout fixes; the parser finds the others."""
    offsets = doc.to_array("IDX").tolist()
    starts: list[int] = []
    for block in blocks(doc.text):
        for boundary in (block.start, block.end):
            at = bisect_left(offsets, boundary)
            if 0 < at < len(doc):
                doc[at].is_sent_start = True
                starts.append(at)
    for at in _too_long(doc, starts):
        doc[at].is_sent_start = True
    return doc


def _too_long(doc: Parsed, starts: Iterable[int]) -> Iterator[int]:
    """Where to cut what has neither a full stop nor a start of ``starts`` for too many tokens."""
    if len(doc) <= _SENTENCE:
        return
    stops = [doc.vocab.strings[mark] for mark in _FULL_STOPS]
    stopped = np.flatnonzero(np.isin(doc.to_array("ORTH"), np.array(stops, dtype=np.uint64))) + 1
    bounds = np.unique(np.concatenate([[0, len(doc)], stopped, np.fromiter(starts, dtype=int)]))
    for start, end in pairwise(bounds.tolist()):
        yield from range(start + _SENTENCE, end, _SENTENCE)
