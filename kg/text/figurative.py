"""Where the words of a trigger are no act of anybody: quakes that kill, attacks on problems."""

from __future__ import annotations

from kg.text.clauses import doer, lemma, undergoer
from kg.text.frames import FORCE, Match
from kg.text.participants import is_human, participants
from kg.text.reading import Reading
from kg.text.triggers import words

_NOBODY = frozenset({"you", "one", "what", "something", "nothing", "anything", "this", "that"})


def of_a_thing(reading: Reading, found: Match) -> bool:
    """Whether the doer is neither somebody nor a means of somebody: "the quake killed 30"."""
    if (
        found.verb is None
        or found.row.pos == "ADJ"
        or ("subjown",)
        in (
            *found.row.actor,
            *found.row.recipient,
        )
    ):
        return False
    agent = doer(found.verb)
    if agent is None or agent.pos_ == "PRON":
        return agent is not None and agent.lower_ in _NOBODY
    if agent.pos_ != "NOUN" or is_human(reading, agent):
        return False
    allowed = "weapon" if found.row.type in FORCE else "instrument"
    return lemma(agent) not in words(allowed) and not participants(reading, agent)


def on_oneself(found: Match) -> bool:
    """Whether a doer only does it to itself: "defended herself"."""
    thing = undergoer(found.token) if found.row.transitive else None
    return thing is not None and thing.lower_.endswith(("self", "selves"))


def in_accident(found: Match) -> bool:
    """Whether a sentence speaks of an accident and of no attack: "injured after a fire"."""
    nouns = {lemma(t) for t in found.token.sent if t.pos_ == "NOUN"}
    accident = nouns & words("accident")
    return bool(accident) and not (nouns - accident) & (words("weapon") | words("armed"))


def on_a_thing(found: Match) -> bool:
    """Whether violence is only a figure of speech: "attacked the problem"."""
    if found.row.pos != "VERB" or not found.row.transitive:
        return False
    thing = undergoer(found.token)
    if thing is None or thing.pos_ != "NOUN":
        return False
    return not any(lemma(thing) in words(name) for name in ("location", "weapon", "forces"))
