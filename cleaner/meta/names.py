"""Names of people out of byline strings: no sites, roles, handles, dates or "Staff"."""

from __future__ import annotations

import re

from cleaner.meta import _words
from cleaner.meta.plain import folded, plain

MAX_BYLINE = 400
"""Characters of a byline that are read."""
MAX_NAME = 60
MAX_INITIALS = 6
"""Characters of initials written together (``J.R.R.``); a longer word with a dot inside is an address."""
MAX_AUTHORS = 30

# Patterns are compiled by `re` when first used; to compile all when this is imported would be felt at the start.
_NOISE = r"\S{1,80}@\S{0,80}|(?:https?://|www\.)\S{1,300}|\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|<[^<>]{0,120}>"
_SEPARATOR = r"\s*[|•·;,，、/&+\n]\s*|\s+[-–—]+\s+|[—–]|：|\s:\s|(?<=[^\W\d_]):\s"
_OTHERS = r"(?i)[,;|/(]\s*(?:photo|foto|video|bild|editing|edited|illustration|grafik|фото)\w{0,10}\b"
_NOT_FIRST = frozenset(
    {"und", "and", "et", "y", "e", "och", "og", "en", "mit", "zur", "zum", "vom", "in", "der", "die", "das"}
)
_ENDS = frozenset(
    {"for", "from", "in", "at", "with", "für", "aus", "bei", "pour", "para", "per", "via", "on", "is", "was"}
)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FIRST_HAN = "\u3400"
_HAN_PREFIX = r"^(?:文|撰文|作者|记者|記者|文字|执笔|取材・文)\s*[/／:：|｜\s]\s*"


def authors(text: str, *, site: str | None = None) -> tuple[str, ...]:
    """The names in a byline such as ``By Ed Adamczyk and Jane Roe, Reuters``, in order, each once.

    Args:
        text: the byline, with or without its prefix; at most `MAX_BYLINE` characters are read.
        site: name of the publication, which is never an author.

    Returns:
        The names as printed; empty if the text does not look like names.
    """
    byline = without_prefix(re.sub(_NOISE, " ", plain(text, MAX_BYLINE)))
    names: dict[str, str] = {}
    site_key = folded(site) if site else None
    for part in re.split(_SEPARATOR, re.split(_OTHERS, byline, maxsplit=1)[0]):
        for piece in _split_at_conjunctions(part.split()):
            name, whole = _name_in(piece)
            if name and (key := folded(name)) != site_key:
                names.setdefault(key, name)
            if not whole:
                break  # what follows "and" belongs to the role: "Jo Roe Editor and Gardener"
    return tuple(names.values())[:MAX_AUTHORS]


def has_prefix(text: str) -> bool:
    """Whether `text` opens as a byline does: ``By …``, ``Von …``, ``Text: …``, ``文/…``."""
    text = plain(text, MAX_BYLINE)
    return without_prefix(text) != text


def without_prefix(text: str) -> str:
    """`text` less the words that introduce a byline."""
    if text[:1] >= _FIRST_HAN and (m := re.match(_HAN_PREFIX, text)):
        return text[m.end() :]
    parts = text.split()
    for length in (4, 3, 2, 1):
        if len(parts) <= length:
            continue
        head = " ".join(parts[:length]).casefold()
        if head.rstrip(" :：") in _words.BYLINE_PREFIXES:
            rest = parts[length:]
            return " ".join(rest[1:] if rest[0] in (":", "：") else rest)
    return text


def looks_like_name(text: str) -> bool:
    """Whether `text` as it stands could be the name of a person: two to five words written as names are.

    A lone word does not look like a name; in scripts without capitals two to six characters do.
    """
    parts = text.split()
    if not parts or len(text) > MAX_NAME or len(parts) > 6 or parts[0].casefold() in _NOT_FIRST:
        return False
    if len(parts) == 1:
        return _is_han_name(text)
    if _clean_word(parts[0]).casefold() in _words.NOT_NAMES or any(_is_stop(p) for p in parts[1:]):
        return False
    full = [p for p in parts if _is_name_word(p)]
    return len(full) >= 2 and all(_is_name_word(p) or _is_particle(p) for p in parts)


