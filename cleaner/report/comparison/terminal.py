"""The differences between two outputs, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner._io.show import safe
from cleaner.report._shown import counted, number, one_line, ranked
from cleaner.report.comparison.corpus import Comparison
from cleaner.report.comparison.document import DocumentChange

_MOST_TEXTS = 20  # of one document
_RED, _GREEN, _BOLD = "31", "32", "1"


def diff_view(comparison: Comparison, a: str, b: str, *, colour: bool = False) -> str:
    """What differs between the outputs called `a` and `b`: first the documents, then the sums."""
    styled = [*_documents(comparison), *_sums(comparison, a, b)]
    lines = (_drawn(safe(text), style, colour) for text, style in styled)
    return "".join([f"{line}\n" for line in lines])


def _drawn(text: str, style: str, colour: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour and style and text else text


StyledLine = tuple[str, str]  # text, style


def _documents(comparison: Comparison) -> Iterator[StyledLine]:
    for change in comparison.changes():
        yield change.name, _BOLD
        yield from _document(change)
        yield "", ""
    for sign, style in (("-", _RED), ("+", _GREEN)):
        for name in comparison.only[sign]:
            yield f"{sign} {name}", style


def _document(change: DocumentChange) -> Iterator[StyledLine]:
    for text in change.texts[:_MOST_TEXTS]:
        rule = f"  [{text.rule}]" if text.rule else ""
        yield f"  {text.sign} {one_line(text.text, 160)}{rule}", _RED if text.sign == "-" else _GREEN
    if len(change.texts) > _MOST_TEXTS:
        yield f"  and {number(len(change.texts) - _MOST_TEXTS)} more", ""
    if change.only_space:
        yield "  white space differs", ""
    for field in change.fields:
        before, after = one_line(field.before, 80) or "(none)", one_line(field.after, 80) or "(none)"
        yield f"  {field.field}: {before} -> {after}", ""
    for flag in change.flags:
        yield f"  flag {flag}", ""


def _sums(comparison: Comparison, a: str, b: str) -> Iterator[StyledLine]:
    if not comparison.differs:
        yield f"{counted(comparison.same, 'document')}, no difference", _BOLD
        return
    yield f"--- {a}", _RED
    yield f"+++ {b}", _GREEN
    yield f"{counted(comparison.changed, 'document')} changed, {number(comparison.same)} the same", _BOLD
    for sign, name in (("-", a), ("+", b)):
        if comparison.only_count[sign]:
            yield f"{counted(comparison.only_count[sign], 'document')} only in {name}", ""
    for (sign, rule), characters in ranked(comparison.rule_characters):
        documents = counted(comparison.rule_documents[sign, rule], "document")
        yield f"  {sign} {rule or 'text'}: {counted(characters, 'character')} in {documents}", ""
    for field, count in ranked(comparison.fields):
        yield f"  {field}: differs in {counted(count, 'document')}", ""
    for flag, count in sorted(comparison.flags.items()):
        yield f"  flag {flag}: {counted(count, 'document')}", ""
