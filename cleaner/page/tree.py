"""Parses a page into an element tree; checked before parsing, compared afterwards."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from cleaner.budget import BLOCKS, SECONDS
from cleaner.model import Flag

if TYPE_CHECKING:
    from lxml.etree import HTMLParser
    from lxml.html import HtmlElement


def words(text: str) -> frozenset[str]:
    """The words of `text`, for tables of tag names."""
    return frozenset(text.split())


# Characters that libxml2 drops or XML forbids.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Scripts are skipped; a tag may be matched too long, never too short.
_TAG = re.compile(
    r"<(?:script|style|SCRIPT|STYLE)\b(?:[^<]++|<(?!/(?:script|style|SCRIPT|STYLE)))*+"
    r"""|<[a-zA-Z](?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+"""
)
# A quotation mark opens a value only behind an equals sign.
_ATTRIBUTE = r"""=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_ELEMENT = re.compile(r"<[a-zA-Z][^\s/>]*+((?:[\s/]++|" + _ATTRIBUTE + ")*+)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAGS = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_VOID = words("area base basefont br col embed frame hr img input isindex keygen link meta param source track wbr")
_CLOSED_BY_THEMSELVES = words("p li dt dd tr td th option")


@dataclass(frozen=True, slots=True)
class PageLimits:
    """The limits of a page; what exceeds them is left out, with a flag. `blocks` and `seconds` hold for text too.

    Args:
        chars: characters of the page.
        depth: levels of nested elements; deeper ones are taken as their ancestor's own text.
        attributes: attributes of one element; one with more loses them all.
        blocks: blocks of the document, which comes back whole if it has more; so does a page with `ELEMENTS` elements
            for each of them, and flat text with so many words (`cleaner.read.size.WORDS`).
        seconds: CPU time for one document; one that takes longer comes back whole. 0 for no limit.
    """

    chars: int = 50_000_000
    depth: int = 240
    attributes: int = 500
    blocks: int = BLOCKS
    seconds: float = SECONDS


LIMITS = PageLimits()
ELEMENTS = 3  # elements of a page for each block that it may have: 1 kB of memory each


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A parsed page.

    Args:
        root: the root element; None if there is no markup and no text, or too much.
        flags: what was left out.
        too_large: whether it has too many elements to be parsed.
    """

    root: HtmlElement | None
    flags: tuple[Flag, ...] = ()
    too_large: bool = False


def parse(original: str, limits: PageLimits = LIMITS) -> ParsedPage:
    """Parse `original`; never raises.

    Args:
        original: the page, decoded.
        limits: the limits.
    """
    flags: list[Flag] = []
    html = original
    if len(html) > limits.chars:
        html = html[: limits.chars]
        flags.append(Flag("page-too-long", f"only the first {limits.chars} characters were read; raise the limit"))
    if _FORBIDDEN.search(html):
        html = _FORBIDDEN.sub("", html)
    # The parser's time is quadratic in the attributes of one element.
    if len(html) > 100 * limits.attributes:
        html, bare = _without_crowds_of_attributes(html, limits.attributes)
        if bare:
            flags.append(Flag("too-many-attributes", f"{bare} elements have over {limits.attributes}, all ignored"))
    if _has_more_elements(html, ELEMENTS * limits.blocks):
        return ParsedPage(None, tuple(flags), too_large=True)
    root = _tree(html)
    if root is not None and _deeper_than(root, limits.depth):
        root = _tree(_flattened(html, limits.depth))
        flags.append(Flag("deep-nesting", f"elements below {limits.depth} levels were read without their structure"))
    return ParsedPage(root, tuple(flags))


def _has_more_elements(html: str, most: int) -> bool:
    if html.count("<") <= most:  # nearly always
        return False
    return sum(1 for _ in islice(re.finditer("<[a-zA-Z]", html), most + 1)) > most


def _tree(html: str) -> HtmlElement | None:
    from lxml.etree import XMLSyntaxError, fromstring

    # Bytes, since lxml refuses a str that declares an encoding.
    try:
        return fromstring(html.encode("utf-8"), parser=_parser())
    except XMLSyntaxError:
        return None


def _parser() -> HTMLParser:
    from lxml.etree import ElementDefaultClassLookup, HTMLParser
    from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction

    # huge_tree, since it drops text beyond 10 MB otherwise. No index of ids: nobody asks for one.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    # lxml.html's own lookup, which has classes for forms, calls Python for each element again and again.
    lookup = ElementDefaultClassLookup(HtmlElement, HtmlComment, HtmlProcessingInstruction, HtmlEntity)
    parser.set_element_class_lookup(lookup)
    return parser


def events(
    root: HtmlElement, skipped: Container[object]
) -> Iterator[tuple[Literal["start", "end", "other"], HtmlElement]]:
    """The start and the end of each element under `root`, and each comment or instruction, in the order of the page.

    lxml's `iterwalk` takes quadratic time over comments.

    Args:
        root: the parsed page.
        skipped: tags; nothing that stands inside such an element is given.
    """
    from lxml.etree import Comment, ProcessingInstruction

    opened: list[HtmlElement] = []
    skipping: HtmlElement | None = None  # the open element whose content is not given
    for element in root.iter():
        parent = element.getparent()
        while opened and opened[-1] is not parent:
            last = opened.pop()
            if skipping is None or skipping is last:
                skipping = None
                yield "end", last
        tag = element.tag
        if isinstance(tag, str):
            opened.append(element)
            if skipping is None:
                if tag in skipped:
                    skipping = element
                yield "start", element
        elif skipping is None and (tag is Comment or tag is ProcessingInstruction):
            yield "other", element
    while opened:
        last = opened.pop()
        if skipping is None or skipping is last:
            skipping = None
            yield "end", last


def _deeper_than(root: HtmlElement, depth: int) -> bool:
    return bool(root.xpath("boolean(." + "/*" * depth + ")"))


def _without_crowds_of_attributes(html: str, limit: int) -> tuple[str, int]:
    """`html` without the attributes of elements that have more than `limit`, and how many those are."""
    pieces: list[str] = []
    at = bare = 0
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() < 2 * limit or tag[0][:7].lower().startswith(("<script", "<style")):
            continue
        for m in _ELEMENT.finditer(html, *tag.span()):
            start, end = m.span(1)
            if end - start > 2 * limit and len(_ATTRIBUTES.findall(html, start, end)) > limit:
                pieces.append(html[at:start])
                at = end
                bare += 1
    return ("".join([*pieces, html[at:]]) if bare else html), bare


def _flattened(html: str, depth: int) -> str:
    """`html` without the tags that stand deeper than `depth`; their text stays."""
    pieces: list[str] = []
    at = over = 0
    names: list[str] = []
    for m in _TAGS.finditer(html):
        name = m[2].lower()
        if name in _VOID:
            continue
        if m[1]:
            drop = over > 0
            if drop:
                over -= 1
            elif name in names[-8:]:
                del names[len(names) - 1 - names[::-1].index(name) :]
        elif names and name == names[-1] and name in _CLOSED_BY_THEMSELVES:
            continue
        else:
            drop = len(names) >= depth // 2
            if drop:
                over += 1
            else:
                names.append(name)
        if drop:
            pieces += [html[at : m.start()], " "]
            at = m.end()
    return "".join([*pieces, html[at:]])
