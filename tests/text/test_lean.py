"""spaCy comes without what reading does not need, and is whole when that is asked for."""

import subprocess
import sys

import spacy
from spacy.util import compile_infix_regex

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


def test_more_infixes_are_those_that_are_set_afterwards() -> None:
    usual, lean_one = spacy.load(DEFAULT_MODEL), lean.load(DEFAULT_MODEL, ["~"])
    every = compile_infix_regex([*usual.Defaults.infixes, "~"])
    usual.tokenizer.infix_finditer = every.finditer
    made = [nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (usual, lean_one)]
    assert made[0] == made[1]
    text = "Peru~Chile: they didn't (U.S.~led) e.g. pay £5m."
    words = [[token.text for token in nlp.make_doc(text)] for nlp in (usual, lean_one)]
    assert words[0] == words[1]
    assert words[0][:3] == ["Peru", "~", "Chile"]


def test_what_packages_offer_to_spacy_is_found_as_before() -> None:
    code = (
        "import catalogue; before = catalogue.AVAILABLE_ENTRY_POINTS; pipeline.load(); "
        "after = catalogue.AVAILABLE_ENTRY_POINTS; "
        "print(len(after) > 3, all(list(found) == list(before.select(group=group)) "
        "for group, found in after.items()), sorted(after) == sorted(before.groups))"
    )
    assert _said(code) == "True True True"
