"""Many files: examined one after the other, or by several processes, always told of in their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.files.examine import Examined, Examiner

if TYPE_CHECKING:
    from cleaner._io.pool import Outcome
    from cleaner._io.worker import Reply, Work

_WORTH_A_POOL = 200  # files; below, starting processes takes longer than the work
_CHUNK = 16  # files that a worker takes at a time


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


class _Paths:
    """Files that go to a worker together."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths

    def __len__(self) -> int:
        return len(self.paths)

    def payload(self, start: int, stop: int) -> list[str]:
        """The files `start` up to `stop`."""
        return list(self.paths[start:stop])


def _in_pool(examiner: Examiner, paths: Sequence[str], jobs: int) -> Iterator[Examined]:
    from functools import partial

    from cleaner._io.pool import Pool, Settings

    size = _CHUNK if len(paths) > jobs * _CHUNK else 1
    chunks = (_Paths(paths[i : i + size]) for i in range(0, len(paths), size))
    pool: Pool[_Paths] = Pool(Settings(partial(_start, examiner), min(jobs, len(paths))))
    try:
        for outcome in pool.run(chunks):
            yield from _in_order(outcome)
    finally:
        pool.close()


def _in_order(outcome: Outcome[_Paths]) -> Iterator[Examined]:
    done = {start + i: one for start, found in outcome.values.items() for i, one in enumerate(found)}
    for item, reason, message in outcome.failed:
        told = f"made the process that examined it die (out of memory?): {message}" if reason == "crashed" else message
        done[item] = Examined(outcome.job.paths[item], error=told)
    return (done[i] for i in sorted(done))


def _start(examiner: Examiner) -> Work:
    from functools import partial

    return partial(_work, examiner)


def _work(examiner: Examiner, paths: list[str], on_item: Callable[[int], None]) -> Reply:
    from cleaner._io.worker import Reply

    found = []
    for i, path in enumerate(paths):
        on_item(i)
        found.append(examiner.examine_file(path))
    size = sum(len(one.before or b"") + len(one.after or b"") + len(one.page or b"") for one in found)
    return Reply(found, size=size)
