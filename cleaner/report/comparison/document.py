"""What differs between two cleanings of one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from cleaner.metadata.fields import FIELDS
from cleaner.model import Removal
from cleaner.output._values import shown_value
from cleaner.result import Result

_MOST_LINES = 2_000  # of a text that is compared line by line, which takes quadratic time


@dataclass(frozen=True, slots=True)
class TextChange:
    """Text that only one of the two cleanings has.

    Args:
        sign: ``-`` if only the first has it, ``+`` if only the second.
        text: what it is.
        rule: filter and rule by which the other one cut it; empty if that cannot be told.
    """

    sign: Literal["-", "+"]
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A metadata field of which the two say different things; empty for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """How one article differs.

    Args:
        name: its id.
        texts: what only one of the two has, in order.
        fields: metadata that differs.
        flags: codes of flags that only one has, each behind ``-`` or ``+``.
        only_space: whether the texts differ, but in white space alone.
    """

    name: str
    texts: tuple[TextChange, ...]
    fields: tuple[FieldChange, ...]
    flags: tuple[str, ...]
    only_space: bool = False

    @property
    def characters(self) -> int:
        """How many characters differ."""
        return sum(len(change.text) for change in self.texts)


def compare(name: str, a: Result, b: Result) -> DocumentChange | None:
    """How `b` differs from `a`; None if it does not."""
    texts = () if a.text == b.text else tuple(_texts(a, b))
    fields = tuple(_fields(a, b))
    codes = [{f.code for f in result.flags} for result in (a, b)]
    flags = tuple(f"-{code}" for code in sorted(codes[0] - codes[1])) + tuple(
        f"+{code}" for code in sorted(codes[1] - codes[0])
    )
    if a.text == b.text and not fields and not flags:
        return None
    return DocumentChange(name, texts, fields, flags, a.text != b.text and not texts)


def _texts(a: Result, b: Result) -> Iterable[TextChange]:
    if a.document.text != b.document.text:
        return _by_line(a.text.splitlines(), b.text.splitlines())
    text = a.document.text
    kept_by_b = [(s, e, TextChange("+", text[s:e], rule)) for s, e, rule in _less(a.removals, b.removals)]
    cut_by_b = [(s, e, TextChange("-", text[s:e], rule)) for s, e, rule in _less(b.removals, a.removals)]
    return [change for _, _, change in sorted(kept_by_b + cut_by_b, key=lambda c: c[:2]) if change.text.strip()]


def _less(removals: Sequence[Removal], others: Sequence[Removal]) -> Iterator[tuple[int, int, str]]:
    """The spans of `removals` that `others` leave, with filter and rule; white space that was folded is left out."""
    n = 0
    for r in removals:
        if r.kind == "layout":
            continue
        while n < len(others) and others[n].end <= r.start:
            n += 1
        at, m = r.start, n
        while m < len(others) and others[m].start < r.end:
            if at < others[m].start:
                yield at, others[m].start, f"{r.filter}/{r.rule}"
            at = max(at, others[m].end)
            m += 1
        if at < r.end:
            yield at, r.end, f"{r.filter}/{r.rule}"


def _by_line(a: Sequence[str], b: Sequence[str]) -> Iterator[TextChange]:
    """The lines that only one has; of long texts only those that the other has nowhere."""
    if max(len(a), len(b)) > _MOST_LINES:
        for sign, lines, others in (("-", a, set(b)), ("+", b, set(a))):
            yield from (TextChange(sign, x) for x in lines if x.strip() and x not in others)  # type: ignore[arg-type]
        return
    for _, a_start, a_end, b_start, b_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a[a_start:a_end] != b[b_start:b_end]:
            yield from (TextChange("-", x) for x in a[a_start:a_end] if x.strip())
            yield from (TextChange("+", x) for x in b[b_start:b_end] if x.strip())


def _fields(a: Result, b: Result) -> Iterator[FieldChange]:
    for name in FIELDS:
        before, after = getattr(a.metadata, name), getattr(b.metadata, name)
        if before != after:
            yield FieldChange(name, shown_value(before), shown_value(after))
