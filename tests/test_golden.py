"""The graph of one storyline of the samples, byte for byte.

After an intended change: ``make golden``, and read the difference before committing it.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

from spacy.language import Language

from kg.build import build, samples
from kg.text import pipeline
from tests import cookbook

GOLDEN = Path(__file__).parent / "golden" / "samples.nq"
RUN, DATASET = "https://w3id.org/newsgraph/id/run/", "https://w3id.org/newsgraph/id/dataset/"


def _lines(out: Path) -> list[str]:
    """The graph without the run and the counts, which change with every change of a rule."""
    inputs = sorted(str(p) for p in samples().glob("0[1-3]-*"))
    quads = build(inputs, out).workspace.quads.read_text(encoding="utf-8").splitlines()
    return [line for line in quads if RUN not in line and DATASET not in line]


def test_graph_of_the_samples(tmp_path, nlp: Language, monkeypatch):
    monkeypatch.setattr(pipeline, "load", lambda _name: nlp)
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    difference = difflib.unified_diff(
        expected, _lines(tmp_path / "out"), "golden", "now", lineterm="", n=0
    )
    assert not list(difference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text("\n".join(_lines(Path(folder) / "out")) + "\n", encoding="utf-8")
    sys.stderr.write(f"{GOLDEN} written\n")
    cookbook.main()
