"""Photo captions and their credits, separated."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cleaner.lines.credit_hints import LABEL_SIGNS, may_hold_credit
from cleaner.lines.names import looks_like_name
from cleaner.lines.plain import plain
from cleaner.model import Caption
from cleaner.packs import grammar

MAX_CAPTION = 2_000
MAX_CREDIT = 160
"""Characters of a credit; a longer tail is caption text."""
MAX_UNSPACED = 24
"""Characters of a credit in a script without spaces."""

# Compiled by `re` on first use, so that importing this costs nothing at start-up.
CLOSING = frozenset(")]）】")  # what a credit in brackets ends with
_BARS, _COLONS = "|•·", frozenset(LABEL_SIGNS)
_SENTENCE_WORDS = 4  # lower-case words, more than names and agencies have
_MIN_SMALL = 3  # letters of an agency in lower case
_LEFTOVER = r"(?i)\s*[|•·]\s*(?:licen[sc]e photo|purchase photo|view full size|enlarge|zoom|buy photo)s?\s*$"
_BRACKETED = r"[(\[（【]([^()\[\]（）【】]{2,160}(?:[(（][^()（）]{1,40}[)）])?[^()（）]{0,20})[)\]）】]\s*\.?$"
_EQUALS = r"[＝=]\s?(\S.{0,30})$"
_BOUNDARY = r"(?<=[.!?…。！？\"”»)|•·–—])\s+|\s+[|•·–—-]\s+|\s{2,}|\s+(?=©|\(c\)\s)|(?<=[.!?。])(?=©)"
_JOINTS = frozenset({"via", "for", "für", "pour", "per", "über", "on", "at", "from", "of"})
_WORD = r"[^\W_]+"
_OPENING = r"\s+(?=[^\W\d_a-z])"
_LABEL = r"^([^:：/／|]{2,30}?)\s?[:：／/|]\s*(\S.{0,158})$"
_SHORT_LABEL = r"([^\W\d_]{2,4})\.\s+(\S.{0,100})$"
_COPYRIGHT = r"(?i)^(?:©|\(c\)|copyright\b)\s*(?:©\s*)?(?:\d{4}\s+)?(\S.{0,158})$"


def split_credit(caption: str) -> Caption:
    """Separate the credit from a photo caption.

    ``… File Photo by Olivier Douliery/UPI | License Photo`` is a text and the credit
    ``Olivier Douliery/UPI``; ``(AP Photo/Jane Roe)``, ``Foto: dpa`` and ``© X`` are credits too.

    Args:
        caption: the caption as printed; at most `MAX_CAPTION` characters are read.

    Returns:
        The caption; without a credit if none is recognised, with an empty text if there is nothing else.
    """
    return part(caption) if may_hold_credit(caption) else Caption(plain(caption, MAX_CAPTION))


def part(caption: str) -> Caption:
    """`split_credit` of a caption that `may_hold_credit`."""
    text = plain(caption, MAX_CAPTION)
    if any(bar in text for bar in _BARS):
        text = re.sub(_LEFTOVER, "", text)
    if credit := credit_of(text):
        return Caption("", credit)
    ends_in_bracket = text.removesuffix(".").rstrip()[-1:] in CLOSING
    if (
        ends_in_bracket
        and (m := re.compile(_BRACKETED).search(text, max(0, len(text) - MAX_CREDIT - 70)))
        and not is_acronym(m[1], text[: m.start()])
        and (credit := credit_of(m[1]) or _signed(m[1]) or _labelled_unspaced(m[1]))
    ):
        return Caption(_rest(text[: m.start()]), credit)
    if (m := re.compile(_EQUALS).search(text, max(0, len(text) - 40))) and credit_of(m[1]):
        return Caption(_rest(text[: m.start()]), m[1].strip())
    for at, end in _boundaries(text):
        if credit := credit_of(text[end:]):
            return Caption(_rest(text[:at]), credit)
    return Caption(text)


def is_acronym(text: str, before: str) -> bool:
    """Whether `text` is made of the initials of the words `before` it: ``ABC`` behind "Always Be Closing"."""
    if not text.isalpha() or not text.isupper():
        return False
    initials = "".join(word[0] for word in re.findall(_WORD, before)[-len(text) :])
    return initials.casefold() == text.casefold()


def credit_of(text: str) -> str | None:
    """The photographer or agency, if all of `text` is a credit: ``Photo: Jane Roe/Reuters``, ``Getty Images``."""
    text = text.strip(" \t.|•·()[]–—-")
    if not 2 <= len(text) <= MAX_CREDIT:
        return None
    if text[0] in "©(cC" and (m := re.match(_COPYRIGHT, text)):
        return (m[1].strip() or None) if _has_few_small_words(m[1]) else None
    labelled = None if _COLONS.isdisjoint(text[:35]) else re.match(_LABEL, text)
    if labelled and labelled[1].strip().casefold() in grammar().credit_labels and _is_short(labelled[2]):
        return _unlabelled(labelled[2])
    if rest := _after_by(text) or abbreviated(text):
        return rest
    return text if _names_agency(text) else None


def abbreviated(text: str) -> str | None:
    """Whom a credit names behind a label that is cut short: ``fot. Jan Sowa``, ``Rys. A. Lis/PAP``."""
    if (m := re.match(_SHORT_LABEL, text)) is None or m[1].casefold() not in grammar().credit_labels:
        return None
    return m[2] if _could_sign(m[2]) or _signed(m[2]) or _names_agency(m[2]) else None


def _signed(text: str) -> str | None:
    """``Jo Roe/Evening Echo``, ``Jo Roe (Getty)``: names on both sides, as only credits have in brackets."""
    parts = [p.strip() for p in re.split(r"[/(（]", text.strip(" )）"))]
    if (
        2 <= len(parts) <= 3
        and looks_like_name(parts[0])
        and all(p and p[0].isupper() and len(p.split()) <= 4 for p in parts)
    ):
        return text.strip()
    return None


def _labelled_unspaced(text: str) -> str | None:
    """``代表撮影``, ``翻攝自官網``: a short text in a script without spaces that a label begins or ends."""
    text = text.strip()
    labels = _unspaced_labels()
    return text if len(text) <= MAX_UNSPACED and (text.endswith(labels) or text.startswith(labels)) else None


@cache
def _unspaced_labels() -> tuple[str, ...]:
    return tuple(sorted(label for label in grammar().credit_labels if label[0] >= "\u2e80" and len(label) > 1))


def _unlabelled(text: str) -> str:
    return _after_by(text) or text.strip(" .")


def _is_short(text: str) -> bool:
    """Not a sentence: at most a dozen words."""
    return len(text.split()) <= 12


def _after_by(text: str) -> str | None:
    parts = text.split()
    for length in (4, 3, 2):
        if len(parts) > length and " ".join(parts[:length]).casefold() in grammar().credit_labels:
            rest = " ".join(parts[length:])
            return rest.strip(" .") if _is_short(rest) and _names_only(parts[length:]) else None
    return None


def _has_few_small_words(text: str) -> bool:
    """Whether only names stand there and no sentence, unlike in "© Jo Roe Members of the club do not pay"."""
    known = grammar()
    small = known.particles | known.conjunctions | _JOINTS
    return sum(p[0].islower() and p.casefold().strip(",.") not in small for p in text.split()) < _SENTENCE_WORDS


def _names_only(parts: list[str]) -> bool:
    """Whether only particles are in lower case: "Foto von Jana Roth ging um die Welt" is a sentence."""
    known = grammar()
    small = known.particles | known.conjunctions | _JOINTS
    return not parts[0][0].islower() and all(p.casefold().strip(",.") in small for p in parts if p[0].islower())


def _names_agency(text: str) -> bool:
    """``REUTERS/Jane Roe``, ``Jane Roe | Getty Images``, ``imago/ZUMA``: every part a name, one an agency."""
    text = unicodedata.normalize("NFKC", text)
    if len(text) < _MIN_SMALL and text.islower():  # "cp" is a command
        return False
    if _agency_words().isdisjoint(re.findall(_WORD, text.casefold())):
        return False
    parts = [p.strip(" .") for p in re.split(r"\s*[/|,;=＝]\s*|\s+(?:via|for|für|pour|per|über)\s+|\s+[-–—]\s+", text)]
    parts = [p for p in parts if p]
    if not parts or len(parts) > 6:
        return False
    known = [p for p in parts if p.casefold() in _agencies()]
    return bool(known) and all(p.casefold() in _agencies() or _could_sign(p) for p in parts)


@cache
def _agency_words() -> frozenset[str]:
    """One word of each agency, its longest."""
    return frozenset(max(re.findall(_WORD, agency), key=len) for agency in _agencies())


def _could_sign(part: str) -> bool:
    return looks_like_name(part) or (len(part.split()) == 1 and len(part) <= 25 and not part[0].isdigit())


@cache
def _agencies() -> frozenset[str]:
    return grammar().credit_names | grammar().agencies


def _boundaries(text: str) -> list[tuple[int, int]]:
    """Where a credit may begin, the earliest first, within the last `MAX_CREDIT` characters."""
    start = max(0, len(text) - MAX_CREDIT - 20)
    spans = [m.span() for m in re.compile(_BOUNDARY).finditer(text, start)]
    spans += [m.span() for m in re.compile(_OPENING).finditer(text, start) if _introduces(text[m.end() :])]
    return sorted(spans)


def _introduces(text: str) -> bool:
    """Whether `text` opens with a capitalised credit label (``Credit:``, ``File Photo by``)."""
    label, colon, _ = text[:40].partition(":")
    if colon and label.strip().casefold() in grammar().credit_labels:
        return True
    parts = text[:60].split()
    return any(" ".join(parts[:n]).casefold() in grammar().credit_labels for n in (4, 3, 2) if len(parts) > n)


def _rest(text: str) -> str:
    return text.rstrip(" \t|•·–—-(").strip()
