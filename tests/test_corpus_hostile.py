"""Hostile and odd input: a reader always moves forward, holds little, and one bad record costs one record."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from typing import Any

import pytest

from cleaner.corpus.items import Rejected, Row
from cleaner.corpus.readers import READERS
from cleaner.corpus.recipe import Recipe
from tests._corpus import kinds, read

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

PAGES = ["<p>It rained all night over the bay and nobody slept.</p>" for _ in range(3)]


def record(content: bytes, kind: str = "resource", **headers: str) -> bytes:
    given = {"WARC-Type": kind, "Content-Type": "text/html", "Content-Length": str(len(content)), **headers}
    return (
        b"WARC/1.0\r\n" + "".join(f"{k}: {v}\r\n" for k, v in given.items()).encode() + b"\r\n" + content + b"\r\n\r\n"
    )


# WARC


def test_a_warc_cut_anywhere_gives_what_is_whole_and_one_rejected() -> None:
    for pack in (bytes, gzip.compress):
        first, last = pack(record(b"<p>one</p>")), pack(record(b"<p>two</p>"))
        for cut in range(1, len(last)):
            found = kinds(read("warc", first + last[:cut]))
            assert found in (("rx", "rr") if pack is bytes and cut > len(last) - 5 else ("rx",)), cut


@pytest.mark.parametrize("length", ["9" * 21, "99999999", "50", "3", "-1", "", "0x10", "٣"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda b: zstandard.ZstdCompressor().compress(b)])
def test_a_length_that_lies_costs_its_record(length: str, pack: Any) -> None:
    parts = [record(b"<p>%d</p>" % i) for i in range(5)]
    parts[2] = record(b"<p>2</p>", **{"Content-Length": length})
    items = read("warc", b"".join(map(pack, parts)))
    assert kinds(items) == "rrxrr"


def test_lengths_that_all_lie_take_no_longer_than_reading() -> None:
    part = record(b"<p>It rained.</p>", **{"Content-Length": "4000000"})
    assert kinds(read("warc", part * 3000)) == "x" * 3000
    reader = io.BytesIO(part * 3000)
    given = 0

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            nonlocal given
            data = reader.read(size)
            given += len(data)
            return data

    for _ in READERS["warc"](Counting(), "in", Recipe()):
        pass
    assert given <= len(part) * 3000 + 100


def test_a_response_without_a_uri_is_read() -> None:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It rained.</p>"
    (row,) = read("warc", record(content, "response", **{"Content-Type": "application/http"}))
    assert isinstance(row, Row)
    assert (row.url, row.id, row.content) == (None, "in@0", b"<p>It rained.</p>")


def test_damaged_members_one_after_the_other() -> None:
    parts = [gzip.compress(record(b"<p>%d</p>" % i), mtime=0) for i in range(9)]
    for bad in (1, 4, 5, 8):
        parts[bad] = parts[bad][:12] + b"\xff\xff\xff\xff" + parts[bad][16:]
    items = read("warc", b"".join(parts))
    assert kinds(items).replace("xx", "x") == "rxrrxrrx"
    assert [item.content for item in items if isinstance(item, Row)] == [b"<p>%d</p>" % i for i in (0, 2, 3, 6, 7)]


def test_gzip_that_begins_again_and_again_inside_of_itself_ends() -> None:
    nested = b""
    for _ in range(300):
        nested = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + zlib.compress(nested[:60_000], 0)[2:-4]
    items = read("warc", nested)
    assert 1 <= len(items) <= 2


@pytest.mark.parametrize("with_dictionary", [False, True])
def test_warc_zst_is_unpacked(with_dictionary: bool) -> None:
    parts = [record(b"<p>It rained on day %d.</p>" % i) for i in range(3)]
    packer, head = zstandard.ZstdCompressor(), b""
    if with_dictionary:
        known = b"".join(parts)
        packer = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(known))
        packed = zstandard.ZstdCompressor().compress(known)
        head = b"\x5d\x2a\x4d\x18" + len(packed).to_bytes(4, "little") + packed
    frames = [packer.compress(part) for part in parts]
    items = read("warc", head + b"".join(frames), "in.warc.zst")
    assert [item.content for item in items if isinstance(item, Row)] == [
        b"<p>It rained on day %d.</p>" % i for i in range(3)
    ]
    assert items[1].place == f"in.warc.zst@{len(head) + len(frames[0])}"
    flipped = frames[1][:-6] + bytes(6)
    assert kinds(read("warc", head + frames[0] + flipped + frames[2], "in.warc.zst")) in ("rxr", "rrr")


def test_bodies_are_unpacked_under_the_limit() -> None:
    def response(body: bytes, *headers: bytes) -> bytes:
        content = b"\r\n".join((b"HTTP/1.1 200 OK", b"Content-Type: text/html", *headers, b"", body))
        return record(content, "response", **{"Content-Type": "application/http"})

    page = b"<p>It rained.</p>"
    packed = b"Content-Encoding: gzip"
    chunks = b"5\r\n<p>It\r\nc;x=1\r\n rained.</p>\r\n0\r\n\r\n"
    for one in (
        response(gzip.compress(page), packed),
        response(page, packed),  # unpacked by the crawler, which left the header
        response(chunks, b"Transfer-Encoding: chunked"),
        response(page, b"Transfer-Encoding: chunked"),
        response(zlib.compress(page), b"Content-Encoding: deflate"),
    ):
        (row,) = read("warc", one)
        assert isinstance(row, Row)
        assert row.content == page
    (bad,) = read("warc", response(gzip.compress(b" " * 50_000_000), packed), max_bytes=10_000)
    assert isinstance(bad, Rejected)
    assert bad.reason == "too-large"
    (bad,) = read("warc", response(gzip.compress(page)[:10] + b"\xff\xff\xff", packed))
    assert isinstance(bad, Rejected)
    (cut,) = read("warc", response(gzip.compress(page * 99)[:-12], packed))
    assert isinstance(cut, Row)
    assert cut.note is not None and cut.note.startswith("truncated-page")


# Bombs


@pytest.fixture
def small_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner._io.unpack._FREE_BYTES", 4 << 20)


@pytest.mark.usefixtures("small_allowance")
@pytest.mark.parametrize("form", ["jsonl", "csv", "files", "warc"])
@pytest.mark.parametrize("fill", [b"\n", b" ", b"a"])
def test_a_zstd_bomb_is_a_rejected_unit_in_little_memory(form: str, fill: bytes) -> None:
    head = b'{"text": "' if form == "jsonl" else b'id,text\n1,"' if form == "csv" else b""
    bomb = zstandard.ZstdCompressor(level=19).compress(head + fill * (300 << 20))
    assert len(bomb) < 40_000
    tracemalloc.start()
    items = read(form, bomb, "in.zst", max_bytes=64 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kinds(items) == "x"
    assert items[-1].reason in ("too-large", "damaged")
    assert peak < 200 << 20


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_blank_lines_cost_next_to_nothing(form: str) -> None:
    packed = gzip.compress(b"\n" * (32 << 20) + (b'{"text": "a"}\n' if form == "jsonl" else b"id,text\n1,a\n"), 9)
    (row,) = read(form, packed, "in.gz")
    assert isinstance(row, Row)
    assert row.place == f"in.gz:{(32 << 20) + (1 if form == 'jsonl' else 2)}"


def test_a_parquet_bomb_is_a_rejected_row_group() -> None:
    stream = io.BytesIO()
    table = pa.table({"text": ["a" * (300 << 20)]})
    pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_statistics=False)
    assert len(stream.getvalue()) < 50_000
    before = pa.total_allocated_bytes()
    items = read("parquet", stream.getvalue())
    assert kinds(items) == "x"
    assert items[0].reason == "too-large"
    assert pa.total_allocated_bytes() - before < 10 << 20


def test_a_large_value_in_every_row_is_decoded_for_few_rows_at_a_time() -> None:
    stream = io.BytesIO()
    value = pa.array(["a" * (8 << 20)])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), value)
    pq.write_table(pa.table({"text": column, "n": list(range(200))}), stream, compression="zstd")
    peak = 0
    for i, item in enumerate(READERS["parquet"](io.BytesIO(stream.getvalue()), "in", Recipe())):
        assert isinstance(item, Row)
        peak = max(peak, pa.total_allocated_bytes())
        if i == 20:
            break
    assert peak < 100 << 20


def test_reading_without_finding_anything_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner._io.unpack.thread_time", iter(range(0, 10**6, 10)).__next__)
    (bad,) = read("jsonl", b" " * 10_000_000)
    assert isinstance(bad, Rejected)
    assert bad.reason == "timeout"
