"""What an input may be at most; more is left out with a warning that names the limit.

They bound the time and the memory that one input can cost, and depend on nothing but the input:
the same articles are left out on every machine. No article that people wrote comes near them.
"""

from __future__ import annotations

FILE_BYTES = 50_000_000
"""Bytes of a file."""
LINE_BYTES = 20_000_000
"""Bytes of a line of JSON Lines: more than the longest article with every character escaped."""
CHARACTERS = 300_000
"""Code points of an article's text, some fifty thousand words; parsing takes 3 KB for each."""
WORD = 5_000
"""Code points without a space, such as encoded data: tokenisers are slow on it."""
PAGE_CHARACTERS = 1_000_000
"""Code points of a page's text with all that stands beside the article."""
ELEMENTS = 50_000
"""Elements of a page; the parsers' time grows faster than their number."""
TAG_WORDS = 20_000
"""Words in the tag of one element."""

ALL = {
    "bytes of a file": FILE_BYTES,
    "bytes of a line of JSON": LINE_BYTES,
    "characters of an article": CHARACTERS,
    "characters without a space": WORD,
    "characters of a page": PAGE_CHARACTERS,
    "elements of a page": ELEMENTS,
    "words in a tag": TAG_WORDS,
}
"""The limits by what they limit, as a manifest names them."""
