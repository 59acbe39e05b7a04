"""One call for each of many items, in one process or several, with the results in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from cleaner._io.pool import Failure
    from cleaner._io.worker import Reply, Work

T = TypeVar("T")
R = TypeVar("R")


class Call(NamedTuple):
    """What to do with each item; `do` and `size` must pickle.

    Args:
        do: makes the result of an item.
        failed: makes the result of an item that killed its process, from the item and a message.
        size: approximate bytes of a result.
    """

    do: Callable[[Any], Any]
    failed: Callable[[Any, Failure], Any]
    size: Callable[[Any], int]


def for_each(call: Call, items: Sequence[T], jobs: int, *, worth: int, chunk: int) -> Iterator[Any]:
    """The results of `items`, in order.

    Args:
        call: what to do with each.
        items: the items.
        jobs: number of processes; 0 for one per processor if there are at least `worth` items.
        worth: number of items for which starting processes is worth it.
        chunk: items that a worker takes at a time.

    An item that kills its process is tried once more, alone, and then counts as failed.
    """
    jobs = jobs or ((os.cpu_count() or 1) if len(items) >= worth else 1)
    if jobs == 1 or len(items) < 2:
        yield from map(call.do, items)
        return
    from cleaner._io.pool import Pool, Settings

    size = chunk if len(items) > jobs * chunk else 1
    chunks = (_Chunk(items[i : i + size]) for i in range(0, len(items), size))
    pool: Pool[_Chunk[T]] = Pool(Settings(partial(_start, call.do, call.size), min(jobs, len(items))))
    try:
        for outcome in pool.run(chunks):
            done = {start + i: one for start, answers in outcome.values.items() for i, one in enumerate(answers)}
            done |= {f.item: call.failed(outcome.job.items[f.item], f) for f in outcome.failed}
            yield from (done[i] for i in sorted(done))
    finally:
        pool.close()


class _Chunk(Generic[T]):
    """Items that one worker takes together."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def payload(self, start: int, stop: int) -> list[T]:
        """The items `start` up to `stop`."""
        return list(self.items[start:stop])


def _start(do: Callable[[T], R], size: Callable[[R], int]) -> Work:
    return partial(_work, do, size)


def _work(do: Callable[[T], R], size: Callable[[R], int], items: list[T], on_item: Callable[[int], None]) -> Reply:
    from cleaner._io.worker import Reply

    answers = []
    for i, item in enumerate(items):
        on_item(i)
        answers.append(do(item))
    return Reply(answers, size=sum(map(size, answers)))
