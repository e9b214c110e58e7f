"""Articles → parsed documents. The language model is loaded and run here and nowhere else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.errors import ModelError
from kg.model import Article
from kg.text.blocks import blocks
from kg.text.models import DEFAULT_MODEL, missing

# "U.S.-Venezuela": spaCy splits at a hyphen between letters only, not after an abbreviation.
_ABBREVIATION_HYPHEN = r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"
_DASHES = r"[–—]"
_BATCH = 64
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
        nlp = spacy.load(model)
    except (OSError, ImportError) as error:
        raise ModelError(missing(model)) from error
    if lacks := _lacks(nlp):
        raise ModelError(f"spaCy model {model!r} has no {' and no '.join(lacks)}; choose another")
    infixes = [*(nlp.Defaults.infixes or []), _ABBREVIATION_HYPHEN, _DASHES]
    if hasattr(nlp.tokenizer, "infix_finditer"):  # a pipeline may bring a tokenizer of its own
        nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def _lacks(nlp: Language) -> list[str]:
    """The usual names of components that nothing in a pipeline stands in for."""
    given = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    if "attribute_ruler" in nlp.pipe_names:
        given.add("token.pos")  # it declares nothing, for it may assign anything
    return [name for name, attribute in _NEEDED.items() if attribute not in given]


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """Parse articles in order. No sentence crosses a block of the text."""
    pairs = ((_split(nlp.make_doc(a.text)), a) for a in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield article, doc


def _split(doc: Doc) -> Doc:
    """Mark the sentence starts that the layout fixes; the parser finds the others."""
    offsets = [token.idx for token in doc]
    for block in blocks(doc.text):
        for boundary in (block.start, block.end):
            at = bisect_left(offsets, boundary)
            if 0 < at < len(doc):
                doc[at].is_sent_start = True
    return doc
