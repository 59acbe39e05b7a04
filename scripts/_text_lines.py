"""The labelled blocks that the classifier of plain text learns from, as arrays. Needs numpy; only for training."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from _clean_forms import clean_forms
from _line_views import KEEP, MIXED, NONE, RESIDUE, Measured, Region, Text, both
from _planted import planted
from _site_profiles import of_scraped, of_wild

from cleaner.model import Document
from cleaner.read.text import read_text
from cleaner.sites import SiteProfile

_LABELS = {"keep": KEEP, "residue": RESIDUE, "mixed": MIXED}
BODIES = ("fundus", "readability", "newspaper4k", "magic_html", "wcxb_article")
_FLATTENED = ("bs4_get_text", "bs4_article", "bs4_p", "newspaper4k", "trafilatura")  # by " ".join
_SHAPED = ("markdown", "wrapped")
FORMS = 8  # texts of a form of short lines in a language
_CASELESS = {c: chr(0x915 + i % 33) for i, c in enumerate([*range(97, 123), *range(0xDF, 0xF7), *range(0xF8, 0x100)])}
_SPLIT = re.compile(r"\n\s*")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def chance(key: str, one_in: int) -> bool:
    """Whether `key` is among one in `one_in`; the same in every run."""
    return zlib.crc32(key.encode()) % one_in == 0


def _lines(text: str, label_of: Callable[[int], int]) -> list[Region]:
    """The lines of `text` that are not blank, each with the label of its number."""
    found, at = [], 0
    for i, line in enumerate(text.split("\n")):
        if line.strip():
            found.append(Region(at, at + len(line), label_of(i)))
        at += len(line) + 1
    return found


def _flat(text: str, regions: Sequence[Region], key: str) -> tuple[Document, list[Region]]:
    """`text` on one line as scrapers leave it, a third of such texts glued, and where its regions are now."""
    gap = "" if chance(key + "glued", 3) else " "
    parts, moved, at, last = [], [], 0, 0  # moved: where each line began, and where it begins now
    for m in _SPLIT.finditer(text):
        parts += [text[last : m.start()], gap]
        at += m.start() - last + len(gap)
        moved.append((m.end(), at))
        last = m.end()
    parts.append(text[last:])
    places = [0, *[a for a, _ in moved]]
    new = [0, *[b for _, b in moved]]

    def place(old: int) -> int:
        i = bisect_right(places, old) - 1
        most = new[i + 1] - len(gap) if i + 1 < len(new) else sum(map(len, parts))
        return min(new[i] + old - places[i], most)

    found = [Region(place(r.start), place(r.end), r.label) for r in regions]
    return read_text("".join(parts), repairs="none", shape="flat"), found


def _of_row(job: tuple[str, str, dict[str, Any], SiteProfile | None]) -> list[Measured]:
    part, domain, row, profile = job
    id_, scraper, small = row["id"], row["scraper"], part == "dev"
    document = read_text(row["text"])
    by_line = {label["i"]: _LABELS[label["label"]] for label in row["labels"]}
    regions = _lines(document.text, lambda i: by_line.get(i, NONE))
    cleaned = small or chance(id_ + "cleaned", 2)
    found = both(
        Text(part, id_, scraper, "raw", domain),
        document,
        regions,
        cleaned=cleaned,
        alone=chance(id_ + "alone", 4),
        profile=profile,
    )
    if chance(id_ + "caseless", 6):
        caseless = read_text(row["text"].lower().translate(_CASELESS))
        again = _lines(caseless.text, lambda i: by_line.get(i, NONE))
        found += both(Text(part, id_, scraper, "caseless", domain), caseless, again)
    if scraper in _FLATTENED:
        flat, moved = _flat(document.text, regions, id_)
        found += both(
            Text(part, id_, scraper, "flat", domain), flat, moved, cleaned=chance(id_ + "cleaned", 2), profile=profile
        )
    return found


def _of_shape(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    """A page as Markdown or wrapped: its lines are not labelled, but what of a block's words the body has tells."""
    part, domain, row = job
    document = read_text(row["text"], repairs="none")
    if document.shape != row["shape"]:
        return []
    body = _runs(row["gold"]) | _runs(row.get("summary") or "")
    regions = []
    for block in document.blocks:
        runs = _runs(block.of(document.text))
        share = len(runs & body) / len(runs) if runs else -1.0
        label = NONE if share < 0 else KEEP if share > 0.7 else RESIDUE if share < 0.1 else MIXED
        regions.append(Region(block.start, block.end, label))
    text = Text(part, row["id"], row["scraper"], row["shape"], domain)
    return both(text, document, regions, cleaned=chance(row["id"] + "cleaned", 3))


def _runs(text: str | list[str]) -> set[tuple[str, ...]]:
    """The runs of three words in `text`; of a shorter text the whole."""
    words = re.findall(r"\w+", (text if isinstance(text, str) else " ".join(text)).casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))} if words else set()


