"""The page of one rule: its figures, what it removed most often, and examples with what stood around them."""

from __future__ import annotations

from cleaner.report._page import Cell, Raw, kind_style, link, page, quoted, section, table
from cleaner.report._shown import counted, esc, number, one_line, percent
from cleaner.report.corpus.paths import document_path
from cleaner.report.corpus.stats import Least, RuleCount, RuleKey, Sampled, Tally

_AROUND = 90  # characters on either side of an example
_MOST_TEXTS = 50


def rule_page(tally: Tally, key: RuleKey, count: RuleCount) -> str:
    """The page of the rule `key` (filter and rule)."""
    name = "/".join(key)
    figures = (
        f"{counted(count.removals, 'removal')} in {counted(count.documents, 'document')} "
        f"({percent(count.documents, tally.documents)}): {counted(count.characters, 'character')}, "
        f"{percent(count.characters, tally.scraped)} of all; certainty {count.least_certainty:.3g} or more."
    )
    header = [
        '<a class="back" href="../index.html">← back to the report</a>',
        f"<h1>{esc(name)}</h1>",
        f'<p class="lead"><span class="pill k0">{esc(count.kind)}</span> {figures}</p>',
    ]
    lines = [(text, seen) for (f, r, text), seen in tally.lines.most() if (f, r) == key][:_MOST_TEXTS]
    texts = [(quoted(text), number(seen)) for text, seen in lines]
    body = [
        section("examples", "Examples", _examples(f"Removals in documents drawn by chance, by {name}", count.examples)),
        section("longest", "Longest", _examples("What is long is more often body text", count.longest)),
        section(
            "texts",
            "Removed most often",
            table("Removed texts, and in how many documents", ("Text", "Documents"), texts, numeric=(1,)),
        ),
    ]
    return page(f"{name} – rule", header, body, style=kind_style([count.kind]))


def _examples(caption: str, drawn: Least) -> str:
    rows = [_example(document, n) for _, document, n in drawn if n is not None]
    return table(caption, ("Document", "Removed, with what stood around it", "Reasons"), rows)


def _example(document: Sampled, n: int) -> tuple[Cell, ...]:
    r, text = document.result.removals[n], document.result.document.text
    before = one_line(text[max(0, r.start - _AROUND) : r.start])
    after = one_line(text[r.end : r.end + _AROUND])
    shown = f'<bdi>… {esc(before)} <del class="k0">{esc(one_line(r.text, 300))}</del> {esc(after)} …</bdi>'
    target = f"../{document_path(document.number)}#r{n}"
    return link(target, quoted(one_line(document.name, 60))), Raw(shown), "; ".join(r.reasons)
