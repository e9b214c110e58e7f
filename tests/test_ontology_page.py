"""The HTML documentation of the ontology is what pyLODE makes of the ontology now."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from rdflib import OWL, RDF, Graph

from kg.graph.ontology import vocabulary_files
from kg.iris import KG

DOCS = Path(__file__).resolve().parent.parent / "docs" / "ontology"


def test_the_page_is_current(tmp_path: Path) -> None:
    command = [sys.executable, str(DOCS / "document.py"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "kg.html").read_text("utf-8") == (DOCS / "kg.html").read_text("utf-8")


def test_every_own_term_has_its_place_on_the_page() -> None:
    page = (DOCS / "kg.html").read_text(encoding="utf-8")
    terms = Graph().parse(str(vocabulary_files()[0]))
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {
        str(t) for kind in kinds for t in terms.subjects(RDF.type, kind) if str(t).startswith(KG)
    }
    assert own <= set(re.findall(r"https://w3id\.org/newsgraph/ontology#\w+", page))
