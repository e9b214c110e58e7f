"""The bytes of one file → its words and its metadata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.text import formats
from kg.text.blocks import blocks

NAMES = "Talks in Malmö ended on Friday; José Ibáñez – in São Paulo – said: “We are close.”"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_are_recognised(encoding: str) -> None:
    assert formats.decode(NAMES.encode(encoding)) == NAMES


def test_latin_1_is_recognised() -> None:
    text = "The minister, José Ibáñez, left Malmö on Friday."
    assert formats.decode(text.encode("latin-1")) == text


def test_a_declared_charset_wins() -> None:
    page = '<html><head><meta charset="windows-1250"></head><body>Łódź, Żółw, Kraków</body></html>'
    assert formats.decode(page.encode("cp1250")) == page


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(256)) * 4, b"\0\0\0", b"Talks\0 on"]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        formats.decode(data)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Cafe\u0301", "Café"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("10\u00a0000\u202ftroops", "10 000 troops"),
        ("co\u00adop\u200berate\ufeff \u202ed", "cooperate d"),
        ("bell\x07 esc\x1b[31m", "bell esc[31m"),
        ("tab\tstays", "tab\tstays"),
        (" \n white space around it \n\n", "white space around it"),
    ],
)
def test_text_is_normalised(raw: str, text: str) -> None:
    assert formats.clean(raw) == text


@given(st.text(st.characters(codec=None)))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = formats.clean(text)
    assert formats.clean(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Peru and Chile resume talks\n\nDelegations met in Lima.", "Peru and Chile resume talks"),
        ("# Talks\n\nDelegations met in Lima.", "Talks"),
        ("Delegations met in Lima on Friday.\nThey left.", None),
        ("Key Facts\nDelegations met in Lima.", None),
        ("By Joan Doe in northern Lima\n\nDelegations met.", None),
        ("Source: The Harbour Post Online Edition\nDelegations met.", None),
        ("Published on Friday, 3 March 2028\nDelegations met.", None),
        ("Friday, 3 March 2028\nDelegations met.", None),
        ("https://harbour.example/a b c\n\nDelegations met.", None),
        ("- a list of four words\n\nDelegations met.", None),
        ("", None),
    ],
)
def test_a_headline_is_the_title(text: str, title: str | None) -> None:
    content = formats.plain(text)
    assert content.title == title
    assert content.text == text


MARKDOWN = """\
---
title: "Talks: the third round"
date: 2028-03-03
tags:
  - fishing
publisher: The Harbour Post
url: https://harbour.example/1
---
# Talks *resume*

