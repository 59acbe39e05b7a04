"""What a printed date refers to: publication, a change, or something else."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from cleaner.lines.dates import iso
from cleaner.lines.plain import lowered
from cleaner.packs import grammar

DateRole = Literal["published", "modified", "other"]
MAX_LINE = 240
"""Characters of a line that are read."""
_UNSPACED = "\u2e80"
_ROLES: tuple[tuple[DateRole, str], ...] = (
    ("published", "dates_published"),
    ("modified", "dates_changed"),
    ("other", "dates_other"),
)


class LabelledDate(NamedTuple):
    """A date with the role that its label gives it.

    Args:
        role: what the date refers to; None without a label.
        stamp: ISO 8601, with the time of day if that is printed.
    """

    role: DateRole | None
    stamp: str


def labelled_dates(line: str) -> tuple[LabelledDate, ...]:
    """The dates in a line such as ``Published 3 May 2024, updated 5 May 2024``, one for each label, in order.

    Where the line ends with a label, the labels are behind their dates: ``3 May 2024 (updated)``.

    Args:
        line: a short line; at most `MAX_LINE` characters are read.
    """
    text = lowered(line[:MAX_LINE])
    marks = list(_labels().finditer(text))
    if not marks:
        stamp = iso(text)
        return (LabelledDate(None, stamp),) if stamp else ()
    before = iso(text[: marks[0].start()])
    if before and not any(map(str.isalnum, text[marks[-1].end() :])):  # labels behind: ``3 May 2024 (updated)``
        starts = [0, *(m.end() for m in marks)]
        dated = [(m, iso(text[start : m.start()])) for start, m in zip(starts, marks, strict=False)]
        return tuple(LabelledDate(_role(m[0]), stamp) for m, stamp in dated if stamp)
    found = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        if stamp := iso(text[mark.end() : end]):
            found.append(LabelledDate(_role(mark[0]), stamp))
    if before:
        found.insert(0, LabelledDate(None, before))
    return tuple(found)


def label_role(text: str) -> DateRole | None:
    """The role that the last label in `text` gives to a date behind it."""
    marks = _labels().findall(lowered(text[-MAX_LINE:]))
    return _role(marks[-1]) if marks else None


def _role(label: str) -> DateRole:
    return next(role for role, key in _ROLES if label in getattr(grammar(), key))


@cache
def _labels() -> re.Pattern[str]:
    """Every label, the longest first; in scripts with spaces as whole words."""
    labels = sorted({w for _, key in _ROLES for w in getattr(grammar(), key)}, key=lambda w: (-len(w), w))
    spaced = "|".join(re.escape(w) for w in labels if w[0] < _UNSPACED)
    unspaced = "|".join(re.escape(w) for w in labels if w[0] >= _UNSPACED)
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|(?:{unspaced})")
