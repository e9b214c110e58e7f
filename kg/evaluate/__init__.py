"""Extractions against a small gold of hand-read texts, with floors that only rise."""

from kg.evaluate.comparison import TASKS
from kg.evaluate.report import Extract, Report, Score, check_floors, evaluate

__all__ = ["TASKS", "Extract", "Report", "Score", "check_floors", "evaluate"]
