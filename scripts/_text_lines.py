"""The labelled blocks that the classifier of plain text learns from, as arrays. Needs numpy; only for training."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from _clean_forms import clean_forms, menu
from _site_profiles import of_scraped, of_wild

from cleaner.chain import Phase, run
from cleaner.classify.lines.features import FEATURES, depth, surface
from cleaner.model import Document, Removal
from cleaner.presets import preset
from cleaner.read import rereader
from cleaner.read.text import read_text
from cleaner.sites import SiteProfile, SiteResidue
from cleaner.sites.match import Templates, templates_of
from cleaner.view import View

KEEP, RESIDUE, MIXED, NONE = 0, 1, 2, -1
_LABELS = {"keep": KEEP, "residue": RESIDUE, "mixed": MIXED}
BODIES = ("fundus", "readability", "newspaper4k", "magic_html", "wcxb_article")
_FLATTENED = ("bs4_get_text", "bs4_article", "bs4_p", "newspaper4k", "trafilatura")  # by " ".join
_SHAPED = ("markdown", "wrapped")
FORMS = 8  # texts of a form of short lines in a language
_CASELESS = {c: chr(0x915 + i % 33) for i, c in enumerate([*range(97, 123), *range(0xDF, 0xF7), *range(0xF8, 0x100)])}
# Residue that phrases give away, of many kinds and languages. Clean bodies are shown to the classifier with some of it
# among them as well: that a share bar stood beside a paragraph says nothing against the paragraph.
PLANTED = (
    "Advertisement", "ADVERTISEMENT", "Anzeige", "Publicité", "Publicidad", "Pubblicità", "Iklan", "Реклама", "広告",
    "Article continues below", "Story continues below advertisement", "SCROLL TO CONTINUE WITH CONTENT",
    "Share this article", "Share on Facebook", "Facebook", "Twitter", "Email", "Teilen", "Partager", "Compartir",
    "Read more: Ferry crews call off their strike", "Read also: The last baker of Mill Street retires",
    "Lesen Sie auch: Der alte Hafen wird umgebaut", "Lire aussi : La fanfare fête ses cent ans",
    "Baca juga: Harga ikan naik menjelang akhir pekan", "Leia também: Chuva fecha três escolas",
    "Related articles", "Most read", "Sign up for our newsletter", "Subscribe now", "Newsletter abonnieren",
    "Leave a comment", "Comments", "Kommentare", "Commentaires", "Комментарии", "Skip to content", "Log in", "Menu",
    "Follow us on Twitter", "Read more", "Mehr zum Thema", "Sur le même sujet", "Terms of use", "Privacy policy",
)  # fmt: skip
_SPLIT = re.compile(r"\n\s*")

_ARTICLE = preset("article")
_FLOOR = 1 - _ARTICLE.max_loss
# What has been cut before the classifier is asked.
BEFORE = tuple(
    Phase(p.name, tuple(f for f in p.filters if f.name not in ("classifier", "repeats"))) for p in _ARTICLE.phases
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from.

    Args:
        part: folder of the corpus that it comes from, or ``wild``.
        id: its id there.
        scraper: what made it; ``gold`` for a clean body; of wild texts whether they came with ``lines``.
        variant: ``raw``, ``caseless`` (letters replaced by ones without case), ``flat`` (on one line, its blocks found
            again), ``markdown``, ``wrapped``, ``gold`` or ``flat-gold``, and ``planted`` and ``flat-planted`` for clean
            bodies with known residue among them; with ``-cleaned`` behind it, most of the residue is gone, as a
            second round sees it; with ``-site``, there is a profile of the site.
        domain: web domain of the page, or data set; texts of one are never on both sides of a split.
    """

    part: str
    id: str
    scraper: str
    variant: str
    domain: str


class Region(NamedTuple):
    """What stands from `start` to `end` of a text."""

    start: int
    end: int
    label: int


Measured = tuple[Text, np.ndarray, np.ndarray, np.ndarray]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def chance(key: str, one_in: int) -> bool:
    """Whether `key` is among one in `one_in`; the same in every run."""
    return zlib.crc32(key.encode()) % one_in == 0


def standing(document: Document, site: SiteResidue | None = None) -> View:
    """What the classifier is asked about: `document` less what phrases and forms, and its site, give away."""
    phases = BEFORE if site is None else tuple(Phase(p.name, (*p.filters, site)) for p in BEFORE)
    return run(document, phases, _FLOOR, rereader(document.shape)).view


def labels(view: View, regions: Sequence[Region]) -> list[int]:
    """The label of each block of `view`, of what the regions (in order) of its document hold."""
    starts = [r.start for r in regions]
    return [_label(view.to_document(b.start, b.end), regions, starts) for b in view.blocks]


def _label(spans: Sequence[tuple[int, int]], regions: Sequence[Region], starts: Sequence[int]) -> int:
    """The label of a block that may hold parts of several regions: body unless hardly any of it is."""
    chars: Counter[int] = Counter()
    for start, end in spans:
        for i in range(max(0, bisect_right(starts, start) - 1), len(regions)):
            if regions[i].start >= end:
                break
            chars[regions[i].label] += max(0, min(end, regions[i].end) - max(start, regions[i].start))
    size = chars.total()
    if not size or chars[MIXED] + chars[NONE] > 0.5 * size:
        return MIXED
    if chars[KEEP] >= 0.5 * size:
        return KEEP
    return RESIDUE if chars[RESIDUE] >= 0.8 * size else MIXED


