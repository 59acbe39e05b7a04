"""The frame of every report page: no script, no network, and all scraped text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cleaner.report._kinds import hue
from cleaner.report._shown import esc

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SHELL = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body class="{layout}">
<a class="skip" href="#main">Skip to the content</a>
{header}
<main id="main">
{body}</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Raw:
    """Our own markup; everything else is escaped."""

    markup: str


Cell = str | Raw


def page(title: str, header: Iterable[str], body: Iterable[str], *, style: str = "", layout: str = "plain") -> str:
    """A whole page.

    Args:
        title: plain text.
        header: markup above the main part.
        body: markup of the main part.
        style: CSS of this page alone.
        layout: ``plain`` for a column of text and tables, ``wide`` for one that needs the whole window.
    """
    return _SHELL.format(
        policy=_POLICY,
        title=esc(title),
        style=_style() + style,
        layout=layout,
        header="<header>\n" + "\n".join(header) + "\n</header>",
        body="\n".join(body) + "\n",
    )


def section(name: str, heading: str, *parts: str) -> str:
    """A section of a page under a heading with an anchor."""
    head = f'<section id="{name}" aria-labelledby="{name}-h">\n<h2 id="{name}-h">{esc(heading)}</h2>'
    return "\n".join([head, *parts, "</section>"])


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, numeric: Sequence[int] = ()) -> str:
    """A table whose first column names its rows; empty columns are left out, and so is an empty table.

    Args:
        caption: what the table shows, for all readers.
        heads: the heads of its columns.
        rows: the cells; a plain str is escaped.
        numeric: indices of the columns that hold numbers.
    """
    listed = list(rows)
    if not listed:
        return ""
    full = [i for i in range(len(heads)) if any(_cell(row[i]) for row in listed)] or [0]
    head = "".join([f'<th scope="col"{_numeric(i, numeric)}>{esc(heads[i])}</th>' for i in full])
    lines = [f'<div class="scroll" role="region" aria-label="{esc(caption)}" tabindex="0"><table>']
    lines.append(f"<caption>{esc(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>")
    for row in listed:
        name, *rest = [(i, _cell(row[i])) for i in full]
        cells = [f'<th scope="row"{_numeric(name[0], numeric)}>{name[1]}</th>']
        cells += [f"<td{_numeric(i, numeric)}>{cell}</td>" for i, cell in rest]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table></div>"])


def details(summary: Cell, inner: str, *, name: str = "", is_open: bool = False) -> str:
    """A collapsible part that opens by mouse, by key and by a link to `name`.

    The anchor is inside, since browsers open the element around the target of a link, not the target itself.
    """
    part = f'<div id="{name}">\n{inner}\n</div>' if name else inner
    return f"<details{' open' if is_open else ''}><summary>{_cell(summary)}</summary>\n{part}\n</details>"


def link(href: str, text: Cell) -> Raw:
    """A link to another report page or into this one."""
    return Raw(f'<a href="{esc(href)}">{_cell(text)}</a>')


def outside_link(url: str) -> Raw:
    """`url` as a link if it leads to the web, else as text."""
    if url.lower().startswith(("https://", "http://")):
        return Raw(f'<a href="{esc(url)}" rel="noreferrer noopener external">{esc(url)}</a>')
    return Raw(esc(url))


def quoted(text: str) -> Raw:
    """Scraped text inside our own sentence, isolated in its direction."""
    return Raw(f"<bdi>{esc(text)}</bdi>")


def bar(kept: int, cut: Iterable[int]) -> str:
    """How many characters were kept, and how many of each kind (in order) were not; a legend must say it in words."""
    spans = [f'<span class="kept" style="flex:{max(kept, 1)} 0 0"></span>']
    spans += [f'<span class="k{n}" style="flex:{characters} 0 0"></span>' for n, characters in enumerate(cut)]
    return f'<div class="bar" aria-hidden="true">{"".join(spans)}</div>'


def kind_style(kinds: Sequence[str], *, toggles: bool = False) -> str:
    """The CSS of the classes ``k0``, ``k1`` … that stand for `kinds` on one page.

    The names of kinds never get into the CSS, because a row of an output may hold any string.

    Args:
        kinds: the kinds of the page, in order.
        toggles: whether the check boxes ``show-0``, ``show-1`` … hide them.
    """
    rules = []
    for n, kind in enumerate(kinds):
        angle = hue(kind)
        rules.append(f".k{n}{{--h:{angle or 0};--s:{0 if angle is None else 1}}}\n")
        if toggles:
            rules.append(f"body:has(#show-{n}:not(:checked)) :is(del,a).k{n}{{display:none}}\n")
    return "".join(rules)


@cache
def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def _cell(cell: Cell) -> str:
    return cell.markup if isinstance(cell, Raw) else esc(cell)


def _numeric(column: int, numeric: Sequence[int]) -> str:
    return ' class="n"' if column in numeric else ""
