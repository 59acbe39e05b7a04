"""Residue that has no fixed wording: patterns with slots for names, numbers and dates, found anywhere in a block.

A pattern is a regular expression in which a blank stands for any white space (``" ?"`` for none too) and ``<name>``
for a slot of `SLOTS`.
Its place says where it must stand:

``line``
    it is the whole block, once or several times over.
``unit``
    it begins the block or follows a sentence or a sign that parts, and a new sentence or nothing follows.
``label``
    as ``unit``, without a full stop: a label is no sentence.
``start``, ``end``
    as ``unit``, at the start or the end of the block only.
``tail``
    the block ends with it, whatever stands before.
``any``
    anywhere, for what nobody writes in a sentence.
``cue``
    as ``unit``, and a headline follows whose end is looked for ("Read more: …").
"""

from __future__ import annotations

import re
import unicodedata

PLACES = ("line", "unit", "label", "start", "end", "tail", "any", "cue")

_UPPER = r"(?![а-яё])(?![α-ωა-ჰ])[^\W\d_a-zß-öø-ÿ]"
_SMALL = r"(?-i:[a-zß-öø-ÿа-яёα-ωა-ჰ])"
_NAME = rf"(?-i:{_UPPER}[\w.'’\-]*(?:[ \xa0]{_UPPER}[\w.'’\-]*){{0,3}})"
_DAY_MONTH = r"\d{1,2}(?:\.|er|st|nd|rd|th|º|:e)?(?: de)?[ .]{1,2}[^\W\d]{3,12}\.?,?(?: del?)? \d{4}"
_MONTH_DAY = r"[^\W\d]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
_NUMERIC = r"\d{1,4} ?[./\-年] ?\d{1,2} ?[./\-月] ?\d{1,4}[.日]?"
SLOTS = {
    "n": r"\d(?:[\d.,'\xa0]*\d)?[ \xa0]?(?:[kKmM]\b|mil\b|tis\b|тыс)?",
    "name": _NAME,
    "names": rf"{_NAME}(?:(?:,| and| und| et| y| e| en| och| i| &|/|,? &)[ \xa0]?{_NAME}){{0,4}}",
    "word": r"[\w.'’\-]+",
    "words": r"[^.!?…:。！？|\n]{1,60}?",
    "some": r"(?:[^.!?…。！？\n]|\.(?=\w)){0,160}?",
    "long": r"[^\n]{0,400}?",
    "rest": r"[^\n]{0,600}",
    # What has run into the end of a prompt in flat text: a whole sentence, with its full stop.
    "next": rf"[\s\xa0]+(?-i:{_UPPER})[\w’'\-]*(?:[\s\xa0]+[\w’'\-]+){{0,2}}?[\s\xa0]+{_SMALL}[^.!?\n]*[.!?]",
    "date": rf"(?:\w{{2,10}},? )?(?:{_DAY_MONTH}|{_MONTH_DAY}|{_NUMERIC})",
    "time": r"\d{1,2}[:.hH時时]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: (?:uhr|klo|wib|[a-z]{3,4}))?",
    "url": r"(?:https?://|www\.)[!-~]+",
    "mail": r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+",
    "site": r"(?:[\w\-]+\.)+[a-z]{2,6}|[\w.&’'\-]+(?:[ \xa0][\w.&’'\-]+){0,3}",
}
_CLASS = re.compile(r"(?<!\\)\[[^\]]*\]")
_CASELESS = re.compile(
    r"(?<!\\)\[(?:가-힣|\\u(?:4e00-\\u9fff|0e00-\\u0e7f))(?:=|\\s)?\]"
)  # letters of one case, by the thousand
_SLOT = re.compile(r"<([a-z]+)>")
_BLANK, _MAYBE = r"\s+", r"\s*"
SIGN_CHARS = r"\-–—|•·▶►▷■▲★☆◆→←»«*_#>\[\](){}【】「」《》［］（）\"“”'’‘:：/／\\"
SIGNS = rf"[\s\xa0{SIGN_CHARS}]"
ENDS = r".!?…。！？।۔:：”»)\]|•·*▶►>］】」』）"
OPENERS = r"(\[（【▶►•·|*\-–—>→"
_LIST_NUMBER = r"(?<!(?<!\d)\d[.)][\s\xa0])(?<!(?<!\d)\d\d[.)][\s\xa0])"
_BEHIND = (
    rf"(?:\A|(?<=[{ENDS}])|(?<=[{ENDS}\-–—][\s\xa0])|(?<=[.!?…][\"’'])|(?<=[.!?…][\"’'][\s\xa0]))"
    rf"{_LIST_NUMBER}"
)
_LEAD = rf"[\s\xa0]?[{OPENERS}]*[\s\xa0]*"
UNIT_START = rf"{_BEHIND}(?=({_LEAD}))"
"""Where a unit begins; what it finds at once is the decoration that may stand before its first word."""
PARTING = rf"[{ENDS}\-–—](?=([\"’']?[\s\xa0]|[\"’']|))"
"""A sign behind which a unit may begin; what it finds at once are the characters behind any of which as well."""
IN_UNITS = frozenset(("unit", "label", "cue", "end"))
"""Places that begin at a `UNIT_START`."""
# Not the first half of a compound, or of a pair.
# A class of signs beyond Latin-1 that are more than two ranges takes `re` five times as long to compile as two classes.
_NO_PAIR = r"(?![-'&+/]\w|[‐–]\w|’\w|\s+[&+]\s)"
_CLOSE = r"(?:\s*[.!:»]|\s*[…→]|\s*：|[)\]\"]|[）】]|[。！]|”)*"
_NOT_SMALL = r"(?-i:(?![а-џα-ω])(?![ა-ჰ])[^\sa-zß-öø-ÿ.,;])"
_RIGHT = rf"(?:(?<!(?-i:[A-ZÀ-Ý]))|(?!\w)){_NO_PAIR}{_CLOSE}(?=\Z|[\s\xa0]*{_NOT_SMALL})"
_LABEL_RIGHT = rf"{_NO_PAIR}[:：\s\xa0]*[)\]]?(?=\Z|[\s\xa0]+(?!<){_NOT_SMALL})"
_SENTENCE_END = (
    rf"(?:[\s\xa0]*[.!?…。！？]+[\"”’'»)\]）】」]*(?=\Z|[\s\xa0]|{_NOT_SMALL})"
    r"|[\s\xa0]*[\"”’'»)\]）】」]*\Z)"
)
_RIGHTS = {"end": r"[\s\xa0.!…)\]）】。\"”]*\Z", "cue": "", "label": _LABEL_RIGHT}
_OPEN_SLOTS = ("<some>", "<long>", "<rest>", "<words>", "<site>")
_OPEN_GROUP = r"(<(?:some|long|rest|words|site)>)((?:\)\??)+)$"