def _measured(text: Text, view: View, regions: Sequence[Region], site: Templates | None = None) -> list[Measured]:
    n = len(view.blocks)
    if not n:
        return []
    measures = {**surface(view), **depth(view, range(n), site)}
    columns = [measures[name] for name in FEATURES]
    wide = [np.full(n, c, np.float32) if isinstance(c, int | float) else np.asarray(c, np.float32) for c in columns]
    chars = np.array([b.end - b.start for b in view.blocks], np.int32)
    return [(text, np.column_stack(wide), np.array(labels(view, regions), np.int8), chars)]


def _cleaned(view: View, regions: Sequence[Region], rng: random.Random) -> View:
    """`view` as later rounds see it."""
    left = rng.choice([0, 0, 0.03, 0.15])
    cuts = []
    for block, label in zip(view.blocks, labels(view, regions), strict=True):
        if (label == RESIDUE and rng.random() >= left) or (label == MIXED and rng.random() < 0.3):
            spans = view.to_document(block.start, block.end)
            cuts += [Removal(a, b, "", "boilerplate", "", "", reasons=("marked",)) for a, b in spans]
    return view.less(cuts)


def _both(
    text: Text, document: Document, regions: Sequence[Region], cleaned: bool, profile: SiteProfile | None = None
) -> list[Measured]:
    """A text as the first round sees it and, if `cleaned`, as a later one does; and with a `profile` of its site."""
    view = standing(document)
    found = _measured(text, view, regions)
    if profile is not None and profile.entries:
        known = Text(text.part, text.id, text.scraper, f"{text.variant}-site", text.domain)
        found += _measured(known, standing(document, SiteResidue(profile)), regions, templates_of(profile))
    if cleaned and any(r.label == RESIDUE for r in regions):
        later = Text(text.part, text.id, text.scraper, f"{text.variant}-cleaned", text.domain)
        found += _measured(later, _cleaned(view, regions, random.Random(zlib.crc32(text.id.encode()))), regions)
    return found


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
    found = _both(Text(part, id_, scraper, "raw", domain), document, regions, cleaned, profile)
    if chance(id_ + "caseless", 6):
        caseless = read_text(row["text"].lower().translate(_CASELESS))
        again = _lines(caseless.text, lambda i: by_line.get(i, NONE))
        found += _both(Text(part, id_, scraper, "caseless", domain), caseless, again, False)
    if scraper in _FLATTENED:
        flat, moved = _flat(document.text, regions, id_)
        found += _both(Text(part, id_, scraper, "flat", domain), flat, moved, chance(id_ + "cleaned", 2), profile)
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
    return _both(text, document, regions, chance(row["id"] + "cleaned", 3))


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
    found = _both(Text("wild", row["id"], name, document.shape, row["source"]), document, regions, True, profile)
    if has_lines and document.shape in ("lines", "mixed"):
        flat, moved = _flat(text, regions, row["id"])
        found += _both(Text("wild", row["id"], "flattened", "flat", row["source"]), flat, moved, False)
    return found


def _of_page(job: tuple[str, str, dict[str, Any]]) -> list[Measured]:
    part, domain, page = job
    body = [p.strip() for p in page["gold"]["body"] if p.strip()]
    found = []
    for name, gap in (("gold", "\n\n"), ("gold-tight", "\n")):
        document = read_text(gap.join(body))
        whole = [Region(0, len(document.text), KEEP)]
        found += _both(Text(part, page["id"], name, "gold", domain), document, whole, False)
    if body:
        found += _planted(part, domain, page["id"], body)
        text = "\n".join(body)
        flat, moved = _flat(text, [Region(0, len(text), KEEP)], page["id"])
        found += _both(Text(part, page["id"], "gold-flat", "flat-gold", domain), flat, moved, False)
    return found


def _planted(part: str, domain: str, key: str, body: Sequence[str]) -> list[Measured]:
    """A clean body with known residue among its paragraphs, and often a menu around them."""
    rng = random.Random(zlib.crc32(key.encode()))
    lines = [(p, KEEP) for p in body]
    for _ in range(rng.randint(1, 4)):
        at = rng.choice((rng.randint(0, len(lines)), max(0, len(lines) - 1), len(lines)))
        lines[at:at] = [(text, RESIDUE) for text in rng.sample(PLANTED, rng.randint(1, 4))]
    for at in {0: (0,), 1: (len(lines),), 2: (len(lines), 0)}.get(rng.randint(0, 4), ()):
        lines[at:at] = [(label, RESIDUE) for label in menu(rng)]
    text = "\n".join(line for line, _ in lines)
    document = read_text(text)
    regions = _lines(text, [label for line, label in lines for _ in line.split("\n")].__getitem__)
    found = []
    if document.text == text:
        found += _both(Text(part, key, "planted", "planted", domain), document, regions, False)
    flat, moved = _flat(text, regions, key)
    return found + _both(Text(part, key, "planted", "flat-planted", domain), flat, moved, False)


def _of_form(job: tuple[str, str, list[str]]) -> list[Measured]:
    """An invented clean text of short lines; as lines, on one, and with known residue among them."""
    language, name, lines = job
    text = "\n".join(lines)
    document = read_text(text)
    regions = [Region(0, len(document.text), KEEP)]
    domain = f"form-{language}"
    found = _both(Text("made", name, "gold", "form", domain), document, regions, False)
    flat, moved = _flat(text, [Region(0, len(text), KEEP)], name)
    found += _both(Text("made", name, "gold-flat", "flat-form", domain), flat, moved, False)
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
