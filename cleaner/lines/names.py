"""Names of people in byline strings, without sites, roles, handles, dates or "Staff"."""

from __future__ import annotations

import re
from functools import cache

from cleaner.lines.plain import folded, plain
from cleaner.lines.roles import JOINTS, behind_role, is_role
from cleaner.packs import fold, grammar
from cleaner.packs.scripts import is_cjk

MAX_BYLINE = 400
"""Characters of a byline that are read."""
MAX_NAME = 60
MAX_INITIALS = 6
"""Characters of initials written together (``J.R.R.``); a longer word with a dot inside is an address."""
MAX_AUTHORS = 30

# Compiled by `re` on first use, so that importing this costs nothing at start-up.
_NOISE = r"\S{1,80}@\S{0,80}|(?:https?://|www\.)\S{1,300}|\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|<[^<>]{0,120}>"
_LEAST_CAPITALS = 2  # of the name of a person in ASCII, see `looks_like_name`
_SEPARATOR = r"\s*[|•·;,，、/&+\n]\s*|\s+[-–—]+\s+|[—–]|：|\s:\s|(?<=[^\W\d_]):\s"
_OTHERS = r"(?i)[,;|/(]\s*(?:photo|foto|video|bild|editing|edited|illustration|grafik|фото)\w{0,10}\b"
NOT_FIRST = frozenset(
    {"und", "and", "et", "y", "e", "och", "og", "en", "mit", "zur", "zum", "vom", "in", "der", "die", "das"}
)
_ENDS = frozenset(
    {"for", "from", "in", "at", "with", "für", "aus", "bei", "pour", "para", "per", "via", "on", "is", "was"}
)
_BEHIND_HAN = "/／:：|｜ "
_BY = frozenset({"by", "von", "par", "por", "di", "door", "av", "af"})
_MIN_AGENCY = 6
"""Letters from which a name in title case is an agency's and not a first name: "Reuters", but "Petra" and "Ana"."""
_MIN_SURNAME = 4
_MIN_DAY = 6
_MIN_DIGITS = 6
_PREFIX_ENDS = " :："
_MOST_PREFIX = 5
_MOST_BEFORE = 7
"""Words of a prefix, and of a date and the like before it."""


def authors(text: str, *, site: str | None = None) -> tuple[str, ...]:
    """The names in a byline such as ``By Ed Adamczyk and Jane Roe, Reuters``, in order, each once.

    Args:
        text: the byline, with or without its prefix; at most `MAX_BYLINE` characters are read.
        site: name of the publication, which is never an author.

    Returns:
        The names as printed; empty if the text does not look like names.
    """
    printed = plain(text, MAX_BYLINE)
    if printed.isascii() and sum(map(str.isupper, printed)) < _LEAST_CAPITALS:
        return ()
    printed = re.sub(_han_sources(), " ", re.sub(_NOISE, " ", printed))
    if names_a_work(printed):
        return ()
    byline = without_prefix(printed)
    names: dict[str, str] = {}
    site_key = folded(site) if site else None
    for part in re.split(_SEPARATOR, re.split(_OTHERS, byline, maxsplit=1)[0]):
        if names and any(c.isdigit() for c in part) and dates_in(byline):
            break  # sections and tags stand behind the date
        for piece in _split_at_conjunctions(part.split()):
            name, whole = _name_in(piece)
            if name and (key := folded(name)) != site_key:
                names.setdefault(key, name)
            if not whole:
                break  # what follows "and" belongs to the role: "Jo Roe Editor and Gardener"
    return tuple(names.values())[:MAX_AUTHORS]


def names_a_work(text: str) -> bool:
    """Whether `text` names the source of a text and not its author: ``From Openpedia, the free encyclopedia``."""
    if grammar().works.isdisjoint(fold(text).split()):
        return False
    prefix = prefix_of(text)
    return prefix is None or prefix in grammar().source_prefixes


def has_prefix(text: str) -> bool:
    """Whether `text` opens as a byline does: ``By …``, ``Von …``, ``Text: …``, ``文/…``."""
    text = plain(text, MAX_BYLINE)
    return without_prefix(text) != text


