import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.errors import KGError
from kg.graph import ntriples

S, P = "<https://news.example/s>", "<https://news.example/p>"


@given(st.text())
def test_any_text_comes_back_from_pyoxigraph_and_rdflib(text: str) -> None:
    line = ntriples.line(S, P, ntriples.text(text)) + "\n"
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert quad.object == pyoxigraph.Literal(text)
    (value,) = rdflib.Graph().parse(data=line, format="nt").objects()
    assert str(value) == text


@given(st.text(st.characters(), min_size=1))
def test_a_literal_is_one_line_of_utf_8_whatever_it_holds(text: str) -> None:
    line = ntriples.line(S, P, ntriples.text(text, "en"))
    assert len(line.splitlines()) == 1
    assert line.encode("utf-8")


@given(st.text(st.characters()))
def test_ids_made_of_names_are_iris_to_a_strict_parser(name: str) -> None:
    line = ntriples.line(ntriples.iri(iris.named("person", name)), P, '"x"')
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert quad.subject.value == iris.named("person", name)


def test_a_lone_surrogate_becomes_a_replacement_character_of_one_code_point() -> None:
    assert ntriples.text("a\ud800b") == '"a\N{REPLACEMENT CHARACTER}b"'


@pytest.mark.parametrize(
    "value",
    [
        "no-scheme",
        "https://x.example/a b",
        "https://x.example/>",
        "https://x.example/\n",
        'x:"',
        "x:\\",
    ],
)
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(KGError, match="not an IRI"):
        ntriples.iri(value)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2026", "gYear"),
        ("2026-01", "gYearMonth"),
        ("2026-13", None),
        ("2026-01-08", "date"),
        ("2026-02-30", None),
        ("2026-W02-4", None),
        ("2026-01-08T10:00:00", "dateTime"),
        ("2026-01-08T10:00:00Z", "dateTime"),
        ("2026-01-08T10:00:00+01:00", "dateTime"),
        ("2026-01-08T25:00:00", None),
        ("20260108T100000", None),
        ("last week", None),
    ],
)
def test_moments_have_the_type_that_fits(value: str, datatype: str | None) -> None:
    expected = ntriples.typed(value, datatype) if datatype else ntriples.text(value)
    assert ntriples.moment(value) == expected
