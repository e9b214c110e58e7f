"""Words → PLOVER events: who did what to whom, where, when, and how surely it is said.

One event per trigger. Rows of the trigger table say what a word means in its frame; this
module fills the roles, and turns an announced act into what PLOVER calls it: cooperation
still to come is AGREE, cooperation ruled out is REJECT, conflict still to come is THREATEN.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Argument, Assertion, Event, Mention, Relation, Span
from kg.text.acting import for_states, holders
from kg.text.assertion import assess
from kg.text.circumstances import place_of, time_of
from kg.text.clauses import complement, lemma
from kg.text.contexts import contexts_of
from kg.text.frames import COOPERATION, FORCE, SPEECH, Match
from kg.text.matching import match
from kg.text.reading import Reading
from kg.text.roles import arguments
from kg.text.sport import is_contest, sport_sentences
from kg.text.tokens import Token
from kg.text.triggers import Row

_SKIPPED_BLOCKS = frozenset({"cell", "hashtags"})
_POS = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
_MAX_TRIGGER_GAP = 5
_JOINT_MODES = frozenset({"multilateral", "third-party"})  # the others need no name
_EMPTY_WORDS = frozenset({"AGREE", "REQUEST", "THREATEN"})  # say nothing without a recipient
_ASKED = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AGREE": "yield",
}
_THREATENED = {
    "ASSAULT": "violence",
    "SANCTION": "relations",
    "COERCE": "restrict",
    "REJECT": "relations",
}


def find(reading: Reading, facts: Sequence[Relation] = ()) -> list[Event]:
    """The events that an article's sentences tell, in text order of their triggers.

    ``facts`` tell who holds office: such a person's acts are the country's too.
    """
    posts = holders(reading, facts)
    matches = list(_matches(reading))
    taken = {i for m in matches for i in _consumed(m)}
    told = {(m.token.i, m.row.type) for m in matches}
    events = []
    for found in matches:
        if found.token.i not in taken and not _is_echo(found, told):
            event = _event(reading, found, posts)
            if event is not None:
                events.append(event)
    return events


def _matches(reading: Reading) -> Iterator[Match]:
    for sentence, sport in sport_sentences(reading):
        for token in sentence:
            if token.pos_ in _POS and reading.kind_at(token) not in _SKIPPED_BLOCKS:
                found = match(reading, token)
                if found is not None and not (sport and is_contest(found)):
                    yield found


def _consumed(found: Match) -> Iterator[int]:
    """Tokens that are part of a match and so no events of their own."""
    if found.noun is not None and found.noun.i != found.token.i:
        yield found.noun.i
    if found.act is not None and found.row.type in SPEECH:
        yield found.act.token.i
        yield from _consumed(found.act)


def _is_echo(found: Match, told: Collection[tuple[int, str]]) -> bool:
    """Whether the verb around a noun already tells the same: "went on strike"."""
    noun_of = found.verb if found.row.pos == "NOUN" else None
    return noun_of is not None and (noun_of.i, found.row.type) in told


def _event(reading: Reading, found: Match, posts: Mapping[int, int]) -> Event | None:
    filled = arguments(reading, found)
    if not filled:
        return None
    anchor = found.noun if found.row.pos == "NOUN" and found.noun is not None else found.token
    assertion = assess(reading, anchor, f"events.{found.row.id}")
    type_, mode, content, assertion = _announced(found, assertion)
    if content is None and type_ in _EMPTY_WORDS and _is_alone(reading, found, filled):
        return None
    if type_ == "REJECT" and content is None and _is_private(reading, found, filled):
        return None
    if type_ == "CONSULT" and mode not in _JOINT_MODES and _is_alone_and_unknown(reading, filled):
        return None
    if _is_general(reading, found, filled):
        assertion = replace(assertion, certainty="possible")
    filled, town = for_states(reading, filled, posts, type_, mode)
    if not filled or (found.row.demands("official") and not _is_official(reading, filled)):
        return None
    place = place_of(reading, found)
    return Event(
        type=type_,
        mode=mode,
        content=content,
        trigger=_trigger_span(reading, found),
        arguments=filled,
        time=time_of(reading, found),
        place=town if place is None else place,
        assertion=assertion,
        contexts=contexts_of(reading, found, type_, mode),
    )


def _is_alone(reading: Reading, found: Match, filled: Sequence[Argument]) -> bool:
    """Whether only one side is named and nothing of weight: "they agreed", "he called for calm".

    What a country or a body asks for or promises counts when it is said in a clause.
    """
    actors = [reading.mentions[a.mention] for a in filled if a.role == "actor"]
    if len(actors) < len(filled):
        return False
    bodies = [m for m in actors if m.type != "person"]
    if len(actors) > 1 and len(bodies) != 1:
        return False
    official = bool(bodies) and (bodies[0].type == "country" or _has_name(reading, bodies[0]))
    return not official or complement(found.token) is None


def _has_name(reading: Reading, body: Mention) -> bool:
    """Whether a body is named, or named by its words: "NATO allies"."""
    return any(
        m.form == "name" and body.start <= m.start and m.end <= body.end for m in reading.mentions
    )


def _is_alone_and_unknown(reading: Reading, filled: Sequence[Argument]) -> bool:
    """Whether nobody else is told of whom a person, or one body without a name, could meet."""
    if len(filled) > 1:
        return False
    found = reading.mentions[filled[0].mention]
    head = reading.doc[reading.mention_tokens[filled[0].mention][1] - 1]
    unnamed = found.type == "organization" and found.form == "nominal" and head.tag_ == "NN"
    return found.type == "person" or unnamed


def _is_one_person(reading: Reading, filled: Sequence[Argument]) -> bool:
    """Whether nobody is named that a single person meets."""
    return len(filled) == 1 and reading.mentions[filled[0].mention].type == "person"


def _is_private(reading: Reading, found: Match, filled: Sequence[Argument]) -> bool:
    """Whether a single person refuses what concerns nobody: "refused to give up hope"."""
    return _is_one_person(reading, filled) and complement(found.token) is not None


def _is_general(reading: Reading, found: Match, filled: Sequence[Argument]) -> bool:
    """Whether a sentence tells what is usual: "few leaders step down", "teachers help pupils"."""
    verb = found.verb
    if verb is None or reading.kind_at(verb) == "heading":
        return False
    if not (_is_timeless(verb) or (verb.dep_ == "relcl" and _is_bare_plural(verb.head))):
        return False
    mentions = [reading.mentions[a.mention] for a in filled]
    return all(m.form == "nominal" and m.type != "country" for m in mentions)


def _is_timeless(verb: Token) -> bool:
    """Whether a verb is in the simple present, active or passive, or has no tense."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not auxiliaries:
        return verb.tag_ in ("VBP", "VBZ", "VBG")
    return verb.tag_ == "VBN" and all(
        a.tag_ in ("VBP", "VBZ") and lemma(a) != "have" for a in auxiliaries
    )


