"""Clean text, with the metadata before it as a front-matter block if asked for."""

from __future__ import annotations

import json

from cleaner.output.extras import Extras
from cleaner.result import Result


def as_text(result: Result, extras: Extras) -> str:
    """The body, ending in a line break; with the extra `metadata` a YAML front-matter block stands first."""
    body = result.to_text(layout=extras.layout)
    body = body if not body or body.endswith("\n") else body + "\n"
    return front_matter(result) + body if extras.metadata else body


def front_matter(result: Result) -> str:
    """The metadata fields that are known, as YAML between two lines of ``---``.

    Each value is written as JSON, which is YAML too and needs no quoting rules of its own.
    """
    known = {k: v for k, v in result.metadata.to_dict().items() if v not in (None, [])}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items()]
    return "---\n" + "".join(lines) + "---\n\n"
