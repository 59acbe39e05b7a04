"""Many files: examined one after the other, or by several processes, always told of in their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from cleaner.files.examine import Examined, Examiner

_WORTH_A_POOL = 200  # files; below, starting processes takes longer than the work
_CHUNK = 16

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
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    while done < len(paths):
        rest = paths[done:]
        pool = ProcessPoolExecutor(min(jobs, len(rest)), initializer=_start, initargs=(examiner,))
        try:
            for examined in pool.map(_examine, rest, chunksize=_CHUNK if len(rest) > jobs * _CHUNK else 1):
                done += 1
                yield examined
        except BrokenProcessPool:
            for path in paths[done : done + jobs * _CHUNK]:  # the culprit is among these, or in the next round
                done += 1
                yield _alone(examiner, path)
        finally:
            pool.shutdown(cancel_futures=True)


def _alone(examiner: Examiner, path: str) -> Examined:
    """Examine `path` in a process of its own."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1, initializer=_start, initargs=(examiner,)) as pool:
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
