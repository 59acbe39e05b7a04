"""Damaged input: what can be saved is saved, the rest is rejected with its place, and nothing is lost unseen."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from _articles import article, page, records

import cleaner
from tests._corpus import lines, output, run_inline, warc_records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

NUMBER = 40
LINES = [json.dumps(row).encode() + b"\n" for row in records(NUMBER)]
IDS = [f"doc-{i}" for i in range(NUMBER)]


def ran(monkeypatch: Any, source: Path, content: bytes, **recipe: Any) -> tuple[list[str], list[dict[str, Any]]]:
    """The ids that came out and the rejected, of a run over a file with `content`."""
    source.write_bytes(content)
    target = source.with_name("out")
    done = run_inline(monkeypatch, source, target, **recipe)
    ids, rejected = [row["id"] for row in output(target)], lines(target / "rejected.jsonl")
    assert done.statistics.documents == {"in": len(ids) + len(rejected), "out": len(ids), "rejected": len(rejected)}
    return ids, rejected


@pytest.mark.parametrize(
    ("line", "reason", "message"),
    [
        (LINES[2][:100] + b"\n", "damaged", "not JSON"),
        (b"[" * 100_000 + b"\n", "damaged", "not JSON"),
        (b'{"text": "caf\xe9"}\n', "damaged", "not UTF-8"),
        (b'["text"]\n', "damaged", "an object, not a list"),
        (b'{"id": "doc-2", "body": "It rained."}\n', "no-content", "text or html"),
        (b'{"id": "doc-2", "text": null}\n', "no-content", "text or html"),
        (b'{"id": "doc-2", "text": 7}\n', "no-content", "type int"),
        (b'{"id": "doc-2", "text": "' + b"x" * 30_000 + b'"}\n', "too-large", "20000 bytes"),
    ],
)
def test_a_bad_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes, reason: str, message: str) -> None:
    content = b"".join([*LINES[:2], line, *LINES[3:]])
    limit = 20_000 if reason == "too-large" else 64 << 20
    ids, (bad,) = ran(monkeypatch, tmp_path / "in.jsonl", content, max_bytes=limit)
    assert ids == IDS[:2] + IDS[3:]
    assert (bad["place"], bad["reason"]) == ("in.jsonl:3", reason)
    assert message in bad["message"]
    assert bad["id"] == ("doc-2" if reason == "no-content" else None)


def test_a_torn_last_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, (bad,) = ran(monkeypatch, tmp_path / "in.jsonl", b"".join(LINES)[:-20])
    assert ids == IDS[:-1]
    assert bad["place"] == f"in.jsonl:{NUMBER}"


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_archive_gives_what_stands_before_the_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, damage: str
) -> None:
    pack = gzip.compress if suffix == ".gz" else zstandard.ZstdCompressor().compress
    first, second = pack(b"".join(LINES[:20])), pack(b"".join(LINES[20:]))
    half = len(second) // 2
    second = second[:half] if damage == "cut" else second[:half] + bytes([second[half] ^ 0xFF] * 8) + second[half + 8 :]
    ids, rejected = ran(monkeypatch, tmp_path / f"in.jsonl{suffix}", first + second)
    assert ids[:20] == IDS[:20]
    assert ids == IDS[: len(ids)]
    assert rejected[-1]["place"].startswith(f"in.jsonl{suffix}:")
    assert rejected[-1]["reason"] == "damaged"


def test_a_file_that_is_no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, (bad,) = ran(monkeypatch, tmp_path / "in.jsonl.gz", b"no gzip at all")
    assert (ids, bad["place"]) == ([], "in.jsonl.gz:1")


def test_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b'id,text\n1,It rained.\n2\n3,"It ""rained".\n4,caf\xe9\n5,"It\nrained."\n6,It rained.\n'
    ids, rejected = ran(monkeypatch, tmp_path / "in.csv", content, encoding="utf-8")
    assert ids == ["1", "5", "6"]
    assert [(r["place"], r["reason"]) for r in rejected] == [(f"in.csv:{n}", "damaged") for n in (3, 4, 5)]
    assert "1 fields under a header of 2" in rejected[0]["message"]


def test_no_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, (bad,) = ran(monkeypatch, tmp_path / "in.parquet", b"PAR1 but no more")
    assert (ids, bad["place"], bad["reason"]) == ([], "in.parquet", "damaged")
    assert "not a Parquet file" in bad["message"]


def test_a_damaged_row_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "made.parquet"
    table = pa.Table.from_pylist([json.loads(line) for line in LINES])
    pq.write_table(table, path, row_group_size=10, compression="zstd", write_page_checksum=True)
    group = pq.ParquetFile(path).metadata.row_group(1)
    text = next(group.column(i) for i in range(group.num_columns) if group.column(i).path_in_schema == "text")
    content = bytearray(path.read_bytes())
    at = (text.dictionary_page_offset + text.data_page_offset) // 2  # the texts themselves, not the statistics
    content[at : at + 16] = bytes(16)
    ids, rejected = ran(monkeypatch, tmp_path / "in.parquet", bytes(content))
    assert ids == IDS[:10] + IDS[20:]
    assert [r["place"] for r in rejected] == [f"in.parquet:{n}" for n in range(11, 21)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("damage", ["flipped", "short", "long", "headless", "cut"])
def test_a_broken_warc_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool, damage: str) -> None:
    parts = warc_records([page(i) for i in range(6)], packed=False)
    bad = 9  # the response of the third page
    plain = parts[bad]
    if damage in ("short", "long"):
        length = int(plain.partition(b"Content-Length: ")[2].split(b"\r\n")[0])
        wrong = length - 99 if damage == "short" else length + 9999
        plain = plain.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % wrong)
    elif damage == "headless":
        plain = plain[20:]
    parts[bad] = plain
    made = [gzip.compress(part, mtime=0) if packed else part for part in parts]
    if damage == "flipped":
        if not packed:
            pytest.skip("a changed letter is no damage that shows")
        made[bad] = made[bad][:200] + bytes(40) + made[bad][240:]
    elif damage == "cut":
        made = made[: bad + 1]
        made[bad] = made[bad][: len(made[bad]) // 2]
    ids, rejected = ran(monkeypatch, tmp_path / f"in.warc{'.gz' if packed else ''}", b"".join(made))
    assert ids == [f"<urn:story:{i}>" for i in ((0, 1) if damage == "cut" else (0, 1, 3, 4, 5))]
    assert [r["reason"] for r in rejected] == ["damaged"]
    assert rejected[0]["place"] == f"in.warc{'.gz' if packed else ''}@{sum(map(len, made[:bad]))}"


def test_half_characters_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {
            "id": "a\ud83d",
            "text": "It rained \ud83d all night.",
            "url": "https://a.example/\udc00",
            "k\ud83d": "v\ud83d",
        },
        {"id": "b", "text": "It snowed."},
    ]
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    for form in ("jsonl", "csv", "parquet"):
        target = tmp_path / form
        target.mkdir()
        (target / "in.jsonl").write_bytes(content)
        run_inline(monkeypatch, target / "in.jsonl", target / "out", output_format=form)
        assert (target / "out" / "rejected.jsonl").read_bytes() == b""
    first, second = output(tmp_path / "jsonl" / "out")
    assert first["text"] == "It rained \ufffd all night."
    assert [flag["code"] for flag in first["flags"]] == ["lone-surrogates"]
    assert first["id"] == "a\ufffd"
    assert first["k\ufffd"] == "v\ufffd"
    assert second["flags"] == []


def test_a_page_that_cannot_be_opened_and_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(article(1).encode())
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    (tmp_path / "in" / "c.txt.gz").write_bytes(b"torn")
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "out")
    rows = output(tmp_path / "out")
    assert [(row["id"], row["text"]) for row in rows] == [("a.txt", cleaner.clean(article(1)).text), ("b.txt", "")]
    (bad,) = lines(tmp_path / "out" / "rejected.jsonl")
    assert (bad["id"], bad["reason"]) == ("c.txt.gz", "damaged")


def test_empty_input_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids, rejected = ran(monkeypatch, tmp_path / "in.jsonl", b"\n\n")
    assert (ids, rejected) == ([], [])
