"""Progress on standard error: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[Iterable[T], int | None, str], Iterable[T]]
"""``progress(items, total, what)`` passes items through and shows how far it has come."""
_SECONDS = 10.0


def silent(items: Iterable[T], total: int | None, what: str) -> Iterable[T]:
    """Progress for programs: shows nothing."""
    del total, what
    return items


def show(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    """Pass items through; on a terminal with a bar, rate and time left."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        yield from tqdm(items, total=total, desc=what, unit="", leave=False, file=sys.stderr)
    else:
        yield from _lines(items, total, what)


def _lines(items: Iterable[T], total: int | None, what: str) -> Iterator[T]:
    """One line every ten seconds, so that a log stays short."""
    start = last = time.monotonic()
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - last >= _SECONDS:
            last = now
            rate = count / (now - start)
            left = f", {(total - count) / rate:.0f} s left" if total else ""
            sys.stderr.write(f"{what}: {count}/{total or '?'}, {rate:.1f} a second{left}\n")
