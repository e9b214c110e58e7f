"""Reading → attributions: who says (thinks, wants, promises) what, and in which words.

Cues are the words of ``kg.text.cues``, "according to", a name with a colon at the
head of a line, and a quotation with a dash and a name. Nested reports are attributions whose
content lies inside another's. Left out: reports inside direct speech ("He told me that ..."),
where the quotation as a whole is the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from kg.model import Attribution, Span
from kg.text import cues, monologues, reports, speakers
from kg.text.clauses import child, is_verb
from kg.text.quotations import MARKS, Quotations
from kg.text.reading import Reading
from kg.text.speakers import Range
from kg.text.tokens import Span as Words
from kg.text.tokens import Token

_EDGES = frozenset({",", ".", ";", ":", "-", "–", "—", "―", "--"})
_LABEL = re.compile(r"[\"“]?(?P<source>[^\W\d_][^:\n\"“”]{1,50}?)(?P<cue>:)\s+(?=\S{3})")
_SIGNATURE = re.compile(r"[\"”]\s*(?P<cue>[―—–]|--?)\s*(?P<source>[^\W\d_][^\n\"“”―—–]{2,50})\s*\Z")
_SIGNATURE_REACH = 60  # code points from the end of a paragraph


@dataclass(slots=True)
class _Draft:
    """An attribution in the making, in tokens; ``speech`` when it can be a link of a chain."""

    cue: Range
    source: Range | None
    content: Range
    speech: bool
    embeds: bool = True


def find(reading: Reading) -> None:
    """Add the attributions of a text to a reading, in text order of their cues."""
    quotes = Quotations(reading.text, reading.blocks)
    drafts = _outermost([*_words(reading, quotes), *_labels(reading, quotes.text)])
    found = [_finished(reading, draft, quotes) for draft in drafts]
    found = monologues.complete(reading, found, quotes)
    reading.attributions.extend(sorted(found, key=lambda a: (a.cue, a.content or a.cue)))


def _words(reading: Reading, quotes: Quotations) -> Iterator[_Draft]:
    verbs, nouns, adjectives = cues.verbs(), cues.nouns(), cues.adjectives()
    for token in reading.tokens:
        lemma = cues.lemma(token)
        if lemma in verbs and is_verb(token):
            draft = _verb(token, verbs[lemma], quotes)
        elif lemma in nouns and token.pos_ == "NOUN":
            draft = _noun(token, nouns[lemma])
        elif lemma in adjectives and token.dep_ == "acomp":
            draft = _adjective(token, adjectives[lemma])
        elif token.lower_ == "according":
            draft = _according(token)
        else:
            continue
        if draft is not None and quotes.around(token.idx) is None:
            yield draft


def _verb(verb: Token, places: frozenset[str], quotes: Quotations) -> _Draft | None:
    content = reports.of_verb(verb, places, quotes)
    if content is None:
        return None
    if verb.lemma_ == "cite" and (origin := _origin(verb, quotes)) is not None:
        return origin
    source = speakers.of_verb(verb)
    nobody = source is None and child(verb, "nsubjpass") is None
    if nobody and ("speech" not in places or verb.tag_ in ("VB", "VBP")):
        return None  # an order or a general truth: nobody in particular
    particle = child(verb, "prt")
    end = particle.i if particle is not None and particle.i == verb.i + 1 else verb.i
    return _Draft(
        cue=(verb.i, end + 1),
        source=source,
        content=content,
        speech="speech" in places,
    )


def _origin(verb: Token, quotes: Quotations) -> _Draft | None:
    """Whom a report cites for what it says: "reported, citing two officials, that ..."."""
    voice = child(verb, "dobj")
    report = verb.head.head if verb.head.dep_ == "ccomp" else verb.head
    places = cues.verbs().get(cues.lemma(report), frozenset())
    if voice is None or verb.dep_ != "advcl" or "speech" not in places:
        return None
    start, end = speakers.phrase(voice)
    content = reports.of_verb(report, places, quotes)
    if content is None or not speakers.is_voice(verb.doc[start:end]):
        return None
    return _Draft(cue=(verb.i, verb.i + 1), source=(start, end), content=content, speech=True)


def _noun(noun: Token, places: frozenset[str]) -> _Draft | None:
    content = reports.of_noun(noun, places)
    if content is None:
        return None
    source = speakers.of_noun(noun)
    return _Draft(cue=(noun.i, noun.i + 1), source=source, content=content, speech=False)


def _adjective(adjective: Token, places: frozenset[str]) -> _Draft | None:
    content = reports.of_adjective(adjective, places)
    if content is None:
        return None
    source = speakers.of_verb(adjective.head)
    return _Draft(cue=(adjective.i, adjective.i + 1), source=source, content=content, speech=False)


def _according(token: Token) -> _Draft | None:
    to = child(token, "prep")
    if to is None or to.lower_ != "to":
        return None
    voice = child(to, "pobj")
    source = speakers.phrase(voice) if voice is not None else None
    content = reports.of_according(token, source[1] if source else to.i + 1)
    return _Draft(
        cue=(token.i, to.i + 1), source=source, content=content, speech=True, embeds=False
    )


def _outermost(drafts: list[_Draft]) -> list[_Draft]:
    """Without attitudes that somebody else's words only mention: they are part of the claim."""
    return [
        d for d, inside in zip(drafts, _are_reported(drafts), strict=True) if d.speech or not inside
    ]


