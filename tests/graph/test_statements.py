from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.statements import Statements
from kg.graph.store import IRI

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_statements_are_read_property_by_property(tmp_path: Path) -> None:
    lines = f'<urn:a> <{_LABEL}> "é\\n"@en .\n<urn:a> <urn:p> <urn:b> .\n<urn:b> <{_LABEL}> "b" .\n'
    (tmp_path / "graph.nq").write_text(lines, encoding="utf-8")
    read = Statements.read(tmp_path / "graph.nq")
    assert list(read.pairs(_LABEL)) == [("urn:a", "é\n"), ("urn:b", "b")]
    assert list(read.pairs("urn:p")) == [("urn:a", IRI("urn:b"))]
    assert list(read.pairs("urn:q")) == []


_BROKEN = (
    b"\n",
    b"<urn:a> <urn:p>\n",
    b"<urn:a> <urn:p> 3 .\n",
    b'<urn:a> <urn:p> "cut',
    b"<urn:\xff> <urn:p> <urn:b> .\n",
    b"<urn:a> <urn:\xff> <urn:b> .\n",
)


@pytest.mark.parametrize("line", _BROKEN)
def test_a_file_that_no_build_wrote_is_refused_by_name(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "graph.nq").write_bytes(line)
    with pytest.raises(InputError, match="not as a build writes it"):
        Statements.read(tmp_path / "graph.nq")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="build the graph first"):
        Statements.read(tmp_path / "graph.nq")
