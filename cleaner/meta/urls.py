"""Addresses: resolved, http or https only, without controls."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

MAX_URL = 2_000


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
    """Host name of `address` without ``www.``, lower case; empty if there is none."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _is_clean(address: str) -> bool:
    return address.isprintable() and not any(c in ' "<>\\^`{|}' for c in address)
