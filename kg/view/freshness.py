"""ETags: what an answer depends on, so that a client that has it need not be sent it again.

They are weak in the sense of RFC 9110: the same store and the same question give the same
statements, not always in the same order.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from starlette.requests import Request

from kg.view.protocol import Ask

# Functions whose value is another one each time. Looked for in strings and comments too.
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


def tag(store: Path, ask: Ask) -> str | None:
    """The ETag of the answer that a store gives; None if it may be another one each time."""
    if _VOLATILE.search(ask.query):
        return None
    told = repr((release(), str(store), ask))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:20]}"'


def had(request: Request, etag: str | None) -> bool:
    """Whether the client says that it has this answer already."""
    said = ", ".join(request.headers.getlist("if-none-match"))
    return etag is not None and etag in (part.strip() for part in said.split(","))


@cache
def release() -> str:
    """The version of this package; empty if it is not installed."""
    try:
        return version("newsgraph")
    except PackageNotFoundError:
        return ""
