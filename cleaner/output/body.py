"""The clean body as one value of a record: a cell of a table, a field of an item."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.config import TEXT_FORMS, Config, TextForm
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.result import Result
from cleaner.rich.paragraphs import LAYOUTS, Layout


class Body(NamedTuple):
    """How the body is written.

    Args:
        form: ``plain`` or ``markdown``.
        layout: of plain text, see `Result.to_text`.
    """

    form: TextForm = "plain"
    layout: Layout = "input"

    def of(self, result: Result) -> str:
        """The body of `result`."""
        return result.to_markdown() if self.form == "markdown" else result.to_text(layout=self.layout)


def body(
    config: Config | None = None,
    text: TextForm | None = None,
    layout: Layout | None = None,
    *,
    removals: bool = False,
) -> Body:
    """How the body is to be written.

    Args:
        config: the settings; they count where nothing else is said.
        text: the form of the text.
        layout: the layout of plain text.
        removals: whether the account of what was cut is to stand beside it.

    Raises:
        UnknownNameError: no such form or layout.
        ConfigError: these do not go together.
    """
    config = config or Config()
    made = Body(text or config.text or "plain", layout or config.layout or "input")
    if made.form not in TEXT_FORMS:
        raise UnknownNameError("form of text", made.form, TEXT_FORMS)
    if made.layout not in LAYOUTS:
        raise UnknownNameError("layout", made.layout, LAYOUTS)
    if made.form == "markdown" and made.layout != "input":
        raise ConfigError(f"the layout {made.layout} is one of plain text; leave it out, or leave the text plain")
    if removals and made != Body():
        raise ConfigError(
            "removals and repairs are spans of plain text in the lines of the input; leave them out (a report needs "
            "them), or leave the text plain and its layout input"
        )
    return made