def _are_reported(drafts: list[_Draft]) -> list[bool]:
    """For each draft, whether its cue stands in the content of another one."""
    end = max((max(d.content[1], d.cue[0] + 1) for d in drafts), default=0)
    steps = [0] * (end + 1)
    for d in drafts:
        if d.embeds:
            steps[d.content[0]] += 1
            steps[d.content[1]] -= 1
    depth = list(accumulate(steps))
    return [
        depth[d.cue[0]] > (d.embeds and d.content[0] <= d.cue[0] < d.content[1]) for d in drafts
    ]


# --- labels: "Minister: ..." and "..." ― Name ------------------------------------------------------


def _labels(reading: Reading, text: str) -> Iterator[_Draft]:
    for block in reading.blocks:
        if match := _LABEL.match(text, block.start, block.end):
            yield from _labelled(reading, match, match.end(), block.end)
        reach = max(block.start, block.end - _SIGNATURE_REACH)
        if text[block.start] in MARKS and (match := _SIGNATURE.search(text, reach, block.end)):
            yield from _labelled(reading, match, block.start, match.start("cue"))


def _labelled(reading: Reading, match: re.Match[str], start: int, end: int) -> Iterator[_Draft]:
    doc = reading.doc
    cue = doc.char_span(*match.span("cue"), alignment_mode="expand")
    source = doc.char_span(*match.span("source"), alignment_mode="expand")
    content = doc.char_span(start, end, alignment_mode="expand")
    if cue is None or source is None or content is None or not _is_label(source):
        return
    yield _Draft(
        cue=(cue.start, cue.end),
        source=(source.start, source.end),
        content=(content.start, content.end),
        speech=True,
    )


def _is_label(words: Words) -> bool:
    """Whether what stands before a colon or after a dash names somebody who can speak."""
    shouted = words[-1].is_upper and len(words[-1]) > 3
    return not any(is_verb(t) for t in words) and (shouted or speakers.is_voice(words))


# --- from tokens to code points -------------------------------------------------------------------


def _finished(reading: Reading, draft: _Draft, quotes: Quotations) -> Attribution:
    cue = _span(reading, draft.cue)
    content = _whole_quotes(_trimmed(reading, draft.content), cue, quotes)
    return Attribution(
        source=_trimmed(reading, draft.source) if draft.source else None,
        cue=cue,
        content=content,
        quoted=quotes.text[content.start] in MARKS,
    )


def _span(reading: Reading, tokens: Range) -> Span:
    first, last = reading.doc[tokens[0]], reading.doc[tokens[1] - 1]
    return Span(start=first.idx, end=last.idx + len(last))


def _trimmed(reading: Reading, tokens: Range) -> Span:
    doc = reading.doc
    start, end = tokens
    while start < end - 1 and (doc[start].is_space or doc[start].text in _EDGES):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGES):
        end -= 1
    return _span(reading, (start, end))


def _whole_quotes(content: Span, cue: Span, quotes: Quotations) -> Span:
    """Content that begins or ends within a quotation takes in all of it."""
    start, end = content.start, content.end
    for offset in (content.start, content.end - 1):
        around = quotes.around(offset)
        if around is not None and not around.start <= cue.start < around.end:
            start, end = min(start, around.start), max(end, around.end)
    return Span(start=start, end=end)