def _is_bare_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" and not any(
        c.dep_ in ("det", "nummod", "poss") for c in noun.children
    )


def _is_official(reading: Reading, filled: Sequence[Argument]) -> bool:
    """Whether somebody acts for a country."""
    actors = (reading.mentions[a.mention] for a in filled if a.role == "actor")
    return any(m.type == "country" for m in actors)


def _announced(found: Match, assertion: Assertion) -> tuple[str, str | None, str | None, Assertion]:
    """Type, mode, content and assertion after PLOVER's rules for acts that are still words."""
    row = found.row
    act = found.act.row if found.act is not None and row.type in SPEECH else None
    if row.type in SPEECH:
        return row.type, row.mode or _mode(row.type, act), act.type if act else None, assertion
    planned = assertion.tense == "future" and assertion.certainty != "possible"
    if row.type in COOPERATION and planned:
        if assertion.polarity == "denied":
            refused = replace(assertion, polarity="affirmed", tense="present")
            return "REJECT", _ASKED.get(row.type), row.type, refused
        return "AGREE", None, row.type, assertion
    if row.type in FORCE and planned and assertion.polarity == "affirmed":
        return "THREATEN", _mode("THREATEN", row), row.type, assertion
    return row.type, row.mode, None, assertion


def _mode(type_: str, act: Row | None) -> str | None:
    """The mode that the act which is asked for, refused or threatened gives to its type."""
    if act is None:
        return None
    if type_ in ("REQUEST", "REJECT"):
        return _ASKED.get(act.type)
    if type_ == "THREATEN":
        return act.mode if act.mode in ("expel", "arrest") else _THREATENED.get(act.type)
    return None


def _trigger_span(reading: Reading, found: Match) -> Span:
    """The trigger with its verb and noun when they stand close together."""
    first = last = found.token
    for other in (found.verb, found.noun):
        if other is not None and 0 < other.i - first.i <= _MAX_TRIGGER_GAP:
            last = other if other.i > last.i else last
        if other is not None and 0 < last.i - other.i <= _MAX_TRIGGER_GAP:
            first = other if other.i < first.i else first
    span = reading.doc[first.i : last.i + 1]
    return Span(start=span.start_char, end=span.end_char)
