"""The index of a report: what went, by which rule, how often, and which documents are worth a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleaner.metadata.fields import FIELDS
from cleaner.report._kinds import kind_name, ordered
from cleaner.report._page import Cell, Raw, bar, kind_style, link, page, quoted, section, table
from cleaner.report._shown import counted, esc, number, one_line, percent, ranked
from cleaner.report.corpus.chart import histogram
from cleaner.report.corpus.paths import document_path, rule_path
from cleaner.report.corpus.stats import Least, RuleKey, Sampled, Tally

_MOST_LINES = 50


def index_page(tally: Tally, name: str) -> str:
    """The index page of the report on the corpus called `name`."""
    kinds = ordered(tally.kinds)
    parts = {
        "rules": ("Rules", _rules(tally, kinds)),
        "loss": ("How much went", histogram(tally.losses, "Documents by the share of their characters that was cut")),
        "most": ("Lost most", _lost_most(tally)),
        "unsure": ("Least certain", _least_sure(tally)),
        "lines": ("Removed most often", _lines(tally)),
        "filters": ("Filters", _filters(tally)),
        "repairs": ("Repairs", _repairs(tally)),
        "flags": ("Flags", _flags(tally)),
        "metadata": ("Metadata", _fields(tally)),
        "rejected": ("Rejected", _rejected(tally)),
    }
    shown = {key: part for key, part in parts.items() if part[1]}
    items = "".join(f'<li><a href="#{key}">{heading}</a></li>' for key, (heading, _) in shown.items())
    contents = f'<nav aria-label="On this page"><ul>{items}</ul></nav>'
    header = [*_header(tally, name, kinds), contents]
    body = [section(key, heading, markup) for key, (heading, markup) in shown.items()]
    return page(f"{name or 'Corpus'} – report", header, body, style=kind_style(kinds))


def _header(tally: Tally, name: str, kinds: Sequence[str]) -> Iterator[str]:
    cut = tally.scraped - tally.clean
    yield f"<h1>What was cut{f' from <bdi>{esc(name)}</bdi>' if name else ''}</h1>"
    documents = f"from {number(tally.changed)} of {counted(tally.documents, 'document')}"
    yield (
        f'<p class="lead"><b>{percent(cut, tally.scraped)}</b> cut: {number(cut)} of '
        f"{counted(tally.scraped, 'character')}, {documents}; {number(sum(tally.reasons.values()))} rejected.</p>"
    )
    yield bar(tally.clean, [tally.kinds[kind] for kind in kinds])
    legend = (
        f'<span class="pill k{n}">{esc(kind_name(kind))} <b>{percent(tally.kinds[kind], tally.scraped)}</b></span>'
        for n, kind in enumerate(kinds)
    )
    yield f"<p>{' '.join(legend)}</p>"
    if tally.unaccounted:
        note = f"Rows without removals: {number(tally.unaccounted)}; what was cut there cannot be told."
        yield f'<div class="flags" role="note"><p>{note}</p></div>'


def _rules(tally: Tally, kinds: Sequence[str]) -> str:
    numbers = {key: n for n, key in enumerate(sorted(tally.rules), 1)}
    most = max([c.characters for c in tally.rules.values()] or [1])
    rows: list[tuple[Cell, ...]] = []
    for key, count in sorted(tally.rules.items(), key=lambda item: (-item[1].characters, item[0])):
        k = kinds.index(count.kind)
        filled = f'<span class="k{k}" style="width:{100 * count.characters / most:.1f}%"></span>'
        meter = f'<span class="meter" aria-hidden="true">{filled}</span>'
        rows.append(
            (
                link(str(rule_path(numbers[key])), "/".join(key)),
                Raw(f'<span class="pill k{k}">{esc(count.kind)}</span>'),
                number(count.documents),
                percent(count.documents, tally.documents),
                number(count.removals),
                number(count.characters),
                Raw(f"{percent(count.characters, tally.scraped)} {meter}"),
                f"{count.least_certainty:.3g}",
            )
        )
    heads = ("Rule", "Kind", "Documents", "of all", "Removals", "Characters", "Share of characters", "Least certainty")
    rules = table("What each rule cut; follow a rule to its examples", heads, rows, numeric=range(2, 8))
    return rules or "<p>Nothing was cut.</p>"


def _filters(tally: Tally) -> str:
    removals: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for (name, _), count in tally.rules.items():
        removals[name] += count.removals
        chars[name] += count.characters
    rows = []
    for name in sorted(chars, key=lambda n: (-chars[n], n)):
        seen, took = tally.filters[name], chars[name]
        shares = percent(seen, tally.documents), percent(took, tally.scraped)
        rows.append((name, number(seen), shares[0], number(removals[name]), number(took), shares[1]))
    heads = ("Filter", "Documents", "of all", "Removals", "Characters", "Share of characters")
    return table("What each filter cut", heads, rows, numeric=range(1, 6))


def _lines(tally: Tally) -> str:
    numbers = {key: n for n, key in enumerate(sorted(tally.rules), 1)}
    rows = [
        (quoted(text), number(seen), _rule_link((filter_, rule), numbers))
        for (filter_, rule, text), seen in tally.lines.most(_MOST_LINES)
        if seen > 1
    ]
    about = ", about: there are too many to count them all" if tally.lines.forgot else ""
    heads = ("Text", "Documents", "Rule")
    return table(f"Texts removed from more than one document{about}", heads, rows, numeric=(1,))


def _rule_link(key: RuleKey, numbers: dict[RuleKey, int]) -> Raw:
    return link(str(rule_path(numbers[key])), "/".join(key))


def _lost_most(tally: Tally) -> str:
    rows = [
        (_document_link(d), f"{100 * -key:.0f} %", number(len(d.result.document.text)), number(len(d.result.text)))
        for key, d, _ in tally.lost_most
    ]
    heads = ("Document", "Cut", "Scraped characters", "Clean characters")
    return table("The documents that lost the largest share", heads, rows, numeric=(1, 2, 3))


def _least_sure(tally: Tally) -> str:
    rows: list[tuple[Cell, ...]] = []
    for certainty, d, n in tally.least_sure:
        if n is not None:
            r = d.result.removals[n]
            text = quoted(one_line(r.text, 200))
            rows.append((_document_link(d, n), f"{certainty:.3g}", f"{r.filter}/{r.rule}", text))
    heads = ("Document", "Certainty", "Rule", "Removed")
    return table("The documents with the least certain removals", heads, rows, numeric=(1,))


def _flags(tally: Tally) -> str:
    rows = [
        (code, number(count), percent(count, tally.documents), _links(tally.flagged[code]))
        for code, count in ranked(tally.flags)
    ]
    heads = ("Flag", "Documents", "of all", "Such as")
    return table("What the results say of themselves", heads, rows, numeric=(1, 2))


def _repairs(tally: Tally) -> str:
    rows = [(rule, number(count), percent(count, tally.documents)) for rule, count in ranked(tally.repairs)]
    return table(
        "In how many documents something was put right", ("Repair", "Documents", "of all"), rows, numeric=(1, 2)
    )


def _fields(tally: Tally) -> str:
    rows = [(f, number(tally.fields[f]), percent(tally.fields[f], tally.documents)) for f in FIELDS if tally.fields[f]]
    return table("In how many documents a field is known", ("Field", "Documents", "of all"), rows, numeric=(1, 2))


def _rejected(tally: Tally) -> str:
    if not tally.reasons:
        return ""
    counts = [(reason, number(count)) for reason, count in ranked(tally.reasons)]
    rows = [
        tuple(quoted(one_line(str(row.get(key) or ""), 300)) for key in ("place", "reason", "message"))
        for row in tally.rejected
    ]
    first = f"The first {number(len(rows))}" if len(rows) < sum(tally.reasons.values()) else "All"
    return table("Why documents were rejected", ("Reason", "Documents"), counts, numeric=(1,)) + table(
        f"{first} that were rejected", ("Place", "Reason", "Message"), rows
    )


def _links(documents: Iterable[tuple[float, Sampled, int | None]] | Least) -> Raw:
    return Raw(", ".join(_document_link(d).markup for _, d, _ in documents))


def _document_link(document: Sampled, removal: int | None = None) -> Raw:
    anchor = "" if removal is None else f"#r{removal}"
    return link(f"{document_path(document.number)}{anchor}", quoted(one_line(document.name, 80)))
