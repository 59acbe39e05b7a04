"""The document with what was cut in place, beside the clean text, and the legend that hides a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.model import Removal
from cleaner.report._kinds import kind_name
from cleaner.report._page import section
from cleaner.report._shown import esc, number
from cleaner.report._stretches import Stretch, chunks
from cleaner.result import Result

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LONG = 100_000  # characters; what is longer is laid out only where it is looked at
_CHARS_PER_ROW = 70  # for the height that a chunk is taken to have until then
_ROW_EM = 1.6


def text_part(result: Result, kinds: Sequence[str]) -> str:
    """The section with the document as scraped, each removal struck, and the clean text beside it."""
    was, now = _Writer(result, kinds).columns()
    language = result.metadata.language or ""
    lang = f' lang="{esc(language)}"' if _LANGUAGE.fullmatch(language) else ""
    return section(
        "text",
        "Text",
        f'<div class="legend">\n{_legend(result, kinds)}\n{_VIEWS}\n</div>',
        f'<div class="texts{" long" if len(result.document.text) > _LONG else ""}">',
        f'<article class="was"{lang} aria-labelledby="was-h"><h3 id="was-h" lang="en">As scraped</h3>',
        was,
        f'</article>\n<article class="now"{lang} aria-labelledby="now-h"><h3 id="now-h" lang="en">Clean</h3>',
        now,
        "</article>",
        "</div>",
    )


_VIEWS = """<fieldset class="view"><legend>View</legend>
<label><input type="radio" name="view" id="view-both" checked>both</label>
<label><input type="radio" name="view" id="view-was">as scraped</label>
<label><input type="radio" name="view" id="view-now">clean</label>
</fieldset>"""


def _legend(result: Result, kinds: Sequence[str]) -> str:
    counts: Counter[str] = Counter(r.kind for r in result.removals)
    boxes = [
        f'<label class="kind k{n}"><input type="checkbox" id="show-{n}" checked>'
        f"{esc(kind_name(kind))} <b>{number(counts[kind])}</b></label>"
        for n, kind in enumerate(kinds)
    ]
    if result.repairs:
        boxes.append(
            '<label><input type="checkbox" id="show-fixes" checked>'
            f'<ins class="fix">repairs</ins> <b>{number(len(result.repairs))}</b></label>'
        )
    if result.removals:
        boxes.append('<label><input type="checkbox" id="show-why" checked>rules</label>')
    return f"<fieldset><legend>Show what was cut</legend>{''.join(boxes)}</fieldset>"


class _Writer:
    """Writes the two columns; it remembers which removals have their label already."""

    def __init__(self, result: Result, kinds: Sequence[str]) -> None:
        self.text = result.document.text
        self.removals = result.removals
        self.chunks = chunks(result)
        self.classes = {kind: f"k{n}" for n, kind in enumerate(kinds)}
        self.groups = {rule: n for n, rule in enumerate(rules_of(result.removals))}
        self.named: set[int] = set()
        self.labelled: tuple[str, str] | None = None

    def columns(self) -> tuple[str, str]:
        """The markup of the chunks as scraped, and of the clean ones; both count the same rows."""
        was: list[str] = []
        now: list[str] = []
        for row, chunk in enumerate(self.chunks, 2):
            was.append(_chunk(row, "".join(self._scraped(chunk)), chunk[-1].end - chunk[0].start))
            clean = "".join(self.text[p.start : p.end] for p in chunk if p.removal is None)
            if clean:
                now.append(_chunk(row, esc(clean), len(clean)))
        return "\n".join(was), "\n".join(now)

    def _scraped(self, chunk: Iterable[Stretch]) -> Iterator[str]:
        for n, pieces in groupby(chunk, key=lambda p: p.removal):
            inner = "".join(self._repaired(p) for p in pieces)
            if n is None:
                self.labelled = None if inner.strip() else self.labelled
                yield inner
            else:
                yield from self._struck(n, self.removals[n], inner)

    def _struck(self, n: int, removal: Removal, inner: str) -> Iterator[str]:
        class_ = self.classes[removal.kind]
        name = "" if n in self.named else f' id="r{n}"'
        self.named.add(n)
        if removal.kind == "layout":
            yield f'<del{name} class="{class_} blank">{inner}</del>'
            return
        yield f'<del{name} class="{class_}">{inner}</del>'
        rule = (removal.filter, removal.rule)
        if rule != self.labelled:  # one label for a run of removals by one rule
            self.labelled = rule
            why = esc("; ".join((f"certainty {removal.certainty:.3g}", *removal.reasons)))
            label = esc(f"{removal.filter}/{removal.rule}")
            yield f'<a class="why {class_}" href="#g{self.groups[rule]}" title="{why}">{label}</a>'

    def _repaired(self, piece: Stretch) -> str:
        text = esc(self.text[piece.start : piece.end])
        if piece.before is None:
            return text
        before = f'<del class="fix">{esc(piece.before)}</del>' if piece.before else ""
        return before + (f'<ins class="fix">{text}</ins>' if text else "")


def rules_of(removals: Iterable[Removal]) -> dict[tuple[str, str], list[int]]:
    """The indices of `removals` by filter and rule, white space left out, in order of first appearance."""
    by_rule: dict[tuple[str, str], list[int]] = {}
    for n, r in enumerate(removals):
        if r.kind != "layout":
            by_rule.setdefault((r.filter, r.rule), []).append(n)
    return by_rule


def _chunk(row: int, markup: str, length: int) -> str:
    height = _ROW_EM * (1 + length // _CHARS_PER_ROW)
    return f'<div dir="auto" style="grid-row:{row};contain-intrinsic-height:auto {height:.1f}em">{markup}</div>'
