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
MORE = {
    "da": "Præsidenten mødte mandag i hovedstaden Chiles udenrigsminister for at tale om grænsen. "
    "Senere underskrev de en ny aftale, og pressen fik at vide, at samtalerne fortsætter i Lima, "
    "når den nye regering er på plads i det nye år og kan tage en beslutning.",
    "nl": "De president ontmoette maandag in de hoofdstad de minister van Chili om over de grens te "
    "praten. Later ondertekenden zij een verdrag, en de pers kreeg te horen dat de gesprekken "
    "volgende week in Santiago verdergaan, als de regering daarmee akkoord gaat.",
    "sw": "Rais wa nchi alikutana na waziri wa mambo ya nje siku ya Jumatatu katika mji mkuu ili "
    "kujadili biashara na mpaka. Baadaye walitia saini mkataba mpya, na waandishi wa habari "
    "wakaambiwa kwamba mazungumzo yataendelea wiki ijayo mjini Nairobi na Mombasa.",
    "es": 'El presidente de Chile habló en Santiago el lunes. "We will defend the border", dijo a '
    "la prensa. El ministro dijo que las tropas habían sido enviadas al norte, y que las "
    "conversaciones con Bolivia seguirían. La oposición pidió una sesión del congreso para discutir.",
}
_ES = "Vamos a defender la frontera con todos los medios que tenemos, y no vamos a aceptar ninguna amenaza de nadie, porque nuestro país es soberano y libre"
READ = {
    "two sentences": "Peruvian President Ana Quispe met Chilean Foreign Minister Luis Rojas in Lima "
    "on Monday. They signed a trade agreement on copper that both parliaments have to approve, and "
    "said that officials of their ministries will meet in Santiago again within a month.",
    "two sentences of names": "Deputy Prime Minister Oleksandr Hryhorenko, Defence Minister Kateryna "
    "Shevchuk, Interior Minister Mykhailo Bondar, Energy Minister Olena Tkachuk, Finance Minister "
    "Andriy Lysenko met Turkish counterparts Mehmet Yildirim, Ayse Demir, Mustafa Kaya in Ankara. "
    "Talks resume Friday.",
    "telegraphic": "LIMA, March 3 (Harbour Press) - Peru central bank raises key rate 25 bps to 6.25 "
    "pct, cites inflation, fuel prices, currency pressure. Analysts surveyed by Andina Research "
    "expected hold. Sol firms 0.4 pct, Lima bourse gains 1.1 pct, ten-year bond yields ease.",
    "headlines": "Kenya sends aid convoy. Nepal protests resume. Chile minister resigns. Bolivia "
    "troops mobilize. Peru leaders meet. Ghana vote delayed. Mali ceasefire collapses. Oman hosts "
    "talks. Yemen prisoners freed. Iraq bombing kills nine. Qatar mediates hostage release.",
    "players": "Lecce: Bleve, Gendrey, Baschirotto, Pongracic, Gallo, Kaba, Ramadani, Rafia, "
    "Almqvist, Krstovic, Banda. Monza: Di Gregorio, Izzo, Mari, Caldirola, Birindelli, Pessina, "
    "Gagliardini, Kyriakopoulos, Colpani, Mota, Djuric. Referee Marchetti. Goals Krstovic, Djuric.",
    "a Spanish quote": "The president of Chile spoke in Santiago on Monday. "
    f'"{_ES}. Durante años hemos trabajado por la paz de la región", he told reporters. '
    "The crowd cheered him.",
    "Spanish quotes": f"“{_ES}”, the minister of Peru said in Lima on Friday. “{_ES}”, he said again "
    "when he was asked about the border.",
    "French titles": "The Élysée said on Tuesday that Jean-Baptiste Lefèvre, directeur général de la "
    "Société nationale des chemins de fer, would meet the ministre de l'Économie et des Finances, "
    "Hélène Dubois-Marchand, at the Hôtel de Matignon before the visit to the Assemblée nationale.",
}
NAMES = "Ana Quispe, Bruno Kovač, Chidi Okafor, Dilnoza Karimova, Emeka Eze, Freyja Jónsdóttir, "


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_text_in_another_language_is_recognised(language: str, text: str) -> None:
    assert foreign(text * 8, "en") == language
    assert foreign(text * 8, language) is None


@pytest.mark.parametrize(("language", "text"), MORE.items())
def test_few_sentences_are_enough(language: str, text: str) -> None:
    assert foreign(text, "en") == language


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_english_of_every_kind_is_read(text: str) -> None:
    assert foreign(text, "en") is None


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
