"""The clean blocks as JSON: kind, text, and where each stood."""

from __future__ import annotations

import json

from cleaner.model import Block
from cleaner.output.markdown import heading_level, standing
from cleaner.result import Result


def as_blocks(result: Result, metadata: bool) -> str:
    """One JSON object with the list ``blocks`` and, with `metadata`, the metadata."""
    record: dict[str, object] = {"metadata": result.metadata.to_dict()} if metadata else {}
    record["blocks"] = [_record(block, text) for block, text in standing(result)]
    whole = json.dumps(record, ensure_ascii=False, indent=2)
    if any("\ud800" <= c <= "\udfff" for c in whole):
        whole = json.dumps(record, indent=2)
    return whole + "\n"


def _record(block: Block, text: str) -> dict[str, object]:
    record: dict[str, object] = {"kind": block.kind, "text": text}
    dom = block.dom
    if dom is not None:
        if block.kind == "heading":
            record["level"] = heading_level(dom)
        record["path"] = dom.path
        if dom.links:
            record["links"] = [{"text": words, "url": address} for words, address in dom.links]
    return record
