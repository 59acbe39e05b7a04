"""Values as plain text: no markup, no control or direction characters, limited in length."""

from __future__ import annotations

import re
import unicodedata

from cleaner.kernel.tokens import SIGNS

MAX_VALUE = 1_000
"""Characters of a title, name or caption that are read; no real one is longer."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|<!--.{0,400}?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_ENTITY = re.compile(r"&(?:#\w{1,8}|\w{2,31});")
_ASCII_WORDS = bytes(ord(chr(i).lower()) if chr(i).isalnum() else ord(" ") for i in range(128)) + bytes(128)
_ASCII_SIGNS = bytes(i for i in range(128) if not chr(i).isalnum())
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2061, 0x206A)]
)


def plain(value: str, limit: int = MAX_VALUE) -> str:
    """`value` as one line of plain text.

    Tags and character references are undone, controls, bidi marks and lone surrogates dropped, white
    space folded.

    Args:
        value: what a page or text says.
        limit: characters of `value` that are read; what is beyond is ignored.
    """
    value = " ".join(value[:limit].split())
    if value.isprintable() and "<" not in value and "&" not in value:
        return value
    for _ in range(2):
        if "&" not in value or not _ENTITY.search(value):
            break
        from html import unescape

        value = unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    if not value.isprintable():
        value = "".join(map(_printing, value.translate(_INVISIBLE)))
    return " ".join(value.split())


def _printing(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cs", "Co", "Cn") else char


def folded(value: str) -> str:
    """The letters and digits of `value`, case folded, in NFKC: the same for all spellings of one thing."""
    value = value[:MAX_VALUE]
    if value.isascii():  # several times as fast
        return value.encode("ascii").translate(_ASCII_WORDS, _ASCII_SIGNS).decode("ascii")
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", value).casefold())


def lowered(text: str) -> str:
    """`text` in lower case, with one i for the Turkish ones, and one sigma."""
    return text.casefold().replace("ı", "i").replace("i\u0307", "i").replace("ς", "σ")


def caseless(text: str) -> str:
    """`text` in lower case, with its white space folded."""
    return lowered(" ".join(text.split()))


def words(value: str, limit: int = MAX_VALUE) -> list[str]:
    """The words of the first `limit` characters of `value`, case folded."""
    value = caseless_words(value[:limit])
    return value.split() if value.isascii() else _WORD.findall(value)


def caseless_words(value: str) -> str:
    """`value`, case folded, in NFKC; its words are the runs of letters and digits."""
    for sign in SIGNS:
        value = value.replace(sign, " ")
    if value.isascii():  # several times as fast
        return value.encode("ascii").translate(_ASCII_WORDS).decode("ascii")
    return unicodedata.normalize("NFKC", value).casefold()
