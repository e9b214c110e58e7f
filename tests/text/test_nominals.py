"""Noun phrases that take up somebody named before, and those that must not."""

from __future__ import annotations

import pytest

RESOLVED = [
    ("President Ana Silva spoke. The president left on Monday.", ["Ana Silva"]),
    ("Peruvian President Ana Silva spoke. The Peruvian leader left on Monday.", ["Ana Silva"]),
    (
        "Peruvian President Ana Silva met Chilean President Luis Soto. The Chilean president left.",
        ["Luis Soto"],
    ),
    ("Foreign Minister Ana Silva spoke. The foreign minister left.", ["Ana Silva"]),
    ("Economist Ana Silva spoke. The economist left.", ["Ana Silva"]),
    ("Peru closed its border. The country is poor.", ["Peru"]),
    ("Peru and Chile met. The two countries signed a treaty.", ["Chile", "Peru"]),
    ("Peru attacked Chile. Both countries lost ships.", ["Chile", "Peru"]),
    (
        "Peruvian President Ana Silva met Chilean President Luis Soto. The two presidents agreed.",
        ["Ana Silva", "Luis Soto"],
    ),
]
UNRESOLVED = [
    "The president left. President Ana Silva spoke.",
    "President Ana Silva met President Luis Soto. The president left.",
    "President Ana Silva spoke. The next president will decide.",
    "President Ana Silva spoke. The president of the bank left.",
    "President Ana Silva spoke. The company's president left.",
    "Peruvian President Ana Silva spoke. The Chilean president left.",
    "Peru and Chile met. The country is poor.",
    "Peru, Chile and Bolivia met. The two countries signed a treaty.",
    "Foreign Minister Ana Silva spoke. The finance minister left.",
]


def _nominals(extraction):
    return sorted(
        extraction.entities[m.entity].name
        for m in extraction.mentions
        if m.form == "nominal"
        and extraction.entities[m.entity].name[0].isupper()
        and any(o.form == "name" and o.entity == m.entity for o in extraction.mentions)
    )


@pytest.mark.parametrize(("text", "names"), RESOLVED)
def test_resolved(read, text, names):
    assert _nominals(read(text)) == names


@pytest.mark.parametrize("text", UNRESOLVED)
def test_unresolved(read, text):
    assert _nominals(read(text)) == []
