"""How the bytes of UTF-8 look after being read with a one-byte encoding."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache


class Charset:
    """A one-byte encoding as a source of mojibake.

    Args:
        name: its name in ftfy, so that a plan can be replayed.
        codecs: its names in Python; several for texts that mix them.
    """

    def __init__(self, name: str, *codecs: str) -> None:
        self.name, self._codecs = name, codecs

    @cached_property
    def chars(self) -> tuple[str, ...]:
        """The character, or with several codecs the characters, of each byte from 0x80 on."""
        read = zip(*map(_decoded, self._codecs), strict=True)
        return tuple("".join(dict.fromkeys(chars)) for chars in read)

    @cached_property
    def every(self) -> frozenset[str]:
        """All its characters that are not ASCII."""
        return frozenset("".join(self.chars))

    def run(self, first: int, last: int) -> str:
        """The characters of the bytes `first` to `last`, ready for a character class."""
        return "".join(map(re.escape, "".join(self.chars[first - 0x80 : last - 0x80 + 1])))

    @property
    def sequences(self) -> str:
        """A pattern for one UTF-8 sequence, without groups."""
        trail = f"[{self.run(0x80, 0xBF)}]"
        two, three, four = self.run(0xC2, 0xDF), self.run(0xE0, 0xEF), self.run(0xF0, 0xF4)
        return f"[{two}]{trail}|[{three}]{trail}{trail}|[{four}]{trail}{trail}{trail}"

    @cached_property
    def plan(self) -> tuple[str, ...]:
        """The steps that undo it, in ftfy's words."""
        return f"encode {self.name}", "decode utf-8"


def _decoded(encoding: str) -> tuple[str, ...]:
    """The characters of an encoding; a byte that it lacks is the control character that programs make of it."""
    return tuple(bytes([b]).decode(encoding, "ignore") or chr(b) for b in range(0x80, 0x100))


# cp1252 and Latin-1 are mixed in texts, and differ only where Latin-1 has control characters.
WINDOWS = Charset("sloppy-windows-1252", "cp1252", "latin-1")
MAC = Charset("macroman", "mac_roman")
# In order of preference, where two fit equally well.
FOREIGN = (
    *(Charset(f"sloppy-windows-{n}", f"cp{n}") for n in (1250, 1251, 1254, 1253, 1257)),
    *(Charset(name, name) for name in ("iso-8859-2", "iso-8859-9", "iso-8859-7", "iso-8859-5")),
    *(Charset(name, name) for name in ("koi8-r", "cp866", "cp437", "cp850", "cp852")),
)
# Encodings that are mistaken for one another, each byte as one letter.
CYRILLIC_WINDOWS, KOI8, CP866, CYRILLIC_ISO, CYRILLIC_MAC = (
    Charset("sloppy-windows-1251", "cp1251"),
    Charset("koi8-r", "koi8-r"),
    Charset("cp866", "cp866"),
    Charset("iso-8859-5", "iso8859-5"),
    Charset("mac-cyrillic", "mac-cyrillic"),
)


@lru_cache(maxsize=32)
def _table(charset: Charset) -> dict[int, int]:
    return {ord(c): i + 0x80 for i, chars in enumerate(charset.chars) for c in chars}


@lru_cache(maxsize=4096)
def decode(charset: Charset, chain: str) -> str | None:
    """`read_as_utf8`, cached."""
    return read_as_utf8(charset, chain)


def read_as_utf8(charset: Charset, chain: str) -> str | None:
    """The bytes that `chain` has in `charset`, read as UTF-8; None if they are not UTF-8."""
    try:
        return to_bytes(charset, chain).decode("utf-8")
    except UnicodeError:
        return None


def to_bytes(charset: Charset, text: str) -> bytes:
    """The bytes of `text` in `charset`; raises `UnicodeError` for characters that it lacks."""
    return text.translate(_table(charset)).encode("latin-1")
