"""The tables of the audit page: metadata with its sources, removals by rule, repairs, and the blocks of a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cleaner.filters.region import Region
from cleaner.metadata.fields import FIELDS
from cleaner.model import Block, Claim, Dom, Edit, Removal
from cleaner.output._values import rivals, shown_value
from cleaner.report._page import Cell, Raw, details, link, quoted, section, table
from cleaner.report._shown import counted, esc, number, one_line, spelled
from cleaner.report._stretches import alike, line_numbers
from cleaner.report.audit.text import rules_of
from cleaner.result import Result

_MOST_ROWS = 500  # of one rule or one table; a page of 5 MB still opens
_FEW = 12  # rows up to which a table is open
_CONTEXT = 24  # characters on either side of a repair


def metadata_part(result: Result) -> str:
    """The known fields, their sources, and what other sources said."""
    known = [(f, shown_value(getattr(result.metadata, f))) for f in FIELDS]
    rows = [
        (name, quoted(value), result.metadata.sources.get(name, ""), _rivals(rivals(result.metadata, name)))
        for name, value in known
        if value
    ]
    if not rows:
        return section("metadata", "Metadata", "<p>None found.</p>")
    heads = ("Field", "Value", "Source", "Other sources said")
    return section("metadata", "Metadata", table("What is known about the article, and who says so", heads, rows))


def removals_part(result: Result, kinds: Sequence[str]) -> str:
    """The removals by filter and rule, each with its line, its certainty and its reasons."""
    lines = line_numbers(result.document.text, [r.start for r in result.removals])
    groups = []
    rules = rules_of(result.removals)
    for n, (rule, members) in enumerate(rules.items()):
        removals = [result.removals[i] for i in members]
        chars = sum(len(r.text) for r in removals)
        found = sorted({r.kind for r in removals}, key=kinds.index)
        pills = " ".join(f'<span class="pill k{kinds.index(kind)}">{esc(kind)}</span>' for kind in found)
        named = f"<b>{esc('/'.join(rule))}</b>"
        summary = f"{pills} {named}: {counted(len(removals), 'removal')}, {counted(chars, 'character')}"
        rows = [_removal_row(i, result.removals[i], lines[i]) for i in members[:_MOST_ROWS]]
        caption = f"Cut by {'/'.join(rule)}{_and_more(len(members))}"
        shown = table(caption, ("Line", "Text", "Certainty", "Reasons"), rows, numeric=(0, 2))
        groups.append(details(Raw(summary), shown, name=f"g{n}", is_open=max(len(rules), len(members)) <= _FEW))
    return section("removals", "Removals", *(groups or ["<p>Nothing was cut.</p>"]))


def repairs_part(result: Result) -> str:
    """The repairs by rule, each with its surroundings before and after; empty if there are none."""
    if not result.repairs:
        return ""
    groups = []
    original = result.document.original
    for rule, same in alike(result.repairs).items():
        shown = same[:_MOST_ROWS]
        lines = line_numbers(original, [edits[0].start for edits in shown])
        rows = [_repair_row(edits, line, original) for edits, line in zip(shown, lines, strict=True)]
        heads = ("Times", "Was", "Is", "First in line", "There", "Steps")
        caption = f"Repaired by {rule}{_and_more(len(same))}"
        summary = Raw(f"<b>{esc(rule)}</b>: {counted(sum(map(len, same)), 'repair')}")
        groups.append(details(summary, table(caption, heads, rows, numeric=(0, 3)), is_open=len(rows) <= _FEW))
    return section("repairs", "Repairs", *groups)


def blocks_part(result: Result, kinds: Sequence[str]) -> str:
    """For a page, each block with its place, whether it was kept, and why; empty for plain text."""
    if not any(b.dom for b in result.document.blocks):
        return ""
    groups, blocks = [], result.document.blocks
    fates = list(_fates(blocks, result.removals))
    scores = _scores(result)
    for first in range(0, len(blocks), _MOST_ROWS):
        part = range(first, min(first + _MOST_ROWS, len(blocks)))
        rows = [_block_row(n, blocks[n], fates[n], scores[n], result, kinds) for n in part]
        caption = f"Blocks {part[0] + 1} to {part[-1] + 1} of {number(len(blocks))}, in the order of the page"
        heads = ("Block", "Fate", "Rule", "Kind", "Links", "Score", "Path", "Reasons", "Text")
        groups.append(details(caption, table(caption, heads, rows, numeric=(0, 4, 5))))
    return section("blocks", "Blocks", *groups)


def _rivals(claims: Iterable[Claim]) -> Raw:
    items = [
        f"<li><bdi>{esc(one_line(shown_value(c.value), 300))}</bdi> ({esc(str(c.source))}, {c.certainty:.2g})</li>"
        for c in islice(claims, 20)
    ]
    return Raw(f'<ul class="rivals">{"".join(items)}</ul>' if items else "")


def _removal_row(n: int, removal: Removal, line: int) -> tuple[Cell, ...]:
    text = quoted(one_line(removal.text, 300))
    return link(f"#r{n}", number(line)), text, f"{removal.certainty:.3g}", "; ".join(removal.reasons)


def _repair_row(edits: Sequence[Edit], line: int, original: str) -> tuple[Cell, ...]:
    """The row of identical repairs, with the context of the first."""
    first = edits[0]
    left = original[max(0, first.start - _CONTEXT) : first.start]
    right = original[first.end : first.end + _CONTEXT]
    was, now = _marked("del", first.before), _marked("ins", first.replacement)
    there = f"<bdi>…{esc(spelled(left))}{was}{now}{esc(spelled(right))}…</bdi>"
    return number(len(edits)), Raw(was), Raw(now), number(line), Raw(there), " → ".join(first.plan)


def _marked(tag: str, text: str) -> str:
    return f'<{tag} class="fix">{esc(spelled(text))}</{tag}>' if text else ""


def _fates(blocks: Sequence[Block], removals: Sequence[Removal]) -> Iterator[list[Removal]]:
    """The removals in each block, without white space."""
    cuts = [r for r in removals if r.kind != "layout"]
    starts = [r.start for r in cuts]
    for block in blocks:
        n = max(0, bisect_right(starts, block.start) - 1)
        found = []
        while n < len(cuts) and cuts[n].start < block.end:
            if cuts[n].end > block.start:
                found.append(cuts[n])
            n += 1
        yield found


def _scores(result: Result) -> Sequence[str]:
    """The probability that each block of a page is main content; empty if the classifier did not run."""
    markup = result.document.markup
    if markup is None or all(r.filter != Region.name for r in result.removals):
        return [""] * len(result.document.blocks)
    from cleaner.classify.blocks.decision import decision

    return [f"{chance:.2f}" for chance in decision(markup).choice.probabilities]


def _block_row(
    n: int, block: Block, cuts: list[Removal], score: str, result: Result, kinds: Sequence[str]
) -> tuple[Cell, ...]:
    gone = sum(min(r.end, block.end) - max(r.start, block.start) for r in cuts)
    part = "cut" if gone >= block.end - block.start else "cut in part"
    fate: Cell = Raw(f'<span class="pill k{kinds.index(cuts[0].kind)}">{part}</span>') if cuts else "kept"
    rules = ", ".join(dict.fromkeys(f"{r.filter}/{r.rule}" for r in cuts))
    reasons = "; ".join(dict.fromkeys(reason for r in cuts for reason in r.reasons))
    text = quoted(one_line(result.document.text[block.start : block.end], 80))
    return str(n + 1), fate, rules, block.kind.replace("_", " "), *_dom_cells(block.dom, score), reasons, text


def _dom_cells(dom: Dom | None, score: str) -> tuple[Cell, Cell, Cell]:
    """Link density, score and path."""
    if dom is None:
        return "", "", ""
    path = Raw(f'<span class="path">{esc(dom.path)}{" (hidden)" if dom.hidden else ""}</span>')
    return f"{100 * dom.link_density:.0f} %" if dom.link_density else "", score, path


def _and_more(count: int) -> str:
    return f" (the first {number(_MOST_ROWS)} of {number(count)})" if count > _MOST_ROWS else ""
