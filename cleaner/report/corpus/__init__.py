"""The report on a corpus: an index, a page a rule with examples, and the audit page of each document that is listed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cleaner.errors import InputError
from cleaner.output.rows import Row, name_of, result_of
from cleaner.report.audit import audit_page
from cleaner.report.corpus.index import index_page
from cleaner.report.corpus.paths import document_path, rule_path
from cleaner.report.corpus.rules import rule_page
from cleaner.report.corpus.stats import Tally

_MARK = "cleaner-report.txt"
_MARK_TEXT = "This folder was written by `cleaner report`, which may write it anew.\n"


def write_report(
    rows: Iterable[Row], target: Path, *, rejected: Iterable[Row] = (), name: str = "", examples: int = 8
) -> Path:
    """Write the report on the rows of an output into the folder `target`.

    Args:
        rows: what `cleaner run` or `Result.to_dict` gave, with the removals; read once, one at a time.
        target: a folder that does not exist, is empty, or holds an earlier report, which is replaced.
        rejected: what could not be cleaned, as rows with ``place``, ``reason`` and ``message``.
        name: what to call the corpus.
        examples: how many documents to show of each rule.

    Returns:
        The path of the index page.

    Raises:
        InputError: the folder holds something else, or cannot be written.
    """
    try:
        check_target(target)
        tally = _tally(rows, rejected, examples)
        _clear(target)
        return _write_pages(tally, target, name)
    except OSError as error:
        raise InputError(f"{error.filename or target}: cannot be written ({error.strerror})") from None


def _tally(rows: Iterable[Row], rejected: Iterable[Row], examples: int) -> Tally:
    tally = Tally(examples)
    for number, row in enumerate(rows, 1):
        tally.add(name_of(row, number), result_of(row), accounted=row.get("removals") is not None)
    for row in rejected:
        tally.reject(row)
    return tally


def check_target(target: Path) -> None:
    """Raise `InputError` if `target` is no folder for a report: if it holds anything that is not ours."""
    if target.exists() and not target.is_dir():
        raise InputError(f"{target}: is a file; name a folder for the report")
    if target.exists() and any(target.iterdir()) and not (target / _MARK).exists():
        raise InputError(f"{target}: is not empty and holds no earlier report; choose another folder")


def _clear(target: Path) -> None:
    """Make `target` a folder without pages."""
    for folder in (target, *(target / path.parent for path in (document_path(1), rule_path(1)))):
        folder.mkdir(parents=True, exist_ok=True)
        for page in folder.glob("*.html"):
            page.unlink()
    (target / _MARK).write_text(_MARK_TEXT, encoding="utf-8")


def _write_pages(tally: Tally, target: Path, name: str) -> Path:
    for number, (key, count) in enumerate(sorted(tally.rules.items()), 1):
        _write(target / rule_path(number), rule_page(tally, key, count))
    for number, document in tally.sampled().items():
        page = audit_page(document.result, document.name, back="../index.html")
        _write(target / document_path(number), page)
    index = target / "index.html"
    _write(index, index_page(tally, name))
    return index


def _write(path: Path, page: str) -> None:
    path.write_bytes(page.encode("utf-8"))
