"""Where the profiles of a run stand, and what they are called: as `Pipeline.with_sites` looks for them."""

from __future__ import annotations

import re

PROFILES = "sites"
_PLAIN = re.compile(r"[\w][\w.-]{0,200}")


def profile_name(site: str) -> str | None:
    """The name of the file with the profile of `site`; None if no file can be called after it."""
    name = f"{site}.toml"
    return name if _PLAIN.fullmatch(site) and len(name.encode("utf-8", "replace")) < 250 else None
