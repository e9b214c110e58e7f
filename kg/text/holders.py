"""Who holds which office, and of which country that makes a person probable.

What a title or an apposition says holds whatever the sentence does with it; what a copula says
has the sentence's polarity, certainty and tense. An office whose country is not said is only
probable, and so is the nationality that an office suggests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Assertion, Certainty, Relation
from kg.text import posts, unsaid
from kg.text.assertion import assess
from kg.text.offices import Office
from kg.text.posts import Post
from kg.text.presupposed import presupposed
from kg.text.reading import Reading

_KNOWING = frozenset(
    "expert analyst scholar correspondent specialist researcher adviser advisor campaigner".split()
)


def find(reading: Reading) -> list[Relation]:
    """holdsOffice, and the nationality that goes with it."""
    found = posts.find(reading)
    relations = [r for post in found for r in _said(reading, post)]
    for post, country in unsaid.find(reading, found):
        assertion = _assertion(reading, post)
        held = _holds(post, country, assertion, "probable", "relations.inferred")
        land = _nationality(post, country, assertion, "probable", "relations.inferred")
        relations += [held, land]
    told = {reading.mentions[r.subject].entity for r in relations if r.predicate == "nationality"}
    for post, country in unsaid.nationals(reading, found):
        if reading.mentions[post.person].entity not in told:
            assertion = _assertion(reading, post)
            relations.append(
                _nationality(post, country, assertion, "probable", "relations.domestic")
            )
    return relations


def _said(reading: Reading, post: Post) -> Iterator[Relation]:
    """What a phrase says that names its country or body."""
    office, assertion = post.office, _assertion(reading, post)
    land = _land(reading, post)
    if land is not None:
        certainty = _certainty(office, assertion)
        yield _nationality(post, land, assertion, certainty, "relations.nationality")
    if office.holder is None or office.kind in ("role", "honorific"):
        return
    country = reading.mentions[office.holder].type == "country"
    if country and (office.opposing or office.kind == "private"):
        return
    yield _holds(post, office.holder, assertion, "certain", post.rule)


def _assertion(reading: Reading, post: Post) -> Assertion:
    """How an office is said: a verb has its own tense, "elected president" holds from then on."""
    if post.verb is None:
        return presupposed(reading, post.head, post.rule, post.office.tense)
    assertion = assess(reading, post.verb, post.rule)
    if assertion.tense == "future" or (post.verb.lemma_ == "be" and post.office.tense == "present"):
        return assertion
    past = post.office.tense == "past" or (post.verb.lemma_ == "serve" and post.verb.tag_ == "VBD")
    return replace(assertion, tense="past" if past else "present")


def _land(reading: Reading, post: Post) -> int | None:
    """The country that a phrase makes its bearer a national of, surely or probably."""
    office = post.office
    lands = (m for m in (office.holder, office.demonym) if m is not None)
    land = next((m for m in lands if reading.mentions[m].type == "country"), None)
    if land is None or office.kind not in ("private", "role"):
        return land
    adjective = reading.doc[reading.mention_tokens[land][0]].pos_ == "ADJ"
    knowing = reading.doc[office.head.end - 1].lower_ in _KNOWING
    # "Germany coach" and "China expert" may come from anywhere.
    return land if adjective or (office.kind == "role" and not knowing) else None


def _certainty(office: Office, assertion: Assertion) -> Certainty:
    """An office of a country makes its holder a national only most of the time."""
    if assertion.polarity == "denied" or assertion.certainty != "certain":
        return assertion.certainty
    return "certain" if office.kind in ("role", "private") else "probable"


def _nationality(
    post: Post, land: int, assertion: Assertion, certainty: Certainty, rule: str
) -> Relation:
    assertion = replace(assertion, rule=rule, tense="present", certainty=certainty)
    return Relation(predicate="nationality", subject=post.person, object=land, assertion=assertion)


def _holds(
    post: Post, holder: int, assertion: Assertion, certainty: Certainty, rule: str
) -> Relation:
    if certainty != "certain" and assertion.certainty == "certain":
        assertion = replace(assertion, certainty=certainty)
    return Relation(
        predicate="holdsOffice",
        subject=post.person,
        object=holder,
        title=post.office.title,
        assertion=replace(assertion, rule=rule),
    )
