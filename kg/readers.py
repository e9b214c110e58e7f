"""Who reads articles: this process, several on this machine, or any executor that is given.

The work is cut into shards (``kg.text.shards``), and the result does not depend on who reads
which. A shard whose process dies is read again. Little is imported here, so that a process can
begin before the one that started it has imported the rest.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import ReadingError
from kg.text import shards
from kg.workspace import MANIFEST

if TYPE_CHECKING:
    from kg.model import Article
    from kg.text.shards import Found, Shard

Pairs: TypeAlias = "Iterator[tuple[Article, Found]]"
Meanwhile = Callable[[], None]
Spread = Callable[..., Iterable[Any]]
"""``map``, or that of an executor."""

WORTHWHILE = 100_000
"""Code points of text below which one process is done before others have started."""
_AHEAD = 256
"""Shards that an executor is given before the first is done: bounds what waits in memory."""
_GLANCED_AT = 10_000
"""Files that may be looked at for one that is new, in a tenth of a second."""
_TRIES = 3
_NAMED = 3


class Crew:
    """Those who read. Processes start when they pay, and stay until the crew is left.

    Without an executor, as many processes read as there are processors, or as ``processes``
    says, if there is enough to read.
    """

    def __init__(self, processes: int | None = None, executor: Executor | None = None) -> None:
        self._wanted = processes
        self._given = executor
        self._started = ExitStack()
        self._pool: Executor | None = None
        self._size = 0

    @property
    def spread(self) -> Spread:
        """Does what else can be done apart: the ``map`` of the executor, if there is one."""
        return self._given.map if self._given else map

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def start(self, model: str) -> None:
        """Have a process load the model already: there will be something to read, if not much."""
        if self._pool is None and self._given is None and self._wanted != 1 and _processors() > 1:
            self._processes(1).submit(shards.prepare, model)

    def anticipate(self, inputs: Iterable[str], out: Path, model: str) -> None:
        """As ``start``, if a file among inputs is newer than the graph in a folder.

        A guess: it says which process is there when one is needed, and nothing else.
        """
        with suppress(OSError):  # of what cannot be listed, those who read will tell
            if _changed_since(out / MANIFEST, inputs):
                self.start(model)

    def read(
        self, articles: Sequence[Article], model: str, meanwhile: Meanwhile | None = None
    ) -> Pairs:
        """Articles with what they say, in the order in which they are done.

        ``meanwhile`` is work that this process has to do and that can be done while another
        reads, however little: it is called once, or never.

        Raises:
            ModelError: the model is not installed.
            ReadingError: processes died again and again.
        """
        if self._given is not None:
            yield from _on(self._given, deque(shards.cut(articles)), model, meanwhile)
        elif count := _processes(articles, self._wanted, bool(meanwhile)):
            yield from self._on_several(count, deque(shards.cut(articles)), model, meanwhile)
        elif articles:
            from kg.text import pipeline

            nlp = pipeline.load(model)
            for shard in shards.cut(articles):
                yield from zip(shard, shards.read_with(nlp, shard), strict=True)

    def _on_several(
        self, count: int, waiting: deque[Shard], model: str, meanwhile: Meanwhile | None
    ) -> Pairs:
        """Read in processes; when one dies, new ones read what is left, a few times."""
        for turn in range(1, _TRIES + 1):
            try:
                yield from _on(self._processes(count), waiting, model, meanwhile)
                return
            except BrokenExecutor as error:
                self._stop()
                meanwhile = None
                if turn == _TRIES:
                    raise ReadingError(_died(waiting)) from error

    def _processes(self, count: int) -> Executor:
        if self._size < count:
            self._stop()
        if self._pool is None:
            self._pool = self._started.enter_context(_pool(count))
            self._size = count
        return self._pool

    def _stop(self) -> None:
        self._pool = None
        self._size = 0
        self._started.close()

    @contextmanager
    def beside(self, work: Callable[[Path], None], folder: Path) -> Iterator[None]:
        """Have something else done while the block runs: by a process that has read, if any.

        It must leave the same behind when it is done again, for a process may die.
        """
        with ExitStack() as stack:
            done = self._begun(stack, work, folder)
            yield
            try:
                done.result()
            except BrokenExecutor:
                self._stop()
                work(folder)

    def _begun(self, stack: ExitStack, work: Callable[[Path], None], folder: Path) -> Future[None]:
        """Work given to a process that has read, or to a thread if none is left."""
        if self._pool is not None:
            with suppress(BrokenExecutor):
                return self._pool.submit(work, folder)
            self._stop()
        return stack.enter_context(ThreadPoolExecutor(1)).submit(work, folder)

    def ready(self, preparation: Meanwhile) -> None:
        """Let a process that has read prepare for ``beside`` while this one goes on, if any."""
        if self._pool is not None:
            with suppress(BrokenExecutor):
                self._pool.submit(preparation)


def in_order(crew: Crew, articles: Sequence[Article], model: str) -> Pairs:
    """As ``Crew.read``, in the order given.

    Raises:
        ModelError: the model is not installed.
        ReadingError: processes died again and again.
    """
    places = {id(article): place for place, article in enumerate(articles)}
    held: dict[int, tuple[Article, Found]] = {}
    due = 0
    for article, found in crew.read(articles, model):
        held[places[id(article)]] = article, found
        while due in held:
            yield held.pop(due)
            due += 1


def _processes(articles: Sequence[Article], wanted: int | None, busy: bool) -> int:
    """How many other processes have something to do; none if this one does it as fast."""
    little = sum(len(article.text) for article in articles) < WORTHWHILE
    if wanted == 1 or not articles or (little and not busy):
        return 0
    count = min(wanted or _processors(), sum(1 for _ in shards.cut(articles)))
    return count if count > 1 or (busy and _processors() > 1) else 0


def _processors() -> int:
    from loky import cpu_count  # knows the limits of containers

    return int(cpu_count())


def _changed_since(built: Path, inputs: Iterable[str]) -> bool:
    """Whether a file was written after another, as far as a glance tells; not if that is none."""
    then = _written(built)
    found = chain.from_iterable(_files(Path(given)) for given in inputs)
    return then > 0 and any(_written(path) > then for path in islice(found, _GLANCED_AT))


def _files(given: Path) -> Iterator[Path]:
    """A file, or those in a folder; globs are left to those who read."""
    return (
        (path for path in given.rglob("*") if path.is_file()) if given.is_dir() else iter([given])
    )


def _written(path: Path) -> float:
    """The time of a file; the dawn of time if there is none."""
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


# --- any executor ---------------------------------------------------------------------------


def _on(
    executor: Executor, waiting: deque[Shard], model: str, meanwhile: Meanwhile | None = None
) -> Pairs:
    """What an executor finds; a shard leaves ``waiting`` when it is done."""
    running: dict[Future[tuple[Found, ...]], Shard] = {}
    try:
        while waiting or running:
            while waiting and len(running) < _AHEAD:
                shard = waiting.popleft()
                running[executor.submit(shards.read, shard, model)] = shard
            if meanwhile:
                meanwhile()
                meanwhile = None
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                found = future.result()
                yield from zip(running.pop(future), found, strict=True)
    finally:
        for future in running:
            future.cancel()
        waiting.extendleft(reversed(running.values()))


# --- processes of this machine --------------------------------------------------------------


def _died(waiting: Sequence[Shard]) -> str:
    names = [article.id for shard in waiting for article in shard][:_NAMED]
    return (
        f"processes that read articles were ended {_TRIES} times, such as for want of memory, "
        f"near {', '.join(names)}; what was read is kept: build again, with --processes 1"
    )


@contextmanager
def _pool(count: int) -> Iterator[Executor]:
    """Processes that start afresh, so that threads and locks of this one do not reach them.

    loky's do not run the caller's main module again, as the standard library's would.
    """
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(count, initializer=_follow, initargs=(os.getpid(),))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _follow(parent: int) -> None:
    """End this process soon after the one that it works for, however that one ended."""
    Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
