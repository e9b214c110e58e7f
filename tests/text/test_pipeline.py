"""Any installed spaCy pipeline may take the place of the default, or is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parsed

from kg.errors import ModelError
from kg.model import Article
from kg.text import pipeline
from kg.text.extract import extract
from kg.text.models import DEFAULT_MODEL
from kg.text.tokens import Doc


def _saved(folder: Path, *exclude: str) -> str:
    spacy.load(DEFAULT_MODEL, exclude=list(exclude)).to_disk(folder)
    return str(folder)


def test_an_empty_pipeline_is_refused_with_all_that_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError) as error:
        pipeline.load(str(tmp_path / "blank"))
    assert "no tagger and no attribute_ruler and no lemmatizer and no parser and no ner" in str(
        error.value
    )
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("component", ["tagger", "attribute_ruler", "lemmatizer", "parser", "ner"])
def test_a_pipeline_without_one_component_is_refused(tmp_path: Path, component: str) -> None:
    with pytest.raises(ModelError, match=f"has no {component}; choose another"):
        pipeline.load(_saved(tmp_path / "model", component))


def test_a_name_that_is_no_model() -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed"):
        pipeline.load("no_such_model")


@pytest.fixture
def unaware(tmp_path: Path) -> Language:
    """A pipeline whose recogniser knows one name, and takes it for a body."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Nicolás Vega"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    return pipeline.load(str(tmp_path / "model"))


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        (
            "Peruvian President Nicolás Vega spoke. Critics of Vega cheered.",
            ["Nicolás Vega", "Vega"],
        ),
        ("Amara Diallo, a judge, said that Mr. Okonjo lied.", ["Amara Diallo", "Okonjo"]),
        (
            "The writer Chimamanda Okoye and Henrik Solberg met.",
            ["Chimamanda Okoye", "Henrik Solberg"],
        ),
    ],
)
def test_the_article_tells_what_a_recogniser_does_not(
    unaware: Language, text: str, persons: list[str]
) -> None:
    [(_, found)] = extract(unaware, [Article(id="a", digest="d", text=text)])
    names = [text[m.start : m.end] for m in found.mentions if m.type == "person"]
    assert names == persons


@pytest.mark.parametrize("stop", ["", ". "])
def test_what_never_stops_is_read_in_pieces(nlp: Language, stop: str) -> None:
    text = ("the man who met" + stop + " ") * 600
    ((_, doc),) = pipeline.parse(nlp, [Article(id="a", digest="a", text=text)])
    longest = max(len(sentence) for sentence in doc.sents)
    assert longest == pipeline._SENTENCE if not stop else longest < 20


def test_a_text_whose_words_cannot_be_taken_costs_itself(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(parsed: Parsed) -> Doc:
        if parsed.text.startswith("Peru"):
            raise ValueError("odd")
        return Doc(parsed)

    monkeypatch.setattr(pipeline, "Doc", taken)
    articles = [Article(id=text, digest=text, text=text) for text in ("Chile.", "Peru.", "Mali.")]
    lost: list[str] = []
    read = pipeline.parse(nlp, articles, lambda article, _error: lost.append(article.id))
    assert [article.id for article, _ in read] == ["Chile.", "Mali."]
    assert lost == ["Peru."]
