"""Where blocks end on a line: what the model says of its gaps, and what the words on either side allow."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from cleaner.kernel.joints import CAPITAL, SMALL
from cleaner.lines.sentences import COLONS, ends_sentence
from cleaner.lines.stamps import is_clock, is_date
from cleaner.packs import all_stopwords, grammar, line_hits
from cleaner.packs.scripts import is_cjk
from cleaner.read.breaks.model import breaks
from cleaner.thresholds import thresholds

_AHEAD = 60  # characters looked at behind a gap
_BRACKETS = (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("《", "》"), ("[", "]"), ("【", "】"))
_COMMAS = frozenset(",،、，")
_CAPTION, _COPY = 250, 25  # characters of a caption; of a headline that stands twice, at least
_BACK, _NEAR = 400, 60  # characters looked at before a gap; in which a comma shows that a sentence or list goes on
_NEAR_LABELS, _LABELS = 120, 4  # characters on either side of a gap, and likely breaks in them, that make a menu
_RUNNING, _SMALL_WORDS = 16, 6  # words before a gap looked at, and small ones among them, in running text
_BESIDE = 20  # characters on either side in which a script without spaces shows
_BYLINE, _HEADLINE = 3, 4  # words of a byline with a name of two, of a short headline
_TWICE, _AROUND = 2, 4_000  # times that a name stands, in so many characters on either side
_GLUED_FRONT = rf"(?<=[{SMALL}])(?=[{CAPITAL}])"
_ADDRESS = r"(?:https?://|www\.|[$.]\w*\(|[a-z]\.[a-z])[!-~]*$"  # or a call in a script, as far as it goes
_INITIAL = r"(?<![^\W_])[^\W\d_]\.$"


def parted(line: str, least: float) -> Iterator[tuple[int, int, float | None]]:
    """Where blocks begin and end on `line`, and the log odds that each begins there; the first certainly does.

    Args:
        line: a line that may hold several blocks.
        least: log odds below which no block ends, whatever stands there.
    """
    at, odds, last, scores = 0, None, "", breaks().scores(line)
    for (start, score), labels in zip(scores, _labels_near(scores), strict=True):
        if score < least or start <= at:
            continue
        before = line[max(at, start - _BACK) : start].rstrip()
        behind = line[start : start + _AHEAD]
        if not line[start - 1].isspace():
            if _is_one_word(before, behind):
                continue
            start += _closing(line, start)
        if at == 0 and _is_first_word(before):
            continue
        copied = len(before) >= _COPY and (line.startswith(behind[:_COPY], at) or before == last)
        if copied or (_is_break(before, behind, score, labels) and not _is_known(line, start, before, behind)):
            yield at, at + len(line[at:start].rstrip()), odds
            at, odds, last = start, score, before
    yield at, len(line), odds


def _labels_near(scores: Sequence[tuple[int, float]]) -> Iterator[int]:
    """How many likely breaks stand near each gap: among labels, as in menus, no break tears a sentence."""
    likely = thresholds("breaks")["label"]
    labels = [at for at, score in scores if score >= likely]
    for at, _ in scores:
        yield bisect_right(labels, at + _NEAR_LABELS) - bisect_left(labels, at - _NEAR_LABELS)


@lru_cache(maxsize=1024)  # a text that says the same again and again is read again and again
def _is_break(before: str, behind: str, score: float, labels: int) -> bool:
    """Whether a block ends at a gap of this score with so many `labels` near."""
    known, ends = thresholds("breaks"), ends_sentence(before)
    if ends and labels < _LABELS and score < known["after_end"]:
        return False
    if before[-1].isdigit() and is_date(before) and not _tells_time(behind):
        return score >= known["among_labels"]
    if _belong_together(before, behind):
        return False
    if before[-1] in _COMMAS or (not ends and (_is_foreign(before, behind) or _is_open(before))):
        return score >= known["within"]
    if ends and len(before) <= _CAPTION and _is_credit(behind):
        return False  # of the caption before it
    if score >= known["anywhere"]:
        return True
    if before[-1] in COLONS:
        return False
    if ends:
        return score >= known["among_labels" if labels >= _LABELS else "after_end"]
    if before[-1].islower() and _is_byline(behind):
        return score >= known["among_labels"]
    place = _place(before, before.split(), behind.split(None, 2), labels)
    return score >= known[place] and not _is_small(before)


def _is_byline(behind: str) -> bool:
    """Whether a byline begins behind a gap: ``By Hanna Lind``."""
    words = behind.split(None, 3)[:3]
    if len(words) < 3 or not all(word[0].isupper() and word[1:].islower() for word in words):
        return False
    return words[0].casefold() in _byline_words()


def _tells_time(behind: str) -> bool:
    """Whether a date goes on behind a gap with the time of day, or that with its zone."""
    word = behind.split(None, 1)[0]
    return is_clock(word) or word.strip(".,").casefold() in grammar().time_words


def _is_credit(behind: str) -> bool:
    """Whether the credit of a picture begins behind a gap: ``File Photo by Hanna Lind``, ``Foto: Hanna Lind``."""
    first = behind.split(None, 1)[0].casefold()
    if first.endswith(":") and first[:-1] in grammar().credit_labels:
        return True
    if first not in _credit_heads():
        return False
    words = behind.casefold().split(None, 3)[:3]
    return any(" ".join(words[:n]) in grammar().credit_labels for n in (2, 3))


@cache
def _credit_heads() -> frozenset[str]:
    """The first words of the labels of credits."""
    return frozenset(label.split(None, 1)[0] for label in grammar().credit_labels)


def _closing(line: str, at: int) -> int:
    """1 if a quotation mark stands at `at` that closes what was said, with something glued to it; else 0."""
    glued = line[at] == '"' and line[at + 1 : at + 2].strip() != ""
    return int(glued and line.count('"', max(0, at - _AROUND), at) % 2)


def _is_first_word(before: str) -> bool:
    """Whether a line's first word stands before the gap, and is no label: it begins a headline or a sentence."""
    return len(before.split(None, 1)) == 1 and before.isalpha() and not line_hits(before)


