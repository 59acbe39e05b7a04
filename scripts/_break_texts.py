"""Texts on one line whose block ends are known: pages flattened as people's scripts do it. Only for training."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from cleaner.packs import guess_language

BREAK, GOES_ON, UNKNOWN = 1, 0, -1
_MAX_CHARS = 7_000
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span strong sub"
    " sup time tt u var wbr del picture source svg path use"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_SKIPPED = frozenset(("script", "style", "noscript", "template", "textarea", "iframe", "select", "head", "svg"))
_MIN_LINES, _MAX_LINE = 4, 700  # lines, and characters of one on average, of a text that has its own
_KNOWN_LINES = ("newspaper4k", "trafilatura", "readability", "bs4_p")


@dataclass(frozen=True, slots=True)
class Flat:
    """A text on one line (or a few), and what is known of its gaps.

    Args:
        domain: web domain of the page.
        make: how it was flattened.
        text: the text.
        breaks: offset of each place where a block begins, to `BREAK` or `UNKNOWN`; all others go on.
        lang: its language, as far as it is known.
    """

    domain: str
    make: str
    text: str
    breaks: dict[int, int]
    lang: str = ""


def flats(corpus: Path, part: str) -> Iterator[Flat]:
    """The texts of one part of the corpus, each with its language."""
    for flat in _flats(corpus, part):
        if flat.text:
            yield replace(flat, lang=guess_language(flat.text) or "")


def _flats(corpus: Path, part: str) -> Iterator[Flat]:
    pages = {p["id"]: p for p in _rows(corpus / part / "pages.jsonl.gz")}
    for page in pages.values():
        body = page["gold"].get("body")
        if body:
            yield _joined(page["domain"], "gold", [p.strip() for p in body if p.strip()], page["id"])
        with gzip.open(corpus / part / page["html"], "rb") as f:
            yield from _of_page(page, f.read())
    for row in _rows(corpus / part / "noisy.jsonl.gz"):
        if row["scraper"] in _KNOWN_LINES and _one_in(row["id"], 5):
            yield _of_lines(pages[row["page"]]["domain"], row["scraper"], row["text"], row["id"])
    for name in ("wild", "companions"):
        path = corpus / part / f"{name}.jsonl.gz"
        for row in _rows(path) if path.exists() else ():
            site = str(row["site"] or row.get("source"))
            lines = row["text"].count("\n") + 1
            has_lines = lines >= _MIN_LINES and len(row["text"]) < _MAX_LINE * lines
            if has_lines and _one_in(row["text"], 1 if name == "wild" else 4):
                yield _of_lines(site.partition(":")[2] or site, name, row["text"], row["text"][:50])


def _one_in(key: str, n: int) -> bool:
    return zlib.crc32(key.encode("utf-8", "replace")) % n == 0


def _of_lines(domain: str, make: str, text: str, key: str) -> Flat:
    return _joined(domain, make, [line.strip() for line in text.split("\n") if line.strip()], key)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def _joined(domain: str, make: str, lines: list[str], key: str) -> Flat:
    gap = "" if _one_in(key, 4) else " "
    text, breaks = "", {}
    for line in lines:
        if text:
            text += gap
            breaks[len(text)] = BREAK
        text += line
        if len(text) > _MAX_CHARS:
            break
    return Flat(domain, make, text, breaks)


def _of_page(page: dict[str, Any], data: bytes) -> Iterator[Flat]:
    try:
        tree = lxml_html.document_fromstring(data.decode("utf-8", "replace"))
    except Exception:
        return
    body = tree.find("body")
    if body is None:
        return
    articles = body.findall(".//article") or body.findall(".//main")
    key = zlib.crc32(page["id"].encode())
    if articles:
        article = max(articles, key=lambda e: sum(map(len, e.itertext())))
        yield _flattened(page["domain"], "article", _strings(article), True, 0)
        if key % 2:
            yield _flattened(page["domain"], "article_glued", _strings(article), False, 0)
    yield _flattened(page["domain"], "body", _strings(body), True, key)


def _strings(root: Any) -> list[tuple[str, int]]:
    """The text nodes under `root`, each with whether a block begins at it."""
    found: list[tuple[str, int]] = []
    state = [BREAK]

    def add(text: str | None) -> None:
        if text and text.strip():
            found.append((text, state[0]))
            state[0] = GOES_ON
        elif text is None or not text:
            return

    def walk(element: Any, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _SKIPPED and depth < 200:
            inline = tag in _INLINE
            state[0] = max(state[0], GOES_ON) if inline else BREAK
            before = len(found)
            add(element.text)
            for child in element:
                walk(child, depth + 1)
            if not inline:
                state[0] = BREAK
            elif tag in ("a", "span", "label", "time") and len(found) > before and state[0] == GOES_ON:
                # Two links or spans with nothing between them may be two labels or one sentence.
                follower = element.getnext()
                if not (element.tail or "").strip() and follower is not None and follower.tag in _INLINE:
                    state[0] = UNKNOWN
        add_tail(element)

    def add_tail(element: Any) -> None:
        text = element.tail
        if text and text.strip():
            found.append((text, GOES_ON if state[0] == UNKNOWN else state[0]))
            state[0] = GOES_ON

    import sys

    sys.setrecursionlimit(5_000)
    add(root.text)
    for child in root:
        walk(child, 0)
    return found


def _flattened(domain: str, make: str, strings: list[tuple[str, int]], blanks: bool, start: int) -> Flat:
    if blanks and sum(len(s) for s, _ in strings) > _MAX_CHARS:  # a window anywhere in a long page
        first = start % max(1, len(strings) - 40) if start else 0
        strings = strings[first:]
    parts: list[str] = []
    breaks: dict[int, int] = {}
    size = 0
    for text, state in strings:
        piece = re.sub(r"\s+", " ", text)
        piece = piece.strip() if blanks else piece
        if parts and blanks:
            parts.append(" ")
            size += 1
        if parts and state != GOES_ON:
            breaks[size + len(piece) - len(piece.lstrip())] = state
        parts.append(piece)
        size += len(piece)
        if size > _MAX_CHARS:
            break
    return Flat(domain, make, "".join(parts), breaks)
