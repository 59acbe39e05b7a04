"""Mojibake of the rarer encodings (Cyrillic, Greek, Central European, Baltic, DOS): ftfy's work."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cleaner.repair.edits import Step
from cleaner.repair.gate import FOREIGN

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

RULE = "mojibake"
_PROBE = re.compile(FOREIGN)
_RUN = re.compile(r"[^\x00-\x7f]+")
_ENCODINGS = frozenset(f"sloppy-windows-{n}" for n in (1250, 1251, 1253, 1254, 1257)) | {"iso-8859-2", "cp437"}


@cache
def _config() -> TextFixerConfig:
    """ftfy, narrowed to what can be undone: no straightening, no folding, no guessing at lost bytes."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=False,
        fix_c1_controls=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def find(text: str) -> list[Step]:
    """What ftfy puts right in `text`, run by run, with its plan."""
    if not _PROBE.search(text):
        return []
    import ftfy

    good, explanation = ftfy.fix_encoding_and_explain(text, _config())
    plan = tuple(f"{step.action} {step.parameter}" for step in explanation or ())
    if good == text or not any(step.parameter in _ENCODINGS for step in explanation or ()):
        return []
    bad_runs, good_runs = _RUN.findall(text), _RUN.findall(good)
    if len(bad_runs) != len(good_runs) or _RUN.sub("\x00", text) != _RUN.sub("\x00", good):
        return []
    pairs = zip(_RUN.finditer(text), good_runs, strict=True)
    return [Step(*m.span(), run, RULE, plan) for m, run in pairs if run != m.group()]
