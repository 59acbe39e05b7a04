"""Which lines of a text need a look for phrases, patterns and credits; of the others it is sure that they hold none.

All lines are asked at once, in a form of one byte a character, which takes a part of the time of looking. What they
are asked for is drawn from the compiled packs. Texts beyond Latin-1 and its signs cannot be told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaner.kernel import Finder
from cleaner.kernel.finder import REACH
from cleaner.packs.load import Compiled, unpack_phrases
from cleaner.packs.match import LINE_CHARS
from cleaner.packs.pattern_index import DECORATION, OPENING, PARTING, Pattern, finder_of, holds_needs

_SIGNS = {
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—‑", "-"),
    "…": ".",
    "•": "·",
    "\xa0": " ",
}
# Controls, and what folding takes apart or away.
_ODD = {*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), *"\xad®ª²³µ¹º¼½¾¨¯´¸".encode("latin-1")}
_EVEN = bytes(set(range(256)) - _ODD)
_BREAK = "\n"
_LONGEST = 10_000  # characters of a line; longer ones are looked at in other ways
_MARKUP, _FRAME = "<&", " .,:;!?'\"()[]-"


def _same(char: str) -> str:
    return "0" if char.isdigit() else " " if char.isspace() and char != _BREAK else char.lower()


_FORM = "".join(" " if i in _ODD else _same(chr(i)) for i in range(256)).encode("latin-1")
_WORDS = bytes(i if chr(i).isalpha() or chr(i) == _BREAK else ord(" ") for i in range(256))


class Doubtful(NamedTuple):
    """What lines of a text may hold.

    Args:
        phrases: the numbers of lines that may hold a phrase.
        patterns: the numbers of lines that may hold patterns that count, each with the numbers of those.
        credits: the numbers of lines that may hold a credit.
        is_clear: whether some long line surely holds nothing, whatever counts.
    """

    phrases: Sequence[int]
    patterns: Sequence[tuple[int, Sequence[int]]]
    credits: Sequence[int]
    is_clear: bool


class Hints(NamedTuple):
    """How credits are told.

    Args:
        phrases: by word or sign what it is a hint at; a line with a credit has one of the words near its end, and what
            it hints at somewhere, or ends with a bracket.
        blanks: characters that part words.
        chars: how near, in characters.
        closing: brackets.
    """

    phrases: Mapping[str, Sequence[str]]
    blanks: str
    chars: int
    closing: Collection[str]


class Screen:
    """Tells what lines of texts may hold.

    Args:
        data: the compiled packs.
        patterns: all patterns, in their order.
        filters: the filters whose patterns count.
        hints: how credits are told.
    """

    def __init__(self, data: Compiled, patterns: Iterable[Pattern], filters: Collection[str], hints: Hints) -> None:
        self._affixes = _Affixes(data)
        known = [(i, made, p.filter in filters) for i, p in enumerate(patterns) if (made := _in_form(p)) is not None]
        self._numbers, self._patterns, self._counts = zip(*known, strict=True)
        self._finder = _finder(self._patterns)
        self._credits = _Credits(hints)

    def doubtful(self, lines: Sequence[str]) -> Doubtful | None:
        """What `lines` may hold; None if that cannot be told."""
        text = form(_BREAK.join(lines))
        if text is None or text.count(_BREAK) != len(lines) - 1 or max(map(len, lines)) > _LONGEST:
            return None
        own = text.split(_BREAK)
        patterns, marked = self._with_patterns(own)
        phrases = []
        is_clear = False
        for i, words in enumerate(_words(text).split(_BREAK)):
            if len(lines[i]) <= LINE_CHARS or self._affixes.could_match(words) or not _is_framed_by_letters(own[i]):
                phrases.append(i)
            else:
                is_clear = is_clear or i not in marked
        return Doubtful(phrases, patterns, self._credits.doubtful(own), is_clear)

    def _with_patterns(self, own: Sequence[str]) -> tuple[list[tuple[int, list[int]]], set[int]]:
        """The lines that may hold patterns that count, with those; and the lines that may hold any."""
        found, marked = [], set()
        for i, near in enumerate(self._finder.find(own)):
            if near and (held := [n for n in near if holds_needs(own[i], self._patterns[n].needs[1:])]):
                marked.add(i)
                if counting := [self._numbers[n] for n in held if self._counts[n]]:
                    found.append((i, counting))
        return found, marked


class _Affixes:
    """The first and the last two words of phrases that lines begin or end with."""

    def __init__(self, data: Compiled) -> None:
        # Those without words, such as "© 0", nothing that begins and ends with a letter begins or ends with.
        self._first = {" ".join(words[:2]) for words in _phrases(data, "start") if words}
        self._last = {" ".join(words[-2:]) for words in _phrases(data, "end") if words}

    def could_match(self, words: str) -> bool:
        """Whether the line with these words could begin or end with one of the phrases."""
        first, last = words.split(None, 2)[:2] or [""], words.rsplit(None, 2)[-2:] or [""]
        return not (
            self._first.isdisjoint((first[0], " ".join(first))) and self._last.isdisjoint((last[-1], " ".join(last)))
        )


class _Credits:
    def __init__(self, hints: Hints) -> None:
        known: dict[str, set[str]] = {}
        for word, phrases in hints.phrases.items():
            if (hint := form(word)) is not None:
                known.setdefault(_sharp(hint), set()).update(map(_sharp, _formed(phrases)))
        self._phrases = {word: tuple(phrases) for word, phrases in known.items()}
        self._signs = [word for word in known if not word.isalnum()]
        self._chars, self._closing = hints.chars, hints.closing
        blanks = "".join(_formed(hints.blanks)).encode("latin-1")
        self._blanks = bytes.maketrans(blanks, b" " * len(blanks))

    def doubtful(self, own: Sequence[str]) -> list[int]:
        """The lines that may hold a credit."""
        tails = _sharp(_BREAK.join([line[-self._chars :] for line in own]))
        for sign in self._signs:
            if sign in tails:
                tails = tails.replace(sign, f" {sign} ")
        parted = tails.encode("latin-1").translate(self._blanks).decode("latin-1").split(_BREAK)
        words = [self._phrases.keys() & tail.split() for tail in parted]
        return [i for i, found in enumerate(words) if found and self._is_doubtful(own[i], found)]

    def _is_doubtful(self, line: str, words: Iterable[str]) -> bool:
        if line.rstrip(" .")[-1:] in self._closing or any(sign in line for sign in _MARKUP):
            return True
        line = _sharp(line)
        return any(phrase in line for word in words for phrase in self._phrases[word])


def form(text: str) -> str | None:
    """`text` in small letters, with 0 for digits and one sign for all quotes and for all dashes; None if it holds more
    than Latin-1 and those signs.
    """
    for sign, plain in _SIGNS.items():
        if sign in text:
            text = text.replace(sign, plain)
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    if raw.translate(None, _EVEN):
        return None
    raw = raw.translate(_FORM)
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw.decode("latin-1")


def _sharp(text: str) -> str:
    """`text` as folding leaves it."""
    return text.replace("ß", "ss")


def _words(text: str) -> str:
    """`text`, which is in that form, with nothing but words."""
    return _sharp(text).encode("latin-1").translate(_WORDS).decode("latin-1")


def _phrases(data: Compiled, match: str) -> Iterator[list[str]]:
    """The words of each phrase that can stand in such a text."""
    for packed in data.phrases[match].values():
        for phrase in _formed(unpack_phrases(packed)):
            yield _words(phrase).split()


def _is_framed_by_letters(line: str) -> bool:
    bare = line.strip(_FRAME)
    return bare[:1].isalpha() and bare[-1:].isalpha()


class _Known(NamedTuple):
    """A pattern in the form of `form`."""

    by: str
    beginnings: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]


def _in_form(pattern: Pattern) -> _Known | None:
    """`pattern` in the form of `form`; None if it matches no such text."""
    beginnings = tuple(key[:REACH] for key in _formed(pattern.beginnings))
    needs = tuple(map(_formed, pattern.needs))
    if not all(needs) or (pattern.beginnings and not beginnings):
        return None
    return _Known(pattern.by, beginnings, needs)


def _formed(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple([known for text in texts if (known := form(text)) is not None])


def _finder(patterns: Sequence[_Known]) -> Finder:
    signs = ("".join(_formed(chars)) for chars in (PARTING, OPENING, DECORATION))
    return finder_of(map(_keys, patterns), *signs)


def _keys(pattern: _Known) -> tuple[str, Iterable[str], tuple[str, ...]]:
    if pattern.by == "letters":
        return pattern.by, dict.fromkeys(pattern.needs[0]), pattern.beginnings
    return pattern.by, dict.fromkeys(pattern.beginnings), ()
