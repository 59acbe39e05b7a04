"""The values that everything else is made of: frozen, plain, and free of behaviour that needs other modules.

Small spans are named tuples, which are made several times as fast as frozen dataclasses; a document is a `Value`.
Offsets are character offsets (code points), ends exclusive. They refer to one of two texts:
`Document.original` (the decoded input) and `Document.text` (what the filters see).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from cleaner.values import Value

if TYPE_CHECKING:
    from cleaner.dom import BlockKind, Inline, Markup  # plain text needs no page

# The scale of certainty: cutting everything at or above `1 - x` loses at most the share x of body characters.
CERTAIN = 1.0  # a loss of body text would be a bug
LIKELY = 0.997  # right on unseen sites with rare exceptions
DOUBTFUL = 0.99  # more often residue than not, but not enough to cut by itself

SourceKind = Literal["text", "html"]
Shape = Literal["lines", "flat", "glued", "wrapped", "markdown", "mixed"]
ResidueKind = Literal[
    "ad",
    "boilerplate",
    "byline",
    "caption",
    "comments",
    "cookies",
    "duplicate",
    "headline",
    "layout",
    "legal",
    "media",
    "menu",
    "prompt",
    "related",
    "share",
    "standfirst",
    "tags",
    "timestamp",
]
Field = Literal[
    "title",
    "description",
    "authors",
    "agency",
    "published",
    "modified",
    "dateline",
    "site",
    "section",
    "tags",
    "language",
    "captions",
    "image",
    "canonical_url",
    "licence",
    "paywalled",
]


IMAGE = "img"  # the tag of a block of Markdown that holds nothing but images
NO_ARTICLE = "no-article"  # the code of the flag of what holds no article
TOO_MANY_BLOCKS = "too-many-blocks"  # … of what has more than are cleaned; it is one block then


class Dom(NamedTuple):
    """What a block of an HTML page knows about where it stood.

    Args:
        path: element path from the root, such as ``body/div[2]/article/p[3]``.
        tag: name of the element that makes the block.
        tokens: words of the class and id attributes, nearest element first.
        link_density: share (0 to 1) of the block's characters that stand inside links.
        hidden: whether the page's own markup hides the block.
        inlines: links, emphasis and code in it, those around others first.
        ident: the id of the element, or of the list item that it stands in, by which links name it.
        first: the number of the first item of the numbered list that it stands in.
    """

    path: str
    tag: str
    tokens: tuple[str, ...] = ()
    link_density: float = 0.0
    hidden: bool = False
    inlines: tuple[Inline, ...] = ()
    ident: str = ""
    first: int = 1


class Block(NamedTuple):
    """A span of text that stands by itself: a line of plain text, or a text block of a page.

    Args:
        start: offset of its first character that is not white space.
        end: offset behind its last character that is not white space.
        kind: what it is; plain text knows only ``line``.
        dom: where it stood in the page; None for plain text.
        shown: what a reader sees of it, where that differs from its span: the joined lines of a wrapped paragraph,
            Markdown without its marks; None where it does not differ.
        odds: how likely it begins where it does, as log odds, where a scraper threw the line break away and it was
            found again; None where the text itself parts it from what stands before.
    """

    start: int
    end: int
    kind: BlockKind = "line"
    dom: Dom | None = None
    shown: str | None = None
    odds: float | None = None

    def of(self, text: str) -> str:
        """What a reader sees of this block of `text`."""
        return text[self.start : self.end] if self.shown is None else self.shown


class Edit(NamedTuple):
    """One repair: `before`, at `start` to `end` of the original, became `replacement`.

    Args:
        start: offset on `Document.original`.
        end: offset on `Document.original`, exclusive.
        before: the characters that stood there.
        replacement: the characters that stand there now.
        rule: name of the repair, such as ``mojibake`` or ``lossy-nbsp``.
        plan: the steps that led to it, written as ftfy's explanations are, so that they can be replayed.
    """

    start: int
    end: int
    before: str
    replacement: str
    rule: str
    plan: tuple[str, ...] = ()


class Caption(NamedTuple):
    """A photo caption and, if it is named, who the photo is by."""

    text: str
    credit: str | None = None


class Dateline(NamedTuple):
    """Where and when a story was filed, as printed: ``Brussels (AFP) -``, ``Feb. 16 (UPI) --``."""

    place: str | None = None
    agency: str | None = None
    date: str | None = None


ClaimValue = str | bool | tuple[str, ...] | Caption | Dateline


class Source(NamedTuple):
    """Who says something about an article.

    Args:
        name: the kind of place it was read from, such as ``byline``, ``json-ld-news`` or ``og``.
        qualifier: what distinguishes it from others of its kind, such as ``agreed`` (a heading that agrees with the
            page's title) or ``stated`` (the content of an author field that is not the name of a person).
    """

    name: str
    qualifier: str = ""

    def __str__(self) -> str:
        return f"{self.name}-{self.qualifier}" if self.qualifier else self.name


class Claim(NamedTuple):
    """What one source says of one metadata field.

    Args:
        field: the metadata field.
        value: what it says; plain text, ISO dates.
        source: who says it.
        certainty: 0 to 1.
        span: where on `Document.text` it was read; None if it was not read off the text.
    """

    field: Field
    value: ClaimValue
    source: Source
    certainty: float = 1.0
    span: tuple[int, int] | None = None


class Flag(NamedTuple):
    """Something that the user should know about a result.

    Args:
        code: short name, such as ``binary-input`` or ``would-cut-all``.
        message: what happened and, where there is something to do, what to do.
    """

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def too_many_blocks(most: int) -> Flag:
    """The flag of what has more than `most` blocks, and stays as it is."""
    return Flag(TOO_MANY_BLOCKS, f"not cleaned: has over {most} blocks; split it, or raise limits.blocks")


class Document(Value):
    """A scraped article as read: the input, the text the filters see, and the facts known from reading.

    Args:
        original: the decoded input, character for character.
        text: what the filters see; for plain text `original` with `repairs` applied,
            for HTML all text blocks of the page in order, a blank line between two.
        blocks: spans of `text`, in order, without overlap; white space lies between them.
        kind: ``text`` or ``html``.
        repairs: edits on `original` (plain text) or on the page's raw text blocks (HTML), in order.
        flags: what went wrong or was refused while reading.
        url: where the input came from, if known.
        encoding: the encoding that bytes were decoded with; None for str.
        shape: how plain text is laid out: a paragraph a line (``lines``), all on one line (``flat``), without even
            blanks between blocks (``glued``), hard-wrapped, Markdown, or lines some of which are flat (``mixed``).
        markup: the parsed page; None for plain text and where nothing could be parsed.
        known: what the caller knows of the article from elsewhere, such as its headline in a feed.
    """

    original: str
    text: str
    blocks: tuple[Block, ...]
    kind: SourceKind = "text"
    repairs: tuple[Edit, ...] = ()
    flags: tuple[Flag, ...] = ()
    url: str | None = None
    encoding: str | None = None
    shape: Shape = "lines"
    markup: Markup | None = None
    known: tuple[Claim, ...] = ()

    _aside: ClassVar[frozenset[str]] = frozenset({"markup"})
    _brief: ClassVar[bool] = True


class Cut(NamedTuple):
    """A filter's proposal to take a span away; offsets are those of the `View` that it was shown.

    Args:
        start: offset on `View.text`.
        end: offset on `View.text`, exclusive.
        kind: what kind of residue it is.
        rule: name of the rule inside the filter.
        certainty: 0 to 1; a pipeline carries out cuts at or above its threshold.
        claims: metadata read off what is cut (their spans are offsets on `View.text` too).
        reasons: the deciding evidence, for rules that weigh it.
    """

    start: int
    end: int
    kind: ResidueKind
    rule: str
    certainty: float = 1.0
    claims: tuple[Claim, ...] = ()
    reasons: tuple[str, ...] = ()


class Removal(NamedTuple):
    """A cut that was carried out; offsets are those of `Document.text`.

    Args:
        start: offset on `Document.text`.
        end: offset on `Document.text`, exclusive.
        text: the characters that were taken away.
        kind: what kind of residue it was.
        filter: name of the filter that proposed it.
        rule: name of the rule inside the filter.
        certainty: 0 to 1.
        reasons: the deciding evidence, for rules that weigh it.
    """

    start: int
    end: int
    text: str
    kind: ResidueKind
    filter: str
    rule: str
    certainty: float = 1.0
    reasons: tuple[str, ...] = ()
