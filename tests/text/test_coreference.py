"""Names of one article that are of one thing."""

from __future__ import annotations

import pytest


def _names(extraction, text, kind):
    """Surfaces by entity."""
    found: dict[int, list[str]] = {}
    for m in extraction.mentions:
        if m.type == kind and m.form == "name":
            found.setdefault(m.entity, []).append(text[m.start : m.end])
    return sorted(found.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Silva spoke. Silva left.", [["Ana Silva", "Silva"]]),
        (
            "Ana Silva met Luis Silva. Silva left.",
            [["Ana Silva"], ["Luis Silva"], ["Silva"]],
        ),
        ("His wife Zafira Noor spoke. Noor left.", [["Zafira Noor", "Noor"]]),
        (
            "Ana Silva met the envoys. Silva left. Her brother, Luis Silva, stayed.",
            [["Ana Silva", "Silva"], ["Luis Silva"]],
        ),
        (
            "Police held Omar Salim Jr. on Monday. A lawyer for Omar Salim Sr. objected.",
            [["Omar Salim Jr."], ["Omar Salim Sr"]],
        ),
        (
            'President Omar Salim, known as "Dhagey", left. Salim is 54.',
            [["Omar Salim", "Dhagey", "Salim"]],
        ),
        (
            "Ana Silva, better known as Luz Marina, sang.",
            [["Ana Silva", "Luz Marina"]],
        ),
        ("Tammsaar was born in Lima. Tammsaar is a lawyer.", [["Tammsaar", "Tammsaar"]]),
    ],
)
def test_persons(read, text, names):
    assert _names(read(text), text, "person") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Andean Monetary Council met. The AMC lent money.",
            [["Andean Monetary Council", "AMC"]],
        ),
        (
            "The Council for Andean Trade (CCA) met. The CCA agreed.",
            [["Council for Andean Trade", "CCA", "CCA"]],
        ),
    ],
)
def test_organizations(read, text, names):
    assert _names(read(text), text, "organization") == names
