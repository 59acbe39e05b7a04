"""Texts that are plainly no articles, whatever stands in them: subtitles, timed lyrics, changelogs."""

from __future__ import annotations

import re

_ARROW = "-->"
_CUE = r"(?m)^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_STAMPED = r"(?m)^[ \t]*\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\][^\n]"
_CUES = 2
_CUE_LINES = 6  # at most: its number, its times, a few lines and an empty one
_STAMPED_LINES, _STAMPED_SHARE = 4, 0.5
# "v1.4", "## [1.4.0] - 2024-05-03", "Version 2.0 (May 3, 2024)", "1.4.0rc1"; no dates, telephone numbers, addresses.
_VERSION = (
    r"(?i)[ \t]*+(?:#{1,6}[ \t]*+)?"
    r"(?:(?:version|release|v)[ \t.]?v?\d{1,3}\.\d|\[v?\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\]|\d{1,2}\.\d{1,2}\.\d(?![.\d]))"
    r"[\w.+\-]{0,16}(?:\(h[^()\s]*\))?[ \t]*(?:[-–—:(/,]?[ \t]*(?=[^\n]*\d)[^\n:]{4,24}|\(?unreleased\)?)?$"
)
_POINT, _OPENING = r"\.\d", frozenset("vVrR[ \t#")  # what a version holds, and what it begins with but for a digit
_VERSIONS = 2


def other_text(text: str) -> str | None:
    """What `text` is, if it is a file of subtitles (SubRip, WebVTT), of timed lyrics (LRC) or a changelog."""
    if _is_timed(text):
        return "timed: subtitles or lyrics with time codes"
    return "changelog: versions are its headings" if _is_changelog(text) else None


def _is_timed(text: str) -> bool:
    lines = text.count("\n") + 1
    if _ARROW in text:
        cues = len(re.findall(_CUE, text))
        if cues >= _CUES and cues * _CUE_LINES >= lines:
            return True
    if "[" not in text[:2_000]:
        return False
    return (stamped := len(re.findall(_STAMPED, text))) >= _STAMPED_LINES and stamped >= _STAMPED_SHARE * lines


def _is_changelog(text: str) -> bool:
    """Whether at least two different versions are headings in `text`."""
    if not re.search(_POINT, text):
        return False
    lines = [line for line in text.split("\n") if line[:1] in _OPENING or line[:1].isdecimal()]
    return len({m[0].strip(" \t#") for line in lines if (m := re.match(_VERSION, line))}) >= _VERSIONS
