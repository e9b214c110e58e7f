"""Files and standard input → articles."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import iris
from kg.build import samples
from kg.errors import InputError
from kg.model import Article
from kg.text import limits, sources

TEXT = "Delegations from Peru and Chile met in Lima on Friday."


def read(*inputs: Path | str, stdin: bytes = b"") -> tuple[list[Article], list[str]]:
    warnings: list[str] = []
    found = sources.read([str(i) for i in inputs], warn=warnings.append, stdin=io.BytesIO(stdin))
    return list(found), warnings


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def line(**record: object) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def test_a_plain_text_file_is_one_article(tmp_path: Path) -> None:
    text = f"Peru and Chile resume talks\nLIMA, March 3, 2028 (Harbour) - {TEXT}"
    path = saved(tmp_path, "a.txt", text)
    (article,), warnings = read(path)
    digest = iris.digest(text, "Peru and Chile resume talks", "2028-03-03", None, None)
    assert article == Article(
        id=digest,
        digest=digest,
        text=text,
        title="Peru and Chile resume talks",
        published="2028-03-03",
        published_from="dateline",
        path=str(path),
    )
    assert warnings == []


def test_jsonl_text_is_taken_exactly_as_it_is(tmp_path: Path) -> None:
    text = " \u00a0Talks\r\n\tre\u00adsumed\u200b.\x07 Cafe\u0301 "
    (article,), _ = read(saved(tmp_path, "a.jsonl", line(id="a1", text=text)))
    assert article.text == text and article.id == "a1"


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("a1", "a1"),
        (7, "7"),
        (0, "0"),
        ("", None),
        (None, None),
        (True, None),
        (1.5, None),
        ([], None),
    ],
)
def test_ids(tmp_path: Path, id_: object, expected: str | None) -> None:
    (article,), warnings = read(saved(tmp_path, "a.jsonl", line(id=id_, text=TEXT)))
    assert article.id == (expected or article.digest)
    assert warnings == []


@pytest.mark.parametrize(
    ("given_", "published", "origin"),
    [
        ("2028-03-03", "2028-03-03", "metadata"),
        ("2028-03-03T23:59:00-05:00", "2028-03-03", "metadata"),
        ("3 March 2028", "2028-03-03", "metadata"),
        ("last week", "2028-03-01", "dateline"),
        (None, "2028-03-01", "dateline"),
        (20280303, "2028-03-01", "dateline"),
    ],
)
def test_published(tmp_path: Path, given_: object, published: str, origin: str) -> None:
    record = line(text=f"1 March 2028\n{TEXT}", published=given_)
    (article,), _ = read(saved(tmp_path, "a.jsonl", record))
    assert (article.published, article.published_from) == (published, origin)


def test_metadata_is_one_clean_line_and_links_are_web_addresses(tmp_path: Path) -> None:
    records = line(text=TEXT, title=" Talks\nre\u200bsume ", url="javascript:alert(1)", publisher=3)
    records += line(text=TEXT, title="", url="https://harbour.example/a", publisher="Harbour")
    (first, second), warnings = read(saved(tmp_path, "a.jsonl", records))
    assert (first.title, first.url, first.publisher) == ("Talks resume", None, None)
    assert second.url == "https://harbour.example/a"
    assert (second.title, second.publisher) == (None, "Harbour")
    assert warnings == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("not json", "line 2: not JSON"),
        ('{"text": "a"', "line 2: not JSON"),
        ("[" * 100_000, "line 2: not JSON"),
        ('{"text": ' + "9" * 5000 + "}", "line 2: not JSON"),
        ("[1]", 'line 2: no JSON object with a string "text"'),
        ('{"id": "a"}', 'line 2: no JSON object with a string "text"'),
        ('{"text": 3}', 'line 2: no JSON object with a string "text"'),
        ('{"text": "  "}', "line 2: holds no text"),
        ('{"text": "\\ud800"}', "line 2: its text holds half of a surrogate pair"),
        (b'{"text": "\xff"}', "line 2: not UTF-8"),
    ],
)
def test_a_bad_record_costs_one_warning_and_no_more(
    tmp_path: Path, bad: str | bytes, reason: str
) -> None:
    bad_bytes = bad.encode() if isinstance(bad, str) else bad
    good = line(id=1, text=TEXT).encode()
    path = saved(tmp_path, "a.jsonl", good + bad_bytes + b"\n\n" + good.replace(b"1", b"2"))
    articles, warnings = read(path)
    assert [a.id for a in articles] == ["1", "2"]
    assert warnings == [f"{path}, {reason}; left out"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t ", "is empty"),
        ("a.txt", "\u200b\ufeff".encode(), "holds no text"),
        ("a.md", b"---\ntitle: Only front matter\n---\n", "holds no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "looks like a binary file"),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.htm", b"\0\1\2", "looks like a binary file"),
        ("a.txt", b"x" * (limits.CHARACTERS + 1), "longer than 300,000 characters"),
    ],
)
def test_a_bad_file_costs_one_warning_and_no_more(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    bad, good = saved(tmp_path, name, data), saved(tmp_path, "good.txt", TEXT)
    articles, warnings = read(bad, good)
    assert [a.text for a in articles] == [TEXT]
    assert len(warnings) == 1 and warnings[0].startswith(f"{bad}: {reason}")


def test_utf_16_jsonl_is_one_warning(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jsonl", (line(text=TEXT) * 5).encode("utf-16"))
    good = saved(tmp_path, "b.jsonl", "\ufeff" + line(text=TEXT))
    articles, warnings = read(path, good)
    assert len(articles) == 1
    assert len(warnings) == 1 and "UTF-16" in warnings[0]


def test_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    monkeypatch.setattr(limits, "LINE_BYTES", 100)
    big = saved(tmp_path, "big.txt", "a" * 101)
    lines = saved(tmp_path, "c.jsonl", line(text="b" * 300) + line(text=TEXT))
    articles, warnings = read(big, lines)
    assert [a.text for a in articles] == [TEXT]
    assert len(warnings) == 2 and "larger than" in warnings[0] and "line 1" in warnings[1]


def test_jsonl_is_read_line_by_line() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readline(self, size: int | None = -1, /) -> bytes:
            return line(text=TEXT).encode()

    articles = sources.read(["-"], warn=[].append, stdin=Endless())  # type: ignore[arg-type]
    assert next(articles).text == TEXT


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    saved(tmp_path, "good.txt", TEXT)
    articles, warnings = read(tmp_path)
    assert len(articles) == 1
    assert warnings == [f"{tmp_path}/gone.txt: no such file or directory"]


@pytest.mark.parametrize(
    ("stdin", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (b"\n \n" + TEXT.encode("utf-8-sig"), [TEXT]),
        (f"\n\n  {line(text=TEXT)}{line(text='Talks.')}".encode(), [TEXT, "Talks."]),
        (("\ufeff" + line(text=TEXT)).encode(), [TEXT]),
        (TEXT.encode("utf-16"), [TEXT]),
    ],
)
def test_standard_input(stdin: bytes, texts: list[str]) -> None:
    articles, warnings = read("-", stdin=stdin)
    assert [a.text for a in articles] == texts
    assert {a.path for a in articles} == {"standard input"}
    assert warnings == []


@pytest.mark.parametrize("inputs", [["."], ["-"], [".", "-", "a.txt", "."]])
def test_no_article_at_all_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: Sequence[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    saved(tmp_path, "a.txt", "")
    with pytest.raises(InputError, match=r"no article found in \S.*; give \.txt, \.md"):
        read(*inputs)


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt: no such file"):
        sources.read([str(saved(tmp_path, "a.txt", TEXT)), "missing.txt"], warn=[].append)


def test_no_input_is_an_error() -> None:
    with pytest.raises(InputError, match="no input"):
        sources.read([], warn=[].append)


@pytest.mark.parametrize("name", [b"a\nb.txt", b"\x1b[2J.txt", b"\xff\xfe.txt", b"; rm -rf *.txt"])
def test_hostile_file_names(tmp_path: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:  # noqa: PTH118, PTH123
        file.write(b"\0")
    saved(tmp_path, "good.txt", TEXT)
    articles, warnings = read(tmp_path)
    assert [a.text for a in articles] == [TEXT]
    assert len(warnings) == 1 and warnings[0].isprintable()
    warnings[0].encode()


def test_the_bundled_samples_are_read_whole() -> None:
    articles, warnings = read(str(samples()))
    assert warnings == []
    assert len(articles) == len({a.digest for a in articles}) == 10
    for found in articles:
        assert found.title and found.published
        assert 150 <= len(found.text.split()) <= 450
        for leftover in ("cookie", "Advertisement", "Subscribe", "**", "](", "<"):
            assert leftover not in found.text
    assert {a.published_from for a in articles} == {"metadata", "dateline"}


def article(id_: str, text: str, path: str = "p") -> Article:
    return Article(id=id_, digest=iris.digest(text), text=text, path=path)


@given(st.permutations([("b", "x", "p"), ("a", "x", "q"), ("a", "x", "p"), ("c", "y", "p")]))
def test_the_same_content_is_kept_once_whatever_the_order(rows: list[tuple[str, str, str]]) -> None:
    kept = sources.unique(article(*row) for row in rows)
    assert kept == sorted([article("a", "x", "p"), article("c", "y", "p")], key=lambda a: a.digest)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    suffix=st.sampled_from([".txt", ".md", ".html", ".jsonl"]),
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda t: t.encode("utf-16")),
        st.lists(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<table><tr><td>",
                    "<li>",
                    "<br",
                    "&#0;",
                    "&#xd800;",
                    "# ",
                    "- ",
                    "|",
                    "---\n",
                    "\n",
                    "\n\n",
                    "a: b",
                    "\u2028",
                    "Talks resumed in Lima. ",
                    "[x](y)",
                    "`",
                    "\\",
                    '{"text": "',
                    '"}',
                    "<!--",
                    "]]>",
                    "<script>",
                    "<svg>",
                    "\ud7ff",
                    "<h1>",
                    "\0",
                ]
            ),
            max_size=40,
        ).map(lambda parts: "".join(parts).encode()),
    ),
)
def test_no_bytes_crash_the_reader(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = saved(tmp_path, f"a{suffix}", data)
    good = saved(tmp_path, "good.jsonl", line(text=TEXT))
    articles, warnings = read(path, good)
    assert articles[-1].text == TEXT
    for found in articles:
        found.text.encode()
        assert found.text.strip()
    assert all(w.isprintable() for w in warnings)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("blob.txt", f"Peru met Chile. {'x' * 6000}", "5,000 characters without a space"),
        ("many.html", "<p>" * 60_000 + TEXT, "50,000 elements"),
        ("wide.html", f"<p {'a ' * 30_000}>{TEXT}</p>", "20,000 words in its tag"),
    ],
)
def test_what_would_take_minutes_to_parse_is_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    kept = saved(tmp_path, "kept.txt", TEXT)
    articles, (warning,) = read(kept, saved(tmp_path, name, text))
    assert [a.text for a in articles] == [TEXT]
    assert name in warning and reason in warning and warning.endswith("left out")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5_000 + f"<p>{TEXT}</p>",
        f"<p>{TEXT}</p>" + "</div>" * 5_000,
        f"<script>{'x' * 1_000_000}</script><p>{TEXT}</p>",
        '<!DOCTYPE z [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><p>&c;&c; {TEXT}</p>',
        f"<p>{TEXT}<!-- {'-' * 100_000}",
        f"<article><h1>Talks</h1><p>{TEXT}<p><table><tr><td>" * 200,
    ],
)
def test_hostile_pages_never_stop_the_reading(tmp_path: Path, page: str) -> None:
    kept = saved(tmp_path, "kept.txt", TEXT)
    articles, _ = read(kept, saved(tmp_path, "page.html", f"<html><body>{page}"))
    assert articles[0].text == TEXT
    assert all(len(a.text) < 100_000 for a in articles)
