"""The libraries that only notebooks need, and what to do where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import KGError


def pandas() -> Any:
    """The module pandas.

    Raises:
        KGError: it is not installed.
    """
    return _extra("pandas", "DataFrames need pandas")


def pyplot() -> Any:
    """The module matplotlib.pyplot.

    Raises:
        KGError: it is not installed.
    """
    return _extra("matplotlib.pyplot", "plots need matplotlib")


def _extra(module: str, need: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise KGError(f"{need}: pip install 'newsgraph[notebook]'") from error
