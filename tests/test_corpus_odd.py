"""Odd input, and input or output that changes: what can be read is read, and what cannot is said."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner.cli import main
from cleaner.corpus import readers
from cleaner.corpus.items import Item, Row
from cleaner.corpus.manifest import ChangedError
from cleaner.corpus.recipe import Recipe
from cleaner.errors import ConfigError, InputError
from tests._corpus import kinds, lines, output, read, run_inline, tree, warc_records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

PAGES = ["<p>It rained all night over the bay and nobody slept.</p>" for _ in range(3)]


# Parquet


def stored(table: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, **options)
    return stream.getvalue()


ODD = {
    "nanoseconds": pa.array([1_700_000_000_123_456_789], pa.timestamp("ns")),
    "zone": pa.array([1_700_000_000_000_000], pa.timestamp("us", "Mars/Phobos")),
    "time": pa.array([5_000_000_123], pa.time64("ns")),
    "date": pa.array([2_000_000_000], pa.int32()).cast(pa.date32()),
    "moment": pa.array([2**62], pa.timestamp("us")),
    "duration": pa.array([5], pa.duration("ns")),
    "decimal": pa.array(["1.20"]).cast(pa.decimal128(10, 2)),
    "list": pa.array([[dt.date(2026, 1, 2), None]]),
    "struct": pa.array([{"when": dt.datetime(2026, 1, 2), "n": 1.5}]),
    "map": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    "nan": pa.array([float("nan")]),
    "raw": pa.array([b"\xff"]),
}


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_odd_columns_are_carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    (tmp_path / "in.parquet").write_bytes(stored(pa.table({"text": ["It rained."], **ODD})))
    run_inline(monkeypatch, tmp_path / "in.parquet", tmp_path / "out", output_format=form)
    assert lines(tmp_path / "out" / "rejected.jsonl") == []
    (path,) = (tmp_path / "out").glob("part-*")
    if form == "parquet":
        out = pq.read_table(path)
        for name, column in ODD.items():
            assert str(out.column(name).combine_chunks()) == str(column) or name == "zone"
        assert out.schema.field("zone").type.tz == "Mars/Phobos"
        return
    if form == "jsonl":
        (row,) = output(tmp_path / "out")
        assert row["nanoseconds"] == "2023-11-14T22:13:20.123456789"
        assert row["zone"] == "2023-11-14T22:13:20.000000Z"
        assert row["time"] == "00:00:05.000000123"
        assert row["date"] == 2_000_000_000
        assert row["struct"] == {"when": "2026-01-02T00:00:00", "n": 1.5}
        assert (row["map"], row["list"], row["nan"]) == ([["a", 1]], ["2026-01-02", None], None)


def test_names_and_values_that_are_no_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pa.table({"text": ["It rained.", "It snowed."], "naXXme": [1, 2], "other": ["good", "QQbad"]})
    content = stored(table, write_statistics=False, store_schema=False, compression="none")
    content = content.replace(b"naXXme", b"na\xff\xfeme").replace(b"QQbad", b"\xff\xfebad")
    (tmp_path / "in.parquet").write_bytes(content)
    for form in ("jsonl", "csv", "parquet"):
        run_inline(monkeypatch, tmp_path / "in.parquet", tmp_path / form, output_format=form)
        assert lines(tmp_path / form / "rejected.jsonl") == []
    first, second = output(tmp_path / "jsonl")
    assert (first["column_2"], second["other"]) == (1, "\ufffd\ufffdbad")


def test_rows_that_a_footer_hides_are_missed() -> None:
    table = pa.table({"text": [f"It rained on day {i}." for i in range(20)]})
    content = stored(table, row_group_size=10)
    meta = pq.read_metadata(io.BytesIO(content))
    assert meta.num_row_groups == 2
    size = int.from_bytes(content[-8:-4], "little")
    footer = content[-8 - size : -8]
    lost = 0
    for i in range(len(footer)):
        for flip in (1, 0x10):
            made = content[: -8 - size] + footer[:i] + bytes([footer[i] ^ flip]) + footer[i + 1 :] + content[-8:]
            items = read("parquet", made)
            lost += len(items) < 20 and "x" not in kinds(items)
    assert lost == 0


def test_a_column_called_as_ours_takes_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("content", "_content", "_kind", "_note", "_carried", "error", "input_error")
    table = pa.table({"text": ["It rained."], **{name: [f"my {name}"] for name in names}})
    (tmp_path / "in.parquet").write_bytes(stored(table))
    for form in ("parquet", "jsonl"):
        run_inline(monkeypatch, tmp_path / "in.parquet", tmp_path / form, output_format=form)
    (path,) = (tmp_path / "parquet").glob("part-*")
    for row in (*pq.read_table(path).to_pylist(), *output(tmp_path / "jsonl")):
        assert row["text"] == "It rained."
        values = {value for value in row.values() if isinstance(value, str)}
        assert {f"my {name}" for name in names} <= values


# CSV


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ","), ("utf-16-le", "|")],
)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_tables_as_spreadsheets_write_them(encoding: str, delimiter: str, line_end: str) -> None:
    rows = [["id", "text"], ["1", "Der Fluß stieg, und „keiner“ schlief."], ["2", "Ein Satz; noch einer\tund | so"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows * 1 + rows[1:] * 30)
    items = read("csv", stream.getvalue().encode(encoding))
    assert kinds(items) == "r" * 62
    assert [item.content for item in items[:2]] == [row[1] for row in rows[1:]]


def test_what_is_named_is_not_found_out() -> None:
    (row,) = read("csv", "id~text\n1~grün\n".encode("cp1250"), delimiter="~", encoding="cp1250")
    assert isinstance(row, Row)
    assert row.content == "grün"
    (row,) = read("jsonl", '{"text": "grün"}\n'.encode("cp1252"), encoding="cp1252")
    assert isinstance(row, Row)
    assert row.content == "grün"
    (row,) = read("jsonl", '{"text": "grün"}\n'.encode("utf-16"))
    assert isinstance(row, Row)
    for wrong in ({"delimiter": "ab"}, {"delimiter": '"'}, {"encoding": "klingon"}, {"encoding": "base64"}):
        with pytest.raises(ConfigError):
            Recipe(**wrong)  # type: ignore[arg-type]


def test_an_open_quote_costs_its_own_row() -> None:
    parts = [f'{i},"It rained on day {i}."' for i in range(20)]
    parts[3] = '3,"It rained'
    parts[11] = '11,"It "rained" again"'
    parts[19] = '19,"It rained'
    assert (
        kinds(read("csv", ("id,text\n" + "\n".join(parts) + "\n").encode())) == "rrrx" + "r" * 7 + "x" + "r" * 7 + "x"
    )


def test_open_quotes_everywhere_take_no_longer_than_some_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner._io.tables._FREE_RETRIES", 100_000)
    items = read("csv", b"id,text\n" + b'1,"It rained\n' * 20_000)
    assert set(kinds(items)) == {"x"}


def test_columns_of_one_name_are_all_carried() -> None:
    (row,) = read("csv", b"id,text,note,note\n1,It rained.,a,b\n")
    assert isinstance(row, Row)
    assert row.carried == {"note": "a", "note_2": "b"}


def test_safe_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.csv").write_text("id,text,=x\n1,It rained.,=cmd()\n2,-5,@y\n")
    for safe in (False, True):
        run_inline(monkeypatch, tmp_path / "in.csv", tmp_path / str(safe), output_format="csv", safe_csv=safe)
    (plain,), (safe_path,) = ((tmp_path / name).glob("part-*") for name in ("False", "True"))
    assert "=cmd()" in plain.read_text() and "'=cmd()" not in plain.read_text()
    rows = list(csv.reader(io.StringIO(safe_path.read_text())))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


# The run


def test_whatever_a_reader_raises_is_a_rejected_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: Any, name: str, recipe: Recipe) -> Iterator[Item]:
        yield Row(f"{name}:1", "a", "It rained.")
        raise ZeroDivisionError("what nobody thought of")

    monkeypatch.setitem(readers.READERS, "jsonl", broken)
    (tmp_path / "in").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "in" / name).write_text('{"text": "a"}\n')
    done = run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    assert done.statistics.documents == {"in": 4, "out": 2, "rejected": 2}
    assert "what nobody thought of" in lines(tmp_path / "out" / "rejected.jsonl")[0]["message"]


def test_a_row_that_arrow_does_not_take_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    rows = [
        {"id": "1", "text": "It rained."},
        {"id": "2", "text": "It snowed.", "n": deep},
        {"id": "3", "text": "Ice."},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    real = json.dumps

    def fails(value: Any, **options: Any) -> str:
        if isinstance(value, dict) and isinstance(value.get("n"), list):
            raise RecursionError("too deep")
        return real(value, **options)

    monkeypatch.setattr("cleaner.corpus.carry.json.dumps", fails)
    done = run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    assert done.statistics.documents == {"in": 3, "out": 2, "rejected": 1}


def test_json_lines_are_strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = (
        '{"text": "It rained.", "a": NaN, "b": [Infinity, -1e999], "c": "\\ud83d", "\\udc00": {"\\ud800": "\\ude00x"}}'
    )
    (tmp_path / "in.jsonl").write_text(odd)
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")

    def refuse(value: str) -> None:
        raise AssertionError(f"{value} is no JSON")

    (path,) = (tmp_path / "out").glob("part-*")
    content = path.read_bytes()
    row = json.loads(content.decode("utf-8"), parse_constant=refuse)
    row["c"].encode()
    assert (row["a"], row["b"], row["\ufffd"]) == (None, [None, None], {"\ufffd": "\ufffdx"})


def test_input_that_changes_during_the_run_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "It rained."}\n' * 3)
    real = readers.READERS["jsonl"]

    def changing(raw: Any, name: str, recipe: Recipe) -> Iterator[Item]:
        yield from real(raw, name, recipe)
        with source.open("a") as stream:
            stream.write('{"text": "It snowed."}\n')

    monkeypatch.setitem(readers.READERS, "jsonl", changing)
    with pytest.raises(ChangedError, match="input changed"):
        run_inline(monkeypatch, source, tmp_path / "out")


def test_a_finished_shard_that_changes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "It rained."}\n' * 3)
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    whole = tree(tmp_path / "out")
    (path,) = (tmp_path / "out").glob("part-*")
    path.write_bytes(path.read_bytes().replace(b"rained", b"snowed"))
    with pytest.raises(ChangedError, match=path.name):
        run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    path.unlink()
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    assert tree(tmp_path / "out") == whole


def test_a_column_that_is_not_there_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_text('torn\n{"title": "a", "body": "b"}\n')
    (tmp_path / "in.csv").write_text("title;body\na;b\n")
    (tmp_path / "in.parquet").write_bytes(stored(pa.table({"title": ["a"], "body": ["b"]})))
    for name in ("in.jsonl", "in.csv", "in.parquet"):
        with pytest.raises(InputError, match=r"no column nope.*title, body"):
            run_inline(monkeypatch, tmp_path / name, tmp_path / "out", column="nope")
        run_inline(monkeypatch, tmp_path / name, tmp_path / f"{name}.out", column="body")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["title", "published", "id", "url"])
def test_so_is_a_column_besides_that_was_named_and_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    (tmp_path / "in.jsonl").write_text('{"headline": "a", "text": "b"}\n')
    wrong: dict[str, Any] = {f"{option}_column": "hedline"}
    right: dict[str, Any] = {f"{option}_column": "headline"}
    said = f"no column hedline; name one of these with --{option}-column: headline, text"
    with pytest.raises(InputError, match=said):
        run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", **wrong)
    assert not (tmp_path / "out").exists()
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", **right)


def test_columns_besides_need_not_stand_in_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text('{"text": "It rained."}\n')
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "It rained.", "headline": "Rain"}\n')
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", title_column="headline")


def test_of_a_folder_that_a_run_wrote_only_the_shards_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "It rained."}\nno JSON\n')
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "once")
    done = run_inline(monkeypatch, tmp_path / "once", tmp_path / "twice")
    assert done.statistics.documents == {"in": 1, "out": 1, "rejected": 0}
    assert done.input.ignored == 4  # the manifest, the rejected, the statistics and the state of the first run
    mine = tmp_path / "mine"  # which no run wrote
    (mine / "_run").mkdir(parents=True)
    (mine / "_run" / "a.txt").write_text("It rained.")
    assert run_inline(monkeypatch, mine, tmp_path / "third").statistics.documents["in"] == 1


def test_only_our_own_temporary_files_are_swept_and_no_link_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "It rained."}\n')
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    mine = tmp_path / "letter"
    mine.write_text("dear")
    for name in ("notes.tmp", "part-00000-0000.jsonl.tmp"):
        (tmp_path / "out" / name).write_text("mine")
    for name in ("part-00000-0000.jsonl", "statistics.json", "rejected.jsonl", "statistics.json.tmp"):
        (tmp_path / "out" / name).unlink(missing_ok=True)
        (tmp_path / "out" / name).symlink_to(mine)
    (tmp_path / "out" / "_run" / "lock").unlink(missing_ok=True)
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    assert mine.read_text() == "dear"
    assert (tmp_path / "out" / "notes.tmp").read_text() == "mine"
    assert not (tmp_path / "out" / "part-00000-0000.jsonl").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes")
def test_a_pipe_among_the_input_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "a.jsonl")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "It rained."}\n')
    done = run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    assert done.statistics.documents == {"in": 2, "out": 1, "rejected": 1}


def test_clean_writes_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained all night over the bay.\n")
    mine = tmp_path / "letter"
    mine.write_text("dear")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").symlink_to(mine)
    assert main(["clean", "--isolated", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 0
    assert mine.read_text() == "dear"
    assert (tmp_path / "out" / "a.txt").read_text().startswith("It rained")


def test_the_pages_of_a_crawl_still_come_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = b"".join(warc_records(PAGES, packed=False))
    for name, content in (("a.warc.gz", gzip.compress(whole)), ("b.warc", whole)):  # one member for all, too
        (tmp_path / name).write_bytes(content)
        run_inline(monkeypatch, tmp_path / name, tmp_path / f"{name}.out")
        assert [row["id"] for row in output(tmp_path / f"{name}.out")] == [f"<urn:story:{i}>" for i in range(3)]


def test_binaries_are_rejected_and_text_in_wide_letters_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Catalog >>")
    (tmp_path / "in" / "b.txt").write_bytes("It rained all night over the bay.".encode("utf-16-le"))
    (tmp_path / "in" / "c.txt").write_bytes(b"PDF files were sent around, the mayor said.")
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    assert [row["id"] for row in output(tmp_path / "out")] == ["b.txt", "c.txt"]
    (rejected,) = map(json.loads, (tmp_path / "out" / "rejected.jsonl").read_text().splitlines())
    assert (rejected["id"], rejected["reason"]) == ("a.html", "no-content")
    assert "PDF" in rejected["message"]


def test_a_damaged_entry_of_the_run_s_own_journal_has_its_shard_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "It rained."}\n' * 6)
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", shard_size=2)
    whole = tree(tmp_path / "out")
    for damage in (b"[]", b"{}", b"torn", whole["_run/journal/part-00000-0001.json"].replace(b'"in": 2', b'"in": 3')):
        (tmp_path / "out" / "_run" / "journal" / "part-00000-0001.json").write_bytes(damage)
        done = run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", shard_size=2)
        assert done.progress.documents == 4
        assert tree(tmp_path / "out") == whole
