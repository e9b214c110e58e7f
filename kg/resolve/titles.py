"""Titles of offices as said → the office meant."""

from __future__ import annotations

_STATUS_WORDS = frozenset("former ex then late onetime erstwhile current new newly".split())


def bare(title: str) -> str:
    """The title without the words that tell of the holder's time in it.

    >>> bare("then-Prime Minister"), bare("newly former acting president"), bare("New")
    ('Prime Minister', 'acting president', 'New')
    """
    words = title.replace("-", " - ").split()
    while len(words) > 1 and (words[0].lower() in _STATUS_WORDS or words[0] == "-"):
        words = words[1:]
    return " ".join(words).replace(" - ", "-")
