"""Facts between two mentions: offices and nationality.

Read from a title before a name, an apposition, a copula and "as president". What a title or an
apposition says holds whatever the sentence does with it; what a copula says has the sentence's
polarity, certainty and tense. An office whose country is not said is only probable.
Left out so far: parties, affiliation, kinship, birth, the dates of an office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.model import Assertion, Certainty, Relation, Tense
from kg.text import offices, titles
from kg.text.assertion import assess
from kg.text.offices import Office
from kg.text.reading import Reading

_BECOME = frozenset({"be", "become", "remain", "serve"})
_NAME_AS = frozenset(
    "recognize recognise name appoint elect nominate install inaugurate re-elect swear declare "
    "proclaim choose pick crown confirm select designate".split()
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An office phrase bound to a person's mention, before its country is known."""

    person: int
    office: Office
    head: Token
    rule: str
    assertion: Assertion


def find(reading: Reading) -> list[Relation]:
    """Facts in text order, one per sentence and content."""
    found = list(_bound(reading))
    relations = [r for f in found for r in _relations(reading, f)]
    known = _known_holders(reading, relations)
    inferred: set[tuple[int, str]] = set()
    for item in found:
        post = reading.mentions[item.person].entity, _last(item.office.title)
        bare = (
            item.office.holder is None and item.office.kind == "state" and not item.office.opposing
        )
        if bare and post not in known and post not in inferred:
            object_ = _in_phrase(reading, item)
            if object_ is None:
                object_ = _remaining(reading, item, known)
            if object_ is not None:
                inferred.add(post)
                relations.append(_holds(item, object_, "probable", "relations.inferred"))
    unique: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        unique.setdefault(_content(reading, relation), relation)
    return list(unique.values())


def _content(reading: Reading, r: Relation) -> tuple[object, ...]:
    subject, object_ = reading.mentions[r.subject].entity, reading.mentions[r.object].entity
    return r.predicate, subject, object_, r.title, r.assertion.evidence


def _bound(reading: Reading) -> Iterator[_Found]:
    """Every office phrase that says something about a named person."""
    for index, mention in enumerate(reading.mentions):
        if mention.type != "person" or reading.kind_at(
            reading.doc[reading.mention_tokens[index][0]]
        ) in (
            None,
            "hashtags",
            "cell",
        ):
            continue
        yield from _before_name(reading, index)
        yield from _after_name(reading, index)
        yield from _predicated(reading, index)


def _before_name(reading: Reading, person: int) -> Iterator[_Found]:
    """ "acting President X", "the president of Peru, X"."""
    doc, (start, _) = reading.doc, reading.mention_tokens[person]
    title = titles.ending_at(doc, start)
    if title is not None and title.kind != "honorific" and not doc[start].is_sent_start:
        yield _presupposed(reading, person, title, "relations.title")
        return
    if start < 2 or doc[start].is_sent_start:
        return
    end = start - 1 if doc[start - 1].text == "," else start
    for head in _heads_before(reading, end):
        office = offices.read(reading, head)
        holder_end = (
            reading.mention_tokens[office.holder][1] if office.holder is not None else office.end
        )
        if max(office.end, holder_end) == end and office.end > head.start:
            yield _presupposed(reading, person, head, "relations.apposition")
            return


def _heads_before(reading: Reading, end: int) -> Iterator[titles.Title]:
    doc = reading.doc
    for i in range(end, max(1, end - 9), -1):
        title = titles.ending_at(doc, i)
        if title is not None and title.kind != "honorific":
            yield title
        if i < end and (doc[i - 1].is_punct or doc[i - 1].pos_ == "VERB"):
            return


def _after_name(reading: Reading, person: int) -> Iterator[_Found]:
    """ "X, the president of Peru," and "X, 54, a former minister"."""
    doc, (_, end) = reading.doc, reading.mention_tokens[person]
    i = end
    if i >= len(doc) or doc[i].text not in (",", "(", "-", "–"):
        return
    i += 1
    if i + 1 < len(doc) and doc[i].like_num and doc[i + 1].text == ",":
        i += 2
    for j in range(i, min(i + 9, len(doc))):
        token = doc[j]
        if j > i and (
            token.is_punct and token.text not in ("-", "'", "’") or token.pos_ in ("VERB", "AUX")
        ):
            return
        title = titles.starting_at(doc, j)
        if title is not None and title.kind != "honorific" and _is_phrase_head(doc[title.end - 1]):
            if _closes(reading, title):
                yield _presupposed(reading, person, title, "relations.apposition")
            return


def _is_phrase_head(token: Token) -> bool:
    """Not the first half of "minister Ana Silva" or "president's aide"."""
    return token.dep_ not in ("compound", "nmod", "poss")


def _closes(reading: Reading, title: titles.Title) -> bool:
    """Whether no name follows: ", president Omar Salim and" belongs to the next person."""
    doc = reading.doc
    following = reading.mention_at(title.end) if title.end < len(doc) else None
    return following is None or reading.mentions[following].type != "person"


