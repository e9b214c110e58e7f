"""Which row of the trigger table a word satisfies, and which words around it belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.text.clauses import (
    absolute,
    antecedent,
    child,
    complement,
    doer,
    is_passive,
    is_verb,
    kept,
    lemma,
    prepositional,
    undergoer,
)
from kg.text.frames import COOPERATION, Match, frame
from kg.text.participants import is_human
from kg.text.reading import Reading
from kg.text.tokens import Token
from kg.text.triggers import Condition, Row, by_word, words
from kg.text.unknown import is_unknown_name

_TIMES = frozenset({"DATE", "TIME"})
_TEMPORAL = frozenset({"on", "in", "at"})
_DUTY = frozenset({"must", "should", "ought", "shall"})
_MODIFIERS = ("amod", "compound", "nmod", "poss")
_CONTENT_PREPOSITIONS = ("for", "to", "on", "of", "with", "into", "from")


def match(reading: Reading, token: Token, depth: int = 0) -> Match | None:
    """The most specific row whose demands the words around a token meet.

    Below another trigger (``depth`` above 0) a noun needs no verb of its own to say that
    the act takes place: in "agreed to a ceasefire" nothing says that one did.
    """
    pos = "VERB" if token.pos_ == "AUX" else token.pos_
    candidates = by_word().get((pos, lemma(token)), ())
    if not candidates or (pos == "VERB" and token.dep_ == "amod" and absolute(token) is None):
        return None
    verb, noun = frame(token, pos)
    act = _act(reading, token, depth) if depth < 3 else None
    for row in candidates:
        if row.pos == "VERB" and row.transitive and undergoer(token) is None:
            continue
        found = Match(row, token, verb, noun or _object_noun(row, token), act)
        if all((depth and c.key == "sup") or _holds(reading, found, c) for c in row.needs):
            return found
    return None


def _object_noun(row: Row, token: Token) -> Token | None:
    if any(c.key == "obj" and not c.negated for c in row.needs):
        return undergoer(token)
    return None


def _act(reading: Reading, token: Token, depth: int) -> Match | None:
    """The act that a word governs as its complement, object or prepositional object."""
    for candidate in _governed(token):
        inner = match(reading, candidate, depth + 1)
        if inner is not None:
            return inner
    return None


def _governed(token: Token) -> Iterator[Token]:
    clause = complement(token)
    if clause is not None:
        yield clause
        yield from (c for c in clause.children if c.dep_ == "dobj" and c.pos_ == "NOUN")
        return
    if is_verb(token):
        thing = undergoer(token)
        if thing is not None and thing.pos_ == "NOUN":
            yield thing
            yield from (t for p in ("for", "of", "to", "on") for t in prepositional(thing, p))
    for preposition in _CONTENT_PREPOSITIONS:
        yield from prepositional(token, preposition)


def _holds(reading: Reading, found: Match, condition: Condition) -> bool:
    check = _CHECKS.get(condition.key)
    if check is not None:
        result = check(reading, found, condition)
    else:
        result = _has_preposition(found, condition)
    return result != condition.negated


def _has_preposition(found: Match, condition: Condition) -> bool:
    return any(
        _is_one(obj, condition.values)
        if condition.values
        else preposition not in _TEMPORAL or obj.ent_type_ not in _TIMES
        for anchor in found.anchors()
        for preposition in condition.key.split("|")
        for obj in prepositional(anchor, preposition)
    )


def _is_one(token: Token | None, lemmas: frozenset[str]) -> bool:
    if token is None:
        return False
    joined = [token, *(c for c in token.children if c.dep_ == "conj")]
    if lemma(token) in words("partitive") or lemma(token) in words("measure"):
        joined.extend(prepositional(token, "of"))
    if lemma(token) in words("aspect"):
        joined.extend(c for c in token.children if c.dep_ == "compound")
    return any(lemma(t) in lemmas or t.lower_ in lemmas for t in joined)


def _objects(_: Reading, found: Match, condition: Condition) -> bool:
    thing = undergoer(found.token)
    if not condition.values:
        return thing is not None
    return _is_one(thing, condition.values) or _is_one(kept(found.token), condition.values)


def _subjects(_: Reading, found: Match, condition: Condition) -> bool:
    verb = found.verb
    if verb is None:
        return False
    return any(_is_one(t, condition.values) for t in (doer(verb), antecedent(verb)))


def _person_object(reading: Reading, found: Match, _: Condition) -> bool:
    thing = undergoer(found.token)
    return thing is not None and is_human(reading, thing)


def _party_object(reading: Reading, found: Match, _: Condition) -> bool:
    """Whether the object is a name or an official: somebody that words are aimed at."""
    thing = undergoer(found.token)
    if thing is None:
        return False
    mention = reading.head_mention(thing)
    if mention is not None and reading.mentions[mention].form == "name":
        return reading.mentions[mention].type in ("person", "organization")
    return lemma(thing) in words("office") or lemma(thing) in ("government", "opposition")


def _particle(_: Reading, found: Match, condition: Condition) -> bool:
    anchor = found.verb or found.token
    return any(
        c.dep_ in ("prt", "advmod", "prep", "acomp", "oprd", "ccomp", "xcomp", "advcl")
        and c.lower_ in condition.values
        for c in anchor.children
    )


def _modified(_: Reading, found: Match, condition: Condition) -> bool:
    anchor = found.noun or found.token
    return any(
        c.dep_ in _MODIFIERS and (lemma(c) in condition.values or c.lower_ in condition.values)
        for c in anchor.children
    )


def _infinitive(_: Reading, found: Match, __: Condition) -> bool:
    clause = complement(found.token)
    return clause is not None and any(c.tag_ == "TO" for c in clause.children)


def _that(_: Reading, found: Match, __: Condition) -> bool:
    return any(c.dep_ == "ccomp" for c in found.token.children)


def _governs_act(_: Reading, found: Match, condition: Condition) -> bool:
    if found.act is None:
        return False
    kind = "coop" if found.act.row.type in COOPERATION else "conflict"
    return (
        not condition.values or kind in condition.values or found.act.row.type in condition.values
    )


def _duty(_: Reading, found: Match, __: Condition) -> bool:
    clause = next((c for c in found.token.children if c.dep_ == "ccomp"), None)
    if clause is None:
        return False
    words_before = {c.lower_ for c in clause.children if c.dep_ == "aux"}
    if not words_before:
        return _is_subjunctive(clause)
    return bool(words_before & _DUTY) and "have" not in words_before


def _is_subjunctive(verb: Token) -> bool:
    """Whether a bare verb stands under "that" beside a subject in the singular: "that he go"."""
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children):
        return False
    agent = child(verb, "nsubj")
    singular = agent is not None and (
        agent.tag_ in ("NN", "NNP") or agent.lower_ in ("he", "she", "it")
    )
    joined = agent is not None and child(agent, "conj") is not None
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and singular and not joined)


def _supported(_: Reading, found: Match, condition: Condition) -> bool:
    if found.noun is None or found.verb is None:
        return False
    return not condition.values or lemma(found.verb) in condition.values


def _body(reading: Reading, found: Match, _: Condition) -> bool:
    agent = None if found.verb is None else doer(found.verb)
    beside = None if agent is None else child(agent, "appos")
    named = None if beside is None else reading.head_mention(beside)
    if named is not None and reading.mentions[named].type == "person":
        return False
    mention = None if agent is None else reading.head_mention(agent)
    if mention is not None:
        return reading.mentions[mention].type != "person"
    return agent is not None and (is_human(reading, agent) or is_unknown_name(agent))


def _in_passive(_: Reading, found: Match, __: Condition) -> bool:
    return found.verb is not None and is_passive(found.verb)


def _whether(_: Reading, found: Match, __: Condition) -> bool:
    clause = complement(found.token)
    return clause is not None and any(
        c.lower_ in ("whether", "if", "how", "what", "why", "who") for c in clause.children
    )


def _negated(_: Reading, found: Match, __: Condition) -> bool:
    return any(c.dep_ == "neg" for c in (found.verb or found.token).children)


def _granted(_: Reading, __: Match, ___: Condition) -> bool:
    """Demands on the participants are met, or not, when the roles are filled."""
    return True


_CHECKS: dict[str, Callable[[Reading, Match, Condition], bool]] = {
    "obj": _objects,
    "subj": _subjects,
    "objhuman": _person_object,
    "objparty": _party_object,
    "part": _particle,
    "mod": _modified,
    "inf": _infinitive,
    "that": _that,
    "act": _governs_act,
    "duty": _duty,
    "sup": _supported,
    "neg": _negated,
    "body": _body,
    "passive": _in_passive,
    "whether": _whether,
    "actor": _granted,
    "recipient": _granted,
    "official": _granted,
}
