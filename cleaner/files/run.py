"""Many files: examined one after the other, or by several processes, always told of in their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.files.examine import Examined, Examiner

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_WORTH_A_POOL = 200  # files; below, starting processes takes longer than the work
_CHUNK = 16  # files that a worker takes at a time
_WINDOW = 2048  # files that are handed out before the results of those before are used

_examiner: Examiner | None = None  # each worker's own


def examine_files(examiner: Examiner, paths: Sequence[str], jobs: int = 0) -> Iterator[Examined]:
    """Examine `paths`.

    Args:
        examiner: what is looked for.
        paths: the files.
        jobs: how many processes; 0 for one each processor if there is enough to do.

    A file that makes its process die is tried once more by itself, and then told of as an error.
    """
    jobs = jobs or ((os.cpu_count() or 1) if len(paths) >= _WORTH_A_POOL else 1)
    if jobs == 1 or len(paths) < 2:
        for path in paths:
            yield examiner.examine_file(path)
        return
    yield from _in_pool(examiner, paths, jobs)


def _in_pool(examiner: Examiner, paths: Sequence[str], jobs: int) -> Iterator[Examined]:
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(examiner, min(jobs, len(paths)))
    done = 0
    try:
        while done < len(paths):
            # By and by, so that results do not pile up while files are written.
            some = paths[done : done + _WINDOW]
            try:
                for examined in pool.map(_examine, some, chunksize=_CHUNK if len(some) > jobs * _CHUNK else 1):
                    done += 1
                    yield examined
            except BrokenProcessPool:
                for path in paths[done : done + jobs * _CHUNK]:  # the culprit is among these, or comes up again
                    done += 1
                    yield _alone(examiner, path)
                pool = _pool(examiner, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(examiner: Examiner, jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(examiner,))


def _alone(examiner: Examiner, path: str) -> Examined:
    """Examine `path` in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(examiner, 1) as pool:
        try:
            return pool.submit(_examine, path).result()
        except BrokenProcessPool:
            return Examined(path, error="made the process that examined it die (out of memory?)")


def _start(examiner: Examiner) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends the workers
    global _examiner
    _examiner = examiner


def _examine(path: str) -> Examined:
    assert _examiner is not None
    return _examiner.examine_file(path)
