"""What we write, other parsers read alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.graph import mapping
from kg.graph.export import FORMATS, export
from kg.graph.ontology import shapes_file, vocabulary_files
from tests.factories import World
from tests.graph import engines
from tests.graph.engines import Triples, triples

Reader = Callable[[Path, str], Triples]
CASES = [
    pytest.param(reader, format_, id=f"{reader.__name__}-{format_}")
    for reader, formats in engines.READERS
    for format_ in formats
]
EVIL = 'a"b\\c\n\r\t</script>\u2028<x> . &amp; \N{PILE OF POO}\u0301 ]]> {| |} _:b <<( )>> @en'


def test_every_format_is_read_by_two_other_libraries() -> None:
    read = [format_ for reader, formats in engines.READERS[1:] for format_ in formats]
    assert all(read.count(format_) >= 2 for format_ in FORMATS)
    assert set(read) == set(FORMATS)


@pytest.mark.parametrize(("reader", "format_"), CASES)
def test_others_read_the_same_graph(
    reader: Reader, format_: str, nquads: Path, tmp_path: Path
) -> None:
    path = tmp_path / ("graph" + engines.SUFFIXES[format_])
    with path.open("wb") as out:
        export(nquads, format_, out)
    assert reader(path, format_) == triples(nquads.read_bytes())


@pytest.mark.parametrize(("reader", "format_"), CASES)
def test_others_read_hostile_text(reader: Reader, format_: str, tmp_path: Path) -> None:
    news = World()
    news.person(EVIL)
    mapping.write(news.knowledge(), tmp_path / "evil.nq")
    path = tmp_path / ("graph" + engines.SUFFIXES[format_])
    with path.open("wb") as out:
        export(tmp_path / "evil.nq", format_, out)
    assert EVIL in {triple.object.value for triple in reader(path, format_)}


@pytest.mark.parametrize("reader", [engines.rdflib, engines.raptor, engines.n3])
@pytest.mark.parametrize("file", [*vocabulary_files(), shapes_file()], ids=lambda file: file.name)
def test_others_read_the_ontology(reader: Reader, file: Path) -> None:
    expected = engines.oxigraph(file, "turtle")
    found = reader(file, "turtle")
    assert len(found) == len(expected)
    assert {t for t in found if "_:" not in str(t)} == {t for t in expected if "_:" not in str(t)}
