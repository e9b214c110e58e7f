"""Office phrases bound to the persons that hold them, before it is known whose office it is.

From a title before a name, an apposition, a copula, "as president", and a "counterpart", who
holds abroad what somebody else holds at home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.text import descriptions, offices, titles
from kg.text.clauses import child, subject
from kg.text.offices import Office
from kg.text.reading import Reading
from kg.text.references import named_beside, person_at, persons_at
from kg.text.tokens import Token

ADMINISTRATION = "relations.administration"
RULING = "relations.rule"
_RULING = frozenset({"rule", "govern", "lead", "run", "head"})
_GOVERNMENTS = frozenset({"administration", "government", "regime", "presidency", "dictatorship"})
_SAID = frozenset({"attr", "oprd", "pobj", "conj", "dobj"})
_UNREAD = (None, "hashtags", "cell")
_FARTHEST = 9  # tokens between a name and the head of a title beside it


@dataclass(frozen=True, slots=True)
class Post:
    """An office phrase and the mention of whom it is said.

    ``head`` is its last title word, ``verb`` the word that asserts it; None where it stands
    beside the name and is presupposed.
    """

    person: int
    office: Office
    head: Token
    rule: str
    verb: Token | None = None


def find(reading: Reading) -> list[Post]:
    """Every office phrase that says something about a named person."""
    found = [*_beside_names(reading), *_described(reading)]
    found.extend(list(_counterparts(reading, found)))
    found.extend(list(_ruling(reading, found)))
    return [*found, *_administrations(reading, found)]


# --- beside a name -------------------------------------------------------------------------


def _beside_names(reading: Reading) -> Iterator[Post]:
    for index, mention in enumerate(reading.mentions):
        start = reading.mention_tokens[index][0]
        named = mention.type == "person" and mention.form == "name"
        if named and reading.kind_at(reading.doc[start]) not in _UNREAD:
            yield from _before_name(reading, index)
            yield from _after_name(reading, index)


def _before_name(reading: Reading, person: int) -> Iterator[Post]:
    """ "acting President X", "the president of Peru, X"."""
    doc, (start, _) = reading.doc, reading.mention_tokens[person]
    if doc[start].is_sent_start:
        return
    title = titles.ending_at(doc, start)
    if title is not None and title.kind in ("rank", "honorific"):
        title = titles.ending_at(doc, title.start) or title  # "army chief Gen. X"
    if title is not None and title.kind != "honorific":
        yield _post(reading, person, title, "relations.title")
        return
    if start < 2:
        return
    end = start - 1 if doc[start - 1].text == "," else start
    for head in _heads_before(reading, end):
        office = offices.read(reading, head)
        holder_end = (
            reading.mention_tokens[office.holder][1] if office.holder is not None else office.end
        )
        if max(office.end, holder_end) == end and office.end > head.start:
            yield _post(reading, person, head, "relations.apposition")
            return


def _heads_before(reading: Reading, end: int) -> Iterator[titles.Title]:
    doc = reading.doc
    for i in range(end, max(1, end - _FARTHEST), -1):
        title = titles.ending_at(doc, i)
        if title is not None and title.kind != "honorific":
            yield title
        if i < end and (doc[i - 1].is_punct or doc[i - 1].pos_ == "VERB"):
            return


def _after_name(reading: Reading, person: int) -> Iterator[Post]:
    """ "X, the president of Peru," and "X, 54, a former minister"."""
    doc, (_, end) = reading.doc, reading.mention_tokens[person]
    i = end
    if i >= len(doc) or doc[i].text not in (",", "(", "-", "–"):
        return
    i += 1
    if i + 1 < len(doc) and doc[i].like_num and doc[i + 1].text == ",":
        i += 2
    for j in range(i, min(i + _FARTHEST, len(doc))):
        token = doc[j]
        if j > i and _breaks(token):
            return
        title = titles.starting_at(doc, j)
        if title is not None and title.kind != "honorific" and _is_phrase_head(doc[title.end - 1]):
            if _closes(reading, title):
                yield _post(reading, person, title, "relations.apposition")
            return


def _breaks(token: Token) -> bool:
    said = token.pos_ in ("VERB", "AUX") and token.dep_ != "amod"  # "acting minister"
    return said or (token.is_punct and token.text not in ("-", "'", "’"))


def _is_phrase_head(token: Token) -> bool:
    """Not the first half of "minister Ana Silva", "president's aide" or "deputy minister"."""
    return token.dep_ not in ("compound", "nmod", "poss", "amod")


def _closes(reading: Reading, title: titles.Title) -> bool:
    """Whether no name follows: ", president Omar Salim and" belongs to the next person."""
    doc = reading.doc
    following = reading.mention_at(title.end) if title.end < len(doc) else None
    return following is None or reading.mentions[following].type != "person"


def _post(reading: Reading, person: int, title: titles.Title, rule: str) -> Post:
    """What titles and appositions say."""
    office = _of_name(reading, offices.read(reading, title), person)
    head = reading.doc[title.end - 1]
    return Post(person, office, head, rule)


def _of_name(reading: Reading, office: Office, person: int) -> Office:
    """ "President Ana Quispe of Peru": whose office it is stands behind the name."""
    doc, end = reading.doc, reading.mention_tokens[person][1]
    if office.holder is not None or end + 1 >= len(doc) or doc[end].lower_ != "of":
        return office
    for i in (end + 1, end + 2):
        for index in reading.mentions_at(i) if i < len(doc) else ():
            kind = reading.mentions[index].type
            if kind in ("country", "organization") and reading.mention_tokens[index][0] == i:
                return replace(office, holder=index, demonym=index)
        if doc[i].lower_ != "the":
            break
    return office


# --- said by a verb ------------------------------------------------------------------------


def _described(reading: Reading) -> Iterator[Post]:
    """ "X is president of Peru", "X was elected president", "who leads Peru as president"."""
    doc = reading.doc
    for token in reading.tokens:
        if not titles.may_end(token.lower_) or token.dep_ not in _SAID:
            continue
        title = titles.ending_at(doc, token.i + 1)
        if (
            title is None
            or title.kind == "honorific"
            or token.pos_ == "VERB"
            or reading.kind_at(token) in _UNREAD
        ):
            continue
        said = descriptions.of(reading, token)
        if said is None or said.verb is None:
            continue
        office = _joined(reading, token, offices.read(reading, title))
        office = _ruled(reading, said.verb, office)
        for person in said.persons:
            if person.mention is not None:
                yield Post(person.mention, office, token, "relations.copula", said.verb)


def _joined(reading: Reading, token: Token, office: Office) -> Office:
    """ "prime minister or president of Peru": two offices joined are of one country."""
    if office.holder is not None:
        return office
    for t in token.conjuncts:
        title = titles.ending_at(token.doc, t.i + 1) if t.i > token.i else None
        if title is not None:
            holder = offices.read(reading, title).holder
            return replace(office, holder=holder)
    return office


def _ruled(reading: Reading, verb: Token, office: Office) -> Office:
    """ "has led Peru as president": the country is the verb's object."""
    if office.holder is not None or verb.lemma_ not in _RULING:
        return office
    obj = child(verb, "dobj")
    lands = _countries_at(reading, obj) if obj is not None else []
    return replace(office, holder=lands[0], demonym=lands[0]) if lands else office


