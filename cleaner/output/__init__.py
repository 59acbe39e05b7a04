"""A result written out: one file a format, one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cleaner.errors import UnknownNameError
from cleaner.output.blocks import as_blocks
from cleaner.output.extras import Extras
from cleaner.output.html import as_html
from cleaner.output.json import as_json, as_jsonl
from cleaner.output.markdown import as_markdown
from cleaner.output.text import as_text
from cleaner.result import Result
from cleaner.rich.paragraphs import LAYOUTS, Layout


class Format(NamedTuple):
    """How a result is written: the suffix of its files and the function that makes the text."""

    suffix: str
    render: Callable[[Result, Extras], str]


FORMATS = {
    "text": Format(".txt", as_text),
    "json": Format(".json", as_json),
    "jsonl": Format(".jsonl", as_jsonl),
    "markdown": Format(".md", as_markdown),
    "md": Format(".md", as_markdown),
    "html": Format(".html", as_html),
    "blocks": Format(".json", as_blocks),
}


def render(
    result: Result,
    form: str = "text",
    *,
    metadata: bool = False,
    title: bool = False,
    images: bool = False,
    layout: Layout = "input",
) -> str:
    """`result` in a format, ready to be written.

    Args:
        result: what a cleaning gave.
        form: name of a format in `FORMATS`.
        metadata: for ``text`` and ``markdown``, put the metadata before the text as a front-matter block.
        title: for ``markdown`` and ``html``, write the title above the text as its first heading.
        images: for ``markdown``, put the images of a page's text where they stood.
        layout: for ``text`` and JSON, of plain text, see `Result.to_text`; Markdown, HTML and blocks have their own.
    """
    if layout not in LAYOUTS:
        raise UnknownNameError("layout", layout, LAYOUTS)
    extras = Extras(metadata, title, images, layout)
    known = FORMATS.get(form)
    if known is None:
        raise UnknownNameError("format", form, FORMATS)
    return known.render(result, extras)
