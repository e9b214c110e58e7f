"""Work on other machines: a Dask cluster as an executor, of which only fit workers may be part.

A worker that is lost costs the shards that it had in hand, which Dask gives to another. A worker
whose software, rules or model are others would find other things: the id of the run decides, at
the start for every worker and again with every piece of work, for a worker may come later.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from threading import Event, Lock, Thread
from typing import Any, ParamSpec, TypeVar

from kg import runs
from kg.errors import ClusterError, KGError
from kg.model import Run

P = ParamSpec("P")
T = TypeVar("T")

_ADDRESS = re.compile(r"dask://(?P<host>[\w.-]+|\[[\da-fA-F:]+\]):(?P<port>\d{1,5})/?")
_ANSWER = "5s"
_LOOK = 5.0
_PATIENCE = 60.0
"""Seconds without any worker after which a cluster counts as gone."""
_AGAIN = "what was read is kept: run the same command again"
_one_at_a_time = Lock()
"""A language model serves one thread; a worker may have several."""


@contextmanager
def connected(address: str, model: str | None) -> Iterator[Executor]:
    """The workers of the scheduler at ``dask://HOST:PORT``, as an executor.

    Raises:
        ClusterError: there is no such scheduler, no worker or an unfit one, or they went away.
    """
    where = _where(address)
    client = _client(where)
    try:
        run = runs.current(model)
        _admit(client, where, run, model)
        workers = _Workers(client, run, model)
        with _watched(client, workers) as gone, _losses(where, gone):
            yield workers
    finally:
        client.close()


def _where(address: str) -> str:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ClusterError(f"{address} is no cluster: give dask://HOST:PORT")
    return f"{found['host']}:{found['port']}"


def _client(where: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--on needs Dask, which is not installed: pip install 'newsgraph[dask]'"
        ) from error
    # What goes wrong is said once, by an error.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(  # type: ignore[no-untyped-call]
            f"tcp://{where}", timeout=_ANSWER, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {where}; start one with: dask scheduler"
        ) from error


# --- who may work ---------------------------------------------------------------------------


def _admit(client: Any, where: str, run: Run, model: str | None) -> None:
    """Refuse the cluster if any of its workers would find other things.

    Raises:
        ClusterError: one would, or there is none.
    """
    answers = client.run(_complaint, run, model, on_error="return")
    if not answers:
        raise ClusterError(
            f"the scheduler at {where} has no worker; start one with: dask worker tcp://{where}"
        )
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Exception) or "ModuleNotFoundError" in str(answer):
            answer = f"has not this version of kg, or none ({answer}); install it there"
        if answer is not None:
            raise ClusterError(f"the worker {worker} {answer}")


def _complaint(run: Run, model: str | None) -> str | None:
    """What makes this process unfit for a run; runs on the worker."""
    try:
        mine = _mine(model)
    except KGError as error:
        return f"is not fit: {error}"
    if mine.id == run.id:
        return None
    pairs = ((f, getattr(mine, f), getattr(run, f)) for f in ("software", "rules", "model"))
    other = ", ".join(
        f"{field} {here} instead of {there}" for field, here, there in pairs if here != there
    )
    return f"has {other}; install the same there"


@cache
def _mine(model: str | None) -> Run:
    return runs.current(model)


def _work(
    run: Run, model: str | None, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """What a worker runs."""
    complaint = _complaint(run, model)
    if complaint is not None:
        raise ClusterError(f"a worker {complaint}")
    with _one_at_a_time:
        return function(*args, **kwargs)


class _Workers(Executor):
    """The workers that are fit for a run."""

    def __init__(self, client: Any, run: Run, model: str | None) -> None:
        self._dask = client.get_executor(pure=False)
        self._run, self._model = run, model

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker call a function that it can import."""
        found: Future[T] = self._dask.submit(
            _work, self._run, self._model, function, *args, **kwargs
        )
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for all work, or cancel it."""
        self._dask.shutdown(wait=wait and not cancel_futures)


# --- what may be lost -----------------------------------------------------------------------


@contextmanager
def _losses(where: str, gone: Event) -> Iterator[None]:
    from distributed import KilledWorker

    try:
        yield
    except KilledWorker as error:
        raise ClusterError(f"workers at {where} died again and again; {_AGAIN}") from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"a worker at {where} has not this version of kg, or none ({error}); install it there"
        ) from error
    except CancelledError as error:
        lost = (
            f"no worker is left at {where}"
            if gone.is_set()
            else f"the scheduler at {where} is gone"
        )
        raise ClusterError(f"{lost}; {_AGAIN}") from error


@contextmanager
def _watched(client: Any, workers: Executor) -> Iterator[Event]:
    """An event that is set, and all work cancelled, when there was no worker for a while."""
    gone, done = Event(), Event()
    watch = Thread(target=_watch, args=(client, workers, gone, done), daemon=True)
    watch.start()
    try:
        yield gone
    finally:
        done.set()
        watch.join()


def _watch(client: Any, workers: Executor, gone: Event, done: Event) -> None:
    missing = 0.0
    while not done.wait(_LOOK):
        try:
            missing = 0.0 if client.nthreads() else missing + _LOOK
        except OSError:
            return  # the scheduler is gone: its futures are cancelled
        if missing >= _PATIENCE:
            gone.set()
            workers.shutdown(wait=False)
            return