def _of_wild(job: tuple[dict[str, Any], SiteProfile | None]) -> list[Measured]:
    """A text whose residue was marked by hand, as it came and, if it has lines, on one."""
    row, profile = job
    if row["note"] in ("no-body", "listing"):
        return []
    text, at, regions = row["text"], 0, []
    for span in sorted(row["spans"], key=lambda s: s["start"]):
        regions.append(Region(at, max(at, span["start"]), KEEP))
        regions.append(Region(max(at, span["start"]), span["end"], MIXED if span["soft"] else RESIDUE))
        at = max(at, span["end"])
    regions.append(Region(at, len(text), KEEP))
    document = read_text(text, repairs="none")
    has_lines = "\n" in text.strip()
    name = "lines" if has_lines else "one-line"
    found = both(
        Text("wild", row["id"], name, document.shape, row["source"]),
        document,
        regions,
        cleaned=True,
        alone=True,
        profile=profile,
    )
    if has_lines and document.shape in ("lines", "mixed"):
        flat, moved = _flat(text, regions, row["id"])
        found += both(Text("wild", row["id"], "flattened", "flat", row["source"]), flat, moved)
    return found


def _of_page(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    part, domain, page = job
    body = [p.strip() for p in page["gold"]["body"] if p.strip()]
    found = []
    for name, gap in (("gold", "\n\n"), ("gold-tight", "\n")):
        document = read_text(gap.join(body))
        whole = [Region(0, len(document.text), KEEP)]
        found += both(Text(part, page["id"], name, "gold", domain), document, whole)
    if body:
        found += _planted(part, domain, page["id"], body)
        text = "\n".join(body)
        flat, moved = _flat(text, [Region(0, len(text), KEEP)], page["id"])
        found += both(Text(part, page["id"], "gold-flat", "flat-gold", domain), flat, moved)
    return found


def _planted(part: str, domain: str, key: str, body: Sequence[str]) -> list[Measured]:
    """A clean body with residue among its paragraphs."""
    lines = planted(random.Random(zlib.crc32(key.encode())), body)
    text = "\n".join(line for line, _ in lines)
    document = read_text(text)
    regions = _lines(text, [label for line, label in lines for _ in line.split("\n")].__getitem__)
    found = []
    if document.text == text:
        found += both(Text(part, key, "planted", "planted", domain), document, regions, alone=True)
    flat, moved = _flat(text, regions, key)
    return found + both(Text(part, key, "planted", "flat-planted", domain), flat, moved, alone=True)


def _of_form(job: tuple[str, str, list[str]]) -> list[Measured]:
    """An invented clean text of short lines; as lines, on one, and with known residue among them."""
    language, name, lines = job
    text = "\n".join(lines)
    document = read_text(text)
    regions = [Region(0, len(document.text), KEEP)]
    domain = f"form-{language}"
    found = both(Text("made", name, "gold", "form", domain), document, regions)
    flat, moved = _flat(text, [Region(0, len(text), KEEP)], name)
    found += both(Text("made", name, "gold-flat", "flat-form", domain), flat, moved)
    return found + _planted("made", domain, name, lines)


def measure(corpus: Path, parts: Sequence[str], jobs: int, one_in: dict[str, int]) -> Iterator[Measured]:
    """All texts of `parts` (folders of `corpus`), measured; of a part's scraped texts one in `one_in`."""
    with Pool(jobs) as pool:
        for found in pool.imap(_of_form, clean_forms(FORMS), 8):
            yield from found
        sites = of_wild(corpus / "dev" / "companions.jsonl.gz")
        wild = ((r, sites.get(r["site"])) for r in rows(corpus / "dev" / "wild.jsonl.gz"))
        for found in pool.imap(_of_wild, wild, 8):
            yield from found
        for part in parts:
            pages = {p["id"]: p for p in rows(corpus / part / "pages.jsonl.gz")}
            n = one_in[part]
            domains = {id_: p["domain"] for id_, p in pages.items()}
            known = of_scraped(rows(corpus / part / "noisy.jsonl.gz"), domains)
            noisy = ((domains[r["page"]], r) for r in rows(corpus / part / "noisy.jsonl.gz"))
            # Pages whose site has others here are few: all of them are taken.
            some = ((d, r, known.get((d, r["scraper"]))) for d, r in noisy)
            jobs_ = ((part, d, r, profile) for d, r, profile in some if profile or chance(r["id"], n))
            for found in pool.imap(_of_row, jobs_, 8):
                yield from found
            shaped = (r for r in rows(corpus / part / "shapes.jsonl.gz") if r["shape"] in _SHAPED)
            few = (r for r in shaped if chance(r["id"], 2 * n))
            for found in pool.imap(_of_shape, ((part, pages[r["page"]]["domain"], r) for r in few), 8):
                yield from found
            whole = (p for p in pages.values() if p["source"] in BODIES and p["gold"].get("body"))
            for found in pool.imap(_of_page, ((part, p["domain"], p) for p in whole), 8):
                yield from found
