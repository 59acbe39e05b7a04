"""What a text holds besides printable ASCII."""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\t\n\r -~]+")


def unusual_runs(text: str) -> set[str]:
    """The runs of characters in `text` that are neither printable ASCII nor tabs and line breaks, each once."""
    return set(_RUN.findall(text))
