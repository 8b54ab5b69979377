"""Work on many items by several processes: in order, few items read ahead, no process left behind."""

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcomes = Generator[Result | Exception, None, None]

AHEAD = 2  # batches for each process that are read and not yet asked for
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

_work: list[Callable[[Any], Any]] = []  # in a process of a pool: what it does


def in_order(work: Callable[[Item], Result], items: Iterable[Item], n_jobs: int, batch: int = 1) -> Outcomes[Result]:
    """What `work` makes of each item, in order, or the exception that it raised; by `n_jobs` processes, -1: one a core.

    Each process gets `work` once, and then `batch` items at a time. Items are read as outcomes are asked for, in the
    same thread, at most `AHEAD` batches a process before them. The processes end with the generator.
    """
    if n_jobs == 1:
        return (_outcome(work, item) for item in items)
    return _shared(work, items, n_jobs, batch)


def results(outcomes: Outcomes[Result]) -> Iterator[Result]:
    """The outcomes up to the first exception, which is raised."""
    with closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
            yield outcome


def _shared(work: Callable[[Item], Result], items: Iterable[Item], n_jobs: int, batch: int) -> Outcomes[Result]:
    from joblib.externals import loky

    number = loky.cpu_count() if n_jobs == -1 else n_jobs
    parent_lives, held = Pipe(duplex=False)
    pool = loky.ProcessPoolExecutor(number, initializer=_begin, initargs=(work, parent_lives), env=ONE_THREAD)
    try:
        waiting = deque[Any]()
        for own in _batches(items, batch):
            waiting.append(pool.submit(_outcomes, own))
            if len(waiting) == AHEAD * number:
                yield from map(pickle.loads, waiting.popleft().result())
        while waiting:
            yield from map(pickle.loads, waiting.popleft().result())
    finally:
        pool.shutdown(kill_workers=True)
        held.close()
        parent_lives.close()


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


# -- in the processes


def _begin(work: Callable[[Any], Any], parent_lives: Connection) -> None:
    """Keeps what there is to do. An interrupt from the keyboard is for the parent, which ends its processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_lives,), daemon=True).start()
    _work.append(work)


def _end_with(parent_lives: Connection) -> None:
    """Ends the process when the other end of the pipe is closed, as it is when the parent is killed."""
    with suppress(EOFError):
        parent_lives.recv()
    os._exit(1)


def _outcomes(items: Sequence[Any]) -> list[bytes]:
    """Pickled here, one by one: the pool's own pickler looks at each object in Python, which takes far longer."""
    return [pickle.dumps(_outcome(_work[0], item), pickle.HIGHEST_PROTOCOL) for item in items]


def _outcome(work: Callable[[Item], Result], item: Item) -> Result | Exception:
    try:
        return work(item)
    except Exception as fault:
        return fault
