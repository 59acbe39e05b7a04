"""Invented articles in any number, the same for the same seed; what the corpus scripts and tests work on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

_WHO = ("The council", "A spokesman", "The harbour master", "Her sister", "The ministry", "Two engineers", "The court")
_DID = ("announced", "rejected", "postponed", "praised", "described", "questioned", "approved", "measured", "sold")
_WHAT = ("the new bridge", "a plan for the market", "the old ferry", "its budget", "the flood wall", "a school roof")
_WHEN = ("on Monday", "after the storm", "before the vote", "last spring", "during the hearing", "in the early hours")
_MORE = (
    "and nobody objected",
    "although the price had risen by a third",
    "which surprised the people who live there",
    "because the records of the year before were lost",
    "while the rain kept falling on the valley",
)
_RESIDUE = ("Advertisement", "Share this article", "Read more", "Sign up for our newsletter", "Follow us on Twitter")


def article(number: int, paragraphs: int = 8) -> str:
    """Article `number` as plain text with some residue in it."""
    random = Random(number)
    body = []
    for _ in range(paragraphs):
        sentences = (
            " ".join(random.choice(part) for part in (_WHO, _DID, _WHAT, _WHEN, _MORE)) + "."
            for _ in range(random.randint(2, 5))
        )
        body.append(" ".join(sentences))
        if random.random() < 0.3:
            body.append(random.choice(_RESIDUE))
    return "\n\n".join(body)


def page(number: int, paragraphs: int = 8) -> str:
    """Article `number` as an HTML page with a menu and a footer."""
    text = "".join(f"<p>{line}</p>\n" for line in article(number, paragraphs).split("\n\n"))
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("news", "sport", "weather", "jobs"))
    return (
        f"<!doctype html><html lang='en'><head><title>Story {number}</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>Story {number}</h1>\n{text}</article><footer><p>© The Invented Herald</p></footer></body></html>"
    )


def records(number: int, *, html: bool = False, first: int = 0) -> Iterator[dict[str, object]]:
    """`number` records with an id, a url, the content and two columns to carry."""
    for i in range(first, first + number):
        content = page(i) if html else article(i)
        yield {
            "id": f"doc-{i}",
            "url": f"https://herald.example/{i}",
            "html" if html else "text": content,
            "crawl": f"2026-{i % 12 + 1:02}",
            "depth": i % 5,
        }


def write_jsonl(folder: Path, files: int, each: int, *, html: bool = False, packed: bool = False) -> Path:
    """`files` JSON lines files of `each` records in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for f in range(files):
        lines = "".join(json.dumps(r) + "\n" for r in records(each, html=html, first=f * each)).encode()
        name = f"in-{f:03}.jsonl"
        if packed:
            (folder / f"{name}.gz").write_bytes(gzip.compress(lines, mtime=0))
        else:
            (folder / name).write_bytes(lines)
    return folder