def _is_foreign(before: str, behind: str) -> bool:
    """Whether a gap stands beside a foreign word or a number in text of a script without spaces."""
    beside = before[-_BESIDE:] + behind[:_BESIDE]
    if beside.isascii() or (is_cjk(before[-1]) and is_cjk(behind[0])):
        return False
    return any(map(is_cjk, beside))


def _is_one_word(before: str, behind: str) -> bool:
    """Whether what is glued together is an address, a call in a script or an abbreviation such as ``U.S.``."""
    return behind[0].isascii() and (re.search(_ADDRESS, before) or re.search(_INITIAL, before)) is not None


def _place(before: str, words: Sequence[str], behind: Sequence[str], labels: int) -> str:
    """The threshold for a gap between words with no mark of a sentence."""
    if words[0].casefold() in _byline_words() and all(word[0].isupper() for word in words[1:]):
        return "anywhere" if len(words) < _BYLINE else "among_labels"
    if behind[0][0].isdigit() and before[-1].isalnum():
        return "within"
    if labels >= _LABELS:
        return "among_labels"
    if _names_again(words, behind):
        return "among_labels"
    if "," in before[-_NEAR:]:
        return "after_comma"
    if _runs_on(words):
        return "sentence"
    return "names" if not labels and words[-1][0].isupper() and behind[0][0].isupper() else "inside"


def _is_small(before: str) -> bool:
    """Whether a small common word stands before the gap, which hardly ends a label."""
    last = _last_word(before)
    return last.islower() and last in all_stopwords()


def _last_word(before: str) -> str:
    return before.rsplit(None, 1)[-1]


@cache
def _byline_words() -> frozenset[str]:
    return frozenset(prefix for prefix in grammar().byline_prefixes if " " not in prefix)


def _names_again(words: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a sentence begins behind a headline, with a name of it: ``Moen tells council Moen said on …``."""
    if len(words) < _HEADLINE or len(behind) < 2 or not behind[1][0].islower():
        return False
    return len(behind[0]) > 1 and behind[0].istitle() and behind[0] in words[:-1] and not _runs_on(words)


def _runs_on(words: Sequence[str]) -> bool:
    """Whether these words end in the middle of a sentence of running text."""
    small = 0
    for word in reversed(words[-_RUNNING:]):
        if ends_sentence(word):
            break
        small += word[0].islower()
    return small >= _SMALL_WORDS


def _is_known(line: str, at: int, before: str, behind: str) -> bool:
    """Whether a gap stands in a name that stands whole elsewhere near `at`: ``Punta Larga``."""
    if not (before[-1].isalpha() and behind[0].isupper()):
        return False
    last, first = _last_word(before), behind.split(None, 1)[0].rstrip(".,:;")
    if not (last.isalpha() and first.isalpha() and last[0].isupper()):
        return False
    if {last.casefold(), first.casefold()} & all_stopwords():
        return False
    if line.count(f"{last} {first}", max(0, at - _AROUND), at + _AROUND) < _TWICE:
        return False
    return not line_hits(last) and not line_hits(first)


def _belong_together(before: str, behind: str) -> bool:
    """Whether a gap stands in a dateline or a date, or between the words of a credit's label (``File Photo by``)."""
    if before[-1] == ")" and re.match(r"[-–—]+\s", behind):  # a dateline
        return True
    first, months = behind.split(None, 1)[0].strip(".,"), grammar().months
    dated = _is_day(first) or first.casefold() in months
    last = re.split(_GLUED_FRONT, _last_word(before))[-1]
    if dated and (_is_day(last) or last.strip(".,").casefold() in months):
        return True
    return f"{last} {first}".casefold() in _label_pairs()


def _is_day(word: str) -> bool:
    """Whether `word` is a number, or one of a day: ``12th``, ``1er``."""
    return word.isdigit() or (word[:1].isdigit() and word.lstrip("0123456789") in grammar().date_fillers)


@cache
def _label_pairs() -> frozenset[str]:
    """Two words running of the labels of credits."""
    labels = [label.split() for label in grammar().credit_labels]
    return frozenset(f"{a} {b}" for label in labels for a, b in pairwise(label))


def _is_open(text: str) -> bool:
    """Whether a bracket stands open at the end of `text`."""
    return any(a in text and text.rfind(a) > text.rfind(b) for a, b in _BRACKETS)
