"""Who fills the roles of a matched trigger.

The trigger table names slots (subject, object, possessive, prepositions ...); this module
finds the participants in them, and tells where the words are no act of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Argument, Role
from kg.text.clauses import (
    ancestors,
    antecedent,
    child,
    complement,
    doer,
    is_passive,
    is_verb,
    lemma,
    prepositional,
    recipient,
    subject,
    undergoer,
)
from kg.text.figurative import in_accident, of_a_thing, on_a_thing, on_oneself
from kg.text.frames import Match
from kg.text.owners import owners
from kg.text.participants import is_human, participants
from kg.text.reading import Reading
from kg.text.tokens import Token
from kg.text.triggers import words

_WORDS = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_BEFORE = frozenset({"poss", "amod", "compound", "nmod"})
_EXCHANGE = frozenset({"AID", "COOPERATE"})  # PLOVER: no event without a recipient
_OCCASIONS = frozenset({"on", "during", "after", "following", "at", "in", "before"})
_SOURCES = frozenset({"from", "by", "since", "after", "like", "with", "under", "through"})
_COMPLEMENT_PREPOSITIONS = ("with", "to", "against", "on", "for", "from", "in", "into", "of")


def arguments(reading: Reading, found: Match) -> tuple[Argument, ...]:
    """Who fills the roles, actors first; nobody where the words tell no act of anybody."""
    if found.row.pos == "VERB" and (of_a_thing(reading, found) or on_oneself(found)):
        return ()
    recipients = _sufferers(reading, found) or _fill(reading, found, found.row.recipient)
    actors = [m for m in _fill(reading, found, found.row.actor) if m not in recipients]
    acting = {reading.mentions[m].entity for m in actors}
    recipients = [m for m in recipients if not _is_oneself(reading, m, acting)]
    if found.row.type == "ASSAULT" and (
        (not recipients and on_a_thing(found)) or (not actors and in_accident(found))
    ):
        return ()
    if not actors and (found.row.demands("actor") or _needs_a_voice(found)):
        return ()
    if not recipients and found.row.demands("recipient"):
        return ()
    if found.row.type in _EXCHANGE and len(actors) + len(recipients) < 2:
        return ()
    if found.row.type == "SANCTION" and not recipients and len(actors) < 2:
        return ()
    filled: list[tuple[Role, int]] = [("actor", m) for m in actors]
    filled += [("recipient", m) for m in recipients]
    return tuple(Argument(role=role, mention=mention) for role, mention in filled)


def _needs_a_voice(found: Match) -> bool:
    """Whether a noun names words, which are nobody's act without a speaker."""
    return found.row.type in _WORDS and found.row.pos == "NOUN"


def _is_oneself(reading: Reading, mention: int, acting: set[int]) -> bool:
    """Whether a name or pronoun only points back at an actor: "attacked his second term"."""
    found = reading.mentions[mention]
    return found.form != "nominal" and found.entity in acting


def _sufferers(reading: Reading, found: Match) -> list[int]:
    """The subject of a verb that makes it the target of the act: "faced criticism"."""
    if found.row.pos != "NOUN" or found.verb is None or lemma(found.verb) not in words("undergo"):
        return []
    bearer = undergoer(found.verb) if is_passive(found.verb) else doer(found.verb)
    return [] if bearer is None else participants(reading, bearer)


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
        if thing is None or thing.i == found.token.i:
            return []
        return _within_scope(reading, found.token, thing)
    if slot == "own":
        thing = undergoer(found.token)
        return [] if thing is None else owners(reading, thing)
    if slot == "subjown":
        return next((m for t in _bearing_subjects(found) if (m := _parties(reading, t))), [])
    if slot == "clause":
        return _of_clause(reading, found)
    if slot == "within":
        return _within_object(reading, found)
    if slot == "comp":
        return _of_complement(reading, found)
    if slot in ("poss", "mod"):
        return _modifiers(reading, found, slot)
    if slot == "dat":
        given = recipient(found.verb) if found.verb is not None else None
        return [] if given is None else participants(reading, given)
    return _prepositional(reading, found, slot)


def _bearing_subjects(found: Match) -> Iterator[Token]:
    """What a verb may be said of, as far as its row names such things."""
    wanted = {v for c in found.row.needs if c.key == "subj" for v in c.values}
    for thing in () if found.verb is None else (doer(found.verb), antecedent(found.verb)):
        if thing is not None and (not wanted or lemma(thing) in wanted):
            yield thing


