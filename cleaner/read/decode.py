"""Decodes bytes: finds the encoding, and flags what could not be decoded."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cleaner._io.marks import BYTE_ORDER_MARKS
from cleaner.model import Flag

_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0",
          b"Rar!\x1a", b"7z\xbc\xaf", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"wOFF", b"wOF2", b"OggS\0", b"II*\0", b"MM\0*",
          b"\0\0\x01\0", b"\0asm", b"\xca\xfe\xba\xbe", b"SQLite format 3\0", b"PAR1")  # fmt: skip
_RIFF = (b"WEBP", b"WAVE", b"AVI ")
# What browsers decode when they read these labels (WHATWG Encoding Standard, "Names and labels").
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-15", "iso8859-16", "mac-roman")
_DETECTABLE = ("cp1252", "cp1251", "cp1250", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "koi8_r", "iso2022_jp",
               "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866")  # fmt: skip
_OTHERS = ("iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14",
           "koi8-r", "koi8-u", "hz", "big5", "utf-16", "utf-16-le", "utf-16-be")  # fmt: skip
_KNOWN = frozenset((*_LATIN, *_DETECTABLE, *_OTHERS))
_WESTERN = frozenset("àâäãåæçèéêëíîïñóôöòõøúùûüßáÀÁÂÄÅÆÇÈÉÊÍÎÑÓÔÖØÚÜ’‘“”–—…«»·•©®€£°¿¡\xa0")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_SHORT = 200
_INSIDE_WORD = re.compile(r"(?<=[a-z])([\x80-\xff])(?=[a-z])")
_SAMPLE = 1 << 16
BINARY = "this is no text but an image, archive, PDF or other binary file"
_PROBE = 4096
_MARKUP = re.compile(rb"<(script|style)\b.{0,20000}?</\1|<[^<>]{0,2000}>", re.S | re.I)


class Decoded(NamedTuple):
    """Text, the encoding that it was decoded with, and flags for what went wrong."""

    text: str
    encoding: str
    flags: tuple[Flag, ...] = ()


def decode(data: bytes, *, declared: str | None = None, html: bool | None = None) -> Decoded:
    """Decode `data`; never raises.

    In order of trust: a byte order mark; the zeros of UTF-16; being valid UTF-8; the declared
    encoding (`declared`, then the page's own meta tag); UTF-8 with a few broken bytes; detection.

    Args:
        data: the bytes as scraped.
        declared: the charset of the HTTP header, or one that the caller knows.
        html: whether to look for a meta tag; None looks if the bytes begin like a page.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with(data, "utf-8-sig" if name == "utf-8" else name[:6])  # the codecs that take the mark away
    if is_binary(data):
        return Decoded(data.decode("latin-1"), "latin-1", (Flag("binary-input", f"{BINARY}; nothing was read"),))
    if wide := _utf16_without_bom(data):
        return _with(data, wide)
    if data.isascii() and b"\x1b$" in data and _fits(data, "iso2022_jp"):
        return _with(data, "iso2022_jp")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, _declared(data, declared, html))


def _legacy(data: bytes, names: list[str]) -> Decoded:
    """Decode bytes that are not valid UTF-8."""
    if _nearly_utf8(data):
        return _with(data, "utf-8")
    for name in names:
        if _fits(data, name):
            return _with(data, name)
    return _with(data, _detected(data) or "cp1252")


def _with(data: bytes, name: str) -> Decoded:
    """`data` decoded with `name`; bytes that are invalid in it become U+FFFD, with a flag."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    message = (
        f"{lost} characters could not be decoded as {name} and stand as U+FFFD; if it is another encoding, name it"
    )
    return Decoded(text, name, (Flag("undecodable-bytes", message),))


def is_binary(data: bytes) -> bool:
    """Whether `data` is no text in any encoding: an image, an archive, a PDF …"""
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS):
        return False
    if data.startswith(_MAGIC) or (data.startswith(b"RIFF") and data[8:12] in _RIFF) or data[4:8] == b"ftyp":
        return True
    probe = data[:_PROBE]
    controls = len(probe) - len(probe.translate(None, _CONTROLS))
    return b"\0" in probe and controls * 20 > len(probe) and not _utf16_without_bom(data)


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 if the bytes at even and at odd places look like the two halves of its characters.

    One half is zero in Latin text and markup; in other alphabets it has few values, zero among them.
    """
    probe = data[: _PROBE & ~1]
    if len(probe) < 8 or 0 not in probe:
        return None
    even, odd = probe[0::2], probe[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        zeros = high.count(0)
        few = len(set(high)) * 3 < len(set(low)) and zeros > 0
        if (zeros * 10 > len(high) * 4 or few) and low.count(0) * 20 < len(low):
            return name
    return None


def _declared(data: bytes, declared: str | None, html: bool | None) -> list[str]:
    """The encodings that the caller and the page name, as Python knows them."""
    labels = [declared] if declared else []
    if html or (html is None and b"<" in data[:_PROBE]):
        from bs4.dammit import EncodingDetector

        labels.append(EncodingDetector.find_declared_encoding(data, is_html=True) or "")
    names = []
    for label in labels:
        try:
            name = codecs.lookup(label.strip()).name
        except (LookupError, ValueError):
            continue
        names.append(_WIDER.get(name, name))
    return list(dict.fromkeys(n for n in names if n in _KNOWN))


def _nearly_utf8(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are parts of good UTF-8 characters."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    text = data.decode("utf-8", "ignore")
    good = len(text.encode()) - len(data) + high
    return high > 0 and good * 4 >= high * 3


def _fits(data: bytes, name: str) -> bool:
    """Whether text in the encoding `name` could look like this."""
    text = data.decode(name, "replace")
    if text.count("\ufffd") * 100 > sum(not c.isascii() for c in text):
        return False
    if name not in _LATIN:
        return True
    # Any bytes decode as Latin letters. Such text is mostly ASCII; where it is not, another alphabet was meant.
    body = _MARKUP.sub(b" ", data[:_SAMPLE])
    letters = sum(c.isalpha() for c in body.decode(name, "replace"))
    return letters < 20 or sum(b >= 0xC0 for b in body) * 2 < letters


def _detected(data: bytes) -> str | None:
    """The guess of charset-normalizer for the text without markup."""
    from charset_normalizer import from_bytes

    text = _MARKUP.sub(b" ", data[: 4 * _SAMPLE])[:_SAMPLE]
    sample = text if text.translate(None, bytes(range(128))) else data[:_SAMPLE]
    if b"\x1b$" not in sample and _fits(sample, "cp1252") and len(sample) < _SHORT:
        return None
    found = [codecs.lookup(m.encoding).name for m in from_bytes(sample, cp_isolation=list(_DETECTABLE))]
    if found and found[0] in _LATIN:
        # Detectors confuse the Latin alphabets.
        western = _western(sample.decode("cp1252", "replace"))
        found = ["cp1252"] if western else [n for n in found if n != "cp1252" and n in _LATIN] or found
    return _WIDER.get(found[0], found[0]) if found else None


def _western(text: str) -> bool:
    """Whether what is not ASCII reads as the letters and marks of western Europe, with no sign inside a word."""
    high = [c for c in text if not c.isascii()]
    signs = sum(not m[1].isalpha() for m in _INSIDE_WORD.finditer(text))
    return sum(c in _WESTERN for c in high) * 5 >= len(high) * 4 and signs * 50 <= len(high)
