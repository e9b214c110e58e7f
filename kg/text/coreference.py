"""Which mentions of one article are of one thing.

Names: a surname, a given name or initials join the one full name that they can stand for; where
two full names fit, they stay apart. Acronyms join the organization that they abbreviate.
Pronouns are in ``kg.text.pronouns``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.names import fold, is_short_for
from kg.text import pronouns
from kg.text.reading import Reading


def resolve(reading: Reading) -> None:
    """Merge entities that are one, then add pronouns that have one antecedent."""
    _merge(reading, _person_links(reading))
    _merge(reading, _acronym_links(reading))
    pronouns.resolve(reading)


def _person_links(reading: Reading) -> dict[int, int]:
    """Entity → the entity of the fuller name."""
    persons = [i for i, e in enumerate(reading.entities) if e.type == "person"]
    words = {i: fold(reading.entities[i].name) for i in persons}
    links: dict[int, int] = {}
    for short in persons:
        fuller = [f for f in persons if f != short and _is_fuller(words[short], words[f], short, f)]
        longest = [
            f
            for f in fuller
            if not any(_is_fuller(words[f], words[g], f, g) for g in fuller if g != f)
        ]
        if len(longest) == 1:
            links[short] = longest[0]
    return links


def _is_fuller(short: tuple[str, ...], full: tuple[str, ...], i: int, j: int) -> bool:
    if short == full:
        return j < i  # the first spelling stands for the others
    return is_short_for(short, full)


def _acronym_links(reading: Reading) -> dict[int, int]:
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
    return links


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
