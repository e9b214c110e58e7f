"""What invented news is made of, whether extractions (``briefs``) or reports (``scale_resolve``)."""

from __future__ import annotations

import random
from datetime import date

TYPES = [
    ("CONSULT", None, "met"),
    ("CONSULT", "visit", "visited"),
    ("COERCE", "arrest", "arrested"),
    ("ASSAULT", "abduct", "abducted"),
    ("ASSAULT", None, "attacked"),
    ("ACCUSE", "disapprove", "condemned"),
    ("THREATEN", "restrict", "threatened"),
    ("AID", None, "aided"),
    ("SANCTION", None, "sanctioned"),
    ("PROTEST", "demo", "protested"),
    ("RETREAT", "resign", "resigned"),
    ("RETREAT", "ceasefire", "signed a truce"),
]
"""Type, mode and trigger of the events that are told."""
SOLE = ("president", "foreign minister", "finance minister")
"""Offices that one person holds at a time."""
START = date(2031, 1, 1)
STATES = 60


def words(chance: random.Random, count: int) -> list[str]:
    """Words of seven letters, so that texts are alike by nothing but what is told."""
    return ["".join(chance.choices("abcdefghijklmnoprstuvz", k=7)) for _ in range(count)]
