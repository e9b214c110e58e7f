"""Bytes that a coverage-guided fuzzer makes up, read as files: atheris, which is libFuzzer.

    pip install atheris
    python tests/bench/fuzz.py html -max_total_time=300 -timeout=60     # or txt, md, jsonl

Ends at the first file that raises anything but an ``InputError``, whose text is not as a reader
leaves it, or that takes too long; the file is kept. Needs no language model.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["kg"]):
    from kg.errors import InputError
    from kg.text import formats, sources
    from kg.text.blocks import blocks


def main() -> None:
    kind, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"made-up.{kind}")

        def one(data: bytes) -> None:
            path.write_bytes(data)
            try:
                for article in sources.read([str(path)], warn=lambda _line: None, language="en"):
                    _check(article.text)
            except InputError:
                pass

        atheris.Setup([sys.argv[0], *options], one)
        atheris.Fuzz()


def _check(text: str) -> None:
    assert text == formats.clean(text)
    for block in blocks(text):
        assert 0 <= block.start < block.end <= len(text)


if __name__ == "__main__":
    main()