def expanded(written: str, place: str) -> str:
    """The regular expression of a pattern as a pack spells it."""
    return (_BEHIND + _LEAD if place in IN_UNITS else "") + from_start(written, place)


def from_start(written: str, place: str) -> str:
    """`expanded`, but for places of `IN_UNITS` without what stands before the first word."""
    if place in ("unit", "start"):  # what is open at its end goes on to the end of the sentence
        written = re.sub(_OPEN_GROUP, lambda m: f"{m[1]}{_SENTENCE_END}{m[2]}", written)
    body = without_slots(written)
    if place == "line":
        return rf"\A{SIGNS}*(?:(?:{body})[.!…。]*{SIGNS}*){{1,3}}\Z"
    if place == "tail":
        return rf"[\s\xa0]*(?:{body})\s*\Z"
    if place == "any":
        return rf"(?:{body})"
    left = rf"\A{SIGNS}*" if place == "start" else ""
    if written.endswith(_OPEN_SLOTS) and place in ("unit", "start"):
        return rf"{left}(?:{body}){_SENTENCE_END}"
    return rf"{left}(?:{body}){_RIGHTS.get(place, _RIGHT)}"


def without_slots(written: str) -> str:
    """The regular expression of what a pattern describes, wherever that stands.

    Raises:
        ValueError: a class holds a blank.
        KeyError: there is no such slot.
    """
    if " " in "".join(_CLASS.findall(written)):
        raise ValueError("write \\s for a blank in a class")
    spaced = unicodedata.normalize("NFC", written).replace(" ?", _MAYBE).replace(" ", _BLANK)
    spaced = _CASELESS.sub(r"(?-i:\g<0>)", spaced)
    return _SLOT.sub(lambda m: f"(?:{SLOTS[m[1]]})", spaced)
