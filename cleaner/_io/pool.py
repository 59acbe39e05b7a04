"""Supervised worker processes: an item that kills its worker costs only itself.

Each worker has its own pipe and shares nothing else with the others, so that a killed worker cannot take a lock or
queue with it. It keeps the number of its current item in shared memory: if it dies or takes too long, that item is to
blame. The item is tried once more, alone, and the items around it are redone. When the parent dies, its workers die
too.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import wait
from time import monotonic
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from cleaner._io.worker import Reply, Start, serve
from cleaner.errors import CleanerError

_NONE_YET = -1
_PENDING_BYTES = 64 << 20  # of results that wait for earlier ones
_TICK = 0.2  # seconds between two looks at the clock, at most


class WorkerError(CleanerError):
    """No worker process could be started."""


class Job(Protocol):
    """Items of work that a worker gets together; its length is their number."""

    def __len__(self) -> int: ...

    def payload(self, start: int, stop: int) -> Any:
        """The data that the worker needs for items `start` up to `stop`; it must pickle."""


J = TypeVar("J", bound=Job)


class Failure(NamedTuple):
    """An item that could not be done.

    Args:
        item: its number in the job.
        reason: ``error``, ``crashed``, ``timeout`` or ``memory``.
        message: what happened.
    """

    item: int
    reason: str
    message: str


@dataclass(slots=True)
class JobResult(Generic[J]):
    """The result of a job: values for runs of items, by the first item's number, and the failed items."""

    job: J
    values: dict[int, Any] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    open_items: int = 0
    size: int = 0  # bytes, about


@dataclass(slots=True)
class _Task(Generic[J]):
    """Items `start` up to `stop` of a job; `again` for the second and last try of one item."""

    outcome: JobResult[J]
    start: int
    stop: int
    again: bool = False


class Settings(NamedTuple):
    """How a pool works.

    Args:
        start: called in each worker once; gives the function that does the work. It must pickle.
        jobs: how many workers.
        timeout: seconds for one item; None for no limit.
        memory: bytes that a worker may hold; 0 for no limit. Enforced on Linux.
    """

    start: Start
    jobs: int
    timeout: float | None = None
    memory: int = 0


