"""Bytes into text."""

from __future__ import annotations

from cleaner.model import Flag


def decode(data: bytes) -> tuple[str, str, tuple[Flag, ...]]:
    """Decode `data`; give the text, the encoding and what went wrong."""
    try:
        return data.decode("utf-8-sig"), "utf-8", ()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252", (Flag("undecodable-bytes", "not UTF-8; read as cp1252"),)
