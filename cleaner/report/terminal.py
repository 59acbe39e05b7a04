"""The terminal view: the text with what was cut struck out, the rule beside it, then metadata, repairs and counts.

With `colour` it uses common escape sequences; without, the marks of ``git diff --word-diff``. Control characters in
scraped text are made visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from cleaner._io.show import safe
from cleaner.metadata.fields import FIELDS
from cleaner.model import Edit, Removal
from cleaner.output._values import rivals, shown_value
from cleaner.report._kinds import terminal_colour
from cleaner.report._shown import counted, number, one_line, percent, ranked, spelled
from cleaner.report._stretches import Stretch, alike, stretches
from cleaner.report._wrap import Run, wrapped
from cleaner.result import Result

_MARGIN = 28  # columns, at most, for the names of filter and rule
_SHOWN_REPAIRS = 12  # of one rule
_CONTEXT = 16  # characters on either side of a repair
_BOLD, _FAINT, _REPAIRED = "1", "2", "4;32"


def terminal_view(result: Result, name: str = "", *, colour: bool = False, width: int | None = None) -> str:
    """The changes to an article, for a terminal.

    Args:
        result: the result of a cleaning.
        name: the name of its file.
        colour: draw with colours; without them, marks say the same.
        width: columns to wrap the text to; None for no wrapping.
    """
    lines = [*_text(result, width), [], *_metadata(result), *_repairs(result), *_summary(result, name)]
    return "".join(["".join(_drawn(run, colour) for run in line).rstrip() + "\n" for line in lines])


def _drawn(run: Run, colour: bool) -> str:
    text = safe(run.text)
    return f"\x1b[{run.style}m{text}\x1b[0m" if colour and text and run.style else text


@dataclass(slots=True)
class _Line:
    """One line of the document, and the rules that cut from it."""

    runs: list[Run] = field(default_factory=list)
    rules: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not any(run.text.strip() for run in self.runs)

    @property
    def kept(self) -> bool:
        return any(run.text.strip() and not run.cut for run in self.runs)


def _text(result: Result, width: int | None) -> Iterator[list[Run]]:
    """Margin, mark and text of each line; of blank lines no more than one in a row."""
    longest = max((len(_rule(r)) for r in result.removals if r.kind != "layout"), default=0)
    margin = min(_MARGIN, longest)
    room = max(20, width - margin - 3) if width else None
    was_blank = True
    for line in _lines(result):
        if line.blank and was_blank:
            continue
        was_blank = line.blank
        mark = " " if not line.rules else "~" if line.kept else "-"
        runs = _bracketed(line.runs) if mark == "~" else line.runs
        for shown, rule in zip_longest(wrapped(runs, room), line.rules):
            name, style = (one_line(rule[0], margin), _kind_style(rule[1])) if rule else ("", "")
            yield [Run(name.ljust(margin), style), Run(f" {mark} ", _FAINT if line.rules else ""), *(shown or ())]


def _lines(result: Result) -> Iterator[_Line]:
    line = _Line()
    for stretch in stretches(result):
        removal = None if stretch.removal is None else result.removals[stretch.removal]
        cut = removal is not None and removal.kind != "layout"
        style = _style(stretch, removal if cut else None)
        text = result.document.text[stretch.start : stretch.end].replace("\r\n", "\n").replace("\r", "\n")
        for n, part in enumerate(text.split("\n")):
            if n:
                yield line
                line = _Line()
            if part:
                line.runs.append(Run(safe(part), style, cut))
                if removal and cut:
                    line.rules[_rule(removal), removal.kind] = None
    yield line


def _style(stretch: Stretch, removal: Removal | None) -> str:
    if removal:
        return f"9;{_kind_style(removal.kind)}"
    return _REPAIRED if stretch.before is not None else ""


def _bracketed(runs: Iterable[Run]) -> list[Run]:
    """`runs` with brackets around cut text, for output without colours."""
    return [Run(f"[-{run.text}-]", run.style, True) if run.cut else run for run in runs]


def _kind_style(kind: str) -> str:
    return f"38;5;{terminal_colour(kind)}"


def _rule(removal: Removal) -> str:
    return f"{removal.filter}/{removal.rule}"


def _metadata(result: Result) -> Iterator[list[Run]]:
    known = [(name, shown_value(getattr(result.metadata, name))) for name in FIELDS]
    width = max((len(name) for name, value in known if value), default=0)
    if width:
        yield [Run("Metadata", _BOLD)]
    for name, value in known:
        if not value:
            continue
        source = result.metadata.sources.get(name, "")
        yield [Run(f"  {name:<{width}}  {one_line(value, 160)}"), Run(f"  ({source})" if source else "", _FAINT)]
        for claim in rivals(result.metadata, name):
            rival = f"not {one_line(shown_value(claim.value), 100)} ({claim.source}, {claim.certainty:.2g})"
            yield [Run(f"  {'':<{width}}    {rival}", _FAINT)]
    if width:
        yield []


def _repairs(result: Result) -> Iterator[list[Run]]:
    if result.repairs:
        yield [Run("Repairs", _BOLD)]
    original = result.document.original
    for rule, groups in alike(result.repairs).items():
        yield [Run(f"  {rule}: {number(sum(map(len, groups)))}")]
        for edit, *others in groups[:_SHOWN_REPAIRS]:
            again = f" (and {counted(len(others), 'time')} more)" if others else ""
            line = original.count("\n", 0, edit.start) + 1
            yield [Run(f"    line {line}: ", _FAINT), *_repair(edit, original), Run(again, _FAINT)]
        if len(groups) > _SHOWN_REPAIRS:
            yield [Run(f"    and {number(len(groups) - _SHOWN_REPAIRS)} others", _FAINT)]
    if result.repairs:
        yield []


def _repair(edit: Edit, original: str) -> Iterator[Run]:
    yield Run(spelled(original[max(0, edit.start - _CONTEXT) : edit.start]))
    yield Run(f"[-{spelled(edit.before)}-]", "9;31")
    if edit.replacement:
        yield Run(f"{{+{spelled(edit.replacement)}+}}", _REPAIRED)
    yield Run(spelled(original[edit.end : edit.end + _CONTEXT]))
    if edit.plan:
        yield Run(f"  ({' > '.join(edit.plan)})", _FAINT)


def _summary(result: Result, name: str) -> Iterator[list[Run]]:
    scraped, clean = len(result.document.text), len(result.text)
    places: Counter[str] = Counter(r.kind for r in result.removals)
    chars: Counter[str] = Counter()
    for r in result.removals:
        chars[r.kind] += len(r.text)
    cut = f"{percent(scraped - clean, scraped)} cut, {number(scraped - clean)} of {counted(scraped, 'character')}"
    yield [Run(f"{name}: " if name else "", _BOLD), Run(cut, _BOLD), Run(f"; {counted(len(result.repairs), 'repair')}")]
    for kind, amount in ranked(chars):
        if kind != "layout":
            label = Run(f"  {kind:<12}", _kind_style(kind))
            yield [label, Run(f" {counted(places[kind], 'removal'):>14}, {counted(amount, 'character')}")]
    for flag in result.flags:
        yield [Run(f"  flag {flag}", "1;33")]
