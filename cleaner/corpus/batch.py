"""Cleans a batch of documents; every engine uses this function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner._io.show import encodable
from cleaner._io.worker import describe
from cleaner.config import Config, TextForm
from cleaner.corpus.carry import OUTPUT, added_columns
from cleaner.corpus.frames import frame_of
from cleaner.corpus.items import Row
from cleaner.corpus.recipe import CONTENT_COLUMNS
from cleaner.errors import ConfigError
from cleaner.metadata.fields import FIELDS
from cleaner.output.body import Body, body
from cleaner.pipeline import Pipeline
from cleaner.read import KindChoice
from cleaner.result import Result

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.rich.paragraphs import Layout


def clean_batch(
    batch: Any,
    config: Config | Pipeline | None = None,
    *,
    column: str | None = None,
    url_column: str = "url",
    title_column: str | None = None,
    published_column: str | None = None,
    kind: KindChoice = "auto",
    removals: bool = False,
    metadata: bool = True,
    text: TextForm | None = None,
    layout: Layout | None = None,
    on_row: Callable[[int], None] | None = None,
    on_result: Callable[[int, Result], None] | None = None,
) -> Any:
    """Clean each document of a batch; no document can fail the batch.

    The clean body takes the place of `column` as ``text``; ``metadata``, ``sources``, ``flags`` and ``error`` are
    added, and all other columns are carried along (one that has a name of ours becomes ``input_NAME``). A row whose
    cleaning failed has no text, and the error in ``error``.

    Args:
        batch: a record batch or table of Arrow, or a data frame of pandas or polars, with a column of str or bytes;
            what comes back is of the same type.
        config: what is cut; None for the defaults.
        column: the column to clean; None for ``text`` or else ``html``.
        url_column: the column that says where a document came from; it need not exist.
        title_column: the column with the headline, where that is known from elsewhere; see `clean`.
        published_column: the column with the date of publication, the same.
        kind: what the documents are.
        removals: add the columns ``removals`` and ``repairs``, the account of what was taken away.
        metadata: False leaves out the columns ``metadata`` and ``sources``, which saves their cost.
        text: how the body is written, ``plain`` or ``markdown``; None for what `config` says, else plain.
        layout: the lines of plain text, see `Result.to_text`; None for what `config` says, else those of the input.
        on_row: called with each row's number before it is cleaned and with the number of rows at the end.
        on_result: called with the number of each row that was cleaned and its whole result.

    Raises:
        ConfigError: the batch lacks a column or is no table, or the configuration is wrong.
        MissingPackageError: pyarrow is not installed.
    """
    frame = frame_of(batch)
    table = batch if frame is None else frame.table
    column = content_column(table.schema.names, column)
    hints = Hints(url_column, title_column, published_column)
    _check_hints(table.schema.names, hints)
    written = body(config if isinstance(config, Config) else None, text, layout, removals=removals)
    pipeline = config if isinstance(config, Pipeline) else _pipeline(config or Config())
    rows = _rows_of(table, column, kind, hints)
    made = clean_rows(rows, pipeline, RowOptions(removals, metadata, written), on_row=on_row, on_result=on_result)
    out = assembled(table, made, column, removals=removals, metadata=metadata)
    return out if frame is None else frame.like(out)


class Hints(NamedTuple):
    """The columns that say what is known of the documents; that of the address need not exist."""

    url: str = "url"
    title: str | None = None
    published: str | None = None


class RowOptions(NamedTuple):
    """What is made of each row; see `clean_batch`."""

    removals: bool = False
    metadata: bool = True
    body: Body = Body()


def clean_rows(
    rows: Iterable[Row],
    pipeline: Pipeline,
    wanted: RowOptions,
    *,
    on_row: Callable[[int], None] | None = None,
    on_result: Callable[[int, Result], None] | None = None,
) -> list[dict[str, Any]]:
    """The values that `clean_batch` adds to each row, in plain form: the results, or only ``error``."""
    made: list[dict[str, Any]] = []
    for i, row in enumerate(rows):
        if on_row:
            on_row(i)
        result, values = _cleaned(pipeline, row, wanted)
        made.append(values)
        if on_result and result:
            on_result(i, result)
    if on_row:
        on_row(len(made))
    return made


def _rows_of(batch: pa.RecordBatch, column: str, kind: KindChoice, hints: Hints) -> Iterator[Row]:
    """The documents of a batch, with what is known of each."""

    def values(name: str | None) -> Iterable[Any]:
        return batch.column(name).to_pylist() if name in batch.schema.names else repeat(None)

    known = zip(values(hints.url), values(hints.title), values(hints.published), strict=False)
    for content, (url, title, published) in zip(batch.column(column), known, strict=False):
        yield Row("", "", content.as_py(), url, kind, title=title, published=published)


def content_column(names: Sequence[str], column: str | None = None) -> str:
    """The column to clean among those called `names`: `column`, or ``text``, or ``html``; raises `ConfigError`."""
    wanted = CONTENT_COLUMNS if column is None else (column,)
    for name in wanted:
        if name in names:
            return name
    raise ConfigError(f"the batch has no column {wanted[0]!r}; it has: {', '.join(names)}; name the one to clean")


def _check_hints(names: Sequence[str], hints: Hints) -> None:
    for name in (hints.title, hints.published):
        if name is not None and name not in names:
            raise ConfigError(f"the batch has no column {name!r} to take a hint from; it has: {', '.join(names)}")


def output_schema(
    schema: pa.Schema, *, column: str | None = None, removals: bool = False, metadata: bool = True
) -> pa.Schema:
    """The schema that `clean_batch` gives a batch of `schema`; engines such as Spark ask for it beforehand."""
    import pyarrow as pa

    column = content_column(schema.names, column)
    empty = pa.RecordBatch.from_arrays([pa.array([], f.type) for f in schema], schema=schema)
    return assembled(empty, [], column, removals=removals, metadata=metadata).schema


@lru_cache(maxsize=8)
def _pipeline(config: Config) -> Pipeline:
    return config.pipeline()


def _cleaned(pipeline: Pipeline, row: Row, wanted: RowOptions) -> tuple[Result | None, dict[str, Any]]:
    """A result and its plain values, or the error; libraries in Rust may raise what is no `Exception`."""
    content: object = row.content  # a batch may hold anything
    if not isinstance(content, str | bytes):
        return None, {"error": f"no-content: a value of type {type(content).__name__}"}
    known: dict[str, Any] = {"url": row.url, "kind": row.kind, "title": row.title, "published": row.published}
    try:
        result = pipeline.clean(content, **known, metadata=wanted.metadata)
        values: dict[str, Any] = result.to_dict(account=wanted.removals)
        if not wanted.metadata:
            del values["metadata"], values["sources"]
        values["text"] = wanted.body.of(result)
        if row.note:
            code, _, message = row.note.partition(": ")
            values["flags"].append({"code": code, "message": message})
        return result, values
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        return None, {"error": describe(error)}


def assembled(
    batch: pa.RecordBatch, made: list[dict[str, Any]], column: str, *, removals: bool, metadata: bool
) -> pa.RecordBatch:
    """`batch` with what `clean_rows` made of its rows in place of `column`."""
    import pyarrow as pa

    types, ours = _types(), added_columns(removals=removals, metadata=metadata)
    try:
        columns = {name: pa.array([row.get(name) for row in made], types[name]) for name in ours}
    except UnicodeEncodeError:
        made = [all_encodable(row) for row in made]
        columns = {name: pa.array([row.get(name) for row in made], types[name]) for name in ours}
    carried = {}
    for name in batch.schema.names:
        if name in ("id", "url"):
            carried[name] = batch.column(name)
        elif name != column:
            carried[f"input_{name}" if name in OUTPUT else name] = batch.column(name)
    order = [n for n in OUTPUT if n in columns or n in carried] + [n for n in carried if n not in OUTPUT]
    everything = {**carried, **columns}
    return type(batch).from_arrays([everything[n] for n in order], names=order)


def all_encodable(value: Any) -> Any:
    """`value` with every lone surrogate in it replaced, which Arrow cannot hold."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {k: all_encodable(v) for k, v in value.items()}
    return [all_encodable(v) for v in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=1)
def _types() -> dict[str, pa.DataType]:
    """The Arrow types of the columns that are added."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()

    def struct(**parts: pa.DataType) -> pa.DataType:
        return pa.struct(list(parts.items()))

    texts = pa.list_(text)
    metadata = struct(
        title=text,
        description=text,
        authors=texts,
        agency=text,
        published=text,
        modified=text,
        dateline=struct(place=text, agency=text, date=text),
        site=text,
        section=text,
        tags=texts,
        language=text,
        captions=pa.list_(struct(text=text, credit=text)),
        image=text,
        canonical_url=text,
        licence=text,
        paywalled=pa.bool_(),
    )
    removal = struct(
        start=number, end=number, text=text, kind=text, filter=text, rule=text, certainty=pa.float64(), reasons=texts
    )
    repair = struct(start=number, end=number, before=text, replacement=text, rule=text, plan=texts)
    return {
        "text": text,
        "metadata": metadata,
        "sources": struct(**dict.fromkeys(FIELDS, text)),
        "removals": pa.list_(removal),
        "repairs": pa.list_(repair),
        "flags": pa.list_(struct(code=text, message=text)),
        "error": text,
    }
