"""Texts in another language than the model's."""

from __future__ import annotations

import io
import json

import pytest

from kg.text import language, sources
from kg.text.language import foreign

TEXTS = {
    "de": "Der Präsident traf am Montag in der Hauptstadt die Ministerin aus Chile zu Gesprächen. ",
    "es": "El presidente se reunió el lunes con la ministra de Chile para hablar de la frontera. ",
    "fr": "Le président a rencontré lundi la ministre du Chili pour parler de la frontière. ",
    "ru": "Президент встретился в понедельник с министром, чтобы обсудить торговлю и границу. ",
    "zh": "总统星期一在首都会见了智利部长，讨论两国边界问题和贸易协定的未来。",
    "ar": "التقى الرئيس يوم الاثنين في العاصمة وزيرة خارجية تشيلي لبحث مسألة الحدود والتجارة. ",
}
ENGLISH = "The president met the minister from Chile in the capital on Monday for talks. "
NAMES = "Ana Quispe, Bruno Kovač, Chidi Okafor, Dilnoza Karimova, Emeka Eze, Freyja Jónsdóttir, "


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_text_in_another_language_is_recognised(language: str, text: str) -> None:
    assert foreign(text * 8, "en") == language
    assert foreign(text * 8, language) is None


@pytest.mark.parametrize("text", [ENGLISH * 8, ENGLISH + TEXTS["es"], TEXTS["de"], ""])
def test_english_quotes_and_short_texts_are_read(text: str) -> None:
    assert foreign(text, "en") is None


def test_names_alone_are_no_language() -> None:
    assert foreign(ENGLISH * 2 + NAMES * 3, "en") is None


def test_a_foreign_article_is_named_and_left_out() -> None:
    records = [{"id": "a", "text": ENGLISH}, {"id": "b\n", "text": TEXTS["es"] * 8}]
    stdin = io.BytesIO("\n".join(map(json.dumps, records)).encode())
    warnings: list[str] = []
    (article,) = sources.read(["-"], warn=warnings.append, stdin=stdin, language="en")
    assert article.id == "a" and article.language == "en"
    assert warnings == [
        "standard input, article b: seems to be in 'es', not in 'en'; left out",
    ]


def test_the_function_words_are_those_of_spacy() -> None:
    from spacy.lang.en.stop_words import STOP_WORDS

    assert language._function_words("en") == STOP_WORDS