**LIMA** — Delegations from [Peru](https://a.example) and _Chile_ met &amp; ate.
A line of its own
- ✓ first **point**
- second point
After the list

1986. A year, not an item
#Peru #Chile

> "We are close," he said.

| Country | Quota |
|---|--:|
| **Peru** | 40 |

![Boats in port](boats.png)

    Indented prose is prose.
5 * 3 = 15, snake_case, <b>bold</b><br>below <!-- no comment -->
"""


def test_markdown_keeps_its_lines_and_loses_its_inline_markup() -> None:
    content = formats.markdown(MARKDOWN)
    assert content.title == "Talks: the third round"
    assert content.published == "2028-03-03"
    assert content.publisher == "The Harbour Post"
    assert content.url == "https://harbour.example/1"
    assert content.text.split("\n") == [
        "# Talks resume",
        "",
        "LIMA — Delegations from Peru and Chile met & ate.",
        "A line of its own",
        "",
        "- ✓ first point",
        "- second point",
        "After the list",
        "",
        "1986. A year, not an item",
        "#Peru #Chile",
        "",
        '"We are close," he said.',
        "",
        "| Country | Quota |",
        "| Peru | 40 |",
        "",
        "Boats in port",
        "",
        "Indented prose is prose.",
        "5 * 3 = 15, snake_case, bold",
        "below",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nTalks resumed in Lima.",
        "---\nTalks resumed in Lima, officials said.\n---\nThey left.",
        "---\nsource: talks without an end.",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    content = formats.markdown(text)
    assert content.title is None
    for word in ("Talks", "resumed", "officials", "source"):
        assert (word in content.text) == (word in text)


PROSE = """<p>LIMA — Delegations from <a href="/p">Peru</a> and <b>Chile</b> resumed talks on
<i>fishing rights</i> on 2028-03-01, the Peruvian foreign ministry said in a statement.</p>
<p>The talks had been broken off in January after a Chilean trawler was seized off Tacna.</p>"""


def page(head: str = "", top: str = "", prose: str = PROSE, bottom: str = "") -> str:
    body = f"<nav><a href='/'>Home</a></nav><article>{top}{prose}{bottom}</article>"
    footer = "<footer>© 2027 The Harbour Post. We use cookies.</footer>"
    return f"<html><head>{head}</head><body>{body}{footer}<script>var x = 1</script></body></html>"


def test_html_gives_its_main_text_with_markers() -> None:
    bottom = """<h2>What they want</h2><ul><li>A <em>joint</em> patrol</li><li>Release</li></ul>
    <table><tr><th>Country</th><th>Quota</th></tr><tr><td>Peru</td><td>40</td></tr></table>"""
    content = formats.html(page(top="<h1>Talks resume in Lima</h1>", bottom=bottom))
    kinds = [(b.kind, content.text[b.start : b.end]) for b in blocks(content.text)]
    assert kinds[0] == ("heading", "Talks resume in Lima")
    assert kinds[1][1].startswith("LIMA — Delegations from Peru and Chile resumed talks on fishing")
    assert kinds[3:] == [
        ("heading", "What they want"),
        ("item", "A joint patrol"),
        ("item", "Release"),
        ("cell", "Country"),
        ("cell", "Quota"),
        ("cell", "Peru"),
        ("cell", "40"),
    ]
    assert "cookies" not in content.text and "Home" not in content.text


def test_html_metadata() -> None:
    head = """<title>Talks resume | The Harbour Post</title>
    <meta property="og:title" content="Talks resume in Lima">
    <meta property="og:site_name" content="The Harbour Post">
    <link rel="canonical" href="https://harbour.example/world/talks">
    <script type="application/ld+json">{"@context": "https://schema.org",
      "@type": "NewsArticle", "datePublished": "2028-03-03T09:30:00-05:00",
      "publisher": {"@type": "Organization", "name": "The Harbour Post"}}</script>"""
    content = formats.html(page(head))
    assert content.title == "Talks resume in Lima"
    assert content.publisher == "The Harbour Post"
    assert content.url == "https://harbour.example/world/talks"
    assert content.published == "2028-03-03"


@pytest.mark.parametrize(
    ("top", "published"),
    [
        ('<p class="byline">By Joan Doe, March 5, 2028</p>', "2028-03-05"),
        ('<p>Published <time datetime="2028-03-05T10:00Z">today</time></p>', "2028-03-05"),
        ("<div>5 March 2028</div>", "2028-03-05"),
        ("<h1>Timeline of the clash of 5 March 2028</h1>", None),
        ("<p>On 2028-03-05, boats sailed.</p>", None),
        ('<aside><time datetime="2028-03-05">Other news</time></aside>', None),
        ("", None),
    ],
)
def test_a_page_is_dated_by_metadata_and_bylines_only(top: str, published: str | None) -> None:
    assert formats.html(page("<title>Talks of 2028-01-01</title>", top)).published == published


@pytest.mark.parametrize("prose", [PROSE, f"<div>{PROSE}</div>", "<h1>Talks</h1>" + PROSE])
def test_a_piece_of_a_page_is_read(prose: str) -> None:
    assert "The talks had been broken off in January" in formats.html(prose).text


@pytest.mark.parametrize(
    "source", ["", "no page", "<p>", "<html></html>", "<div>" * 3000 + "deep", "<!-- only -->"]
)
def test_html_without_an_article_has_no_text(source: str) -> None:
    assert formats.html(source).text in ("", "no page")
