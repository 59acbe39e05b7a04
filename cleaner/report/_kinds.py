"""A colour for each kind of residue: cold for kinds that become metadata, warm for the others."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

# kind: (hue in degrees for pages, colour number of the terminal's 256)
_COLOURS = {
    "tags": (180, 43),
    "caption": (200, 80),
    "standfirst": (215, 39),
    "headline": (235, 75),
    "byline": (262, 111),
    "timestamp": (285, 141),
    "comments": (308, 176),
    "share": (328, 218),
    "media": (345, 204),
    "ad": (2, 203),
    "prompt": (15, 209),
    "related": (40, 214),
    "cookies": (52, 220),
    "menu": (66, 179),
    "boilerplate": (28, 144),
    "legal": (92, 150),
    "duplicate": (135, 108),
}
_FROM_METADATA = 6  # the number of cold ones, which come first


def hue(kind: str) -> int | None:
    """The hue of `kind` in degrees; None (grey) for white space. Unknown kinds get one as well."""
    if kind == "layout":
        return None
    return _COLOURS[kind][0] if kind in _COLOURS else crc32(kind.encode("utf-8", "replace")) % 360


def terminal_colour(kind: str) -> int:
    """The number of the colour of `kind` among the terminal's 256."""
    return _COLOURS[kind][1] if kind in _COLOURS else 245


def ordered(characters: Mapping[str, int]) -> list[str]:
    """The kinds in `characters`: those that become metadata first, white space last, otherwise the largest first."""
    cold = list(_COLOURS)[:_FROM_METADATA]
    return sorted(characters, key=lambda kind: (kind == "layout", kind not in cold, -characters[kind], kind))


def kind_name(kind: str) -> str:
    """The name of `kind` for people."""
    return "white space" if kind == "layout" else kind
