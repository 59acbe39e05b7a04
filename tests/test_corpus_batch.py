"""`clean_batch`, the one function that does the work everywhere, and its schema."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any

import pytest
from _articles import article, records

import cleaner
from cleaner import Pipeline
from cleaner.config import Config
from cleaner.corpus import Limits, Recipe, clean_batch, output_schema
from cleaner.corpus.batch import _types
from cleaner.corpus.recipe import OUTPUT_FORMATS
from cleaner.corpus.statistics import Statistics, count_row
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.metadata.fields import FIELDS
from cleaner.result import Result

pa = pytest.importorskip("pyarrow")

ROWS = list(records(5))
BATCH = pa.RecordBatch.from_pylist(ROWS)


@dataclass(frozen=True)
class Fussy:
    """A filter that raises what it is told to."""

    error: BaseException
    name: str = "fussy"

    def __call__(self, view: Any) -> Any:
        if "spoon" in view.text:
            raise self.error
        return ()


def test_rows_are_cleaned_and_the_rest_is_carried() -> None:
    out = clean_batch(BATCH)
    assert out.schema.names == ["id", "url", "text", "metadata", "sources", "flags", "error", "crawl", "depth"]
    assert out.column("text").to_pylist() == [cleaner.clean(article(i)).text for i in range(5)]
    assert out.column("depth").equals(BATCH.column("depth"))
    assert out.column("error").null_count == 5


def test_the_whole_account_is_there_if_asked_for() -> None:
    rows = clean_batch(BATCH, removals=True).to_pylist()
    for i, row in enumerate(rows):
        told = cleaner.clean(article(i), url=row["url"]).to_dict()
        assert {k: row[k] for k in ("metadata", "removals", "repairs", "flags")} == {
            k: told[k] for k in ("metadata", "removals", "repairs", "flags")
        }
        assert {k: v for k, v in row["sources"].items() if v} == told["sources"]


def test_tables_are_taken_as_well() -> None:
    table = pa.Table.from_batches([BATCH.slice(0, 2), BATCH.slice(2)])
    assert clean_batch(table).column("text").to_pylist() == clean_batch(BATCH).column("text").to_pylist()


def test_the_parts_of_a_batch_are_cleaned_as_the_whole() -> None:
    parts = pa.Table.from_batches([clean_batch(BATCH.slice(i, 1)) for i in range(5)])
    assert parts.to_pylist() == clean_batch(BATCH).to_pylist()


@pytest.mark.parametrize("removals", [False, True])
def test_the_schema_is_known_beforehand(removals: bool) -> None:
    assert output_schema(BATCH.schema, removals=removals).equals(clean_batch(BATCH, removals=removals).schema)


def test_the_metadata_type_has_every_field() -> None:
    assert tuple(f.name for f in _types()["metadata"]) == FIELDS


@pytest.mark.parametrize("error", [ValueError("bent"), MemoryError(), SystemExit(3), BaseException("from Rust")])
def test_what_a_row_raises_stays_in_its_row(error: BaseException) -> None:
    batch = pa.RecordBatch.from_pylist([{"text": "It rained."}, {"text": "A spoon."}, {"text": "It snowed."}])
    rows = clean_batch(batch, Pipeline().with_filter(Fussy(error))).to_pylist()
    assert [row["text"] for row in rows] == ["It rained.", None, "It snowed."]
    assert rows[1]["error"] == f"{type(error).__name__}: {error}"
    assert rows[0]["error"] is None


def test_an_interrupt_is_the_users() -> None:
    batch = pa.RecordBatch.from_pylist([{"text": "A spoon."}])
    with pytest.raises(KeyboardInterrupt):
        clean_batch(batch, Pipeline().with_filter(Fussy(KeyboardInterrupt())))


def test_a_row_without_content() -> None:
    batch = pa.RecordBatch.from_pylist([{"text": None}, {"text": "It rained."}])
    first, second = clean_batch(batch).to_pylist()
    assert (first["text"], first["error"]) == (None, "no-content: a value of type NoneType")
    assert second["text"] == "It rained."


def test_bytes_and_names() -> None:
    batch = pa.RecordBatch.from_pylist([{"body": b"It rained.", "metadata": "mine", "link": "https://a.example"}])
    out = clean_batch(batch, Config(preset="repair"), column="body", url_column="link")
    assert out.schema.names == ["text", "metadata", "sources", "flags", "error", "input_metadata", "link"]
    assert out.column("text").to_pylist() == ["It rained."]
    with pytest.raises(ConfigError, match="no column 'text'; it has: body, metadata, link"):
        clean_batch(batch)


def test_rows_are_announced() -> None:
    told: list[int] = []
    clean_batch(BATCH, on_row=told.append)
    assert told == [0, 1, 2, 3, 4, 5]


def _counted(rows: list[dict[str, Any]], results: dict[int, Result]) -> Statistics:
    made = Statistics()
    for i, row in enumerate(rows):
        if i in results:
            made.documents["in"] += 1
            made.add_row(row["id"], count_row(results[i], len(row["text"])))
    return made


def test_statistics_come_back_from_their_journal_and_add_up() -> None:
    results: dict[int, Result] = {}
    rows = clean_batch(BATCH, on_result=results.__setitem__).to_pylist()
    assert [results[i].text for i in range(5)] == [row["text"] for row in rows]
    parts = [_counted(rows, {i: r for i, r in results.items() if (i < 2) is first}) for first in (True, False)]
    whole = _counted(rows, results)
    merged = Statistics()
    for part in parts:
        merged.merge(Statistics.from_dict(part.to_journal()))
    assert merged.to_dict() == whole.to_dict()
    assert whole.documents["out"] == 5


def test_settings_are_checked_and_plain() -> None:
    for settings in ({"sample": 1.5}, {"shard_size": 0}, {"limit": -1}):
        with pytest.raises(ConfigError):
            Recipe(**settings)
    for limits in ({"jobs": 0}, {"timeout": 0}, {"memory": 1000}):
        with pytest.raises(ConfigError):
            Limits(**limits)
    with pytest.raises(UnknownNameError, match="did you mean 'parquet'"):
        Recipe(output_format="parket")  # type: ignore[arg-type]
    assert OUTPUT_FORMATS[0] == Recipe().output_format
    assert pickle.loads(pickle.dumps(Recipe())) == Recipe()


def test_filters_by_import_path() -> None:
    pipeline = Config(filters=("tests.poison:Poison",), without=("ads",)).pipeline()
    assert pipeline.filter_names[-1] == "poison"
    assert Config(filters=("tests.poison:Poison",), only=("poison",)).pipeline().filter_names == ("poison",)
    for path, message in (
        ("tests.poison", "write it as package.module:Name"),
        ("tests.none:Poison", "No module named"),
        ("tests.poison:None_", "no attribute"),
        ("tests.poison:UnpicklableError", "missing"),
        ("tests.poison:POISONS", "is no filter"),
    ):
        with pytest.raises(ConfigError, match=message):
            Config(filters=(path,)).pipeline()


def test_text_as_markdown() -> None:
    page = "<body><article><h2>Ferry</h2>" + "<p>It rained <b>all</b> night, the warden said on Friday.</p>" * 4
    table = pa.table({"html": [page]})
    (plain,) = clean_batch(table).to_pylist()
    for out in (clean_batch(table, text="markdown"), clean_batch(table, Config(text="markdown"))):
        (row,) = out.to_pylist()
        assert "**all**" in row["text"] and "**" not in plain["text"]
        assert {k: v for k, v in row.items() if k != "text"} == {k: v for k, v in plain.items() if k != "text"}
    with pytest.raises(ConfigError, match="spans of plain text"):
        clean_batch(table, text="markdown", removals=True)
    with pytest.raises(UnknownNameError):
        clean_batch(table, text="markdwon")  # type: ignore[arg-type]


def test_what_cannot_be_written_as_markdown_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Result.to_markdown

    def fail(self: Result) -> str:
        if "torn" in self.text:
            raise RecursionError("too deep")
        return real(self)

    monkeypatch.setattr(Result, "to_markdown", fail)
    whole, torn = clean_batch(pa.table({"text": ["It rained.", "It was torn."]}), text="markdown").to_pylist()
    assert (whole["text"], whole["error"]) == ("It rained.", None)
    assert torn["text"] is None and "too deep" in torn["error"]
