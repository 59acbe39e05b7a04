"""Mojibake that has lost a byte: the Â of a stripped no-break space, â€ for ”, Ã for à."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.repair.charsets import WINDOWS
from cleaner.repair.evidence import Context, Evidence
from cleaner.repair.letters import letter_words
from cleaner.repair.mojibake import sound_letters
from cleaner.splice import Step

NBSP = "lossy-nbsp"
QUOTE = "lossy-quote"
LETTER = "lossy-letter"
SPACED = "spaced-nbsp"
LEAST_SPACED = 2
MANY_SPACED = 5
NEAR = 60
LONG_LINE = 200
_LATIN = f"{WINDOWS.name}:latin"
_NBSP = f"{WINDOWS.name}:nbsp"
_SIGNS = f"{WINDOWS.name}:signs"
_OPERATORS = ("|", "+", "=", "*", "⟩", "^", "-", "−")
# At the end of a word, or where a scraper glued the next sentence to it: "team.ÂThe".
_A_CIRCUMFLEX = re.compile(r"Â(?:(?=[ \n\r\t\xa0]|$)|(?<=[a-zß-ÿ][.!?…]Â|[.!?…][\"”’]Â)(?=[\"“‘(]?[A-ZÄÖÜ][a-zß-ÿ]))")
_QUOTE = re.compile(f"â€(?![{WINDOWS.run(0x80, 0xBF)}])")
_A_TILDE = re.compile(r"Ã(?=[ \n\r]|$)")
_OPENERS = frozenset("(«“„‘‚['\"‹")
_WORD = re.compile(r"\w+")
# Only Turkish has words that end in Â.
_TURKISH = re.compile("[ıİğĞşŞ]")
# Another single letter, an accent, a code point: the text is about letters.
_LETTER_TALK = re.compile(r"(?<!\w)[ĂăâãÎîÊÔôÛûŴŵŶŷẽĤÄËÏÜ](?!\w)|[\u0302⟨⟩]|U\+[0-9A-F]{2}|\^\d")


def find(text: str, context: Context) -> list[Step]:
    """The remains of lost bytes in `text`: letters and spaces."""
    steps: list[Step] = []
    if "Â" in text:
        steps += _no_break_spaces(text, context)
    if "Ã" in text:
        steps += _a_grave(text, context)
    return sorted(steps)


def weigh(text: str, evidence: Evidence) -> None:
    """Count the Â of `text` that stand by themselves: one may be meant, several in plain prose are not."""
    if "Â" not in text or _talks_of_letters(text):
        return
    alone = [m.start() for m in _A_CIRCUMFLEX.finditer(text) if _stands_alone(text, m.start())]
    evidence.add(SPACED, sum(not _near_letter_words(text, at) for at in alone))


def _no_break_spaces(text: str, context: Context) -> list[Step]:
    steps: list[Step] = []
    for m in _A_CIRCUMFLEX.finditer(text):
        at = m.start()
        alone = _stands_alone(text, at)
        clear = _clear_alone(text, at) if alone else _clear(text, at)
        if clear:
            context.evidence.add(NBSP)
        if clear or (_likely_alone(text, at, context) if alone else _likely(text, context)):
            steps.append(_blank(text, at))
    return steps


def _proven(context: Context) -> bool:
    return context.thorough or any(map(context.evidence.has, (NBSP, _NBSP, _LATIN)))


def _likely(text: str, context: Context) -> bool:
    """Whether a final Â of a word in capitals is none of the word's, going by the rest of the document and the line."""
    return _proven(context) and not _is_turkish(text)


def _likely_alone(text: str, at: int, context: Context) -> bool:
    """Whether the lone Â at `at` is a lost no-break space, going by the rest of the document."""
    if _talks_of_letters(text):
        return False
    if _proven(context) or context.evidence.has(SPACED, MANY_SPACED):
        return True
    if context.evidence.has(SPACED, LEAST_SPACED):
        return not _near_letter_words(text, at)
    if len(text) < LONG_LINE or not _is_plain_prose(text):
        return False
    context.evidence.add(SPACED)
    return True


