"""Groups items into batches for the workers, and decides where shards end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from cleaner.corpus.carry import Columns, Schema, carried_columns, cut_out
from cleaner.corpus.items import Item, Rejected, Row, Skipped
from cleaner.corpus.readers.rejection import short
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.source import Unit, read_unit


class Payload(NamedTuple):
    """What a worker gets: rows without what they carry, and that in columns."""

    rows: list[Row]
    columns: Columns


@dataclass(slots=True)
class Batch:
    """Neighbouring items of one shard.

    Args:
        unit: number of the unit.
        shard: number of the shard in the unit.
        rows: the rows, in order, without what they carry.
        places: their places among the items.
        columns: what they carry.
        rejected: items that the reader could not make a row of, with their places among the items.
        skipped: number of items that are no documents.
        ends_shard: whether the shard is complete with this batch.
        ends_unit: whether the unit is.
        read: bytes of the unit that have been read up to here.
    """

    unit: int
    shard: int
    rows: list[Row] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    columns: Columns = field(default_factory=dict)
    rejected: list[tuple[int, Rejected]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    ends_shard: bool = False
    ends_unit: bool = False
    read: int = 0

    def __len__(self) -> int:
        """The rows that have to be cleaned."""
        return len(self.rows)

    def payload(self, start: int, stop: int) -> Payload:
        """The rows `start` up to `stop`."""
        if stop - start == len(self.rows):
            return Payload(self.rows, self.columns)
        return Payload(self.rows[start:stop], cut_out(self.columns, start, stop))

    def rejected_row(self, number: int, reason: str, message: str) -> tuple[int, Rejected]:
        """The row `number` as rejected, with its place among the items."""
        row = self.rows[number]
        return self.places[number], Rejected(row.place, reason, message, row.id, row.url)

    @property
    def items(self) -> int:
        """The number of documents in it, including the rejected."""
        return len(self.rows) + len(self.rejected)

    @property
    def taken(self) -> int:
        """The number of items that it took from the reader."""
        return self.items + self.skipped.total()


def make_batches(
    unit: Unit, recipe: Recipe, limits: Limits, schema: Schema, done: Sequence[int] = ()
) -> Iterator[Batch]:
    """The batches of a unit.

    Args:
        unit: what to read.
        recipe: the settings.
        limits: how large a batch may be.
        schema: the typed columns that rows are carried in; all others are carried as JSON.
        done: for each finished shard, the number of items that it took from the reader, which are skipped.
    """
    progress = [0]
    items = read_unit(unit, recipe, progress)
    for _ in islice(items, sum(done)):
        pass
    batch = Batch(unit.number, len(done))
    size = in_shard = 0
    following = next(items, None)
    while following is not None:
        item, following = following, next(items, None)
        size += _add(batch, item)
        in_shard += not isinstance(item, Skipped)
        batch.ends_shard = following is None or (in_shard == recipe.shard_size and not isinstance(following, Skipped))
        full = batch.items >= limits.batch_rows or size >= limits.batch_bytes
        if batch.ends_shard or full:
            batch.ends_unit, batch.read = following is None, progress[0]
            _pack(batch, schema)
            yield batch
            shard = batch.shard + batch.ends_shard
            in_shard = 0 if batch.ends_shard else in_shard
            batch, size = Batch(unit.number, shard), 0
    if not batch.taken and batch.shard == len(done) and not in_shard:  # the unit was empty
        batch.ends_shard = batch.ends_unit = True
        yield batch


def _add(batch: Batch, item: Item) -> int:
    """Put `item` into `batch`; give its size in characters or bytes."""
    if isinstance(item, Skipped):
        batch.skipped[item.what] += 1
        return 0
    if isinstance(item, Rejected):
        batch.rejected.append((batch.items, item))
        return 0
    batch.places.append(batch.items)
    batch.rows.append(item)
    return len(item.content) + sum(len(v) for v in item.carried.values() if isinstance(v, str | bytes))


def _pack(batch: Batch, schema: Schema) -> None:
    """Move what the rows of `batch` carry into columns; a row for which that fails is rejected."""
    try:
        batch.columns = carried_columns(batch.rows, schema)
    except Exception:
        _reject_misfits(batch, schema)
        batch.columns = carried_columns(batch.rows, schema)
    batch.rows = [replace(row, carried={}) for row in batch.rows]


def _reject_misfits(batch: Batch, schema: Schema) -> None:
    rows, places = [], []
    for number, row in enumerate(batch.rows):
        try:
            carried_columns([row], schema)
        except Exception as error:
            message = f"its columns cannot be carried ({type(error).__name__}: {short(error)})"
            batch.rejected.append(batch.rejected_row(number, "damaged", message))
        else:
            rows.append(row)
            places.append(batch.places[number])
    batch.rows, batch.places = rows, places