def is_prefix(text: str) -> bool:
    """Whether `text` is nothing but the words that introduce a byline: ``Written by``."""
    return text.strip(_PREFIX_ENDS).casefold() in _prefixes()


def prefix_of(text: str) -> str | None:
    """The words that `text` opens with, as the packs have them, if it opens as a byline does."""
    parts = text.split(None, _MOST_PREFIX)
    if not parts or parts[0].casefold().rstrip(_PREFIX_ENDS) not in _prefix_openings():
        return None
    most = min(_MOST_PREFIX, len(parts) - 1)
    heads = (" ".join(parts[:n]).casefold().rstrip(_PREFIX_ENDS) for n in range(most, 0, -1))
    return next((head for head in heads if head in _prefixes()), None)


def without_prefix(text: str) -> str:
    """`text` without the words that introduce a byline, or a date before them: ``12 May 2024 by Jana Roth``."""
    if text.startswith(_han_prefixes()):
        for han in _han_prefixes():
            if text.startswith(han) and text[len(han) : len(han) + 1] in _BEHIND_HAN:
                return text[len(han) :].lstrip(_BEHIND_HAN) or text
    parts = text.split()
    if prefix := prefix_of(text):
        rest = parts[len(prefix.split()) :]
        return " ".join(rest[1:] if rest[0] in (":", "：") else rest)
    for i, part in enumerate(parts[1 : _MOST_BEFORE + 1], 1):
        if part.casefold() in _BY and i + 1 < len(parts) and _says_when(parts[:i]):
            return " ".join(parts[i + 1 :])
    return text


def dates_in(text: str) -> tuple[str, ...]:
    """All dates printed in `text`."""
    from cleaner.lines.dates import printed_dates  # few lines need it

    return printed_dates(text)


def _says_when(parts: list[str]) -> bool:
    """Whether `parts` hold a date, ambiguous or not."""
    return bool(dates_in(" ".join(parts))) or sum(c.isdigit() for c in parts[-1]) >= _MIN_DIGITS


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(grammar().byline_prefixes)


@cache
def _prefix_openings() -> frozenset[str]:
    """The first words of the prefixes."""
    return frozenset(p.split()[0].rstrip(_PREFIX_ENDS) for p in _prefixes())


@cache
def _han_prefixes() -> tuple[str, ...]:
    return tuple(p for p in grammar().byline_prefixes if p[0] >= "\u2e80")


@cache
def _han_sources() -> str:
    """A label of the source of a text, with the source: ``来源：临河晚报``; the author may stand behind it."""
    labels = "|".join(re.escape(label) for label in sorted(grammar().source_labels) if is_cjk(label[0]))
    return rf"(?:{labels})\s?[：:]\s?[^\s|；;，,]{{1,40}}"


def looks_like_name(text: str) -> bool:
    """Whether `text` as it stands could be the name of a person: two to five words written as names are.

    A lone word does not look like a name; in scripts without capitals two to six characters do.
    """
    parts = text.split()
    if not parts or len(text) > MAX_NAME or len(parts) > 6 or parts[0].casefold() in NOT_FIRST:
        return False
    if len(parts) == 1:
        return _is_han_name(text) and text not in grammar().not_names and text not in _prefixes()
    first = clean_word(parts[0]).casefold()
    if first in grammar().not_names or first in grammar().calls:
        return False
    if any(_is_stop(parts, i) for i in range(1, len(parts))):
        return False
    if any("\uac00" <= c <= "\ud7af" for c in text):
        return False  # Korean names are one word
    full = [p for p in parts if _is_name_word(p)]
    return len(full) >= 2 and all(_is_name_word(p) or _is_particle(p) for p in parts)


