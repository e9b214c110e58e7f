"""SHACL Core, component by component: the same findings as pySHACL."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError, QueryError
from kg.graph import shacl
from kg.graph.ontology import shapes_file
from kg.graph.triples import Triples
from tests.graph.reference import agrees, own, reference

PREFIXES = """
@prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:Minister rdfs:subClassOf :Politician . :Politician rdfs:subClassOf :Person .
:ana a :Minister ; :age 51 ; :born "1973-02-01"^^xsd:date ; :died "2050-01-01"^^xsd:date ;
    :name "Ana"@en , "Ana"@es ; :knows :luis , :lima ; :boss :luis ; :code "PER" .
:luis a :Person ; :age "old" ; :born "2001-02-30"^^xsd:date ; :died "1999-01-01"^^xsd:date ;
    :name "Luis"@en , "Lucho"@en ; :knows :ana ; :boss :luis ; :code "peru" , "per" .
:joao a :Politician ; :age "x"^^xsd:integer , 7 , 7.5 ; :born "today" ; :died 3 ; :knows _:b , "Ana" .
_:b a :Person ; :age 1 , 200 ; :name "ben" ; :code <https://example.org/PER> , _:c .
:lima a :Place ; :name "Lima"@en-GB .
"""


@pytest.mark.parametrize(
    "shape",
    [
        "sh:nodeKind sh:IRI",
        "sh:nodeKind sh:BlankNodeOrLiteral",
        "sh:class :Politician",
        "sh:property [ sh:path :knows ; sh:class :Person ]",
        "sh:property [ sh:path :knows ; sh:nodeKind sh:IRIOrLiteral ]",
        "sh:property [ sh:path :age ; sh:datatype xsd:integer ]",
        "sh:property [ sh:path :born ; sh:datatype xsd:date ]",
        "sh:property [ sh:path :name ; sh:datatype rdf:langString ]",
        "sh:property [ sh:path :age ; sh:minCount 1 ; sh:maxCount 1 ]",
        "sh:property [ sh:path :age ; sh:minInclusive 7 ; sh:maxInclusive 51 ]",
        "sh:property [ sh:path :age ; sh:minExclusive 7 ; sh:maxExclusive 51 ]",
        "sh:property [ sh:path :code ; sh:minLength 4 ]",
        "sh:property [ sh:path :code ; sh:maxLength 3 ]",
        'sh:property [ sh:path :code ; sh:pattern "^per$" ]',
        'sh:property [ sh:path :code ; sh:pattern "^per$" ; sh:flags "i" ]',
        'sh:property [ sh:path :name ; sh:languageIn ( "en" ) ]',
        "sh:property [ sh:path :name ; sh:uniqueLang true ]",
        "sh:property [ sh:path :name ; sh:uniqueLang false ]",
        "sh:property [ sh:path :knows ; sh:equals :boss ]",
        "sh:property [ sh:path :knows ; sh:disjoint :boss ]",
        "sh:property [ sh:path :born ; sh:lessThan :died ]",
        "sh:property [ sh:path :died ; sh:lessThanOrEquals :died ]",
        "sh:property [ sh:path :age ; sh:lessThan :age ]",
        "sh:not [ sh:property [ sh:path :boss ; sh:minCount 1 ] ]",
        "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class :Minister ] )",
        "sh:or ( [ sh:class :Minister ] [ sh:property [ sh:path :age ; sh:maxCount 1 ] ] )",
        "sh:xone ( [ sh:class :Politician ] [ sh:property [ sh:path :age ; sh:maxCount 1 ] ] )",
        "sh:property [ sh:path :knows ; sh:node [ sh:property [ sh:path :code ; sh:minCount 1 ] ] ]",
        "sh:property [ sh:path :knows ; sh:property [ sh:path :code ; sh:minCount 1 ] ]",
        "sh:closed true ; sh:ignoredProperties ( rdf:type :age ) ; sh:property [ sh:path :name ]",
        "sh:property [ sh:path :boss ; sh:hasValue :luis ]",
        'sh:property [ sh:path :code ; sh:in ( "PER" "per" :PER ) ]',
        "sh:property [ sh:path ( :knows :name ) ; sh:minCount 1 ]",
        "sh:property [ sh:path [ sh:inversePath :knows ] ; sh:maxCount 0 ]",
        "sh:property [ sh:path [ sh:alternativePath ( :knows :boss ) ] ; sh:minCount 2 ]",
        "sh:property [ sh:path [ sh:zeroOrMorePath :knows ] ; sh:class :Person ]",
        "sh:property [ sh:path [ sh:oneOrMorePath :knows ] ; sh:class :Person ]",
        "sh:property [ sh:path [ sh:zeroOrOnePath :boss ] ; sh:maxCount 1 ]",
        "sh:deactivated true ; sh:property [ sh:path :boss ; sh:minCount 9 ]",
    ],
)
@pytest.mark.parametrize(
    "target", ["sh:targetClass :Person", "sh:targetSubjectsOf :knows ; sh:targetObjectsOf :boss"]
)
def test_the_same_findings_as_the_reference(shape: str, target: str, tmp_path: Path) -> None:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(PREFIXES + DATA, encoding="utf-8")
    shapes.write_text(f"{PREFIXES} :shape a sh:NodeShape ; {target} ; {shape} .", encoding="utf-8")
    assert own([data], shapes) == reference([data], shapes)


def test_a_class_that_is_a_shape_is_its_own_target(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text(PREFIXES + DATA, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(
        PREFIXES
        + ":Place a sh:NodeShape , rdfs:Class ; sh:property [ sh:path :age ; sh:minCount 1 ]"
        " . :x a sh:NodeShape ; sh:targetNode :nobody ; sh:class :Person .",
        encoding="utf-8",
    )
    files = [tmp_path / "data.ttl"], tmp_path / "shapes.ttl"
    assert own(*files) == reference(*files)
    assert {focus for focus, _ in own(*files)} == {
        "https://example.org/lima",
        "https://example.org/nobody",
    }


def test_without_a_message_the_constraint_is_named(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        f"{PREFIXES} :s a sh:NodeShape ; sh:targetNode :x ; sh:class :Person .", encoding="utf-8"
    )
    [found] = shacl.violations(Triples([]), Triples.read(tmp_path / "s.ttl"))
    assert found.message == "sh:class https://example.org/Person does not hold"


def test_what_cannot_be_checked_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        f"{PREFIXES} :s sh:property [ sh:path :p ; sh:qualifiedMinCount 1 ] .", encoding="utf-8"
    )
    with pytest.raises(QueryError, match="qualifiedMinCount"):
        list(shacl.violations(Triples([]), Triples.read(tmp_path / "s.ttl")))


def test_the_shapes_of_the_project_can_be_checked() -> None:
    assert not list(shacl.violations(Triples([]), Triples.read(shapes_file())))


def test_a_malformed_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("\n:a :b .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.ttl: not Turtle: .*line 2"):
        Triples.read(tmp_path / "bad.ttl")


def test_both_engines_find_the_same_in_the_graph_of_the_samples() -> None:
    assert agrees(Path(__file__).parents[1] / "golden" / "samples.nq")
