"""The clean blocks as JSON: kind, text, and where each stood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cleaner.output.extras import Extras
from cleaner.result import Result

if TYPE_CHECKING:
    from cleaner.rich.standing import Standing


def as_blocks(result: Result, extras: Extras) -> str:
    """One JSON object with the list ``blocks`` and, with `metadata`, the metadata."""
    from cleaner.rich.standing import standing

    record: dict[str, object] = {"metadata": result.metadata.to_dict()} if extras.metadata else {}
    record["blocks"] = [_record(piece) for piece in standing(result.document, result.removals)]
    whole = json.dumps(record, ensure_ascii=False, indent=2)
    if any("\ud800" <= c <= "\udfff" for c in whole):
        whole = json.dumps(record, indent=2)
    return whole + "\n"


def _record(piece: Standing) -> dict[str, object]:
    from cleaner.rich.standing import heading_level

    block = piece.block
    record: dict[str, object] = {"kind": block.kind, "text": piece.text}
    if block.dom is not None:
        if block.kind == "heading":
            record["level"] = heading_level(block)
        record["path"] = block.dom.path
        links = [m for m in piece.marks if m.kind == "link" and m.value]
        if links:
            record["links"] = [{"text": " ".join(piece.text[m.start : m.end].split()), "url": m.value} for m in links]
    return record