def _parties(reading: Reading, thing: Token) -> list[int]:
    """Whose a thing is, or else where it holds: "ties between", "the truce in Yemen"."""
    found = owners(reading, thing)
    if found:
        return found
    return [m for obj in prepositional(thing, "in") for m in participants(reading, obj)]


def _within_scope(reading: Reading, verb: Token, noun: Token) -> list[int]:
    """Who is named by a noun; joined nouns after a clause that hangs on it are not its own."""
    found = participants(reading, noun)
    for lower, upper in ancestors(verb):
        if upper.i == noun.i and lower.dep_ in ("acl", "relcl"):
            return [m for m in found if reading.mention_tokens[m][0] < lower.i]
    return found


def _doers(reading: Reading, found: Match) -> list[int]:
    verb = found.verb
    if verb is None or (found.row.pos == "NOUN" and lemma(verb) in words("undergo")):
        return []
    agent = doer(verb)
    if agent is None:
        return []
    direct = _within_scope(reading, verb, agent)
    if direct or lemma(agent) not in words("instrument"):
        return direct
    # In "the bombing of a school killed" the "of" phrase names the target, not the doer.
    violent = lemma(agent) in words("armed-attack")
    named = _bearers(reading, agent) if violent else owners(reading, agent, located=False)
    if not named and agent.dep_ == "dobj":
        sender = doer(agent.head)
        return [] if sender is None else participants(reading, sender)
    return named


def _bearers(reading: Reading, attack: Token) -> list[int]:
    """Whose attack it is: "the rebels' raid", "Kenyan air strikes", "a raid by Kenya"."""
    named = [t for t in attack.children if t.dep_ in _BEFORE and t.i < attack.i]
    found = [m for t in (*named, *prepositional(attack, "by")) for m in participants(reading, t)]
    return list(dict.fromkeys(found))


def _of_clause(reading: Reading, found: Match) -> list[int]:
    """The subject of a clause that an act is a circumstance of: "on a visit to Rome, he"."""
    preposition = found.token.head
    verb = preposition.head
    if preposition.lower_ not in _OCCASIONS or not is_verb(verb):
        return []
    agent = subject(verb)
    named = [] if agent is None else participants(reading, agent)
    return [m for m in named if _is_somebody(reading, m)]


def _is_somebody(reading: Reading, mention: int) -> bool:
    """Whether a mention is of a person, country or named body, not only of some people."""
    found = reading.mentions[mention]
    return found.form != "nominal" or found.type == "country"


def _modifiers(reading: Reading, found: Match, slot: str) -> list[int]:
    noun = found.noun or found.token
    deps = ("poss",) if slot == "poss" else ("amod", "compound", "nmod")
    kinds = {v for c in found.row.needs if c.key == "mod" for v in c.values} & words("forces")
    mentions: list[int] = []
    for c in noun.children:
        if c.dep_ not in deps or c.i > noun.i or lemma(c) in kinds:  # "troop build-up"
            continue
        if is_human(reading, c):
            mentions += participants(reading, c)
    return mentions


def _prepositional(reading: Reading, found: Match, preposition: str) -> list[int]:
    for anchor in (*found.anchors(), *_judged(found, preposition)):
        mentions = [
            m
            for obj in _objects(anchor, preposition)
            for m in participants(reading, obj) or owners(reading, obj)
        ]
        if mentions:
            return list(dict.fromkeys(mentions))
    return []


def _objects(anchor: Token, preposition: str) -> Iterator[Token]:
    """The objects of a preposition; for "between" also those that the parser puts beside them."""
    for obj in prepositional(anchor, preposition):
        yield obj
        if preposition in ("between", "among"):
            yield from (t for t in obj.children if t.dep_ == "appos")


def _judged(found: Match, preposition: str) -> tuple[Token, ...]:
    """The verb that says what an act is taken "as": "saw it as a concession by Peru"."""
    noun = found.noun
    return (noun.head,) if preposition == "as" and noun is not None and noun.dep_ == "dobj" else ()


def _of_complement(reading: Reading, found: Match) -> list[int]:
    """Whom a promised, refused or demanded act concerns."""
    clause = complement(found.token) or child(found.token, "ccomp")
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
    for anchor in (clause, thing) if thing is not None else (clause,):
        for preposition in _COMPLEMENT_PREPOSITIONS:
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
