"""Words answer as spaCy's do, whatever the tree."""

from __future__ import annotations

import random

import pytest
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from kg import build
from kg.text import sources
from kg.text.tokens import Alignment, Doc

_PLAIN = (
    "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ ent_iob_ whitespace_ is_punct is_stop "
    "like_num is_space is_alpha is_lower is_upper is_title"
).split()
_WORDS = "children lefts rights subtree ancestors conjuncts".split()
_ALIGNMENTS: tuple[Alignment, ...] = ("strict", "contract", "expand")


@pytest.fixture(scope="module")
def samples(nlp: Language) -> list[tuple[Parsed, Doc]]:
    articles = sources.read([str(build.samples())], warn=lambda _line: None)
    return [(parsed, Doc(parsed)) for parsed in nlp.pipe(a.text for a in articles)]


def _tree(nlp: Language, seed: int) -> Parsed:
    """Words that hang on each other at random, so that branches cross."""
    chance = random.Random(seed)
    count = chance.randrange(1, 12)
    order = chance.sample(range(count), count)
    heads = [0] * count
    for at, word in enumerate(order):
        heads[word] = order[chance.randrange(at)] if at else word
    return Parsed(
        nlp.vocab,
        words=[chance.choice(["Peru", ",", "\n", "met"]) for _ in range(count)],
        spaces=[chance.random() < 0.7 for _ in range(count)],
        heads=heads,
        deps=["ROOT" if heads[i] == i else chance.choice(["conj", "nsubj"]) for i in range(count)],
    )


def test_each_word_is_that_of_spacy(samples: list[tuple[Parsed, Doc]]) -> None:
    for parsed, doc in samples:
        assert doc.text == parsed.text
        for theirs, ours in zip(parsed, doc, strict=True):
            assert [getattr(ours, name) for name in _PLAIN] == [
                getattr(theirs, name) for name in _PLAIN
            ]
            assert ours.is_sent_start == bool(theirs.is_sent_start)
            assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)


def test_names_and_sentences_are_those_of_spacy(samples: list[tuple[Parsed, Doc]]) -> None:
    for parsed, doc in samples:
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [
            (e.start, e.end, e.label_) for e in parsed.ents
        ]
        assert [(s.start, s.end, s.root.i, s.text) for s in doc.sents] == [
            (s.start, s.end, s.root.i, s.text) for s in parsed.sents
        ]


def test_the_tree_of_a_text_is_that_of_spacy(samples: list[tuple[Parsed, Doc]]) -> None:
    for parsed, doc in samples:
        _same_tree(parsed, doc)


@pytest.mark.parametrize("seed", range(100))
def test_any_tree_is_that_of_spacy(nlp: Language, seed: int) -> None:
    parsed = _tree(nlp, seed)
    _same_tree(parsed, Doc(parsed))


def _same_tree(parsed: Parsed, doc: Doc) -> None:
    for theirs, ours in zip(parsed, doc, strict=True):
        assert ours.head.i == theirs.head.i
        for name in _WORDS:
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
        assert ours.left_edge.i == min(t.i for t in theirs.subtree)
        assert ours.right_edge.i == max(t.i for t in theirs.subtree)
    for start in range(len(doc)):
        for end in range(start + 1, min(start + 6, len(doc)) + 1):
            assert doc[start:end].root.i == parsed[start:end].root.i


def test_spans_of_characters_are_those_of_spacy(nlp: Language) -> None:
    parsed = nlp("Peru's  talks\n\nended. ")
    doc = Doc(parsed)
    for start in range(len(doc.text)):
        for end in range(start + 1, len(doc.text) + 1):
            for how in _ALIGNMENTS:
                theirs = parsed.char_span(start, end, alignment_mode=how)
                ours = doc.char_span(start, end, alignment_mode=how)
                assert (ours is None) == (theirs is None), (start, end, how)
                if ours is not None and theirs is not None:
                    assert (ours.start, ours.end) == (theirs.start, theirs.end), (start, end, how)


def test_there_is_no_word_before_the_first(nlp: Language) -> None:
    doc = Doc(nlp("Peru agreed."))
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[2].nbor(1)
