"""Host names: how a document finds what is known of its site."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit


def full_host(url: str | None) -> str:
    """The host name of `url`, in small letters; empty if there is none."""
    url = (url or "").strip()
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def host_of(url: str | None) -> str:
    """The host name of `url` without ``www.``; empty if it is neither a domain nor ``localhost``."""
    host = full_host(url)
    return host.removeprefix("www.") if "." in host or host == "localhost" else ""


def names_of(host: str) -> Iterator[str]:
    """`host` and the hosts that it is below, the longest name first."""
    while host:
        yield host
        host = host.partition(".")[2]
