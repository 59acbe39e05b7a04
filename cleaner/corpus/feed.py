"""Groups items into batches for the workers, and decides where shards end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.corpus.carry import CONTENT, KIND, NOTE, PUBLISHED, TITLE, carried_columns
from cleaner.corpus.items import Item, Rejected, Row, Skipped
from cleaner.corpus.readers.rejection import short
from cleaner.corpus.recipe import Limits, Recipe
from cleaner.corpus.source import Unit, read_unit

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class RowName:
    """A row without its content: enough to reject it."""

    index: int
    place: str
    id: str
    url: str | None

    def rejected(self, reason: str, message: str) -> Rejected:
        """This row as rejected."""
        return Rejected(self.place, reason, message, self.id, self.url)


@dataclass(slots=True)
class Batch:
    """Neighbouring items of one shard.

    Args:
        unit: number of the unit.
        shard: number of the shard in the unit.
        table: the rows as an Arrow stream; empty if there are none.
        rows: their names, in order; `index` counts the rejected in.
        rejected: items that the reader could not make a row of, with their places among the items.
        skipped: number of items that are no documents.
        ends_shard: whether the shard is complete with this batch.
        ends_unit: whether the unit is.
        read: bytes of the unit that have been read up to here.
    """

    unit: int
    shard: int
    table: bytes = b""
    rows: list[RowName] = field(default_factory=list)
    rejected: list[tuple[int, Rejected]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    ends_shard: bool = False
    ends_unit: bool = False
    read: int = 0

    def __len__(self) -> int:
        """The rows that have to be cleaned."""
        return len(self.rows)

    def payload(self, start: int, stop: int) -> bytes:
        """The rows `start` up to `stop` as an Arrow stream."""
        return self.table if stop - start == len(self.rows) else cut_out(self.table, start, stop)

    @property
    def items(self) -> int:
        """The number of documents in it, including the rejected."""
        return len(self.rows) + len(self.rejected)

    @property
    def taken(self) -> int:
        """The number of items that it took from the reader."""
        return self.items + self.skipped.total()


def make_batches(
    unit: Unit, recipe: Recipe, limits: Limits, schema: pa.Schema | None, done: Sequence[int] = ()
) -> Iterator[Batch]:
    """The batches of a unit.

    Args:
        unit: what to read.
        recipe: the settings.
        limits: how large a batch may be.
        schema: the typed columns that rows are carried in; None to carry all as JSON.
        done: for each finished shard, the number of items that it took from the reader, which are skipped.
    """
    progress = [0]
    items = read_unit(unit, recipe, progress)
    for _ in islice(items, sum(done)):
        pass
    rows: list[Row] = []
    batch = Batch(unit.number, len(done))
    size = in_shard = 0
    following = next(items, None)
    while following is not None:
        item, following = following, next(items, None)
        size += _add(batch, rows, item)
        in_shard += not isinstance(item, Skipped)
        batch.ends_shard = following is None or (in_shard == recipe.shard_size and not isinstance(following, Skipped))
        full = batch.items >= limits.batch_rows or size >= limits.batch_bytes
        if batch.ends_shard or full or _mixed(rows, following):
            batch.ends_unit, batch.read = following is None, progress[0]
            _pack_into(batch, rows, schema)
            yield batch
            shard = batch.shard + batch.ends_shard
            in_shard = 0 if batch.ends_shard else in_shard
            batch, rows, size = Batch(unit.number, shard), [], 0
    if not batch.taken and batch.shard == len(done) and not in_shard:  # the unit was empty
        batch.ends_shard = batch.ends_unit = True
        yield batch


def _mixed(rows: Sequence[Row], following: Item | None) -> bool:
    """Whether the next row's content is of another type; a column holds only one."""
    return bool(rows) and isinstance(following, Row) and type(following.content) is not type(rows[-1].content)


def _add(batch: Batch, rows: list[Row], item: Item) -> int:
    """Put `item` into `batch`; give its size in characters or bytes."""
    if isinstance(item, Skipped):
        batch.skipped[item.what] += 1
        return 0
    if isinstance(item, Rejected):
        batch.rejected.append((batch.items, item))
        return 0
    batch.rows.append(RowName(batch.items, item.place, item.id, item.url))
    rows.append(item)
    return len(item.content) + sum(len(v) for v in item.carried.values() if isinstance(v, str | bytes))


def _pack_into(batch: Batch, rows: list[Row], schema: pa.Schema | None) -> None:
    """Put the table of `rows` into `batch`; a row that Arrow does not take is rejected."""
    try:
        batch.table = pack(rows, schema)
        return
    except Exception:
        names, kept = batch.rows, []
        batch.rows = []
    for name, row in zip(names, rows, strict=True):
        try:
            pack([row], schema)
        except Exception as error:
            message = f"its columns cannot be carried ({type(error).__name__}: {short(error)})"
            batch.rejected.append((name.index, name.rejected("damaged", message)))
        else:
            batch.rows.append(name)
            kept.append(row)
    batch.table = pack(kept, schema)


def pack(rows: Sequence[Row], schema: pa.Schema | None) -> bytes:
    """`rows` as an Arrow stream; their content must have one type."""
    if not rows:
        return b""
    import pyarrow as pa

    kind = pa.large_binary() if isinstance(rows[0].content, bytes) else pa.large_string()
    columns = {
        "id": pa.array([row.id for row in rows], pa.string()),
        "url": pa.array([row.url for row in rows], pa.string()),
        CONTENT: pa.array([row.content for row in rows], kind),
        KIND: pa.array([row.kind for row in rows], pa.string()),
        NOTE: pa.array([row.note for row in rows], pa.string()),
        TITLE: pa.array([row.title for row in rows], pa.string()),
        PUBLISHED: pa.array([row.published for row in rows], pa.string()),
        **carried_columns(rows, schema),
    }
    return _stream(pa.RecordBatch.from_pydict(columns))


def cut_out(table: bytes, start: int, stop: int) -> bytes:
    """The rows from `start` up to `stop` of an Arrow stream, as one."""
    import pyarrow as pa

    return _stream(pa.ipc.open_stream(table).read_next_batch().slice(start, stop - start))


def _stream(batch: pa.RecordBatch) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]