@lru_cache(maxsize=16)
def _talks_of_letters(line: str) -> bool:
    return bool(_LETTER_TALK.search(line))


@lru_cache(maxsize=16)
def _is_plain_prose(line: str) -> bool:
    """Whether nothing in `line` suggests a language with an â, or a text about letters."""
    return "â" not in line and letter_words().isdisjoint(_WORD.findall(line.casefold()))


@lru_cache(maxsize=16)
def _is_turkish(line: str) -> bool:
    return bool(_TURKISH.search(line))


def _stands_alone(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace()


def _clear(text: str, at: int) -> bool:
    """Whether nobody can have written the Â at `at`, which hangs on something."""
    prev = text[at - 1]
    if prev.isupper() or (prev in _OPENERS and not text[max(0, at - 2) : at - 1].strip()):
        return False
    # Maths may multiply by an operator; prose does not.
    return not prev.isdigit() or text[at + 1 : at + 4].lstrip()[:1] not in _OPERATORS


def _clear_alone(text: str, at: int) -> bool:
    """Whether nobody can have written the lone Â at `at`."""
    before, after = text[max(0, at - 3) : at].rstrip()[-1:], text[at + 1 : at + 4].lstrip()[:1]
    if before and before in ".!?…" and (not after or after.isupper()):
        return True
    return _is_other_script(before) or _is_other_script(after) or _in_other_script(text)


@lru_cache(maxsize=16)
def _in_other_script(line: str) -> bool:
    """Whether most letters of `line` are of scripts that have no Â."""
    letters = [c for c in line if c.isalpha()]
    return 2 * sum(map(_is_other_script, letters)) > len(letters)


def _is_other_script(c: str) -> bool:
    """Whether `c` is of a script that has no Â."""
    return (c.isalpha() and c >= "\u0370" and not "\u1e00" <= c < "\u1f00") or "\u3000" <= c < "\u3040"


def _near_letter_words(text: str, at: int) -> bool:
    near = text[max(0, at - NEAR) : at + NEAR].casefold()
    return not letter_words().isdisjoint(_WORD.findall(near))


def _blank(text: str, at: int) -> Step:
    """Remove the Â at `at`, and one of the two spaces around it."""
    spaced = text[at - 1 : at] == " " and text[at + 1 : at + 2] == " "
    return Step(at, at + 1 + spaced, "", NBSP)


def find_quotes(text: str, context: Context) -> list[Step]:
    """The quotation marks in `text` whose last byte is lost.

    They must be found before other mojibake, since the next quotation mark, once repaired, would be taken for the byte.
    """
    steps: list[Step] = []
    for m in _QUOTE.finditer(text):
        start, end = m.span()
        prev, after = text[start - 1 : start], text[end : end + 1]
        if after == "ð":
            steps.append(Step(start, end, "\u200d", QUOTE))
        elif after == '"':
            # The byte was a curly quote that somebody straightened: one of two dashes.
            if context.thorough:
                steps.append(Step(start, end + 1, "—", QUOTE))
        elif context.thorough or not (_plain_letter(prev) and _plain_letter(after)):
            context.evidence.add(_SIGNS)
            steps.append(Step(start, end, "”", QUOTE))
    return steps


def _plain_letter(c: str) -> bool:
    return c.isalpha() and c < "\u0250"


def _broken(context: Context) -> bool:
    """Whether accented letters broke in this line, going by the rest of the document."""
    return context.thorough or (context.evidence.has(_LATIN) and not sound_letters(context.original))


def _a_grave(text: str, context: Context) -> list[Step]:
    steps: list[Step] = []
    for m in _A_TILDE.finditer(text):
        at = m.start()
        prev = text[at - 1 : at]
        word = not prev or prev.isspace() or prev in "'’(“«\""
        if prev.islower() or (word and _broken(context)):
            doubled = text[at + 1 : at + 3] == "  "
            steps.append(Step(at, at + 1 + doubled, "à", LETTER))
    return steps
