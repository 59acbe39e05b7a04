"""Readers: one file a format, one line here. Each gives the items of one file, in order.

A reader never raises for what stands in the file: damage is a `Rejected` with its place, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from cleaner.corpus.items import Item
from cleaner.corpus.readers.csv import csv_columns, read_csv
from cleaner.corpus.readers.document import read_document
from cleaner.corpus.readers.jsonl import jsonl_columns, read_jsonl
from cleaner.corpus.readers.parquet import parquet_columns, read_parquet
from cleaner.corpus.readers.warc import read_warc
from cleaner.corpus.recipe import Recipe

Reader = Callable[[BinaryIO, str, Recipe], Iterator[Item]]

READERS: dict[str, Reader] = {
    "csv": read_csv,
    "files": read_document,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
    "warc": read_warc,
}
# For the formats with columns what gives their names, from the beginning of a file; these raise whatever comes.
COLUMNS: dict[str, Callable[[BinaryIO, str, Recipe], list[str]]] = {
    "csv": csv_columns,
    "jsonl": jsonl_columns,
    "parquet": parquet_columns,
}
_SUFFIXES = {
    ".csv": "csv",
    ".htm": "files",
    ".html": "files",
    ".jsonl": "jsonl",
    ".jsonlines": "jsonl",
    ".md": "files",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".text": "files",
    ".tsv": "csv",
    ".txt": "files",
    ".warc": "warc",
    ".wet": "warc",
    ".xhtml": "files",
}


def format_of(name: str) -> str | None:
    """The format that a file's name tells; None if it tells none. A name without a suffix is a document."""
    base = name.rpartition("/")[2].lower()
    for packed in (".gz", ".zst"):
        base = base.removesuffix(packed)
    _, dot, suffix = base.rpartition(".")
    return _SUFFIXES.get(dot + suffix) if dot else "files"
