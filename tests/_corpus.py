"""What the tests of the corpus runner share."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from _articles import article

from cleaner._io.pool import Failure, JobResult, Settings
from cleaner.corpus import Limits, Recipe, Summary, run
from cleaner.corpus.engines import local
from cleaner.corpus.items import Item, Row, Skipped
from cleaner.corpus.learning import collect, learn
from cleaner.corpus.readers import READERS


class InlinePool:
    """Does in this process what the workers do, for tests that are not about the workers."""

    def __init__(self, settings: Settings) -> None:
        self._work = settings.start()

    def run(self, jobs: Iterator[Any]) -> Iterator[JobResult[Any]]:
        for job in jobs:
            outcome = JobResult(job)
            if len(job):
                reply = self._work(job.payload(0, len(job)), lambda row: None)
                outcome.values[0] = reply.value
                outcome.failed += [Failure(i, "error", error) for i, error in reply.failed.items()]
            yield outcome

    def close(self) -> None:
        pass


def run_inline(
    monkeypatch: Any, source: object, target: Path | None, limits: Limits | None = None, **recipe: Any
) -> Summary:
    """A run without worker processes."""
    for module in (local, collect, learn):
        monkeypatch.setattr(module, "Pool", InlinePool)
    return run(str(source), target, Recipe(**recipe), limits or Limits(jobs=1))


def read(form: str, content: bytes, name: str = "in", **recipe: Any) -> list[Item]:
    """What a reader makes of `content`, the skipped left out."""
    found = READERS[form](io.BytesIO(content), name, Recipe(**recipe))
    return [item for item in found if not isinstance(item, Skipped)]


def kinds(items: list[Item]) -> str:
    """One letter for each item: r for a row, x for a rejected document."""
    return "".join("r" if isinstance(item, Row) else "x" for item in items)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def output(target: Path) -> list[dict[str, Any]]:
    """The rows of all JSON lines shards, in order."""
    return [row for path in sorted(target.glob("part-*.jsonl")) for row in lines(path)]


def tree(target: Path) -> dict[str, bytes]:
    """Every file below `target` and what is in it."""
    return {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}


def warc_records(pages: list[str], *, packed: bool = True) -> list[bytes]:
    """The records of a WARC file, four for each page: a request, the page in Latin-1, a picture and a failure."""
    made = []
    for i, html in enumerate(pages):
        for kind, status, mime, body in (
            ("request", "GET / HTTP/1.1", "text/html", b""),
            ("response", "HTTP/1.1 200 OK", "text/html; charset=iso-8859-1", html.encode("iso-8859-1")),
            ("response", "HTTP/1.1 200 OK", "image/png", b"PNG"),
            ("response", "HTTP/1.1 404 Not Found", "text/html", b"<p>gone</p>"),
        ):
            content = f"{status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body
            headers = {
                "WARC-Type": kind,
                "WARC-Record-ID": f"<urn:story:{i}>",
                "WARC-Target-URI": f"https://herald.example/{i}",
                "WARC-Date": "2026-01-01T00:00:00Z",
                "Content-Type": f"application/http; msgtype={kind}",
                "Content-Length": str(len(content)),
            }
            head = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
            record = f"WARC/1.0\r\n{head}\r\n".encode() + content + b"\r\n\r\n"
            made.append(gzip.compress(record, mtime=0) if packed else record)
    return made


SLOGAN = "The {0} Courier has been printed on the quay since the great flood."
ASK = "Every morning the {0} Courier goes out to nine villages, and yours could be the tenth."


def site_rows(sites: int, pages: int, first: int = 0) -> Iterator[dict[str, str]]:
    """Pages of sites that begin and end with lines of their own, in no order."""
    made = []
    for site in range(sites):
        name = ("Harbour", "Valley", "Moor", "Island")[site % 4] + str(site)
        for page in range(first, first + pages):
            body = article(site * 1000 + page, 3)
            text = f"{SLOGAN.format(name)}\n\n{body}\n\n{ASK.format(name)}"
            made.append({"id": f"{site}-{page}", "url": f"https://www.{name.lower()}.example/{page}", "text": text})
    Random(1).shuffle(made)
    yield from made


def write_rows(folder: Path, made: list[dict[str, str]], files: int = 2) -> Path:
    folder.mkdir()
    for i in range(files):
        part = made[i::files]
        (folder / f"{i}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part))
    return folder
