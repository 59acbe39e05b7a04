"""Worker processes under supervision: whatever a document does to its worker, it costs that document alone.

Each worker has a pipe of its own and shares nothing else with its like, so that one that is killed, at whatever
moment, can take no lock or queue with it. The number of the row that it is at stands in shared memory: when it
dies or takes too long, that row is to blame. The row is tried once more, alone, and the rows around it go back
to work.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import wait
from time import monotonic
from typing import Any

from cleaner.corpus.batches import Batch, cut_out
from cleaner.corpus.engines.worker import Reply, serve
from cleaner.corpus.items import Rejected
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.errors import CleanerError

_NONE_YET = -1
_PENDING_BYTES = 64 << 20  # finished out of turn, waiting to be written


class WorkerError(CleanerError):
    """No worker process could be started."""


@dataclass(slots=True)
class Outcome:
    """What became of a batch: replies for runs of its rows, by the first row's number, and the rows that failed."""

    batch: Batch
    replies: dict[int, Reply] = field(default_factory=dict)
    failed: list[tuple[int, Rejected]] = field(default_factory=list)
    open_rows: int = 0

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return sum(len(r.encoded) for r in self.replies.values())


@dataclass(slots=True)
class _Task:
    """Rows `start` up to `stop` of a batch; `again` if it is one row's second and last trial."""

    outcome: Outcome
    start: int
    stop: int
    again: bool = False

    @property
    def table(self) -> bytes:
        batch = self.outcome.batch
        whole = self.stop - self.start == len(batch.rows)
        return batch.table if whole else cut_out(batch.table, self.start, self.stop)


class _Worker:
    """One process and what is known of it."""

    def __init__(self, recipe: Recipe, limits: Limits) -> None:
        context = get_context("spawn")  # a fork would share pipes, and threads of Arrow's in an unknown state
        self.connection, theirs = context.Pipe()
        self._row: Any = context.RawValue("q", _NONE_YET)
        self.process = context.Process(
            target=serve, args=(theirs, self._row, recipe, limits.memory), name="cleaner-worker", daemon=True
        )
        with _no_interrupt():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: _Task | None = None
        self._seen = _NONE_YET
        self._since = 0.0

    def send(self, task: _Task) -> None:
        """Give it something to do; that it is dead will show when its answer is waited for."""
        self._row.value = self._seen = _NONE_YET
        self._since = monotonic()
        self.task = task
        with suppress(OSError):
            self.connection.send_bytes(task.table)

    @property
    def row(self) -> int:
        """The row that it is at, counted in its task."""
        return int(self._row.value)

    def seconds_on_row(self) -> float:
        """How long it has been at one row, as far as was watched."""
        if self.row != self._seen:
            self._seen, self._since = self.row, monotonic()
        return monotonic() - self._since

    def kill(self) -> str:
        """End it at once; say how it ended."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return _ending(self.process.exitcode)


class Pool:
    """A number of workers, kept at that number."""

    def __init__(self, recipe: Recipe, limits: Limits) -> None:
        """Prepare the pool; the workers start with the first batch."""
        self._recipe = recipe
        self._limits = limits
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._tasks: deque[_Task] = deque()

    def run(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        """Clean `batches`; give their outcomes in the same order.

        Raises:
            WorkerError: workers cannot be started.
        """
        jobs = self._limits.workers()
        pending: deque[Outcome] = deque()
        while True:
            while len(self._tasks) < jobs and _room(pending) and (batch := next(batches, None)):
                pending.append(self._opened(batch))
            if not pending:
                return
            self._dispatch(jobs)
            while pending and not pending[0].open_rows:
                outcome = pending.popleft()
                outcome.batch.table = b""
                yield outcome
            if pending:
                self._listen()

    def close(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._tasks.clear()

    def _opened(self, batch: Batch) -> Outcome:
        outcome = Outcome(batch, open_rows=len(batch.rows))
        if batch.rows:
            self._tasks.append(_Task(outcome, 0, len(batch.rows)))
        return outcome

    def _dispatch(self, jobs: int) -> None:
        while len(self._workers) < jobs:
            self._workers.append(_Worker(self._recipe, self._limits))
        for worker in self._workers:
            if worker.ready and worker.task is None and self._tasks:
                worker.send(self._tasks.popleft())

    def _listen(self) -> None:
        """Wait for something to happen, for as long as the time limit can bear, and deal with it."""
        by_handle: dict[Any, _Worker] = {}
        for worker in self._workers:
            by_handle[worker.connection] = by_handle[worker.process.sentinel] = worker
        events = wait(list(by_handle), timeout=min(0.2, self._limits.timeout / 10))
        for worker in {id(by_handle[h]): by_handle[h] for h in events}.values():
            self._hear(worker)
        for worker in [w for w in self._workers if w.task is not None]:
            if worker.seconds_on_row() > self._limits.timeout:
                self._lost(worker, "timeout", f"took more than {self._limits.timeout:g} s")

    def _hear(self, worker: _Worker) -> None:
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

    def _answered(self, worker: _Worker, reply: Reply) -> None:
        task, worker.task = worker.task, None
        self._failed_starts = 0
        if task is None:
            return
        outcome = task.outcome
        outcome.replies[task.start] = reply
        outcome.open_rows -= task.stop - task.start
        for i, count in enumerate(reply.counts, task.start):
            if isinstance(count, str):
                self._row_failed(outcome, i, count, task.again)
        if reply.out_of_memory:
            self._workers.remove(worker)
            worker.kill()

    def _row_failed(self, outcome: Outcome, row: int, error: str, again: bool) -> None:
        if error.startswith("MemoryError"):
            self._blame(outcome, row, "memory", "needs more memory than a worker may have", again)
            outcome.open_rows += 0 if again else 1
        else:
            outcome.failed.append((row, outcome.batch.rows[row].rejected("error", error)))

    def _blame(self, outcome: Outcome, row: int, reason: str, message: str, again: bool) -> None:
        """Give the row its second trial, or count it as rejected after that."""
        if again:
            outcome.failed.append((row, outcome.batch.rows[row].rejected(reason, message)))
        else:
            self._tasks.appendleft(_Task(outcome, row, row + 1, True))

    def _lost(self, worker: _Worker, reason: str, message: str) -> None:
        """Clear up behind a worker that died or must."""
        at, task = worker.row, worker.task
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
        message = message or f"its worker {ending}"
        if not 0 <= at < task.stop - task.start:  # not at a row: one by one, to find which it was
            at = 0
        row = task.start + at
        if task.again:
            task.outcome.open_rows -= 1
        for start, stop in ((row + 1, task.stop), (task.start, row)):
            if start < stop:
                self._tasks.appendleft(_Task(task.outcome, start, stop))
        self._blame(task.outcome, row, reason, message, task.again)


def _room(pending: deque[Outcome]) -> bool:
    return sum(o.size for o in pending) < _PENDING_BYTES


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
    """Keep Ctrl-C from a process that is being born: it inherits the mask, and so leaves the answer to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
