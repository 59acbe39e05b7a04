"""The kinds of files that are checked: one function each, which finds the articles in the text of a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from cleaner.errors import InputError
from cleaner.files.parts import Part
from cleaner.splice import Span

PartsOf = Callable[[str, str | None], Iterator[Part]]

# A block between two fences, of which the first line looks like a setting: YAML, or TOML between plus signs.
_FRONT = (
    r"(?sm)(?:---[ \t]*\r?\n(?=[ \t]*[\w\"'.-]+[ \t]*:|---|#).*?^(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n(?=[ \t]*(?:[\w\"'.-]+[ \t]*=|\[|\+\+\+|#)).*?^\+\+\+)[ \t]*(?:\r?\n|\Z)"
)
_FENCE = r"(?m)^ {0,3}(`{3,}|~{3,})([^\n]*)"


def text_parts(text: str, _field: str | None) -> Iterator[Part]:
    """A whole text file without its front matter, such as `cleaner clean --metadata` writes."""
    start = _front_matter(text)
    yield Part(text[start:] if start else text, start)


def markdown_parts(text: str, _field: str | None) -> Iterator[Part]:
    """The body of a Markdown file, without front matter and fenced code; its entities are left alone."""
    start = _front_matter(text)
    body = text[start:] if start else text
    yield Part(body, start, protected=tuple(_fenced(body)), unrepaired=frozenset(("entity",)))


def html_parts(text: str, _field: str | None) -> Iterator[Part]:
    """A page of HTML, which is checked but never rewritten."""
    yield Part(text, kind="html")


def jsonl_parts(text: str, field: str | None) -> Iterator[Part]:
    """The strings that the field holds in a file of JSON lines."""
    from cleaner.files import jsonl  # most runs need neither these nor tables

    return jsonl.parts(text, field or "")


def csv_parts(text: str, field: str | None) -> Iterator[Part]:
    """The cells of a column in a table with commas, semicolons, tabs or bars."""
    from cleaner.files import table

    return table.parts(text, field or "")


def tsv_parts(text: str, field: str | None) -> Iterator[Part]:
    """The cells of a column in a table with tabs."""
    from cleaner.files import table

    return table.parts(text, field or "", "\t")


FORMATS: dict[str, PartsOf] = {
    ".txt": text_parts,
    ".text": text_parts,
    ".md": markdown_parts,
    ".markdown": markdown_parts,
    ".jsonl": jsonl_parts,
    ".ndjson": jsonl_parts,
    ".csv": csv_parts,
    ".tsv": tsv_parts,
    ".htm": html_parts,
    ".html": html_parts,
    ".xhtml": html_parts,
}
NEED_FIELD = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})


def suffix_of(path: str) -> str:
    """The suffix that names the format of `path`, in lower case."""
    return PurePath(path).suffix.lower()


def parts_of(path: str, text: str, field: str | None) -> list[Part]:
    """The articles in the file `path`.

    Args:
        path: the name of the file, which tells its format.
        text: its content.
        field: for JSONL and tables, the name of the field that holds the article.

    Raises:
        InputError: files of that name are not checked, or the content does not fit the name.
    """
    suffix = suffix_of(path)
    find = FORMATS.get(suffix)
    if find is None:
        raise InputError(f"is no kind of file that is checked ({', '.join(FORMATS)})")
    if suffix in NEED_FIELD and not field:
        raise InputError("needs the name of the field that holds the article; give it with --field")
    return list(find(text, field))


def _front_matter(text: str) -> int:
    """Where the front matter of `text` ends; 0 if it has none."""
    found = re.match(_FRONT, text) if text.startswith(("---", "+++")) else None
    return found.end() if found else 0


def _fenced(text: str) -> Iterator[Span]:
    """The spans of fenced code; a fence that is never closed reaches to the end."""
    start, opened = 0, ""
    for m in re.finditer(_FENCE, text):
        fence, rest = m[1], m[2]
        if not opened:
            if fence[0] == "~" or "`" not in rest:
                start, opened = m.start(), fence
        elif fence.startswith(opened) and not rest.strip():
            yield start, m.end()
            opened = ""
    if opened:
        yield start, len(text)
