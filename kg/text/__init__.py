"""Articles → extractions: what is said, where, by whom, and with what doubt."""

from kg.text import lean

lean.defer()
