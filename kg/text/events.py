"""Words → PLOVER events: who did what to whom, where, when, and how surely it is said.

One event per trigger. Rows of the trigger table say what a word means in its frame; this
module fills the roles, and turns an announced act into what PLOVER calls it: cooperation
still to come is AGREE, cooperation ruled out is REJECT, conflict still to come is THREATEN.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span as SpanOfTokens
from spacy.tokens import Token

from kg.model import Argument, Assertion, Event, Role, Span
from kg.text.assertion import assess
from kg.text.circumstances import place_of, time_of
from kg.text.clauses import child, complement, doer, is_passive, lemma, prepositional, undergoer
from kg.text.matching import COOPERATION, SPEECH, Match, match
from kg.text.participants import is_human, owners, participants
from kg.text.reading import Reading
from kg.text.triggers import words

_SKIPPED_BLOCKS = frozenset({"cell", "hashtags"})
_POS = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})
_WORDS = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_EXCHANGE = frozenset({"AID", "COOPERATE"})  # PLOVER: no event without a recipient
_SOURCES = frozenset({"from", "by", "since", "after", "like", "with", "under", "through"})
_NOBODY = frozenset({"you", "one", "what", "something", "nothing", "anything", "this", "that"})
_COMPLEMENT_PREPOSITIONS = ("with", "to", "against", "on", "for", "from", "in", "into", "of")
_MAX_TRIGGER_GAP = 5
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


def find(reading: Reading) -> list[Event]:
    """The events that an article's sentences tell, in text order of their triggers."""
    matches = list(_matches(reading))
    taken = {i for m in matches for i in _consumed(m)}
    events = []
    for found in matches:
        if found.token.i not in taken:
            event = _event(reading, found)
            if event is not None:
                events.append(event)
    return events


def _matches(reading: Reading) -> Iterator[Match]:
    for token in (t for s in reading.doc.sents if not _is_sport(s) for t in s):
        if token.pos_ in _POS and reading.kind_at(token) not in _SKIPPED_BLOCKS:
            found = match(reading, token)
            if found is not None:
                yield found


def _is_sport(sentence: SpanOfTokens) -> bool:
    """Whether a sentence reports sport, where attacks and strikes are none."""
    return any(t.lower_ in words("sport") or lemma(t) in words("sport") for t in sentence)


def _consumed(found: Match) -> Iterator[int]:
    """Tokens that are part of a match and so no events of their own."""
    if found.noun is not None and found.noun.i != found.token.i:
        yield found.noun.i
    if found.act is not None and found.row.type in SPEECH:
        yield found.act.token.i
        yield from _consumed(found.act)


def _event(reading: Reading, found: Match) -> Event | None:
    arguments = _arguments(reading, found)
    if not arguments:
        return None
    anchor = found.noun if found.row.pos == "NOUN" and found.noun is not None else found.token
    assertion = assess(reading, anchor, f"events.{found.row.id}")
    type_, mode, content, assertion = _announced(found, assertion)
    return Event(
        type=type_,
        mode=mode,
        content=content,
        trigger=_trigger_span(reading, found),
        arguments=arguments,
        time=time_of(reading, found),
        place=place_of(reading, found),
        assertion=assertion,
    )


def _announced(found: Match, assertion: Assertion) -> tuple[str, str | None, str | None, Assertion]:
    """Type, mode, content and assertion after PLOVER's rules for acts that are still words."""
    row = found.row
    act = found.act.row if found.act is not None and row.type in SPEECH else None
    if row.type in SPEECH:
        return row.type, row.mode or _mode(row.type, act), act.type if act else None, assertion
    if assertion.tense != "future" or assertion.certainty == "possible":
        return row.type, row.mode, None, assertion
    if row.type in COOPERATION:
        if assertion.polarity == "denied":
            refused = replace(assertion, polarity="affirmed", tense="present")
            return "REJECT", _ASKED.get(row.type), row.type, refused
        return "AGREE", None, row.type, assertion
    if row.type in _FORCE and assertion.polarity == "affirmed":
        return "THREATEN", _mode("THREATEN", row), row.type, assertion
    return row.type, row.mode, None, assertion


def _mode(type_: str, act: object) -> str | None:
    if act is None:
        return None
    of_act, mode = act.type, act.mode  # type: ignore[attr-defined]
    if type_ in ("REQUEST", "REJECT"):
        return _ASKED.get(of_act)
    if type_ == "THREATEN":
        if mode in ("expel", "arrest"):
            return str(mode)
        return _THREATENED.get(of_act)
    return None


# --- roles ---------------------------------------------------------------------------------


def _arguments(reading: Reading, found: Match) -> tuple[Argument, ...]:
    """Who fills the roles, actors first; nobody where the words tell no act of anybody."""
    if found.row.pos == "VERB" and _of_a_thing(reading, found):
        return ()
    recipients = _sufferers(reading, found) or _fill(reading, found, found.row.recipient)
    actors = [m for m in _fill(reading, found, found.row.actor) if m not in recipients]
    if not actors and found.row.type in _WORDS and found.row.pos == "NOUN":
        return ()
    if found.row.type in _EXCHANGE and len(actors) + len(recipients) < 2:
        return ()
    filled: list[tuple[Role, int]] = [("actor", m) for m in actors]
    filled += [("recipient", m) for m in recipients]
    return tuple(Argument(role=role, mention=mention) for role, mention in filled)


