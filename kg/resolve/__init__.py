"""Extractions → entities, claims and events across articles."""

from kg.resolve.knowledge import resolve

__all__ = ["resolve"]
