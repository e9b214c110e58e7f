"""Errors a user can act on: one line that says what is wrong, where, and what to do next."""

from __future__ import annotations


class KGError(Exception):
    """Something the user can put right. The command line prints it as one line and exits with 2."""


class InputError(KGError):
    """The input cannot be read: a missing folder, no article found, a broken record."""


class WorkspaceError(KGError):
    """The output folder cannot be used: not a workspace, not writable, or made by another version."""


class QueryError(KGError):
    """A query cannot be answered: syntax, an unknown name, a refused operation."""


class EndpointError(KGError):
    """A SPARQL endpoint cannot be asked: not there, refusing, or not answering in full."""


class ModelError(KGError):
    """The language model cannot be loaded."""


class ReadingError(KGError):
    """Articles cannot be read to the end: the processes that read them died."""


class ClusterError(KGError):
    """A cluster cannot work: not there, without workers, or with workers of another version."""
