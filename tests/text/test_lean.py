"""spaCy comes without its commands, and has them when they are asked for."""

import subprocess
import sys

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
