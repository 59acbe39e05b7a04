"""What the helper process does: Parquet files decoded, a few rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cleaner._io.regular import open_regular
from cleaner._io.unpack import BeyondLimitsError
from cleaner._io.worker import Reply, Work
from cleaner.corpus.arrow import field_names, plain_values
from cleaner.corpus.readers.rejection import short

_ROWS = 64  # decoded at a time, which bounds the memory
_FEW_ROWS = 8  # where one value may be large and stand in every row
_LARGE = 4 << 20  # bytes of a column of one row group
_BUFFER = 1 << 20  # bytes of a column that are read at a time
MAX_RATIO = 1000  # unpacked to packed
FREE_BYTES = 256 << 20  # that much may be unpacked at any ratio
_SUSPICIOUS_RATIO = 50


class Refused(NamedTuple):
    """An answer that is none: a reason as a rejected document has it, and a message."""

    reason: str
    message: str


class Opened(NamedTuple):
    """A file: the rows of its row groups, the rows that its footer promises, and its schema as Arrow writes it."""

    groups: list[int]
    rows: int
    schema: bytes


class Decoded(NamedTuple):
    """Some rows.

    Args:
        table: an Arrow stream, checked, so that reading it cannot crash.
        names: the names of its columns.
        texts: numbers of columns of text that is no UTF-8, which are there as bytes.
        plain: the values of columns that Arrow must not be trusted with, as JSON knows them.
    """

    table: bytes
    names: list[str]
    texts: list[int]
    plain: dict[int, list[Any]]


def start() -> Work:
    """Load what every request needs; give what answers them."""
    import pyarrow.parquet  # noqa: F401

    return _Answers()


class _Answers:
    """Requests are ``("open", path)``, ``("group", number)`` and ``("next",)``."""

    def __init__(self) -> None:
        self._file: Any = None
        self._batches: Iterator[Any] = iter(())

    def __call__(self, request: tuple[Any, ...], on_item: Callable[[int], None]) -> Reply:
        """The answer; None when a row group is at its end."""
        on_item(0)
        try:
            name, *rest = request
            answer = getattr(self, f"_{name}")(*rest)
        except BeyondLimitsError as error:
            answer = Refused(error.reason, str(error))
        except MemoryError:
            answer = Refused("memory", "it takes more memory than a reader may have")
        except Exception as error:  # of a damaged file pyarrow raises whatever comes
            answer = Refused("damaged", short(error))
        return Reply(answer)

    def _open(self, path: str) -> Opened:
        self._file, self._batches = None, iter(())
        file = _opened(open_regular(path))
        groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
        self._file = file
        return Opened(groups, file.metadata.num_rows, file.schema_arrow.serialize().to_pybytes())

    def _group(self, number: int) -> None:
        rows = _rows_at_a_time(self._file.metadata.row_group(number))
        self._batches = self._file.iter_batches(batch_size=rows, row_groups=[number], use_threads=False)

    def _next(self) -> Decoded | None:
        batch = next(self._batches, None)
        return None if batch is None else _checked(batch)


def _opened(raw: Any) -> Any:
    """The file, also if a name in it is no UTF-8."""
    import pyarrow.parquet as pq

    class File(pq.ParquetFile):  # type: ignore[misc]
        def _build_nested_paths(self) -> Any:  # by which columns can be chosen; here all are read
            try:
                return super()._build_nested_paths()
            except UnicodeDecodeError:
                return {}

    return File(raw, page_checksum_verification=True, buffer_size=_BUFFER)


def _rows_at_a_time(group: Any) -> int:
    """How many rows may be decoded at once; raises `BeyondLimitsError` if one is too many."""
    rows = _ROWS
    for i in range(group.num_columns):
        chunk = group.column(i)
        unpacked, packed = chunk.total_uncompressed_size, max(1, chunk.total_compressed_size)
        if unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed:
            raise BeyondLimitsError("too-large", f"a column unpacks to more than {MAX_RATIO} times its size")
        if unpacked > _LARGE and any("DICTIONARY" in encoding for encoding in chunk.encodings):
            rows = min(rows, 1 if unpacked > _SUSPICIOUS_RATIO * packed else _FEW_ROWS)
    return rows


def _checked(batch: Any) -> Decoded:
    import pyarrow as pa

    columns: list[Any] = []
    texts: list[int] = []
    plain: dict[int, list[Any]] = {}
    # `batch.columns` asks for their names, which may be no UTF-8.
    for i, column in enumerate(batch.to_struct_array().flatten()):
        made = _valid(column)
        if made is None:
            plain[i] = plain_values(column)
            made = pa.nulls(len(column))
        elif made.type != column.type:
            texts.append(i)
        columns.append(made)
    table = pa.RecordBatch.from_arrays(columns, [f"{i}" for i in range(len(columns))])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_batch(table)
    return Decoded(sink.getvalue().to_pybytes(), field_names(batch.schema), texts, plain)


def _valid(column: Any) -> Any:
    """`column` if all in it is as it must be, with text that is no UTF-8 as bytes; None if it is not."""
    import pyarrow as pa

    try:
        column.validate(full=True)
        return column
    except pa.ArrowInvalid:
        pass
    try:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.view(pa.large_binary() if pa.types.is_large_string(column.type) else pa.binary())
            column.validate(full=True)
            return column
        column.validate()
    except pa.ArrowInvalid:
        raise ValueError("a column does not decode to what it declares") from None
    return None
