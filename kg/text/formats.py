"""The bytes of one file → its words, and what the file says of itself.

Text is normalised here and never again: Unicode NFC, line ends ``\\n``, no control or
zero-width characters, no non-breaking spaces. Headings, lists and tables keep a marker per
line, as ``kg.text.blocks`` reads them.
"""

from __future__ import annotations

import copy
import logging
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.text import blocks, dateline, limits

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Normalised text and metadata of one document; ``published`` is as the file has it."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None


def decode(data: bytes) -> str:
    """Decode a file: UTF-8 first, then a byte order mark or declared charset, then a guess.

    Among equally good guesses Windows-1252 wins, in which most English text that is not
    UTF-8 is written.

    Raises:
        InputError: the bytes are no text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _guess(data)
    if "\0" in text:
        raise InputError("looks like a binary file")
    return text


def plain(source: str) -> Content:
    """Plain text; a first line that stands alone like a headline is the title."""
    text = clean(source)
    return Content(text=text, title=_headline(text))


def markdown(source: str) -> Content:
    """Markdown with or without front matter; emphasis, links and images become their words."""
    meta, body = _front_matter(clean(source))
    text = clean(_reduced(body))
    return Content(
        text=text,
        title=_first(meta, "title", "headline") or _headline(text),
        published=_first(meta, "published", "date", "datepublished"),
        url=_first(meta, "url", "link", "canonical"),
        publisher=_first(meta, "publisher", "source", "site"),
    )


def html(source: str) -> Content:
    """A saved web page: its main text without navigation, and its metadata.

    Dates in the prose of a page are not read as its date of publication.

    Raises:
        InputError: no article has so many elements, or attributes of one element; the parser's
            time grows with their square.
    """
    _check_size(source)
    import trafilatura  # takes most of a second, and most inputs hold no HTML

    # A piece of a page is taken for none where the tag of a page is not at its beginning.
    tree = trafilatura.load_html(source if _PAGE.search(source) else f"<html>{source}")
    if tree is None:
        return Content(text="")
    for element in tree.iter():
        if element.tag not in ("pre", "script", "style"):
            element.text = _BLANKS.sub(" ", element.text or "")
        element.tail = _BLANKS.sub(" ", element.tail or "")
    _check_words(tree)
    meta = trafilatura.extract_metadata(tree, date_config=dict(_DATE_SEARCH))
    found = trafilatura.extract(
        tree, output_format="markdown", include_comments=False, include_links=False
    )
    return Content(
        text=clean(_reduced(found or "")),
        title=meta.title,
        published=_publication_date(tree),
        url=meta.url,
        publisher=meta.sitename,
    )


def _check_size(source: str) -> None:
    tags = [m[0] for m in islice(_TAG.finditer(source), limits.ELEMENTS + 1)]
    if len(tags) > limits.ELEMENTS:
        raise InputError(f"has more than {limits.ELEMENTS:,} elements; it is no article")
    if any(len(t) > limits.TAG_WORDS and len(t.split()) > limits.TAG_WORDS for t in tags):
        raise InputError(f"has an element with more than {limits.TAG_WORDS:,} words in its tag")


def _check_words(tree: Any) -> None:
    """Refuse what is too long before the main text is looked for, at a hundred times the cost."""
    texts = (element.text for element in tree.iter() if element.tag not in _NO_WORDS)
    tails = (element.tail for element in tree.iter())
    if sum(len(words or "") for words in chain(texts, tails)) > limits.PAGE_CHARACTERS:
        raise InputError(f"holds more than {limits.PAGE_CHARACTERS:,} characters of text")


def clean(text: str) -> str:
    r"""Normalised text without surrounding white space. Applying it twice changes nothing.

    >>> clean("\ufeffSa\u0303o\u00a0Paulo\r\n\r\nre\u00adport\x07 \n")
    'São Paulo\n\nreport'
    """
    text = _LINE_END.sub("\n", text).translate(_SPACES)
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in _DROPPED)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


_PAGE = re.compile("<html", re.IGNORECASE)
_TAG = re.compile("<[A-Za-z][^<>]*")
_LINE_END = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = {ord(c): " " for c in "\u00a0\u2007\u202f"}
_DROPPED = frozenset(("Cc", "Cf", "Cs"))  # control, format (zero-width, soft hyphen), surrogate
_MAX_FRONT_MATTER = 100
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]*?)\s*:(?:\s+(?P<value>.*))?")
_FIELD_MORE = re.compile(r"\s+\S.*|-\s.*|\s*#.*|\s*")
_HEADLINE_WORDS = 4
_NO_HEADLINE = re.compile(
    r"(?:by|source|from|credit(?:ed)?(?: from)?|photo|image|picture|published|updated|posted"
    r"|(?:written|edited|reporting) by|https?|www)\b",
    re.IGNORECASE,
)
# The page may be read on any day, so "today" must not bound its date.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # one space in HTML, a line end in the Markdown made of it
_NO_WORDS = ("script", "style")
_BESIDES = ("title", "h1", "nav", "aside", "footer")
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def _guess(data: bytes) -> str:
    import charset_normalizer

    if charset_normalizer.is_binary(data):
        raise InputError("looks like a binary file")
    matches = charset_normalizer.from_bytes(data)
    best = matches.best()
    if best is None:
        raise InputError("its character encoding cannot be recognised; save it as UTF-8")
    candidates = {name for match in matches for name in match.could_be_from_charset}
    if candidates & {"cp1252", "latin_1"}:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return str(best).removeprefix("\ufeff")


def _headline(text: str) -> str | None:
    """The first block, if it is a heading or stands there like one."""
    first = next(iter(blocks.blocks(text)), None)
    if first is None or first.kind != "heading":
        return None
    words = text[first.start : first.end]
    if text.startswith("#"):
        return words
    bare = _NO_HEADLINE.match(words) or dateline.published(words)
    return words if len(words.split()) >= _HEADLINE_WORDS and not bare else None


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The ``key: value`` lines between two lines of ``---`` at the top, and the rest."""
    head, *lines = text.split("\n")
    if head.rstrip() != "---":
        return {}, text
    fences = (
        i for i, line in enumerate(lines[:_MAX_FRONT_MATTER]) if line.rstrip() in ("---", "...")
    )
    end = next(fences, None)
    if end is None:
        return {}, text
    meta: dict[str, str] = {}
    for line in lines[:end]:
        if match := _FIELD.fullmatch(line):
            meta.setdefault(match["key"].lower(), (match["value"] or "").strip().strip("\"'"))
        elif not _FIELD_MORE.fullmatch(line):
            return {}, text
    return meta, "\n".join(lines[end + 1 :])


