"""The differences between two outputs as one page."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.report._page import Raw, details, page, quoted, section, table
from cleaner.report._shown import counted, esc, number, one_line, ranked
from cleaner.report.comparison.corpus import Comparison
from cleaner.report.comparison.document import DocumentChange

_OPEN = 20  # documents that stand open
_MOST_TEXTS = 200  # of one document


def diff_page(comparison: Comparison, a: str, b: str) -> str:
    """What differs between the outputs called `a` and `b`, as HTML that needs nothing else."""
    same = number(comparison.same)
    header = [
        f"<h1>From <bdi>{esc(a)}</bdi> to <bdi>{esc(b)}</bdi></h1>",
        f'<p class="lead"><b>{counted(comparison.changed, "document")}</b> changed, {same} the same.</p>',
    ]
    changes = comparison.changes()
    shown = [_document(change, n < _OPEN) for n, change in enumerate(changes)]
    if comparison.changed > len(changes):
        shown.append(f"<p>These are the {number(len(changes))} that changed most.</p>")
    parts = [
        ("sums", "By rule", _sums(comparison, a, b)),
        ("fields", "Metadata and flags", _fields(comparison)),
        ("documents", "Documents", "\n".join(shown)),
        ("lone", "Only in one", _lone(comparison, a, b)),
    ]
    return page(f"{a} – {b}", header, [section(*part) for part in parts if part[2]])


def _sums(comparison: Comparison, a: str, b: str) -> str:
    kept = {"-": a, "+": b}
    rows = [
        (rule or "(not told)", quoted(kept[sign]), number(comparison.rule_documents[sign, rule]), number(characters))
        for (sign, rule), characters in ranked(comparison.rule_characters)
    ]
    heads = ("Cut by", "Kept only by", "Documents", "Characters")
    return table("Text that one of the two keeps and the other cuts", heads, rows, numeric=(2, 3))


def _fields(comparison: Comparison) -> str:
    rows = [(field, number(count)) for field, count in ranked(comparison.fields)]
    rows += [(f"flag {flag}", number(count)) for flag, count in sorted(comparison.flags.items())]
    return table("In how many documents it differs", ("What", "Documents"), rows, numeric=(1,))


def _lone(comparison: Comparison, a: str, b: str) -> str:
    rows = [(quoted(n), name) for sign, name in (("-", a), ("+", b)) for n in comparison.only[sign]]
    caption = f"{number(sum(comparison.only_count.values()))} documents are in one of the two only"
    return table(caption, ("Document", "Only in"), rows)


def _document(change: DocumentChange, is_open: bool) -> str:
    summary = Raw(f"<b><bdi>{esc(one_line(change.name))}</bdi></b>: {counted(change.characters, 'character')}")
    return details(summary, "\n".join(_inner(change)), is_open=is_open)


def _inner(change: DocumentChange) -> Iterator[str]:
    if change.texts:
        lines = []
        for text in change.texts[:_MOST_TEXTS]:
            tag = "del" if text.sign == "-" else "ins"
            rule = f" <code>{esc(text.rule)}</code>" if text.rule else ""
            lines.append(f"<{tag}><bdi>{esc(one_line(text.text, 1000))}</bdi>{rule}</{tag}>")
        more = len(change.texts) - len(lines)
        yield f'<div class="diff">{"".join(lines)}</div>{f"<p>and {number(more)} more</p>" if more else ""}'
    if change.only_space:
        yield "<p>White space differs.</p>"
    if change.fields:
        rows = [(c.field, quoted(one_line(c.before, 300)), quoted(one_line(c.after, 300))) for c in change.fields]
        yield table("Metadata that differs", ("Field", "Before", "After"), rows)
    if change.flags:
        yield f"<p>Flags: {', '.join(f'<code>{esc(flag)}</code>' for flag in change.flags)}</p>"
