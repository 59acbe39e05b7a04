"""HTML entities that were left in the text, escaped once or more often, with or without their semicolon.

Markup that readers are *meant* to see (in an article on HTML) must survive: what would become a tag is decoded only
in a document that is escaped throughout. Entities in Markdown stay, since its renderer decodes them, and so do those
in code, since somebody typed them.
"""

from __future__ import annotations

import re
from functools import cache

from cleaner.repair.evidence import Context
from cleaner.splice import Step

RULE = "entity"
_ENTITY = re.compile(r"&(?:amp;)*(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}))?(;?)")
_TAG = re.compile(r"<[A-Za-z!/?]")
_ESCAPED_TAG = re.compile(r"&(?:amp;)*(?:lt|#0*60|#[xX]0*3[cC]);(?:[A-Za-z!/?]|[^\s&]{0,40}&)")
_ACCENTED = re.compile(
    r"(?:[A-Za-z](?:acute|grave|uml|circ|tilde|cedil|ring|slash)|szlig|[aA][eE]lig|nbsp|laquo|raquo|iquest|iexcl)"
)
_ABOUT_MARKUP = re.compile(r"\b(?:HTML|XML|entit|escap|markup|unicode)", re.IGNORECASE)
_URL = re.compile(r"(?:://|www\.|[?&][\w.-]+=)\S*$")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_MARKUP = frozenset("<>&\"'")
_QUOTES = frozenset("\"'`“”‘’„«»")
LEAST_ABOUT_MARKUP = 3


def find(text: str, context: Context) -> list[Step]:
    """The entities in `text`; clear cases are noted as evidence."""
    if "&" not in text or context.markdown:
        return []
    tags, escaped_tags = bool(_TAG.search(text)), bool(_ESCAPED_TAG.search(text))
    about_markup = bool(_ABOUT_MARKUP.search(text))
    code = [m.span() for m in _CODE.finditer(text)] if "`" in text else []
    steps: list[Step] = []
    for m in _ENTITY.finditer(text):
        got = _decoded(text, m)
        if got is None or any(start < m.start() < end for start, end in code):
            continue
        end, good = got
        if good in _MARKUP and (tags or (escaped_tags and not context.has(RULE))):
            continue
        if about_markup:
            if not context.has(RULE, LEAST_ABOUT_MARKUP):
                continue
        elif _quoted(text, m.start(), end):
            if not context.has(RULE):
                continue
        elif not escaped_tags:
            context.evidence.add(RULE)
        steps.append(Step(m.start(), end, good, RULE))
    return steps


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the entity stands alone between quotation marks, so that the text is about it."""
    return text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES and start > 0 and end < len(text)


def _decoded(text: str, m: re.Match[str]) -> tuple[int, str] | None:
    """The end of the entity at `m` and its character; None if it is none, or is in doubt."""
    decimal, hexadecimal, name, semicolon = m.groups()
    if decimal or hexadecimal:
        good = _numbered(int(decimal) if decimal else int(hexadecimal, 16))
        if good and (semicolon or _ends_number(text, m)):
            return m.end(), good
        return None
    if name and semicolon and (known := _names().get(name)):
        return m.end(), known
    if name and (bare := _without_semicolon(text, m, name)):
        return bare
    doubled = text.find("amp;", m.start(), m.end())
    return (text.rfind("amp;", m.start(), m.end()) + 4, "&") if doubled == m.start() + 1 else None


def _ends_number(text: str, m: re.Match[str]) -> bool:
    after = text[m.end() : m.end() + 1]
    digits = m.group(1)
    return bool(digits) and 2 <= len(digits) <= 5 and not after.isdigit() and not _URL.search(text, 0, m.start())


def _numbered(code: int) -> str | None:
    """The character of a numeric entity; 0x80 to 0x9f count as cp1252, as they do in browsers."""
    if 0x80 <= code <= 0x9F:
        good = bytes([code]).decode("cp1252", "ignore")
        return good or None
    if (code < 0x20 and code not in (9, 10)) or code == 0x7F or 0xD800 <= code <= 0xDFFF or not code < 0x110000:
        return None
    return chr(code)


def _without_semicolon(text: str, m: re.Match[str], name: str) -> tuple[int, str] | None:
    legacy = _legacy()
    if accented := _ACCENTED.match(name):
        name = accented.group()
    end = m.start(3) + len(name)
    after = text[end : end + 1]
    if name not in legacy or _URL.search(text, max(0, m.start() - 200), m.start()):
        return None
    if not accented and (after.isalnum() or after in ("=", "_", "-", "(")):
        return None
    return end, legacy[name]


@cache
def _names() -> dict[str, str]:
    """Entities that need their semicolon, upper-case variants (``&EACUTE;``) included."""
    from html.entities import html5

    names = {k[:-1]: v for k, v in html5.items() if k.endswith(";")}
    shouted = {k.upper(): v.upper() for k, v in names.items() if k.islower() and k.upper() not in names}
    return {**shouted, **names}


@cache
def _legacy() -> dict[str, str]:
    """Entities that browsers also take without a semicolon."""
    from html.entities import html5

    return {k: v for k, v in html5.items() if not k.endswith(";")}