class _Worker(Generic[J]):
    """One worker process and its state."""

    def __init__(self, settings: Settings) -> None:
        context = get_context("spawn")  # a fork would share pipes, and threads in an unknown state
        self.connection, theirs = context.Pipe()
        self._item: Any = context.RawValue("q", _NONE_YET)
        arguments = (theirs, self._item, settings.start, settings.memory)
        self.process = context.Process(target=serve, args=arguments, name="cleaner-worker", daemon=True)
        with _no_interrupt():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: _Task[J] | None = None
        self._seen = _NONE_YET
        self._since = 0.0

    def send(self, task: _Task[J]) -> None:
        """Send it a task; if it is dead, that shows when its reply is awaited."""
        self._item.value = self._seen = _NONE_YET
        self._since = monotonic()
        self.task = task
        with suppress(OSError):
            self.connection.send(task.outcome.job.payload(task.start, task.stop))

    @property
    def item(self) -> int:
        """Its current item, counted in its task."""
        return int(self._item.value)

    def seconds_on_item(self) -> float:
        """The seconds spent on its current item, as observed."""
        if self.item != self._seen:
            self._seen, self._since = self.item, monotonic()
        return monotonic() - self._since

    def kill(self) -> str:
        """Kill it; return how it ended."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return _ending(self.process.exitcode)


class Pool(Generic[J]):
    """A constant number of workers."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the pool; the workers start with the first job."""
        self._settings = settings
        self._workers: list[_Worker[J]] = []
        self._failed_starts = 0
        self._tasks: deque[_Task[J]] = deque()

    def run(self, jobs: Iterator[J]) -> Generator[JobResult[J]]:
        """Do `jobs`; give their results in the same order.

        Raises:
            WorkerError: workers cannot be started.
        """
        pending: deque[JobResult[J]] = deque()
        while True:
            while self._wants_more(pending) and (job := next(jobs, None)) is not None:
                pending.append(self._opened(job))
            if not pending:
                return
            self._dispatch()
            while pending and not pending[0].open_items:
                yield pending.popleft()
            if pending:
                self._listen()

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._tasks.clear()

    def _wants_more(self, pending: deque[JobResult[J]]) -> bool:
        return len(self._tasks) < self._settings.jobs and sum(o.size for o in pending) < _PENDING_BYTES

    def _opened(self, job: J) -> JobResult[J]:
        outcome = JobResult(job, open_items=len(job))
        if outcome.open_items:
            self._tasks.append(_Task(outcome, 0, len(job)))
        return outcome

    def _dispatch(self) -> None:
        while len(self._workers) < self._settings.jobs:
            self._workers.append(_Worker(self._settings))
        for worker in self._workers:
            if worker.ready and worker.task is None and self._tasks:
                worker.send(self._tasks.popleft())

    def _listen(self) -> None:
        """Wait for the next event, no longer than the time limits allow, and handle it."""
        by_handle: dict[Any, _Worker[J]] = {}
        for worker in self._workers:
            by_handle[worker.connection] = by_handle[worker.process.sentinel] = worker
        limit = self._settings.timeout
        events = wait(list(by_handle), timeout=None if limit is None else min(_TICK, limit / 10))
        for worker in {id(by_handle[h]): by_handle[h] for h in events}.values():
            self._hear(worker)
        if limit is None:
            return
        for worker in [w for w in self._workers if w.task is not None]:
            if worker.seconds_on_item() > limit:
                self._lost(worker, "timeout", f"took more than {limit:g} s")

    def _hear(self, worker: _Worker[J]) -> None:
        try:
            if not worker.connection.poll() and worker.process.is_alive():
                return
            message = worker.connection.recv()
        except Exception:  # it hung up, or left half a message
            worker.process.join(1.0)
            self._lost(worker, "crashed", "")
            return
        if isinstance(message, Reply):
            self._answered(worker, message)
        elif message.error:
            raise WorkerError(f"a worker cannot start: {message.error}")
        else:
            worker.ready, self._failed_starts = True, 0

    def _answered(self, worker: _Worker[J], reply: Reply) -> None:
        task, worker.task = worker.task, None
        self._failed_starts = 0
        if task is None:
            return
        outcome = task.outcome
        outcome.values[task.start] = reply.value
        outcome.size += reply.size
        outcome.open_items -= task.stop - task.start
        for i, error in reply.failed.items():
            self._item_failed(outcome, task.start + i, error, task.again)
        if reply.out_of_memory:
            self._workers.remove(worker)
            worker.kill()

    def _item_failed(self, outcome: JobResult[J], item: int, error: str, again: bool) -> None:
        if error.startswith("MemoryError"):
            self._blame(outcome, Failure(item, "memory", "needs more memory than a worker may have"), again)
            outcome.open_items += 0 if again else 1
        else:
            outcome.failed.append(Failure(item, "error", error))

    def _blame(self, outcome: JobResult[J], failure: Failure, again: bool) -> None:
        """Try the item once more, or count it as failed if that was the second try."""
        if again:
            outcome.failed.append(failure)
        else:
            self._tasks.appendleft(_Task(outcome, failure.item, failure.item + 1, True))

    def _lost(self, worker: _Worker[J], reason: str, message: str) -> None:
        """Replace a worker that died or must be killed."""
        at, task = worker.item, worker.task
        ending = worker.kill()
        self._workers.remove(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts > 2:
                raise WorkerError(
                    f"workers end before they are ready ({ending}); see the messages above, and if a script of "
                    "yours starts the run, let it do so under: if __name__ == '__main__'"
                )
        if task is None:
            return
        if not 0 <= at < task.stop - task.start:  # not at an item: one by one, to find which it was
            at = 0
        item = task.start + at
        if task.again:
            task.outcome.open_items -= 1
        for start, stop in ((item + 1, task.stop), (task.start, item)):
            if start < stop:
                self._tasks.appendleft(_Task(task.outcome, start, stop))
        self._blame(task.outcome, Failure(item, reason, message or f"its worker {ending}"), task.again)


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"was ended by {name}"


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Block Ctrl-C while a process starts: it inherits the mask and leaves the handling to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
