"""Files, folders, globs and standard input → articles, in input order.

What cannot be read costs one warning line and never the build. Nothing is deduplicated
while reading; ``unique`` does that for a build.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from kg import iris
from kg.errors import InputError
from kg.model import Article, DateSource
from kg.text import dateline, files, formats, limits
from kg.text.files import WANTED, Warn, shown
from kg.text.formats import Content
from kg.text.language import foreign

_STDIN_NAME = "standard input"
_JSONL = ".jsonl"
_READERS: dict[str, Callable[[str], Content]] = {
    ".txt": formats.plain,
    ".md": formats.markdown,
    ".html": formats.html,
    ".htm": formats.html,
}
_SHOWN_INPUTS = 3
_SHOWN_ID = 80  # code points
_LONGEST = 4  # bytes of a character, in any encoding
_UTF8_BOM = b"\xef\xbb\xbf"


def read(
    inputs: Sequence[str],
    *,
    warn: Warn,
    stdin: BinaryIO | None = None,
    language: str | None = None,
    known: Container[str] = (),
) -> Iterator[Article]:
    """Read the articles in files, folders (recursive, sorted), globs, or ``-`` (stdin).

    ``warn`` gets one line for each file or record that is left out: what cannot be read, and
    what is surely not in ``language`` (ISO 639) if one is given; articles with a digest in
    ``known`` have been found to be in it before. Hidden files, files of other formats within a folder, and links
    that lead out of a folder are no articles.

    Raises:
        InputError: at once for a path that does not exist or a glob without a match; at the
            end when there was no article at all.
    """
    if not inputs:
        raise InputError(f"no input; {WANTED}, a folder, or - for standard input")
    paths = [path for given in inputs for path in files.paths(given, warn)]
    return _articles(inputs, paths, warn, stdin, language, known)


def unique(articles: Iterable[Article]) -> list[Article]:
    """One article per content, whatever the order: the one of least (id, path), by digest."""
    kept: dict[str, Article] = {}
    for article in articles:
        other = kept.setdefault(article.digest, article)
        kept[article.digest] = min(article, other, key=lambda a: (a.id, a.path or ""))
    return [kept[digest] for digest in sorted(kept)]


def called(article: Article) -> str:
    """What messages call an article: its file, and its id when the file gives it one."""
    named = "" if article.id == article.digest else f", article {shown(article.id[:_SHOWN_ID])}"
    return f"{article.path}{named}"


def _articles(
    inputs: Sequence[str],
    paths: Iterable[Path | None],
    warn: Warn,
    stdin: BinaryIO | None,
    language: str | None,
    known: Container[str],
) -> Iterator[Article]:
    count = 0
    for path in paths:
        found = _from_file(path, warn) if path else _from_stdin(stdin or sys.stdin.buffer, warn)
        for article in found:
            count += 1
            if language is None:
                yield article
                continue
            other = None if article.digest in known else foreign(article.text, language)
            if other is None:
                yield replace(article, language=language)
            else:
                warn(f"{called(article)}: seems to be in {other!r}, not in {language!r}; left out")
    if not count:
        names = ", ".join(shown(given) for given in inputs[:_SHOWN_INPUTS])
        more = ", ..." if len(inputs) > _SHOWN_INPUTS else ""
        raise InputError(f"no article found in {names}{more}; {WANTED}")


def _from_file(path: Path, warn: Warn) -> Iterator[Article]:
    name = shown(str(path))
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if suffix == _JSONL:
                yield from _from_lines(_lines(file), name, warn)
            else:
                yield from _from_document(
                    file.read(limits.FILE_BYTES + 1), _READERS[suffix], name, warn
                )
    except OSError as error:
        warn(f"{name}: {files.reason(error)}")


def _from_stdin(stdin: BinaryIO, warn: Warn) -> Iterator[Article]:
    """JSON Lines when the first character that is not blank is ``{``, else one plain text."""
    lines = _lines(stdin)
    head: list[bytes] = []
    for line in lines:
        head.append(line)
        if line.removeprefix(_UTF8_BOM).strip():
            break
    if head and head[-1].removeprefix(_UTF8_BOM).lstrip().startswith(b"{"):
        yield from _from_lines(chain(head, lines), _STDIN_NAME, warn)
    else:
        data = b"".join(head) + stdin.read(limits.FILE_BYTES + 1)
        yield from _from_document(data, formats.plain, _STDIN_NAME, warn)


def _from_document(
    data: bytes, reader: Callable[[str], Content], name: str, warn: Warn
) -> Iterator[Article]:
    try:
        article = _article(_content(data, reader), None, name)
    except InputError as error:
        warn(f"{name}: {error}; left out")
    else:
        yield article


def _content(data: bytes, reader: Callable[[str], Content]) -> Content:
    _check_size(data, limits.FILE_BYTES)
    if not data.strip():
        raise InputError("is empty")
    if reader is formats.html:
        return reader(formats.decode(data))
    if len(data) > _LONGEST * limits.CHARACTERS:
        raise InputError(_too_long())
    source = formats.decode(data)
    _check_length(source)
    return reader(source)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines as they come; of one that is too long, its first LINE_BYTES + 1 bytes."""
    while line := file.readline(limits.LINE_BYTES + 1):
        rest = line
        while len(rest) > limits.LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(limits.LINE_BYTES + 1)
        yield line


def _from_lines(lines: Iterable[bytes], name: str, warn: Warn) -> Iterator[Article]:
    for number, line in enumerate(lines, start=1):
        record = line.removeprefix(_UTF8_BOM) if number == 1 else line
        if b"\0" in record:
            warn(f"{name}: looks like a binary file or UTF-16; JSON Lines are UTF-8; left out")
            return
        if not record.strip():
            continue
        try:
            article = _from_record(record, name)
        except InputError as error:
            warn(f"{name}, line {number}: {error}; left out")
        else:
            yield article


def _from_record(line: bytes, name: str) -> Article:
    """One line of JSON Lines; its ``text`` is taken exactly as it is."""
    _check_size(line, limits.LINE_BYTES)
    try:
        record: Any = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON") from error
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str):
        raise InputError('no JSON object with a string "text"')
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("its text holds half of a surrogate pair") from error
    fields = {key: _line(record.get(key)) for key in ("title", "published", "url", "publisher")}
    return _article(Content(text=text, **fields), _id(record.get("id")), name)