def _predicated(reading: Reading, person: int) -> Iterator[_Found]:
    """ "X is president of Peru", "X was elected president", "recognized X as president"."""
    doc, (start, end) = reading.doc, reading.mention_tokens[person]
    root = doc[start:end].root
    verb = root.head
    if root.dep_ in ("nsubj", "nsubjpass") and (
        verb.lemma_ in _BECOME or verb.lemma_ in _NAME_AS and root.dep_ == "nsubjpass"
    ):
        heads = [c for c in verb.children if c.dep_ in ("attr", "oprd", "dobj")]
    elif (
        root.dep_ == "dobj"
        and verb.lemma_ in _NAME_AS
        or root.dep_ == "nsubj"
        and verb.lemma_ in _NAME_AS
    ):
        heads = [c for c in verb.children if c.dep_ in ("oprd", "attr")]
    else:
        return
    for preposition in [*verb.children, *root.children]:
        if preposition.lower_ == "as":
            heads.extend(c for c in preposition.children if c.dep_ == "pobj")
    for head in heads:
        title = titles.ending_at(doc, head.i + 1)
        if title is not None and title.kind != "honorific" and head.i != root.i:
            office = offices.read(reading, title)
            assertion = assess(reading, verb, "relations.copula")
            if verb.lemma_ != "be" or office.tense != "present":
                tense: Tense = "past" if office.tense == "past" else "present"
                assertion = replace(
                    assertion, tense=tense if assertion.tense != "future" else "future"
                )
            yield _Found(person, office, head, "relations.copula", assertion)


def _presupposed(reading: Reading, person: int, title: titles.Title, rule: str) -> _Found:
    """What titles and appositions say holds even where their sentence is denied."""
    office = offices.read(reading, title)
    head = reading.doc[title.end - 1]
    chain = assess(reading, head, rule).attributions
    assertion = Assertion(
        evidence=reading.sentence(head), tense=office.tense, attributions=chain, rule=rule
    )
    return _Found(person, office, head, rule, assertion)


def _relations(reading: Reading, found: _Found) -> Iterator[Relation]:
    office = found.office
    land = office.demonym if office.kind != "state" else office.holder
    if land is not None and reading.mentions[land].type == "country" and office.kind != "body":
        yield Relation(
            predicate="nationality",
            subject=found.person,
            object=land,
            assertion=replace(
                found.assertion,
                rule="relations.nationality",
                tense="present",
                certainty=_nationality_certainty(found),
            ),
        )
    if office.holder is None or office.kind in ("role", "honorific"):
        return
    if office.opposing and reading.mentions[office.holder].type == "country":
        return
    yield _holds(found, office.holder, "certain")


def _nationality_certainty(found: _Found) -> Certainty:
    """An office of a country makes its holder a national only most of the time."""
    if found.assertion.polarity == "denied" or found.assertion.certainty != "certain":
        return found.assertion.certainty
    return "certain" if found.office.kind == "role" else "probable"


def _holds(found: _Found, holder: int, certainty: Certainty, rule: str | None = None) -> Relation:
    assertion = found.assertion
    if certainty != "certain" and assertion.certainty == "certain":
        assertion = replace(assertion, certainty=certainty)
    return Relation(
        predicate="holdsOffice",
        subject=found.person,
        object=holder,
        title=found.office.title,
        assertion=replace(assertion, rule=rule or found.rule),
    )


def _known_holders(reading: Reading, relations: list[Relation]) -> dict[tuple[int, str], int]:
    """(person entity, last word of the title) → a mention of the country said elsewhere."""
    known: dict[tuple[int, str], int] = {}
    for r in relations:
        if r.predicate == "holdsOffice" and reading.mentions[r.object].type == "country":
            person = reading.mentions[r.subject].entity
            known.setdefault((person, _last(r.title or "")), r.object)
    return known


def _last(title: str) -> str:
    return title.lower().split()[-1] if title else ""


def _in_phrase(reading: Reading, item: _Found) -> int | None:
    """ "the Venezuelan government, led by acting President X": the subject's country."""
    verb = next((a for a in item.head.ancestors if a.dep_ in ("acl", "relcl", "appos")), None)
    noun = verb.head if verb is not None else None
    if noun is None or noun.sent.start != item.head.sent.start:
        return None
    inside = {t.i for t in noun.lefts} | {noun.i}
    return next(
        (
            m
            for i in sorted(inside)
            for m in reading.mentions_at(i)
            if reading.mentions[m].type == "country"
        ),
        None,
    )


def _remaining(reading: Reading, item: _Found, known: dict[tuple[int, str], int]) -> int | None:
    """The country that the article is about, if another person does not hold this office there."""
    counts = Counter(m.entity for m in reading.mentions if m.type == "country")
    title = _last(item.office.title)
    held = {reading.mentions[o].entity for (_, t), o in known.items() if t == title}
    ranked = [e for e, _ in counts.most_common() if e not in held]
    if not ranked:
        return None
    first, rest = ranked[0], sum(counts[e] for e in ranked[1:])
    if counts[first] < 3 or counts[first] < 2 * rest:
        return None
    start = reading.mention_tokens[item.person][0]
    near = [i for i, m in enumerate(reading.mentions) if m.entity == first]
    return min(near, key=lambda i: (abs(reading.mention_tokens[i][0] - start), i))