def _name_in(parts: list[str]) -> tuple[str | None, bool]:
    """The name in `parts`, without a role before it or a role, place or date behind it; and whether that is all."""
    parts = behind_role(parts)
    end = next((i for i in range(len(parts)) if _ends_name(parts, i)), len(parts))
    if 0 < end < len(parts) and any(clean_word(parts[i]).casefold() in grammar().groups for i in (end, -1)):
        return None, True
    whole = end == len(parts) or parts[end].casefold() in _ENDS
    while end and _is_particle(parts[end - 1]) and not _is_name_word(parts[end - 1]):
        end -= 1
    name = " ".join(parts[:end]).strip(" .:;,")
    if end > 1 and parts[end - 1].endswith(".") and len(parts[end - 1]) <= 3:
        name += "."
    if not looks_like_name(name):
        return None, True
    if end < len(parts) and parts[end].rstrip(".").casefold() in grammar().generations:
        return f"{name} {parts[end]}", True
    return name, whole


def _ends_name(parts: list[str], i: int) -> bool:
    part = parts[i]
    return (
        part.casefold() in _ENDS
        or _is_stop(parts, i)
        or clean_word(part).casefold() in grammar().groups
        or ("." in part[1:-1] and len(part) > MAX_INITIALS)
        or not (_is_name_word(part) or _is_particle(part))
        or starts_date(parts, i)
    )


def _split_at_conjunctions(parts: list[str]) -> list[list[str]]:
    """`parts` cut at "and", "und", "y" …, unless the word stands inside one name (``Ortega y Gasset``)."""
    pieces: list[list[str]] = [[]]
    for i, part in enumerate(parts):
        joins = part.casefold() in grammar().conjunctions
        alone = len(pieces[-1]) < 2 or len(parts) - i - 1 < 2
        short = alone and (part.casefold() in grammar().particles or not part.islower())
        placed = part in JOINTS and i > 0 and is_role(parts, i - 1)
        if joins and not short and not placed:
            pieces.append([])
        else:
            pieces[-1].append(part)
    return [p for p in pieces if p]


def clean_word(word: str) -> str:
    """`word` without the quotes and punctuation around it."""
    return word.strip("\"'“”‘’«».,:;!?*")


def _is_stop(parts: list[str], i: int) -> bool:
    """Whether a name ends before word `i`: a role, a part of the page, a weekday, an agency."""
    word = clean_word(parts[i])
    key = word.casefold()
    words = grammar()
    if key in words.not_names or key.rpartition("-")[2] in words.not_names or key in _days():
        return True
    if key not in words.agencies or (word.istitle() and len(word) < _MIN_AGENCY):
        return False
    following = clean_word(parts[i + 1]) if i + 1 < len(parts) else ""
    return not (len(following) >= _MIN_SURNAME and following.isupper() and following.casefold() not in words.agencies)


@cache
def _days() -> frozenset[str]:
    """Names of weekdays; their short forms are names of people too (``Sam``)."""
    return frozenset(d for d in grammar().weekdays if len(d) >= _MIN_DAY)


def _is_particle(word: str) -> bool:
    return word.casefold() in grammar().particles


def _is_name_word(word: str) -> bool:
    """A capitalised word, an initial, or a word in a script without capitals."""
    core = clean_word(word)
    if not (core.isalpha() or (core and all(map(_in_name, core)))):
        return False
    first = core[0]
    if not first.isalpha():
        return False
    if first.islower():
        lead, mark, rest = core.replace("’", "'").partition("'")
        elided = bool(mark) and len(lead) <= 2 and rest[:1].isupper()
        return elided or ("-" in core and core.split("-", 1)[1][:1].isupper())
    return True


def _in_name(char: str) -> bool:
    return char.isalpha() or char in "'’.-‐‑`´ʼ·・" or not (char.isascii() or char.isalnum())


def _is_han_name(text: str) -> bool:
    return 2 <= len(text) <= 6 and all(is_cjk(c) or "\uac00" <= c <= "\ud7af" for c in text)


def starts_date(parts: list[str], i: int) -> bool:
    """Whether word `i` is a month or weekday that a number follows."""
    word = clean_word(parts[i]).casefold()
    following = parts[i + 1] if i + 1 < len(parts) else ""
    known = grammar()
    return (word in known.months or word in known.weekdays) and any(c.isdigit() for c in following)


def without_title(name: str) -> str:
    """`name` without "Dr", "Prof." and the like before it."""
    parts = name.split()
    while len(parts) > 2 and parts[0].rstrip(".").casefold() in grammar().honorifics:
        parts = parts[1:]
    return " ".join(parts)
