"""Who says what: every cue's example, and how speakers, contents and chains are read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.model import Article, Attribution, Span
from kg.text import attribution, cues, pipeline
from kg.text.blocks import blocks
from kg.text.quotations import Quotations
from kg.text.reading import Reading
from kg.text.rows import rows

Said = tuple[str | None, str, str | None]
Find = Callable[[str], list[Said]]

EXAMPLES = [
    (lemma, example)
    for table in ("attribution.tsv", "attribution_nouns.tsv", "attribution_adjectives.tsv")
    for lemma, _, example in rows(table, 3)
]


@pytest.fixture(scope="module")
def attributions(nlp: Language) -> Callable[[str], list[Attribution]]:
    def run(text: str) -> list[Attribution]:
        [(_, doc)] = pipeline.parse(nlp, [Article(id="a", digest="a", text=text)])
        reading = Reading(doc=doc, blocks=blocks(text))
        attribution.find(reading)
        return reading.attributions

    return run


@pytest.fixture(scope="module")
def find(attributions: Callable[[str], list[Attribution]]) -> Find:
    def run(text: str) -> list[Said]:
        def words(span: Span | None) -> str | None:
            return None if span is None else text[span.start : span.end]

        return [
            (words(a.source), text[a.cue.start : a.cue.end], words(a.content))
            for a in attributions(text)
        ]

    return run


@pytest.mark.parametrize(
    ("lemma", "example"), EXAMPLES, ids=[f"{x}-{i}" for i, (x, _) in enumerate(EXAMPLES)]
)
def test_every_cue_finds_its_example(lemma: str, example: str, find: Find) -> None:
    content = re.search(r"\[(.*)\]", example)
    assert content, example
    contents = [said[2] for said in find(example.replace("[", "").replace("]", ""))]
    assert content[1] in contents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The road was mined, police said.",
            ("police", "said", "The road was mined"),
        ),
        (
            "The road was mined, said the mayor of Arlen.",
            ("the mayor of Arlen", "said", "The road was mined"),
        ),
        (
            "The road, two officials said on Monday, was mined by rebels.",
            (
                "two officials",
                "said",
                "The road, two officials said on Monday, was mined by rebels",
            ),
        ),
        (
            '"The road to the coast was mined," the mayor said.',
            ("the mayor", "said", '"The road to the coast was mined,"'),
        ),
        (
            "“The road to the coast was mined,” said Ana Brandt, a farmer who lives nearby.",
            (
                "Ana Brandt, a farmer",
                "said",
                "“The road to the coast was mined,”",
            ),
        ),
        (
            'The minister said: "The talks in Riga have failed."',
            ("The minister", "said", '"The talks in Riga have failed."'),
        ),
        (
            "According to the Lima Herald, the talks failed on Monday.",
            ("the Lima Herald", "According to", "the talks failed on Monday"),
        ),
        (
            "The talks failed on Monday, according to two diplomats.",
            ("two diplomats", "according to", "The talks failed on Monday"),
        ),
        (
            "The minister, who said that the truce was over, left the hall.",
            ("The minister", "said", "that the truce was over"),
        ),
        (
            "The envoy left the hall, saying that the truce was over.",
            ("The envoy", "saying", "that the truce was over"),
        ),
        (
            "The report by the auditors was criticized by the palace.",
            ("the palace", "criticized", "The report by the auditors"),
        ),
        (
            "There was a claim by the union that the mine was unsafe.",
            ("the union", "claim", "that the mine was unsafe"),
        ),
        ("Poll: Most voters oppose the canal", ("Poll", ":", "Most voters oppose the canal")),
    ],
)
def test_speaker_cue_and_content(text: str, expected: Said, find: Find) -> None:
    assert expected in find(text)


def test_reports_nest(find: Find) -> None:
    found = find("Reuters reported that Peru said that the envoy told the court that he was ill.")
    assert [(source, cue) for source, cue, _ in found] == [
        ("Reuters", "reported"),
        ("Peru", "said"),
        ("the envoy", "told"),
    ]
    outer, middle, inner = (content or "" for _, _, content in found)
    assert middle in outer
    assert inner in middle


def test_an_attitude_inside_a_report_belongs_to_the_report(find: Find) -> None:
    assert [cue for _, cue, _ in find("The mayor said that the firm wants to leave.")] == ["said"]


def test_direct_speech_is_one_claim(find: Find) -> None:
    found = find('"I know that the police told him to leave," the widow said.')
    assert [cue for _, cue, _ in found] == ["said"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            '"We won the vote in the north," the mayor said. "The count in the south goes on."',
            '"We won the vote in the north," the mayor said. "The count in the south goes on."',
        ),
        (
            'The mayor said that the count was over.\n\n"We won the vote in the north of the isle."',
            'that the count was over.\n\n"We won the vote in the north of the isle."',
        ),
    ],
)
def test_speech_goes_on_without_a_cue(text: str, content: str, find: Find) -> None:
    assert content in [said[2] for said in find(text)]


def test_speech_after_a_sentence_about_a_person(find: Find) -> None:
    text = 'Maria Lopez smiled on the steps. "We won the vote in the north of the island."'
    assert find(text) == [
        ("Maria Lopez", "smiled", '"We won the vote in the north of the island."')
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ship left the port on Monday.",
        "A group called the Pathfinders runs the market.",
        "The so-called 'green line' divides the city.",
        "Support your local library and plant a tree.",
        "Note: the museum is closed.",
    ],
)
def test_nobody_speaks(text: str, find: Find) -> None:
    assert find(text) == []


def test_quoted_marks_direct_speech(attributions: Callable[[str], list[Attribution]]) -> None:
    [direct] = attributions('"The road to the coast was mined," the mayor said.')
    [reported] = attributions("The mayor said that the road was mined.")
    assert (direct.quoted, reported.quoted) == (True, False)


def test_order_and_offsets(attributions: Callable[[str], list[Attribution]]) -> None:
    text = "The union warned of a strike. The firm denied that pay was late, the Herald reported."
    found = attributions(text)
    assert [text[a.cue.start : a.cue.end] for a in found] == ["warned", "denied", "reported"]
    for a in found:
        for span in (a.source, a.cue, a.content):
            assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won the vote,” he said.", ["“We won the vote,”"]),
        ('He said "we won the vote" twice.', ['"we won the vote"']),
        ("``We won the vote,'' he said.", ["``We won the vote,''"]),
        ("''We won the vote,'' he said.", ["''We won the vote,''"]),
        ('"We won the vote in the north', ['"We won the vote in the north']),
        ('The so-called "line" is long.', []),
        ('A 12" pipe and a 14" pipe burst.', []),
        ("The mayor's and the king's men left.", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in Quotations(text, blocks(text))] == expected


def test_every_lemma_of_the_tables_is_one_word() -> None:
    for table in (cues.verbs(), cues.nouns(), cues.adjectives()):
        assert all(lemma.isalpha() and lemma.islower() for lemma in table)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Herald quoted officials as saying that the queen had left the country.",
            [("The Herald", "quoted"), ("officials", "saying")],
        ),
        (
            "Andean Wire reported, citing two officials, that the talks had failed.",
            [("Andean Wire", "reported"), ("two officials", "citing")],
        ),
        (
            "The talks had failed, two officials said, according to the Herald.",
            [("two officials", "said"), ("the Herald", "according to")],
        ),
    ],
)
def test_chains_of_speakers(text: str, chain: list[tuple[str, str]], find: Find) -> None:
    found = find(text)
    assert [(source, cue) for source, cue, _ in found] == chain
    assert all("failed" in (content or "") or "left" in (content or "") for _, _, content in found)


def test_one_word_can_be_speech(find: Find) -> None:
    assert find("“No,” he replied. “Not today.”") == [
        ("he", "replied", "“No,” he replied. “Not today.”")
    ]