def _first(meta: dict[str, str], *keys: str) -> str | None:
    return next((meta[key] for key in keys if meta.get(key)), None)


@cache
def _markdown() -> MarkdownIt:
    """A reader that takes less for layout than full Markdown.

    That reads indentation, inline HTML blocks and rules of dashes under a line as layout; saved
    news text has them by accident. Words must never be lost to that.
    """
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "lheading"])


def _reduced(source: str) -> str:
    """Markdown with its block markers, one line each, and inline markup reduced to words."""
    lines: list[str] = []
    marker = ""
    cells: list[str] | None = None
    for token in _markdown().parse(source):
        if token.type == "heading_open":
            marker = f"{token.markup} "
        elif token.type == "list_item_open":
            marker = "  " * (token.level // 2) + (
                f"{token.info}{token.markup} " if token.info else "- "
            )
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append(f"| {' | '.join(cells)} |")
            cells = None
        elif token.type in ("inline", "fence"):
            words = "".join(_words(token)) if token.type == "inline" else token.content
            if cells is None:
                lines.append(marker + words)
                marker = ""
            else:
                cells.append(words)
        if token.nesting == -1:
            marker = ""
            if token.level == 0:
                lines.append("")
    return "\n".join(lines)


def _words(inline: Token) -> Iterator[str]:
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield from _words(token)
        elif token.type == "html_inline":
            yield "\n" if token.content.lower().startswith("<br") else ""
        else:
            yield token.content


def _publication_date(tree: Any) -> str | None:
    """The date in the metadata of an lxml page, or in a line of its own like a byline.

    The search is given a copy without prose, headlines and side matter: their dates are
    those of the news, or of other articles.
    """
    import trafilatura

    page = copy.deepcopy(tree)
    for element in list(page.iter(*_BESIDES)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in page.iter():
        if element.tag != "script":
            element.text = dateline.published(element.text or "")
        element.tail = dateline.published(element.tail or "")
    date: str | None = trafilatura.extract_metadata(page, date_config=dict(_DATE_SEARCH)).date
    return date
