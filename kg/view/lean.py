"""pyvis without IPython, a quarter of its import: it can show a page in a notebook.

The one name that it takes from there comes when it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_DISPLAY = "IPython.display"


def _frame(*args: Any, **options: Any) -> Any:
    """``IPython.display.IFrame``."""
    from IPython.display import IFrame

    return IFrame(*args, **options)


@contextmanager
def _frame_deferred() -> Iterator[None]:
    if _DISPLAY in sys.modules:
        yield
        return
    sys.modules[_DISPLAY] = stand_in = ModuleType(_DISPLAY)
    vars(stand_in)["IFrame"] = _frame
    try:
        yield
    finally:
        del sys.modules[_DISPLAY]


with _frame_deferred():
    from pyvis.network import Network as PyvisNetwork

__all__ = ["PyvisNetwork"]