def _name_in(parts: list[str]) -> tuple[str | None, bool]:
    """The name that `parts` opens with, less a role, place or date behind it, and whether nothing was left out."""
    end = next((i for i in range(len(parts)) if _ends_name(parts, i)), len(parts))
    if 0 < end < len(parts) and _clean_word(parts[end]).casefold() in _words.GROUPS:
        return None, True
    whole = end == len(parts) or parts[end].casefold() in _ENDS
    while end and _is_particle(parts[end - 1]) and not _is_name_word(parts[end - 1]):
        end -= 1
    name = " ".join(parts[:end]).strip(" .:;,")
    if end > 1 and parts[end - 1].endswith(".") and len(parts[end - 1]) <= 3:
        name += "."
    if not looks_like_name(name):
        return None, True
    if end < len(parts) and parts[end].rstrip(".").casefold() in _GENERATIONS:
        return f"{name} {parts[end]}", True
    return name, whole


def _ends_name(parts: list[str], i: int) -> bool:
    part = parts[i]
    return (
        part.casefold() in _ENDS
        or _is_stop(part)
        or _clean_word(part).casefold() in _words.GROUPS
        or ("." in part[1:-1] and len(part) > MAX_INITIALS)
        or not (_is_name_word(part) or _is_particle(part))
        or _starts_date(parts, i)
    )


def _split_at_conjunctions(parts: list[str]) -> list[list[str]]:
    """`parts` cut at "and", "und", "y" …, unless the word stands inside one name (``Ortega y Gasset``)."""
    pieces: list[list[str]] = [[]]
    for i, part in enumerate(parts):
        joins = part.casefold() in _words.CONJUNCTIONS
        short = part.casefold() in _words.PARTICLES and (len(pieces[-1]) < 2 or len(parts) - i - 1 < 2)
        if joins and not short:
            pieces.append([])
        else:
            pieces[-1].append(part)
    return [p for p in pieces if p]


def _clean_word(word: str) -> str:
    return word.strip("\"'“”‘’«».,:;!?*")


def _is_stop(word: str) -> bool:
    return _clean_word(word).casefold() in _words.NOT_NAMES or _clean_word(word) in _words.AGENCIES


def _is_particle(word: str) -> bool:
    return word.casefold() in _words.PARTICLES


def _is_name_word(word: str) -> bool:
    """A capitalised word, an initial, or a word in a script without capitals."""
    core = _clean_word(word)
    if not core or not all(map(_in_name, core)):
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
    wide = [c for c in text if "\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af"]
    return 2 <= len(text) <= 6 and len(wide) == len(text)


def _starts_date(parts: list[str], i: int) -> bool:
    word = _clean_word(parts[i]).casefold()
    following = parts[i + 1] if i + 1 < len(parts) else ""
    return (word in _words.MONTHS or word in _words.WEEKDAYS) and any(c.isdigit() for c in following)


def stated_name(text: str) -> str | None:
    """What a field that is meant to hold an author's name holds: a user name, a first name or an organisation.

    Args:
        text: what the field says.

    Returns:
        None if it is a filler (``admin``, ``Staff``), an address, or no name at all.
    """
    from cleaner.meta.dates import printed_dates  # only pages of HTML state names

    name = without_prefix(_behind_call(plain(text, MAX_BYLINE))).strip(" ,;|")
    parts = name.split()
    if not 1 <= len(parts) <= 7 or not 2 <= len(name) <= MAX_NAME or any(c in name for c in "@/\\|<>{}=:;?#"):
        return None
    if not any(c.isalpha() for c in name) or name.casefold().startswith("www.") or printed_dates(name):
        return None
    words = [_clean_word(p).casefold() for p in parts]
    if all(w in _words.FILLERS or w in _words.PARTICLES or w == "the" for w in words) or words[0] in _words.MONTHS:
        return None
    return name


def without_title(name: str) -> str:
    """`name` less "Dr", "Prof." and the like before it."""
    parts = name.split()
    while len(parts) > 2 and parts[0].casefold() in _words.HONORIFICS:
        parts = parts[1:]
    return " ".join(parts)


def _behind_call(text: str) -> str:
    """The name in a link such as ``View all posts by Jo Roe`` or ``Zum Profil von Jo Roe``."""
    parts = text.split()
    if len(parts) < 3 or parts[0].casefold() not in _words.CALLS:
        return text
    at = next(
        (i for i in range(len(parts) - 2, 0, -1) if parts[i].casefold() in ("by", "from", "von", "par", "por", "di")),
        None,
    )
    return text if at is None else " ".join(parts[at + 1 :])