def _ruling(reading: Reading, found: list[Post]) -> Iterator[Post]:
    """ "Quispe, who has ruled Peru since 1980": a leader, under whatever title."""
    for verb in reading.tokens:
        if verb.lemma_ not in _RULING or verb.pos_ != "VERB":
            continue
        obj, who = child(verb, "dobj"), subject(verb)
        lands = _countries_at(reading, obj) if obj is not None else []
        said = {c.lower_ for c in verb.children}
        lasting = verb.lemma_ in ("rule", "govern") or said & {"since", "for"}
        if who is None or not lands or not lasting or "as" in said:
            continue
        for person in persons_at(reading, who)[:1]:
            if person.mention is not None:
                yield _ruler(reading, person.mention, verb, lands[0], found)


def _ruler(reading: Reading, person: int, verb: Token, land: int, found: list[Post]) -> Post:
    """A leader, or who has a title already: "President Quispe, who has led Peru"."""
    entity = reading.mentions[person].entity
    for post in found:
        office = post.office
        if reading.mentions[post.person].entity == entity and office.kind == "state":
            return replace(post, office=replace(office, holder=land, demonym=land))
    return Post(person, _leader(verb, land), verb, RULING, verb)


def _leader(head: Token, holder: int | None) -> Office:
    return Office(
        start=head.i,
        end=head.i + 1,
        title="leader",
        head=titles.Title(head.i, head.i + 1, "state"),
        kind="state",
        holder=holder,
        demonym=holder,
        tense="present",
        opposing=False,
    )


# --- counterparts --------------------------------------------------------------------------


def _counterparts(reading: Reading, found: list[Post]) -> Iterator[Post]:
    """ "Foreign Minister X met his Chilean counterpart, Y"."""
    if "counterpart" not in reading.text:
        return
    by_person = {
        reading.mentions[p.person].entity: p for p in found if p.office.kind in ("state", "body")
    }
    for token in reading.tokens:
        if token.lemma_ != "counterpart" or token.tag_ != "NN":
            continue
        owner = child(token, "poss")
        person = person_at(reading, owner) if owner is not None else None
        if person is None or person.mention is None:
            continue
        model = by_person.get(reading.mentions[person.mention].entity)
        names = named_beside(reading, token)
        title = titles.Title(token.i, token.i + 1, "state")
        office = offices.read(reading, title)
        if model is None or not names or names[0].mention is None or office.holder is None:
            continue
        office = replace(office, title=model.office.title, kind=model.office.kind)
        yield Post(names[0].mention, office, token, "relations.counterpart")


# --- administrations -----------------------------------------------------------------------


def _administrations(reading: Reading, found: list[Post]) -> Iterator[Post]:
    """ "the Quispe administration", "Quispe's government": who governs, under whatever title."""
    known = {reading.mentions[p.person].entity for p in found if p.office.kind == "state"}
    for token in reading.tokens:
        if token.lower_ not in _GOVERNMENTS or token.pos_ not in ("NOUN", "PROPN"):
            continue
        for owner in token.lefts:
            person = person_at(reading, owner) if owner.pos_ == "PROPN" else None
            if owner.dep_ not in ("compound", "poss", "nmod") or person is None:
                continue
            if person.mention is None or reading.mentions[person.mention].entity in known:
                continue
            land = next((m for t in token.lefts for m in _countries_at(reading, t)), None)
            yield Post(person.mention, _leader(token, land), token, ADMINISTRATION)


def _countries_at(reading: Reading, token: Token) -> list[int]:
    return [m for m in reading.mentions_at(token.i) if reading.mentions[m].type == "country"]
