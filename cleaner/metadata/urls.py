"""Addresses: resolved, http or https only, without controls."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from cleaner import hosts

MAX_URL = 2_000

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?://.{1,2000})")


def resolved(address: str, base: str | None) -> str | None:
    """`address` as an absolute http(s) address, or None if it is not one.

    Args:
        address: as the page has it; relative ones are resolved against `base`.
        base: address of the page, if known.
    """
    address = address.strip()
    if not address or len(address) > MAX_URL or not _is_clean(address):
        return None
    try:
        joined = urljoin(base, address) if base else address
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and host and "." in host else None


def host_of(address: str | None) -> str:
    """Host name of `address` without ``www.``, lower case (an archived copy's original's); empty if there is none."""
    if m := _ARCHIVED.match(address or ""):
        address = m[1]
    return hosts.host_of(address) if "//" in (address or "") else ""


def _is_clean(address: str) -> bool:
    return address.isprintable() and not any(c in ' "<>\\^`{|}' for c in address)