def _sufferers(reading: Reading, found: Match) -> list[int]:
    """The subject of a verb that makes it the target of the act: "faced criticism"."""
    if found.row.pos != "NOUN" or found.verb is None or lemma(found.verb) not in words("undergo"):
        return []
    bearer = undergoer(found.verb) if is_passive(found.verb) else doer(found.verb)
    return [] if bearer is None else participants(reading, bearer)


def _of_a_thing(reading: Reading, found: Match) -> bool:
    """Whether the doer is neither somebody nor a means of somebody: "the quake killed 30"."""
    if found.verb is None or found.row.pos == "ADJ":
        return False
    agent = doer(found.verb)
    if agent is None or agent.pos_ == "PRON":
        return agent is not None and agent.lower_ in _NOBODY
    if agent.pos_ != "NOUN" or is_human(reading, agent):
        return False
    allowed = "weapon" if found.row.type in _FORCE else "instrument"
    return lemma(agent) not in words(allowed) and not participants(reading, agent)


def _fill(reading: Reading, found: Match, alternatives: Iterable[tuple[str, ...]]) -> list[int]:
    for slots in alternatives:
        mentions: list[int] = []
        for slot in slots:
            mentions += [m for m in _slot(reading, found, slot) if m not in mentions]
        if mentions:
            return mentions
    return []


def _slot(reading: Reading, found: Match, slot: str) -> list[int]:
    """The participants in one slot of a frame, as the head of the trigger table names them."""
    if slot == "subj":
        return _doers(reading, found)
    if slot == "obj":
        thing = undergoer(found.token)
        return [] if thing is None or thing.i == found.token.i else participants(reading, thing)
    if slot == "own":
        thing = undergoer(found.token)
        return [] if thing is None else owners(reading, thing)
    if slot == "within":
        return _within_object(reading, found)
    if slot == "comp":
        return _of_complement(reading, found)
    if slot in ("poss", "mod"):
        return _modifiers(reading, found, slot)
    if slot == "dat":
        given = child(found.verb, "dative") if found.verb is not None else None
        return [] if given is None or given.pos_ == "ADP" else participants(reading, given)
    return _prepositional(reading, found, slot)


def _doers(reading: Reading, found: Match) -> list[int]:
    verb = found.verb
    if verb is None or (found.row.pos == "NOUN" and lemma(verb) in words("undergo")):
        return []
    agent = doer(verb)
    if agent is None:
        return []
    direct = participants(reading, agent)
    if direct or lemma(agent) not in words("instrument"):
        return direct
    named = owners(reading, agent)
    if not named and agent.dep_ == "dobj":
        sender = doer(agent.head)
        return [] if sender is None else participants(reading, sender)
    return named


def _modifiers(reading: Reading, found: Match, slot: str) -> list[int]:
    noun = found.noun or found.token
    deps = ("poss",) if slot == "poss" else ("amod", "compound", "nmod")
    mentions: list[int] = []
    for c in noun.children:
        if c.dep_ in deps and c.i < noun.i and is_human(reading, c):
            mentions += participants(reading, c)
    return mentions


def _prepositional(reading: Reading, found: Match, preposition: str) -> list[int]:
    for anchor in found.anchors():
        mentions = [
            m
            for obj in prepositional(anchor, preposition)
            for m in participants(reading, obj) or owners(reading, obj)
        ]
        if mentions:
            return mentions
    return []


def _of_complement(reading: Reading, found: Match) -> list[int]:
    """Whom a promised, refused or demanded act concerns."""
    clause = complement(found.token)
    if clause is None:
        return _of_act(reading, found)
    own = child(clause, "nsubj", "nsubjpass")
    if own is not None and own.pos_ != "PRON":
        named = participants(reading, own) or owners(reading, own)
        if named:
            return named
    return _of_act(reading, found) or _around(reading, clause)


def _of_act(reading: Reading, found: Match) -> list[int]:
    if found.act is None:
        return []
    if found.row.type == "REQUEST" and found.act.noun is not None:
        asked = _fill(reading, found.act, (("by",), ("of",), ("poss",)))
        if asked:
            return asked
    inner = _fill(reading, found.act, found.act.row.recipient)
    return inner or _fill(reading, found.act, (("with",), ("of",)))


def _around(reading: Reading, clause: Token) -> list[int]:
    thing = undergoer(clause)
    if thing is not None and not is_passive(clause) and not _is_own(thing):
        named = participants(reading, thing) or owners(reading, thing)
        if named:
            return named
    for anchor in (clause, thing):
        for preposition in _COMPLEMENT_PREPOSITIONS if anchor is not None else ():
            for obj in prepositional(anchor, preposition):
                named = participants(reading, obj) or owners(reading, obj)
                if named:
                    return named
    return []


def _within_object(reading: Reading, found: Match) -> list[int]:
    """The first country, place or body that is named after the verb in its own clause."""
    verb = found.verb or found.token
    for token in verb.subtree:
        if token.i > verb.i and token.dep_ == "pobj" and token.head.lower_ not in _SOURCES:
            named = reading.head_mention(token)
            if named is not None and reading.mentions[named].type != "person":
                return [named]
    return []


def _is_own(thing: Token) -> bool:
    """Whether a thing belongs to whoever acts: "agreed to withdraw its troops"."""
    return any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in thing.children)


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
