"""The shape of a text, and its blocks in that shape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, get_args

from cleaner.errors import ConfigError
from cleaner.model import Block, Shape
from cleaner.read.flat import flat_blocks, flat_shape, glued_blocks, mixed_blocks
from cleaner.read.lines import line_blocks
from cleaner.read.markdown import is_markdown, markdown_blocks
from cleaner.read.size import would_be_too_many
from cleaner.read.wrapped import is_wrapped, wrapped_blocks
from cleaner.view import Reread

ShapeChoice = Literal["auto", "lines", "flat", "glued", "wrapped", "markdown", "mixed"]
SHAPES: tuple[ShapeChoice, ...] = get_args(ShapeChoice)


def blocks_and_shape(text: str, choice: ShapeChoice, most: int) -> tuple[tuple[Block, ...] | None, Shape]:
    """The blocks of `text` in the shape `choice` (found out for ``auto``), None if over `most`, and that shape."""
    found = sniff_shape(text) if choice == "auto" else choice
    if would_be_too_many(text, found, most):  # a repair may have parted lines
        return None, found
    blocks = _MADE.get(found, line_blocks)(text)
    return (None if len(blocks) > most else blocks), found


def is_too_large(text: str, choice: ShapeChoice, most: int) -> bool:
    """Whether `text` would have more than `most` blocks; found out before any is built."""
    if len(text) <= most:  # nearly always
        return False
    return would_be_too_many(text, sniff_shape(text) if choice == "auto" else choice, most)


def sniff_shape(text: str) -> Shape:
    """The shape of `text`; ``lines`` in doubt."""
    if is_markdown(text):
        return "markdown"
    if is_wrapped(text):
        return "wrapped"
    return flat_shape(text) or "lines"


def rereader(choice: ShapeChoice, was: Shape | None = None) -> Reread:
    """A function that finds the blocks of a text after cuts, as if it were read anew.

    It gives None where every line is and was a block, which a view can handle by itself.

    Args:
        choice: the shape that the caller chose.
        was: the shape of the whole text; None if it is `choice`.
    """
    return partial(_reread, choice, was or choice)


def paragraph_blocks(text: str, shape: Shape) -> tuple[Block, ...]:
    """The paragraphs, headings and labels of `text`, which is of this shape, as a reader would part them.

    Of flat text this is less than what is weighed for residue, where each sentence may stand alone.
    """
    made = _PARTED.get(shape)
    return made(text, likely=True) if made else _MADE.get(shape, line_blocks)(text)


def check_shape(name: str) -> None:
    """Raise `ConfigError` if there is no shape of this name."""
    if name not in SHAPES:
        raise ConfigError(f"unknown shape {name!r}; use one of: {', '.join(SHAPES)}")


def _reread(choice: ShapeChoice, was: str, text: str) -> tuple[Block, ...] | None:
    found = sniff_shape(text) if choice == "auto" else choice
    return _MADE.get(found, line_blocks)(text) if found in _MADE or was in _MADE else None


_PARTED = {"flat": flat_blocks, "mixed": mixed_blocks, "glued": glued_blocks}
_MADE: dict[str, Callable[[str], tuple[Block, ...]]] = {
    "wrapped": wrapped_blocks,
    "markdown": markdown_blocks,
    **_PARTED,
}
