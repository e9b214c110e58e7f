"""Names in text → mentions: countries, organizations, persons and places."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import MentionType
from kg.text import countries, organizations, persons, titles
from kg.text.gazetteer import gazetteer
from kg.text.namewords import words
from kg.text.reading import Reading

_TYPES: dict[str, MentionType] = {
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


@dataclass(slots=True)
class _Names:
    """Names of one surface form share an entity; no token belongs to two names of one kind."""

    reading: Reading
    taken: set[int] = field(default_factory=set)
    entities: dict[tuple[MentionType, str], int] = field(default_factory=dict)

    def add(
        self,
        start: int,
        end: int,
        type_: MentionType,
        name: str | None = None,
        key: str | None = None,
    ) -> None:
        name = name or self.reading.doc[start:end].text
        if (type_, name) not in self.entities:
            self.entities[type_, name] = self.reading.add_entity(type_, name, key)
        self.reading.add_mention(start, end, type_, "name", self.entities[type_, name])
        self.taken.update(range(start, end))

    def is_free(self, start: int, end: int) -> bool:
        return not self.taken & set(range(start, end))


def find(reading: Reading) -> None:
    """Add every named mention."""
    names = _Names(reading)
    found = countries.find(reading)
    lands = [w for w in found if w.kind != "club"]
    clubs = [
        _Body(w.start, w.end, reading.doc[w.start : w.end].text) for w in found if w not in lands
    ]
    bodies = [*_known_organizations(reading), *clubs]
    spans = [(w.start, w.end) for w in lands] + [(b.start, b.end) for b in bodies]
    certain = frozenset(i for start, end in spans for i in range(start, end))
    for start, end in persons.find(reading, certain):
        names.add(start, end, "person")
    for word in lands:
        if names.is_free(word.start, word.end):
            place = reading.doc[word.start : word.end].text
            names.add(
                word.start,
                word.end,
                "country" if word.state else "place",
                gazetteer().label(word.key) if word.state else place,
                None if word.kind == "city" else word.key,
            )
    for body in bodies:
        if names.is_free(body.start, body.end) or _holds_land(lands, body):
            names.add(body.start, body.end, "organization", body.name)
    _add_guesses(names)


@dataclass(frozen=True, slots=True)
class _Body:
    start: int
    end: int
    name: str


def _holds_land(lands: list[countries.CountryWord], body: _Body) -> bool:
    """Whether a country's name is a part of the body's: "the Bank of England"."""
    return any(body.start < land.start and land.end <= body.end for land in lands)


def _known_organizations(reading: Reading) -> list[_Body]:
    found = []
    for start, end, name in organizations.matches(reading.text):
        span = reading.doc.char_span(start, end)
        if span is not None and reading.kind_at(span[0]) != "hashtags":
            found.append(_Body(span.start, span.end, name))
    return found


def _add_guesses(names: _Names) -> None:
    """Organizations and places as the model sees them, where no better known name stands."""
    doc = names.reading.doc
    for ent in doc.ents:
        type_ = _TYPES.get(ent.label_)
        if type_ is None or names.reading.kind_at(ent[0]) in (None, "hashtags", "cell"):
            continue
        start = ent.start + (doc[ent.start].lower_ == "the")
        end = ent.end - (len(ent) > 1 and doc[ent.end - 1].tag_ == "POS")
        end = _before_title(names, start, end)
        if start >= end:
            continue
        if names.is_free(start, end) or (
            type_ == "organization" and _is_body_of(names, start, end)
        ):
            names.add(start, end, type_)


def _before_title(names: _Names, start: int, end: int) -> int:
    """Where the body ends if the title of the person named next is taken for a part of it."""
    doc = names.reading.doc
    title = titles.ending_at(doc, end)
    if title is None or title.start <= start or end >= len(doc):
        return end
    following = names.reading.mention_at(end)
    if following is None or names.reading.mentions[following].type != "person":
        return end
    return title.start - (doc[title.start - 1].tag_ == "POS")


def _is_body_of(names: _Names, start: int, end: int) -> bool:
    """ "US State Department" is a body beside its country, "US Government" is the country."""
    at = names.reading.mention_at(start)
    if at is None or names.reading.mentions[at].type != "country":
        return False
    rest = names.reading.doc[names.reading.mention_tokens[at][1] : end]
    last = names.reading.mention_at(end - 1)
    if last is not None and names.reading.mentions[last].type == "person":
        return False  # "Peruvian President Ana Quispe"
    return len(rest) > 0 and rest[0].lower_ not in words("state")
