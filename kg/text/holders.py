"""Who holds which office, and of which country that makes a person probable.

What a title or an apposition says holds whatever the sentence does with it; what a copula says
has the sentence's polarity, certainty and tense. An office whose country is not said is only
probable, and so is the nationality that an office suggests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Assertion, Certainty, Relation, Title
from kg.text import posts, tenure, unsaid
from kg.text.assertion import assess
from kg.text.offices import Office
from kg.text.posts import Post
from kg.text.presupposed import presupposed
from kg.text.reading import Reading
from kg.text.tokens import Token

_ENDING = frozenset(  # "was replaced as director" says that she was one
    "replace resign oust sack remove dismiss fire retire depose succeed quit".split()
)
_ANY = frozenset("a an any another future possible potential prospective hypothetical".split())
_KNOWING = frozenset(
    "expert analyst scholar correspondent specialist researcher adviser advisor campaigner".split()
)


def find(reading: Reading) -> tuple[list[Relation], list[Title]]:
    """holdsOffice, the nationality that goes with it, and titles that no country is found for."""
    found = posts.find(reading)
    relations = [r for post in found for r in _said(reading, post)]
    titles: list[Title] = []
    for post, country in unsaid.find(reading, found):
        assertion = _assertion(reading, post)
        if country is None:
            if post.rule != posts.ADMINISTRATION:
                titles.append(
                    Title(person=post.person, title=post.office.title, assertion=assertion)
                )
            continue
        rule = post.rule if post.rule == posts.ADMINISTRATION else "relations.inferred"
        relations.append(_holds(reading, post, country, assertion, "probable", rule))
        if assertion.polarity == "affirmed":
            relations.append(_nationality(post, country, assertion, "probable", rule))
    told = {reading.mentions[r.subject].entity for r in relations if r.predicate == "nationality"}
    for post, country in unsaid.nationals(reading, found):
        if reading.mentions[post.person].entity not in told:
            assertion = _assertion(reading, post)
            relations.append(
                _nationality(post, country, assertion, "probable", "relations.domestic")
            )
    return relations, titles


def _said(reading: Reading, post: Post) -> Iterator[Relation]:
    """What a phrase says that names its country or body."""
    office, assertion = post.office, _assertion(reading, post)
    land = _land(reading, post)
    # Whoever does not hold an office may well be a national.
    if land is not None and (assertion.polarity == "affirmed" or office.kind == "role"):
        certainty = _certainty(office, assertion)
        yield _nationality(post, land, assertion, certainty, "relations.nationality")
    if office.holder is None or office.kind in ("role", "honorific"):
        return
    country = reading.mentions[office.holder].type == "country"
    if country and (office.opposing or office.kind == "private"):
        return
    certain: Certainty = "probable" if post.rule == posts.ADMINISTRATION else "certain"
    yield _holds(reading, post, office.holder, assertion, certain, post.rule)


def _assertion(reading: Reading, post: Post) -> Assertion:
    """How an office is said: a verb has its own tense, "elected president" holds from then on."""
    verb, office = post.verb, post.office
    if verb is None:
        assertion = presupposed(reading, post.head, post.rule, office.tense)
        return replace(assertion, certainty="possible") if _is_imagined(post) else assertion
    assertion = assess(reading, verb, post.rule)
    if verb.lemma_ in _ENDING:
        return replace(assertion, tense="past", polarity="affirmed")
    if assertion.tense == "future":
        return assertion
    if office.tense == "present" and _is_lasting(verb):
        return replace(assertion, tense="present")
    if verb.lemma_ == "be" and office.tense == "present":
        return assertion
    over = verb.tag_ == "VBD" and (verb.lemma_ == "serve" or post.rule == posts.RULING)
    return replace(assertion, tense="past" if over or office.tense == "past" else "present")


def _is_imagined(post: Post) -> bool:
    """ "a Quispe administration would pull out" speaks of one that may come to be."""
    return post.rule == posts.ADMINISTRATION and any(t.lower_ in _ANY for t in post.head.lefts)


def _is_lasting(verb: Token) -> bool:
    """ "has been president for ten years" says that she still is."""
    return any(c.dep_ == "aux" and c.lower_ in ("has", "have", "'s", "’s") for c in verb.children)


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


def _is_over(reading: Reading, end: str) -> bool:
    """Whether an end lies before the publication; where that is unknown, it is taken to."""
    return reading.published is None or end <= reading.published.isoformat()[: len(end)]


def _holds(
    reading: Reading, post: Post, holder: int, assertion: Assertion, certainty: Certainty, rule: str
) -> Relation:
    if certainty != "certain" and assertion.certainty == "certain":
        assertion = replace(assertion, certainty=certainty)
    begin, end = tenure.of(reading, post)
    if end is not None and assertion.tense == "present" and _is_over(reading, end):
        assertion = replace(assertion, tense="past")
    return Relation(
        predicate="holdsOffice",
        subject=post.person,
        object=holder,
        title=post.office.title,
        begin=begin,
        end=end,
        assertion=replace(assertion, rule=rule),
    )
