"""What goes into a run and what comes out: formats, columns, shards."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from _articles import article, page, records, write_jsonl

import cleaner
from cleaner.config import Config
from cleaner.corpus import Limits
from cleaner.errors import CleanerError, ConfigError, InputError
from tests._corpus import lines, output, run_inline, tree, warc_records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

NUMBER = 6
ROWS = list(records(NUMBER))
CLEAN = [cleaner.clean(article(i), url=f"https://herald.example/{i}").text for i in range(NUMBER)]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def test_jsonl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + JSONL.replace(b"\n", b"\n\n"))
    done = run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    rows = output(tmp_path / "out")
    assert [row["text"] for row in rows] == CLEAN
    assert list(rows[0]) == ["id", "url", "text", "metadata", "sources", "flags", "crawl", "depth"]
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    assert [row["depth"] for row in rows] == [row["depth"] for row in ROWS]
    assert done.statistics.documents == {"in": NUMBER, "out": NUMBER, "rejected": 0}
    assert (tmp_path / "out" / "rejected.jsonl").read_bytes() == b""


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst", "in.csv", "in.tsv.gz", "in.parquet", "folder"])
def test_every_format_gives_the_same_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    source = tmp_path / name
    if "jsonl" in name:
        half = len(JSONL) // 2  # two members or frames, of which the second begins within a line
        pack = gzip.compress if name.endswith("gz") else zstandard.ZstdCompressor().compress
        source.write_bytes(pack(JSONL[:half]) + pack(JSONL[half:]))
    elif "sv" in name:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(ROWS[0]), delimiter="\t" if "tsv" in name else ",")
        writer.writeheader()
        writer.writerows(ROWS)
        content = stream.getvalue().encode()
        source.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    elif name == "folder":
        source.mkdir()
        for i in range(NUMBER):
            (source / f"{i}.txt").write_bytes(article(i).encode())
        (source / ".hidden.txt").write_text("no")
        (source / "picture.png").write_bytes(b"no")
    else:
        pq.write_table(pa.Table.from_pylist(ROWS), source, row_group_size=4)
    done = run_inline(monkeypatch, source, tmp_path / "out")
    rows = output(tmp_path / "out")
    assert [row["text"] for row in rows] == CLEAN
    assert done.input.ignored == (name == "folder")
    ids = [f"{i}.txt" if name == "folder" else f"doc-{i}" for i in range(NUMBER)]
    assert [row["id"] for row in rows] == ids


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    pages = [page(i).replace("The council", "Le café") for i in range(3)]
    name = f"in.warc{'.gz' if packed else ''}"
    (tmp_path / name).write_bytes(b"".join(warc_records(pages, packed=packed)))
    done = run_inline(monkeypatch, tmp_path / name, tmp_path / "out")
    rows = output(tmp_path / "out")
    assert [row["text"] for row in rows] == [
        cleaner.clean(html, url=f"https://herald.example/{i}").text for i, html in enumerate(pages)
    ]
    assert "café" in rows[0]["text"]
    assert rows[1]["url"] == "https://herald.example/1"
    assert rows[1]["id"] == "<urn:story:1>"
    assert rows[1]["date"] == "2026-01-01T00:00:00Z"
    assert done.statistics.skipped == {
        "request record": 3,
        "content of type image/png": 3,
        "response with status 404": 3,
    }


def test_named_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"key": 7, "body": "It rained.", "link": "https://a.example", "flags": "mine", "text": "not this"}]
    (tmp_path / "in.jsonl").write_text(json.dumps(rows[0]) + "\n")
    names: dict[str, Any] = {"column": "body", "id_column": "key", "url_column": "link"}
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", **names)
    (row,) = output(tmp_path / "out")
    assert (row["id"], row["url"], row["text"]) == ("7", "https://a.example", "It rained.")
    assert (row["flags"], row["input_flags"], row["input_text"]) == ([], "mine", "not this")


@pytest.mark.parametrize("read", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_columns_of_hints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: str, form: str) -> None:
    body = "It rained all night, and by noon the river was over its banks, the warden of the lower town said."
    text = f"A wet spring\n\n{body}"
    known: dict[str, Any] = {"text": text, "head": "A wet spring", "day": "2026-05-01"}
    rows = [known, {"text": text, "head": None, "day": None}]
    path = tmp_path / f"in.{read}"
    if read == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif read == "csv":
        with path.open("w", newline="") as file:
            out = csv.DictWriter(file, list(rows[0]))
            out.writeheader()
            out.writerows(rows)
    else:
        days = pa.array([dt.date(2026, 5, 1), None], pa.date32())
        columns = {"text": [text, text], "head": ["A wet spring", None], "day": days}
        pq.write_table(pa.table(columns), path)
    names: dict[str, Any] = {"title_column": "head", "published_column": "day", "output_format": form}
    run_inline(monkeypatch, path, tmp_path / "out", **names)
    if form == "jsonl":
        told, untold = output(tmp_path / "out")
    else:
        told, untold = pq.read_table(next((tmp_path / "out").glob("part-*.parquet"))).to_pylist()
    assert (told["text"], told["metadata"]["title"], told["metadata"]["published"]) == (
        body,
        "A wet spring",
        "2026-05-01",
    )
    assert (untold["text"], untold["metadata"]["published"]) == (text, None)
    assert told["head"] == "A wet spring" and str(told["day"]) == "2026-05-01"


def test_rows_without_an_id_are_called_by_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "It rained."}\n\n{"html": "<p>It snowed.</p>", "id": null}\n')
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out")
    assert [row["id"] for row in output(tmp_path / "out")] == ["in.jsonl:1", "in.jsonl:3"]


@pytest.mark.parametrize("late", ["deep", 1.5, True, 1 << 63])
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_typed_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, late: object) -> None:
    odd = [{**ROWS[0], "depth": late, "nested": {"a": [1]}}, *ROWS[1:]]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in ROWS[1:] + odd[:1]))
    with monkeypatch.context() as only_good:
        only_good.setattr("cleaner.corpus.carry._SAMPLE", NUMBER - 1)
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", output_format=form, removals=True)
    (path,) = (tmp_path / "out").glob(f"part-*.{form}")
    if form == "parquet":
        rows = pq.read_table(path).to_pylist()
        assert rows[0]["depth"] == 1
        assert rows[0]["metadata"]["authors"] == []
        assert rows[-1]["depth"] is None
    else:
        rows = list(csv.DictReader(path.read_text().splitlines(keepends=True)))
        assert rows[0]["depth"] == "1"
        assert json.loads(rows[0]["metadata"])["authors"] == []
        assert rows[-1]["depth"] == ""
    assert [row["text"] for row in rows] == CLEAN[1:] + CLEAN[:1]
    assert "removals" in rows[0]
    assert "error" not in rows[0]
    assert json.loads(rows[-1]["_carried"]) == {"misfit_depth": late, "nested": {"a": [1]}}


def test_parquet_keeps_its_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    when = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    table = pa.table(
        {"text": ["It rained."] * 3, "when": [when] * 3, "raw": [b"\xff"] * 3, "n": pa.array([1] * 3, pa.int8())}
    )
    pq.write_table(table, tmp_path / "in.parquet")
    run_inline(monkeypatch, tmp_path / "in.parquet", tmp_path / "typed", output_format="parquet")
    (path,) = (tmp_path / "typed").glob("part-*")
    out = pq.read_table(path)
    assert out.select(["when", "raw", "n"]).equals(table.select(["when", "raw", "n"]))
    run_inline(monkeypatch, tmp_path / "in.parquet", tmp_path / "plain")
    assert output(tmp_path / "plain")[0]["when"] == when.isoformat()


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_batches_and_shards_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    write_jsonl(tmp_path / "in", 3, 9)
    with (tmp_path / "in" / "in-001.jsonl").open("a") as stream:
        stream.write("torn\n")
    monkeypatch.setattr("cleaner.corpus.shards._GROUP_ROWS", 4)
    trees = []
    for rows in (1, 5, 64):
        target = tmp_path / f"out-{rows}"
        run_inline(monkeypatch, tmp_path / "in", target, Limits(1, batch_rows=rows), output_format=form, shard_size=10)
        trees.append(tree(target))
    assert trees[0] == trees[1] == trees[2]
    names = [name for name in trees[0] if name.startswith("part-")]
    assert names == [f"part-00000-000{i}.{form}" for i in range(3)]


def test_limit_and_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 4, 25)
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "limited", limit=30)
    assert [row["id"] for row in output(tmp_path / "limited")] == [f"doc-{i}" for i in range(30)]
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "sampled", sample=0.3)
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "again", Limits(1, batch_rows=3), sample=0.3)
    assert tree(tmp_path / "sampled") == tree(tmp_path / "again")
    assert 15 < len(output(tmp_path / "sampled")) < 45


def test_a_glob_and_a_format_by_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in" / "deep", 2, 2)
    (tmp_path / "in" / "deep" / "x.json").write_bytes(JSONL)
    run_inline(monkeypatch, tmp_path / "in" / "**" / "*.json", tmp_path / "out", input_format="jsonl")
    assert [row["text"] for row in output(tmp_path / "out")] == CLEAN


def test_dry_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 9)
    before = tree(tmp_path)
    done = run_inline(monkeypatch, tmp_path / "in", None)
    assert tree(tmp_path) == before
    wet = run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    assert done.statistics.to_dict() == wet.statistics.to_dict()


def test_statistics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        f"It rained on day {i} and the river rose.\n\nAdvertisement\n\nNobody was hurt, they said." for i in range(4)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts)))
    run_inline(monkeypatch, tmp_path / "in.jsonl", tmp_path / "out", shard_size=2)
    figures = json.loads((tmp_path / "out" / "statistics.json").read_text())
    assert figures["documents"] == {"in": 4, "out": 4, "rejected": 0}
    ((rule, count),) = figures["filters"]["ads"]["rules"].items()
    assert (count["documents"], count["removals"], count["characters"]) == (4, 4, 4 * len("Advertisement"))
    assert [e["id"] for e in count["examples"]] == ["0", "1", "2"]
    assert figures["lines"] == [{"filter": "ads", "rule": rule, "text": "Advertisement", "documents": 4}]
    assert figures["size"] == {
        "given": sum(map(len, texts)),
        "kept": sum(len(t) - len("Advertisement\n\n") for t in texts),
    }


def test_a_folder_of_another_run_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 3)
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    whole = tree(tmp_path / "out")
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")  # nothing left to do
    assert tree(tmp_path / "out") == whole
    with pytest.raises(CleanerError, match="settings removals was False, is now True"):
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", removals=True)
    with pytest.raises(CleanerError, match="config preset was None, is now safe"):
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", config=Config(preset="safe"))
    write_jsonl(tmp_path / "in", 1, 4)
    with pytest.raises(CleanerError, match="input bytes was"):
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    assert tree(tmp_path / "out") == whole
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(CleanerError, match="not empty"):
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "full")


def test_a_filter_without_a_repr_does_not_make_it_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 3)
    held = []  # so that the second one stands at another address
    for _ in range(2):
        config = Config(filters=("tests.poison:Poison",))
        held.append(config.pipeline())
        run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", config=config)
    assert repr(held[0]) != repr(held[1])


def test_wrong_sources_and_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 3)
    for source, reason in (
        (tmp_path / "none", "no such file"),
        (tmp_path / "*.none", "no file matches"),
        (tmp_path, "inside"),
    ):
        with pytest.raises(InputError, match=reason):
            run_inline(monkeypatch, source, tmp_path / "out")
    for settings in ({"sample": 0.0}, {"limit": 0}, {"output_format": "xml"}, {"input_format": "jsnl"}):
        with pytest.raises(ConfigError):
            run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", **settings)


def test_a_shard_that_is_gone_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 30)
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", shard_size=10)
    whole = tree(tmp_path / "out")
    (tmp_path / "out" / "part-00000-0001.jsonl").write_text("torn")
    process = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    stray = tmp_path / "out" / f".cleaner-{process.stdout.strip()}-0123456789abcdef.tmp"
    stray.write_text("left over")
    done = run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", shard_size=10)
    assert tree(tmp_path / "out") == whole
    assert done.progress.documents == 20
    assert not stray.exists()
    assert lines(tmp_path / "out" / "part-00000-0001.jsonl")[0]["id"] == "doc-10"


@pytest.mark.parametrize("form", ["jsonl", "parquet", "csv"])
def test_metadata_is_left_out_where_nobody_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    write_jsonl(tmp_path / "in", 1, 3)
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out", output_format=form, metadata=False)
    (path,) = (tmp_path / "out").glob("part-*")
    if form == "parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        rows = output(tmp_path / "out") if form == "jsonl" else list(csv.DictReader(io.StringIO(path.read_text())))
    assert [row["text"] for row in rows] == CLEAN[:3]
    assert not {"metadata", "sources"} & set(rows[0])
    assert json.loads((tmp_path / "out" / "statistics.json").read_text())["metadata"] == {}
