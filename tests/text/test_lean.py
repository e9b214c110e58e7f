"""spaCy comes without what reading does not need, and is whole when that is asked for."""

import subprocess
import sys

import spacy

from kg.text import lean
from kg.text.models import DEFAULT_MODEL

_START = "import sys; from kg.text import pipeline; import spacy; "


def _said(code: str) -> str:
    command = [sys.executable, "-c", _START + code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_commands_of_spacy_are_not_imported() -> None:
    assert _said("print([m for m in ('spacy.cli', 'typer', 'weasel') if m in sys.modules])") == "[]"


def test_what_is_left_out_comes_when_it_is_called() -> None:
    code = "print({spacy.info(silent=True)['spacy_version'] for _ in '12'} == {spacy.__version__})"
    assert _said(code) == "True"


def test_the_commands_can_be_imported_afterwards() -> None:
    code = "import spacy.cli; print(spacy.cli.info(silent=True)['spacy_version'] > '3')"
    assert _said(code) == "True"


def test_a_model_loads_with_the_tokenizer_that_it_came_with() -> None:
    usual, lean_one = spacy.load(DEFAULT_MODEL), lean.load(DEFAULT_MODEL)
    made = [nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (usual, lean_one)]
    assert made[0] == made[1]
    assert usual.pipe_names == lean_one.pipe_names
    # Afterwards spaCy makes tokenizers as ever.
    assert [token.text for token in spacy.blank("en")("It didn't.")] == ["It", "did", "n't", "."]
