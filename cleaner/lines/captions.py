"""Blocks that end in a photo credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from cleaner.lines.credit_hints import may_hold_credits
from cleaner.lines.prose import is_prose
from cleaner.model import Caption
from cleaner.packs import fold, grammar
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

_MAX_CHARS = 700
# A text that is longer or has more sentences is a paragraph; the limit is lower before a credit in brackets and where
# somebody is quoted. In 1,466 scraped texts of 145 news pages no body paragraph with a credit was shorter.
CAPTION_CHARS, _CAPTION_SENTENCES = 320, 3
_BRACKETED_CHARS = 150
_LETTERS = 4  # of an author's initials
_SENTENCE_ENDS = ".!?…\"'“”’»。！？」"
_INITIALS = r"([.!?…][\"'”’»]?)\s?[a-z]{2,4}/[a-z]{2,4}\s*$"
_SPEECH = '"“”„«»'
_OPENERS = "([（【"
_PARTS = r"\s*[/|,;]\s*|\s+(?:via|for|für|pour|per|über)\s+"
_BY, _LABEL_CHARS = r"(?i)\b(?:by|via|von|par|por|di|av|af|courtesy|摄|攝|供图|提供)\b|摄|攝|供图|提供", 30
_FIRST_WORD, _IN_BRACKETS = r"[^\W\d_]+", r"[(（]([^()（）]{1,24})[)）]"
_ANAPHOR_CHARS = 3  # of the longest in a script without spaces
_SENTENCE_END = r"[.!?…]+[\"'”’»)]*\s+(?=[^\W\d_a-z])|[。！？]"


class Credited(NamedTuple):
    """A block that ends in a photo credit.

    Args:
        caption: the text and whom it credits.
        tail: offset in the block at which the credit begins.
        form: ``caption``; ``paragraph``, if the text in front is prose that nothing shows to be about a picture;
            ``quoted``, if it names a source or the agency of a report, as paragraphs and charts do too.
    """

    caption: Caption
    tail: int
    form: str


def block_credits(view: View) -> tuple[Credited | None, ...]:
    """For each block of `view` its credit, or None."""
    return view.memo(_block_credits)


def block_captions(view: View) -> tuple[Caption | None, ...]:
    """For each block of `view` its caption with the credit; None if it has no credit or is too long for a caption."""
    return view.memo(_captions)


def _captions(view: View) -> tuple[Caption | None, ...]:
    return tuple([c.caption if c is not None and c.form == "caption" else None for c in block_credits(view)])


def _block_credits(view: View) -> tuple[Credited | None, ...]:
    hinted = [text for text, may_be in zip(view.texts, view.each(may_hold_credits), strict=True) if may_be]
    if not hinted:  # nearly always
        return (None,) * len(view.texts)
    found = {text: credited for text, (_, credited) in with_credits(view, hinted).items()}
    return tuple(map(found.get, view.texts))


def with_credits(view: View, texts: Sequence[str]) -> dict[str, tuple[Caption, Credited | None]]:
    """Those of `texts` that may hold a credit, with their captions; worked out once for all views."""
    hinted = [text for text, may_be in zip(texts, view.of_texts(may_hold_credits, texts), strict=True) if may_be]
    hinted = [text for text in hinted if len(text) <= _MAX_CHARS]
    return dict(zip(hinted, view.of_texts(_credits, hinted), strict=True))


def _credits(texts: Sequence[str]) -> list[tuple[Caption, Credited | None]]:
    from cleaner.lines.credits import part  # few lines come this far

    return [(caption := part(text), _credited(text, caption)) for text in texts]


def _credited(text: str, caption: Caption) -> Credited | None:
    if caption.credit is None or _names_nobody(caption.credit):
        return None
    tail = _behind(text, caption.text)
    head, credit = text[:tail].rstrip(), text[tail:]
    if initials := re.search(_INITIALS, head):  # "… said the mayor.as/hp (dpa)"
        tail = initials.end(1)
        head = head[:tail]
    return Credited(caption, tail, _form(head, credit, caption.credit))


def _behind(text: str, head: str) -> int:
    """The offset in `text` behind the characters of `head`, ignoring white space."""
    at = 0
    for char in head:
        if not char.isspace():
            at = text.find(char, at) + 1
            if not at:
                return 0
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _form(head: str, credit: str, names: str) -> str:
    """The form of a block: `head` stands before its `credit`, which credits `names`."""
    if _names_source(credit) or not _is_plain(credit, names):
        return "quoted"
    bracketed = credit[:1] in _OPENERS
    sentences = len(re.findall(_SENTENCE_END, head + " A"))
    if len(head) > CAPTION_CHARS or sentences > _CAPTION_SENTENCES:
        return "paragraph"
    # "(dpa)" behind a sentence signs a report; behind a caption that is no sentence it credits the photo.
    if bracketed and head[-1:] in _SENTENCE_ENDS and _signs_report(names) and not _is_labelled(credit):
        return "quoted"
    if sentences > 1 and ((bracketed and len(head) > _BRACKETED_CHARS) or any(c in head for c in _SPEECH)):
        return "paragraph"
    if is_prose(head) and (_refers_back(head) or (bracketed and not _shows_picture(head))):
        return "paragraph"
    return "caption"


def _refers_back(text: str) -> bool:
    """Whether `text` goes on from a sentence before it, as no caption does: ``But the pumps failed …``."""
    if is_cjk(text[0]):
        return any(text[:n] in grammar().anaphors for n in range(1, _ANAPHOR_CHARS + 1))
    first = re.search(_FIRST_WORD, text)
    return first is not None and fold(first[0]) in grammar().anaphors


def _shows_picture(text: str) -> bool:
    """Whether `text` speaks as captions do: it says who stands where, or on which day of which year it was."""
    places = (fold(m[1].strip(" .")) for m in re.finditer(_IN_BRACKETS, text))
    if any(place in grammar().picture_places or place.replace(" ", "") in grammar().picture_places for place in places):
        return True
    from cleaner.lines.dates import MAX_DATE, printed_dates  # few texts come this far

    return bool(printed_dates(text) or printed_dates(text[-MAX_DATE:]))


def _is_labelled(credit: str) -> bool:
    """Whether a credit says that it is about a picture: ``(Foto: dpa)``."""
    from cleaner.lines.credits import abbreviated

    bare = credit.strip(" ()[]（）【】")
    label, colon, _ = bare.partition(":" if ":" in credit else "：")
    return fold(label) in grammar().credit_labels if colon else abbreviated(bare) is not None


def _is_plain(credit: str, names: str) -> bool:
    """Whether a credit has a label, a sign or an agency, as credits do; without them it may name anything."""
    bare = credit.strip(" .()[]（）【】")
    label, colon, _ = bare.partition(":" if ":" in bare else "：")
    if colon and len(label) <= _LABEL_CHARS:
        return _is_labelled(credit)
    if any(c in bare for c in "©=＝|") or re.search(_BY, bare) or _is_labelled(credit):
        return True
    parts = [part.casefold().strip(" .") for part in re.split(_PARTS, names) if part]
    return any(part in _agencies() for part in parts) and (len(parts) > 1 or len(names) == len(bare))


def _signs_report(names: str) -> bool:
    """Whether a credit holds only agencies and an author's initials: ``dpa``, ``Tsp, epd``."""
    return _names_agencies_only(names) or all(len(p) <= _LETTERS for p in re.split(_PARTS, names.strip(" .()")))


def _names_source(credit: str) -> bool:
    """Whether a credit names the source of facts: ``Source: X``."""
    return fold(re.split(r"[:：]", credit, maxsplit=1)[0]) in grammar().source_labels


def _names_nobody(names: str) -> bool:
    """Whether a credit holds ordinary words and no name: ``(credit/debit cards, cash)``."""
    first = next((c for c in names if c.isalpha()), "")
    return first.islower() and not _names_agencies_only(names)


def _names_agencies_only(names: str) -> bool:
    return all(part.casefold() in _agencies() for part in re.split(_PARTS, names.strip(" .()")) if part)


@cache
def _agencies() -> frozenset[str]:
    return grammar().credit_names | grammar().agencies
