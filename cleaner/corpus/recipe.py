"""The settings of a run: those that decide its output, and its limits."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass, field
from typing import Literal

from cleaner.config import Config
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.output.body import body
from cleaner.read import KindChoice

OutputFormat = Literal["jsonl", "parquet", "csv"]
OUTPUT_FORMATS: tuple[OutputFormat, ...] = ("jsonl", "parquet", "csv")
ID_COLUMN, URL_COLUMN = "id", "url"  # the defaults; these need not exist
CONTENT_COLUMNS = ("text", "html")  # the default columns, in order of preference


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the bytes of the output; two runs into one folder must agree on all of it.

    Args:
        config: which filters run.
        input_format: a name in `readers.READERS`; None to tell it from each file's name.
        output_format: ``jsonl``, ``parquet`` or ``csv``.
        column: the column to clean; None for ``text`` or else ``html``.
        id_column: the column with the id of a document; by default its place in the input.
        url_column: the column that says where a document came from.
        title_column: the column with the headline, a hint; None for none.
        published_column: the column with the date of publication, a hint; None for none.
        delimiter: the delimiter of CSV files; None to find out.
        encoding: Python's name of the encoding of text, CSV and JSON lines; None to find out.
        kind: ``text``, ``html``, or ``auto`` to find out.
        safe_csv: whether a CSV cell that a spreadsheet would take for a formula gets an apostrophe before it.
        removals: whether the output has the columns ``removals`` and ``repairs``.
        metadata: whether it has the columns ``metadata`` and ``sources``; without them a run costs less.
        learn_sites: whether to learn in a first pass what each site repeats on its pages.
        limit: stop after so many documents; None for all.
        sample: share (0 to 1] of the documents to take, chosen by a hash of the place; None for all.
        shard_size: documents a shard.
        max_bytes: a document above this size, in bytes, is rejected unread.
    """

    config: Config = field(default_factory=Config)
    input_format: str | None = None
    output_format: OutputFormat = "jsonl"
    column: str | None = None
    id_column: str = ID_COLUMN
    url_column: str = URL_COLUMN
    title_column: str | None = None
    published_column: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    kind: KindChoice = "auto"
    safe_csv: bool = False
    removals: bool = False
    metadata: bool = True
    learn_sites: bool = False
    limit: int | None = None
    sample: float | None = None
    shard_size: int = 5000
    max_bytes: int = 64 << 20

    def __post_init__(self) -> None:
        """Check the values; raises `ConfigError`."""
        if self.output_format not in OUTPUT_FORMATS:
            raise UnknownNameError("output format", self.output_format, OUTPUT_FORMATS)
        body(self.config, removals=self.removals)
        if self.sample is not None and not 0 < self.sample <= 1:
            raise ConfigError(f"sample is a share above 0 and up to 1, not {self.sample!r}")
        if self.learn_sites and self.config.profiles:
            raise ConfigError("the settings name profiles of sites, and learn_sites makes them: leave one of them out")
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            raise ConfigError(f"a delimiter is one character, as ';', not {self.delimiter!r}")
        if self.encoding is not None:
            _check_encoding(self.encoding)
        for name in ("limit", "shard_size", "max_bytes"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ConfigError(f"{name} must be at least 1, not {value!r}")

    def content_columns(self) -> tuple[str, ...]:
        """The columns that may hold the content, in order of choice."""
        return CONTENT_COLUMNS if self.column is None else (self.column,)


def _check_encoding(name: str) -> None:
    try:
        "".encode(name)
        codecs.getincrementaldecoder(name)
    except LookupError:
        raise ConfigError(f"Python knows no encoding {name!r}; write it as cp1252 or utf-16") from None


@dataclass(frozen=True, slots=True)
class Limits:
    """The resources of a run. They do not change the output, except for documents that exceed them.

    Args:
        jobs: worker processes (for Ray, concurrent tasks); None for one per processor.
        timeout: seconds that one document may take.
        memory: bytes that one worker may hold; 0 for no limit. Enforced on Linux.
        batch_rows: documents that go to a worker at a time, at most.
        batch_bytes: the same in bytes of content.
    """

    jobs: int | None = None
    timeout: float = 60.0
    memory: int = 2 << 30
    batch_rows: int = 64
    batch_bytes: int = 512 << 10

    def __post_init__(self) -> None:
        """Check the values; raises `ConfigError`."""
        if self.jobs is not None and self.jobs < 1:
            raise ConfigError(f"jobs must be at least 1, not {self.jobs}")
        if self.timeout <= 0:
            raise ConfigError(f"the timeout must be above 0 seconds, not {self.timeout}")
        if self.memory and self.memory < 256 << 20:
            raise ConfigError(f"a worker needs at least 256M of memory, not {self.memory} bytes")

    def workers(self) -> int:
        """The number of worker processes."""
        if self.jobs is not None:
            return self.jobs
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
