"""Which mentions of one article are of one thing.

Names: a surname, a given name or initials join the one full name that they can stand for; where
two full names fit, they stay apart, as do "Jr." and "Sr.". A by-name joins the name that it is
said of. Acronyms join the organization that they abbreviate.
Noun phrases are in ``kg.text.nominals``, pronouns in ``kg.text.pronouns``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.names import fold, is_short_for, parse
from kg.text import aliases, announced, kin, nominals, parties, pronouns
from kg.text.reading import Reading

_NEAR = 9  # tokens between a name and the noun that says whose kin it is


def resolve(reading: Reading) -> None:
    """Merge entities that are one, then add pronouns that have one antecedent."""
    announced.find(reading)
    parties.find(reading)
    bynames = aliases.find(reading)
    _merge(reading, _person_links(reading) | bynames)
    _merge(reading, _acronym_links(reading))
    nominals.resolve(reading)
    pronouns.resolve(reading)


def _person_links(reading: Reading) -> dict[int, int]:
    """Entity → the entity of the fuller name."""
    persons = [i for i, e in enumerate(reading.entities) if e.type == "person"]
    words = {i: fold(reading.entities[i].name) for i in persons}
    first: dict[int, int] = {}
    for mention in reading.mentions:
        first[mention.entity] = min(mention.start, first.get(mention.entity, mention.start))
    links: dict[int, int] = {}
    apart = _kin(reading) | _generations(reading, persons)
    for short in persons:
        fuller = [
            f
            for f in persons
            if f != short
            and _is_fuller(words[short], words[f], short, f)
            and (short, f) not in apart
        ]
        longest = [
            f
            for f in fuller
            if not any(_is_fuller(words[f], words[g], f, g) for g in fuller if g != f)
        ]
        if len(longest) > 1:  # a surname takes up whom the article has named by then
            longest = [f for f in longest if first[f] < first[short]]
        if len(longest) == 1:
            links[short] = longest[0]
    return links


def _generations(reading: Reading, persons: list[int]) -> set[tuple[int, int]]:
    """Pairs of different generations: "Omar Salim Jr." and "Omar Salim Sr."."""
    which = {i: parse(reading.entities[i].name).generation for i in persons}
    told = [i for i in persons if which[i]]
    return {(i, j) for i in told for j in told if which[i] != which[j]}


def _kin(reading: Reading) -> set[tuple[int, int]]:
    """Pairs of persons with a noun of kinship between: "Salim is the son of Omar Salim"."""
    spans = [
        (start, end, mention.entity)
        for mention, (start, end) in zip(reading.mentions, reading.mention_tokens, strict=True)
        if mention.type == "person"
    ]
    found: set[tuple[int, int]] = set()
    for token in reading.tokens:
        if kin.relation(token) is None:
            continue
        before = {e for _, end, e in spans if token.sent.start <= end - 1 < token.i < end + _NEAR}
        after = {
            e for start, _, e in spans if token.i < start < min(token.i + _NEAR, token.sent.end)
        }
        found.update((a, b) for a in before for b in after if a != b)
        found.update((b, a) for a in before for b in after if a != b)
    return found


def _is_fuller(short: tuple[str, ...], full: tuple[str, ...], i: int, j: int) -> bool:
    if short == full:
        return j < i  # the first spelling stands for the others
    return is_short_for(short, full)


def _acronym_links(reading: Reading) -> dict[int, int]:
    """Acronym → the one organization whose initials it is, or that it follows in brackets."""
    bodies = [i for i, e in enumerate(reading.entities) if e.type == "organization"]
    by_initials: defaultdict[str, list[int]] = defaultdict(list)
    for i in bodies:
        initials = "".join(
            w[0] for w in reading.entities[i].name.replace("-", " ").split() if w[0].isupper()
        )
        if len(initials) > 1:
            by_initials[initials].append(i)
    links = {}
    for i in bodies:
        acronym = reading.entities[i].name.replace(".", "")
        full = by_initials.get(acronym, [])
        if acronym.isupper() and len(full) == 1 and full[0] != i:
            links[i] = full[0]
    return _bracketed(reading) | links


def _bracketed(reading: Reading) -> dict[int, int]:
    """ "the Andean Workers' Party (PTA)": letters in brackets stand for the name before them."""
    doc, links = reading.doc, {}
    for index in range(len(reading.mentions)):
        mention, at = reading.mentions[index], reading.mention_tokens[index][1]
        if mention.type != "organization" or at + 2 >= len(doc) or doc[at].text != "(":
            continue
        letters = doc[at + 1]
        if doc[at + 2].text != ")" or not letters.is_upper or not 2 <= len(letters.text) <= 8:
            continue
        known = reading.mention_at(letters.i)
        if known is None:
            reading.add_mention(at + 1, at + 2, "organization", "name", mention.entity)
        elif reading.mentions[known].type == "organization":
            links[reading.mentions[known].entity] = mention.entity
    return {a: b for a, b in links.items() if a != b}


def _merge(reading: Reading, links: dict[int, int]) -> None:
    """Point every mention at the end of its entity's chain of links."""

    def end(i: int) -> int:
        seen = {i}
        while i in links and links[i] not in seen:
            i = links[i]
            seen.add(i)
        return i

    for index, mention in enumerate(reading.mentions):
        if mention.entity in links:
            reading.mentions[index] = replace(mention, entity=end(mention.entity))
