"""Every row of the country table, and what must not be taken for a country."""

from __future__ import annotations

import pytest

from kg.text.gazetteer import gazetteer
from kg.text.rows import rows

ROWS = rows("countries.tsv", 5)


@pytest.mark.parametrize(("key", "kind", "surfaces", "example", "_"), ROWS)
def test_every_row_has_an_example_that_holds(key, kind, surfaces, example, _):
    keys = [m.key for m in gazetteer().matches(example)]
    if kind in ("block", "drop"):
        assert keys == []
    else:
        assert key in keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They told us that the US agreed.", ["USA"]),
        ("U.S.-Venezuela talks", ["USA", "VEN"]),
        ("Sino-Russian and Franco-German ties", ["CHN", "RUS", "FRA", "DEU"]),
        ("Franco ruled until 1975.", []),
        ("South Sudan and Sudan", ["SSD", "SDN"]),
        ("Guinea, Guinea-Bissau and Papua New Guinea", ["GIN", "GNB", "PNG"]),
        ("Latin American leaders in New Mexico", []),
        ("The Dominican Republic and Dominica", ["DOM", "DMA"]),
        ("Nigeria and Niger", ["NGA", "NER"]),
        ("VENEZUELA AND INDIA", ["VEN", "IND"]),
        ("Voters in Georgia, from Atlanta to Savannah", []),
        ("Georgia and its capital Tbilisi", ["GEO", "GEO"]),
        ("Indiana, Omaha and Chinatown", []),
    ],
)
def test_matches(text, expected):
    assert [m.key for m in gazetteer().matches(text)] == expected


def test_labels_are_the_names_news_uses():
    labels = [gazetteer().label(k) for k in ("USA", "VEN", "SWZ", "XKX", "KOR", "ZZZ")]
    assert labels == ["United States", "Venezuela", "Eswatini", "Kosovo", "South Korea", "ZZZ"]
