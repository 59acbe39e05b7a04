"""Many articles, in one process or several: in order, lazily, and a bad one costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner._io.worker import describe
from cleaner.errors import CleanerError, ConfigError
from cleaner.model import Document, Flag
from cleaner.pipeline import Pipeline
from cleaner.result import Result

if TYPE_CHECKING:
    from cleaner._io.pool import JobResult
    from cleaner._io.worker import Reply, Work

Source = str | bytes | Path
_CHUNK = 8  # articles that a worker takes at a time


def clean_many(
    sources: Iterable[Source], *, pipeline: Pipeline | None = None, preset: str = "article", jobs: int = 1
) -> Iterator[Result]:
    """Clean each of `sources`, in order; only a few are read ahead.

    An article that cannot be cleaned, or that kills its process, gives a result without text and the flag ``failed``.

    Args:
        sources: text or HTML as str or bytes, or paths of files.
        pipeline: what is cut; None for the preset's own.
        preset: the preset, where no pipeline is given.
        jobs: number of processes; with 1 the work is done in this one.

    Raises:
        ConfigError: `jobs` is below 1.
        UnknownNameError: no such preset.

    Examples:
        >>> import cleaner
        >>> [r.text for r in cleaner.clean_many(["It rained.", "Advertisement\\n\\nIt poured."])]
        ['It rained.', 'It poured.']
    """
    if jobs < 1:
        raise ConfigError(f"jobs must be at least 1, not {jobs}")
    made = pipeline if pipeline is not None else Pipeline.preset(preset)
    if jobs == 1:
        return (_cleaned(made, source) for source in sources)
    return _in_pool(made, iter(sources), jobs)


def _cleaned(pipeline: Pipeline, source: Source) -> Result:
    try:
        return pipeline.clean(source)
    except CleanerError as error:
        return _failed(str(error))
    except Exception as error:
        return _failed(describe(error))


def _failed(why: str) -> Result:
    return Result("", None, (), Document("", "", ()), (Flag("failed", why),))


class _Some:
    """Articles that one worker gets at a time."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources

    def __len__(self) -> int:
        return len(self.sources)

    def payload(self, start: int, stop: int) -> list[Source]:
        return list(self.sources[start:stop])


def _in_pool(pipeline: Pipeline, sources: Iterator[Source], jobs: int) -> Iterator[Result]:
    from cleaner._io.pool import Pool, Settings

    chunks = map(_Some, iter(lambda: list(islice(sources, _CHUNK)), []))
    pool: Pool[_Some] = Pool(Settings(partial(_start, pipeline), jobs))
    try:
        for outcome in pool.run(chunks):
            yield from _in_order(outcome)
    finally:
        pool.close()


def _in_order(outcome: JobResult[_Some]) -> Iterator[Result]:
    done = {start + i: one for start, found in outcome.values.items() for i, one in enumerate(found)}
    for item, reason, message in outcome.failed:
        done[item] = _failed(f"{reason}: {message}")
    return (done[i] for i in sorted(done))


def _start(pipeline: Pipeline) -> Work:
    return partial(_work, pipeline)


def _work(pipeline: Pipeline, sources: list[Source], on_item: Callable[[int], None]) -> Reply:
    from cleaner._io.worker import Reply

    found = []
    for i, source in enumerate(sources):
        on_item(i)
        result = _cleaned(pipeline, source)
        _ = result.metadata  # while the page is at hand
        found.append(result)
    return Reply(found, size=sum(len(one.document.original) for one in found))
