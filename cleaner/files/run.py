"""Examines many files, in one process or several, always reporting them in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner._io.each import Call, for_each
from cleaner.files.examine import Examined, Examiner

if TYPE_CHECKING:
    from cleaner._io.pool import Failure

_WORTH_A_POOL = 200  # files; for fewer, starting processes takes longer than the work
_CHUNK = 16  # files that a worker takes at a time


def examine_files(examiner: Examiner, paths: Sequence[str], jobs: int = 0) -> Iterator[Examined]:
    """Examine `paths`.

    Args:
        examiner: what to look for, and how.
        paths: the files.
        jobs: number of processes; 0 for one per processor if there is enough to do.

    A file that kills its process is tried once more by itself, and then reported as an error.
    """
    return for_each(Call(examiner.examine_file, _failed, _size), paths, jobs, worth=_WORTH_A_POOL, chunk=_CHUNK)


def _failed(path: str, failure: Failure) -> Examined:
    return Examined(path, error=f"made the process that examined it die (out of memory?): {failure.message}")


def _size(examined: Examined) -> int:
    return sum(len(held or b"") for held in (examined.before, examined.after, examined.page))
