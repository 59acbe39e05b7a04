"""Which characters a text holds, told from its bytes: ASCII, which is nearly all of most texts, is left out at once."""

from __future__ import annotations

_ASCII = bytes(range(128))


def to_bytes(text: str) -> bytes:
    """`text` in UTF-8, lone surrogates too."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(raw: bytes) -> str:
    """The text that `to_bytes` gave `raw` for."""
    return raw.decode("utf-8", "surrogatepass")


def beyond_ascii(raw: bytes) -> set[str]:
    """The characters of a text, as `to_bytes` gives it, that are not ASCII."""
    return set(from_bytes(raw.translate(None, _ASCII)))
