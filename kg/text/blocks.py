"""Text → blocks: stretches that no sentence may cross.

News text arrives as plain text or Markdown. Headings, list items, table cells and lines of
hashtags stand beside the prose without a full stop; read as prose they run into the next
sentence. Only the layout of lines is looked at here, never the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Block, BlockKind

_MARKER = re.compile(r"[ \t]*(?:[-*+•·▪►‣–—✓✔]+|\(?\d{1,2}[.)])[ \t]+(?:[✓✔✗•][ \t]*)?")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_RULE = re.compile(r"[\s|:=_*+-]*")
_EMPHASIS = "*_ \t"
_HASHTAG = re.compile(r"#\w+")
_TERMINAL = ".!?…:;,\"”’'»)。"
_HEADING_WORDS = 20
_WRAP_COLUMNS = 100
_WRAP_MIN_LINES = 6


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order; whitespace, bullets and table bars lie outside of them."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    found: list[Block] = []
    open_end = -1  # where the paragraph that a wrapped line may continue ends
    for start, end in lines:
        block = _line_block(text, start, end)
        if block is None:
            if text[start:end].strip():
                found.extend(_cells(text, start, end))
            open_end = -1
            continue
        continues = wrapped and block.kind in ("paragraph", "heading") and open_end >= 0
        if continues:
            found[-1] = Block(start=found[-1].start, end=block.end, kind="paragraph")
        else:
            found.append(block)
        open_end = block.end if wrapped and block.kind in ("paragraph", "heading", "item") else -1
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield position, position + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        position += len(line)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the text was broken at a fixed column, so that a line end is only a space."""
    full = [(a, b) for a, b in lines if text[a:b].strip()]
    if len(full) < _WRAP_MIN_LINES or max(b - a for a, b in full) > _WRAP_COLUMNS:
        return False
    open_lines = sum(1 for a, b in full if text[a:b].rstrip()[-1] not in _TERMINAL)
    long_lines = sum(1 for a, b in full if b - a >= 50)
    return open_lines * 2 > len(full) and long_lines * 2 > len(full)


def _line_block(text: str, start: int, end: int) -> Block | None:
    """The block a line forms, or None for a blank line, a rule or a table row."""
    line = text[start:end]
    if _RULE.fullmatch(line) or line.lstrip().startswith("|"):
        return None
    kind: BlockKind = "paragraph"
    if match := _HEADING.match(line):
        kind = "heading"
        start += match.end()
    elif _is_hashtags(line):
        kind = "hashtags"
    elif match := _MARKER.match(line):
        kind = "item"
        start += match.end()
    elif _is_heading(line):
        kind = "heading"
    start, end = _strip(text, start, end)
    return Block(start=start, end=end, kind=kind) if start < end else None


def _is_heading(line: str) -> bool:
    bare = line.strip(_EMPHASIS)
    return bool(bare) and bare[-1] not in _TERMINAL and len(bare.split()) <= _HEADING_WORDS


def _is_hashtags(line: str) -> bool:
    words = line.split()
    tags = sum(1 for word in words if _HASHTAG.match(word))
    return tags >= 1 and tags * 5 >= len(words) * 4


def _cells(text: str, start: int, end: int) -> Iterator[Block]:
    """Cells of a Markdown table row; a rule under the header has none."""
    if _RULE.fullmatch(text[start:end]):
        return
    left = start
    for right in [i for i in range(start, end) if text[i] == "|"] + [end]:
        a, b = _strip(text, left, right)
        if a < b:
            yield Block(start=a, end=b, kind="cell")
        left = right + 1


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[start:end].startswith("**") and text[start:end].endswith("**") and end - start > 4:
        return _strip(text, start + 2, end - 2)
    return start, end