def _article(content: Content, id_: str | None, name: str) -> Article:
    text = content.text
    if not text.strip():
        raise InputError("holds no text")
    _check_length(text)
    published = dateline.day(content.published or "")
    origin: DateSource | None = "metadata" if published else None
    if published is None:
        published = dateline.published(text)
        origin = "dateline" if published else None
    title, publisher, url = _line(content.title), _line(content.publisher), _link(content.url)
    digest = iris.digest(text, title, published, url, publisher)
    return Article(
        id=id_ or digest,
        digest=digest,
        text=text,
        title=title,
        published=published,
        published_from=origin,
        url=url,
        publisher=publisher,
        path=name,
    )


def _check_size(data: bytes, most: int) -> None:
    if len(data) > most:
        raise InputError(f"larger than {most // 1_000_000} MB")


def _check_length(text: str) -> None:
    if len(text) > limits.CHARACTERS:
        raise InputError(_too_long())
    if max(map(len, text.split()), default=0) > limits.WORD:
        raise InputError(
            f"has more than {limits.WORD:,} characters without a space; it is no article"
        )


def _too_long() -> str:
    return f"longer than {limits.CHARACTERS:,} characters; split it into articles"


def _id(value: object) -> str | None:
    """A JSONL id: a string, or a number as its digits; anything else is no id."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _line(value)


def _line(value: object) -> str | None:
    """Metadata as one clean line; None when there is nothing in it."""
    return " ".join(formats.clean(value).split()) or None if isinstance(value, str) else None


def _link(url: str | None) -> str | None:
    """An address that a reader may follow: http or https, without spaces."""
    line = _line(url) or ""
    return line if line.lower().startswith(("http://", "https://")) and " " not in line else None
