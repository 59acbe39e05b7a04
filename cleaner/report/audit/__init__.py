"""The audit page: one file that shows what was cut and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.report._kinds import ordered
from cleaner.report._page import Raw, bar, kind_style, outside_link, page
from cleaner.report._shown import counted, esc, number, percent
from cleaner.report.audit.tables import blocks_part, metadata_part, removals_part, repairs_part
from cleaner.report.audit.text import text_part
from cleaner.result import Result


def audit_page(result: Result, name: str = "", *, back: str = "") -> str:
    """The audit page of one article as HTML that needs nothing else: no network, no script, no other file.

    Args:
        result: the result of a cleaning, or a row of an output read back.
        name: the name of its file or its id, for the heading.
        back: address of the page to go back to, if this one is part of a report.
    """
    kinds = ordered(_chars(result))
    title = result.metadata.title or name or "Untitled"
    parts = [
        text_part(result, kinds),
        metadata_part(result),
        removals_part(result, kinds),
        repairs_part(result),
        blocks_part(result, kinds),
    ]
    header = [*_header(result, name, title, kinds, back), _contents(parts)]
    style = kind_style(kinds, toggles=True)
    return page(f"{title} – audit", header, [p for p in parts if p], style=style, layout="wide")


def _header(result: Result, name: str, title: str, kinds: Sequence[str], back: str) -> Iterator[str]:
    scraped, clean = len(result.document.text), len(result.text)
    places = sum(r.kind != "layout" for r in result.removals)
    if back:
        yield f'<a class="back" href="{esc(back)}">← back to the report</a>'
    yield f"<h1><bdi>{esc(title)}</bdi></h1>"
    facts: list[Raw | str] = [fact for fact in (name if name != title else "",) if fact]
    if result.document.url:
        facts.append(outside_link(result.document.url))
    if facts:
        shown = " · ".join(f"<bdi>{f.markup if isinstance(f, Raw) else esc(f)}</bdi>" for f in facts)
        yield f'<p class="faint">{shown}</p>'
    yield (
        f'<p class="lead"><b>{percent(scraped - clean, scraped)}</b> cut: {number(scraped - clean)} of '
        f"{number(scraped)} characters in {counted(places, 'place')}; {counted(len(result.repairs), 'repair')}.</p>"
    )
    yield bar(clean, [_chars(result)[kind] for kind in kinds])
    if result.flags:
        items = "".join(f"<li><code>{esc(f.code)}</code>: {esc(f.message)}</li>" for f in result.flags)
        yield f'<div class="flags" role="note" aria-label="Flags"><ul>{items}</ul></div>'


def _contents(parts: Sequence[str]) -> str:
    names = ("text", "metadata", "removals", "repairs", "blocks")
    items = "".join(f'<li><a href="#{n}">{n.title()}</a></li>' for n, p in zip(names, parts, strict=True) if p)
    return f'<nav aria-label="On this page"><ul>{items}</ul></nav>'


def _chars(result: Result) -> Counter[str]:
    chars: Counter[str] = Counter()
    for r in result.removals:
        chars[r.kind] += r.end - r.start
    return chars
