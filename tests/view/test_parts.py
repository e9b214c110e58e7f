"""The interface speaks by its table."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kg.errors import InputError
from kg.view import parts

FOLDER = files("kg.view").joinpath("templates")
SOURCES = {name: FOLDER.joinpath(name).read_text("utf-8") for name in (*parts.SCRIPTS, "page.html")}
_USED = re.compile(r"""['"]([a-z]+(?:\.[a-z-]+)*)['"]""")
_ASKED = re.compile(r"""\b(?:t|parts|count)\('([a-z.]+)'|words\["([a-z.]+)"\]""")
_COMPOSED = re.compile(r"\bt\(`([a-z.-]+)\$|\bcount\(`([a-z.-]+)\$")


def used() -> set[str]:
    found = (match for text in SOURCES.values() for match in _USED.finditer(text))
    return {match[1] for match in found}


def composed() -> set[str]:
    found = (match for text in SOURCES.values() for match in _COMPOSED.finditer(text))
    return {match[1] or match[2] for match in found}


def test_every_text_that_the_page_uses_is_in_the_table() -> None:
    table = parts.words("en")
    asked = (match for text in SOURCES.values() for match in _ASKED.finditer(text))
    assert {match[1] or match[2] for match in asked} - set(table) == set()
    for start in composed():
        assert any(key.startswith(start) for key in table), start


def test_the_table_holds_no_text_that_nobody_uses() -> None:
    starts = (*composed(), "view.", "export.", "conflict.")
    named = used() | {"months", "kind.group"}
    unused = {key for key in parts.words("en") if key not in named}
    assert {key for key in unused if not key.startswith(starts)} == set()


@pytest.mark.parametrize("language", parts.languages())
def test_a_translation_has_the_same_keys_and_places_as_english(language: str) -> None:
    english, table = parts.words("en"), parts.words(language)
    assert set(table) <= set(english)
    for key, text in table.items():
        if isinstance(text, str):
            assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", english[key])), key
        else:
            assert type(text) is type(english[key]), key


ROOTS = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT"
).split()


def test_every_type_of_event_has_a_word() -> None:
    for root in ROOTS:
        assert parts.words("en")[f"type.{root.lower()}"]


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(InputError, match="no interface in 'xx'; there is: en"):
        parts.words("xx")
