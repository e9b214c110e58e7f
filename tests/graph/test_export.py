import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import InputError, KGError, QueryError
from kg.graph import mapping
from kg.graph.export import FORMATS, export
from kg.graph.rdfxml import rdf_xml
from kg.graph.vocabulary import LABEL
from tests.factories import World
from tests.graph.engines import SUFFIXES


def exported(nquads: Path, format_: str) -> bytes:
    out = io.BytesIO()
    export(nquads, format_, out)
    return out.getvalue()


def read(data: bytes, format_: str) -> Graph:
    """The graph as a parser reads it, from Turtle with rdflib and else with pyoxigraph."""
    if format_ == "turtle":
        return Graph().parse(data=data, format="turtle")
    form = ox.RdfFormat.from_extension(SUFFIXES[format_][1:])
    triples = (quad.triple for quad in ox.parse(data, format=form))
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_holds_the_whole_graph(nquads: Path, format_: str) -> None:
    found = read(exported(nquads, format_), format_)
    assert set(found) == set(Graph().parse(str(nquads), format="nt"))


@pytest.mark.parametrize("format_", FORMATS)
def test_the_bytes_are_the_same_each_time(nquads: Path, format_: str) -> None:
    assert exported(nquads, format_) == exported(nquads, format_)


def test_turtle_has_sorted_prefixes_and_one_block_for_each_subject(nquads: Path) -> None:
    lines = exported(nquads, "turtle").decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes) == lines[: len(prefixes)]
    subjects = [line.split()[0] for line in lines[len(prefixes) :] if not line.startswith("\t")]
    assert len(subjects) == len(set(subjects))
    assert "person:ana-silva" in subjects


def test_json_ld_is_a_list_of_plain_objects(nquads: Path) -> None:
    document = json.loads(exported(nquads, "jsonld"))
    nodes = {node["@id"].rpartition("/id/")[2]: node for node in document["@graph"]}
    assert nodes["country/PER"]["@type"] == ["schema:Country"]
    assert nodes["country/PER"]["skos:notation"] == ["PE", "PER"]
    (sentence,) = (node for id_, node in nodes.items() if id_.endswith("#char=0,80"))
    assert sentence["kg:end"] == [80]
    assert nodes["office/PER-foreign-minister"]["dcterms:title"] == [
        {"@value": "foreign minister", "@language": "en"}
    ]


def test_hostile_text_survives_every_format(tmp_path: Path) -> None:
    evil = 'a"b\\c\n</script>\u2028<x> . \x00\x7f\N{PILE OF POO}'
    news = World()
    news.person(evil)
    mapping.write(news.knowledge(), tmp_path / "graph.nq")
    for format_ in FORMATS:
        found = read(exported(tmp_path / "graph.nq", format_), format_)
        kept = evil.replace("\x00", "\ufffd") if format_ == "rdfxml" else evil
        assert kept in {str(term) for term in found.objects()}, format_


def test_rdf_xml_names_what_it_cannot_write() -> None:
    thing, label, out = ox.NamedNode("x:s"), ox.NamedNode(LABEL), io.BytesIO()
    with pytest.raises(KGError, match="no name for the property <x:s>"):
        rdf_xml([ox.Triple(thing, thing, thing)], out)
    with pytest.raises(KGError, match="no IRI: _:b"):
        rdf_xml([ox.Triple(thing, label, ox.BlankNode("b"))], out)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_graph_is_valid_in_every_format(tmp_path: Path, format_: str) -> None:
    (tmp_path / "graph.nq").touch()
    assert len(read(exported(tmp_path / "graph.nq", format_), format_)) == 0


def test_errors_name_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="choose one of turtle, trig, nquads, ntriples"):
        exported(tmp_path, "rdf")
    with pytest.raises(InputError, match="no such file"):
        exported(tmp_path / "none.nq", "turtle")
    (tmp_path / "bad.nq").write_text("Ana met João.\n", encoding="utf-8")
    with pytest.raises(InputError, match="not N-Quads"):
        exported(tmp_path / "bad.nq", "jsonld")
