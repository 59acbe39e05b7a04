"""What filters share: the base class, its documentation, and cutting the blocks that match a phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from cleaner.filters._headings import heading_hits
from cleaner.filters._kinds import kind_of
from cleaner.filters._lists import block_lists
from cleaner.filters._patterns import RETURNING, SEVERAL, has_no_body, pattern_cuts
from cleaner.filters._wrapped import block_goes_on
from cleaner.lines.captions import block_captions
from cleaner.lines.prose import block_prose
from cleaner.lines.sentences import FULL_STOPS
from cleaner.lines.shared import shares_lines
from cleaner.lines.stamps import TIMESTAMPS, block_stamps
from cleaner.lines.torn import block_is_torn
from cleaner.model import CERTAIN, DOUBTFUL, Block, Claim, Cut, ResidueKind
from cleaner.packs import Hit, hit_blocks
from cleaner.packs.scripts import is_cjk
from cleaner.view import View

_MAX_ENDING_CHARS = 160
# The longest paragraph that goes because of a phrase at its start, by the phrase's certainty. A longer one that begins
# like a notice is a report about it.
_MAX_LIKELY_CHARS, _MAX_CERTAIN_CHARS = 300, 800
_UNSPACED = 3  # a character of a script without spaces counts for so many
_SENTENCE_MARKS = FULL_STOPS | frozenset("?？؟")
_BUTTONS = frozenset(("comments", "cookies", "media", "share"))
_LEAD_INS = frozenset(("related", "tails"))  # filters whose phrases a headline follows

Mark = Literal["credit", "image", "path", "related", "stamp"]
"""What a filter may look for besides its own phrases and patterns: a form, or the phrases of another filter."""


class Example(NamedTuple):
    """A small article with something for a filter to cut and something to leave; the suite runs it.

    Args:
        marked: the article; lines that the filter must cut begin with ``- ``, all others with two blanks.
    """

    marked: str

    @property
    def text(self) -> str:
        """The article as a scraper would give it."""
        return "\n".join(line[2:] for line in self._lines())

    @property
    def cut(self) -> tuple[str, ...]:
        """The lines that must go."""
        return tuple(line[2:] for line in self._lines() if line.startswith("- "))

    @property
    def kept(self) -> tuple[str, ...]:
        """The lines that must stay."""
        return tuple(line[2:] for line in self._lines() if not line.startswith("- ") and line.strip())

    def _lines(self) -> list[str]:
        return self.marked.strip("\n").split("\n")


class BuiltIn:
    """The base of all built-in filters. Settings are attributes that `__init__` sets; equal settings, equal filters.

    No dataclass, because importing those takes 7 ms.
    """

    name: ClassVar[str]
    kind: ClassVar[ResidueKind]
    example: ClassVar[Example]
    min_kinds: ClassVar[int] = 2  # kinds of residue in a text below which its likely cuts count as doubtful
    marks: ClassVar[frozenset[Mark] | None] = None  # see `cleaner.chain.Filter`

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class PhraseFilter(BuiltIn):
    """Cuts every block that matches one of the filter's phrases or patterns in the language packs."""

    marks: ClassVar[frozenset[Mark] | None] = frozenset()

    def __call__(self, view: View) -> Iterator[Cut]:
        """The blocks of `view` that match a phrase, and the spans that match a pattern."""
        yield from pattern_cuts(view, self.name, self.kind)
        for i, hit in own_hits(view, self.name).items():
            kind = kind_of(view, i, self.kind)
            yield cut_block(view.blocks[i], kind, hit.rule, corroborated(view, hit.certainty, self.min_kinds))


def own_hits(view: View, name: str) -> Mapping[int, Hit]:
    """The most certain hit of the filter called `name` in each block that has one, by the block's index."""
    return view.memo(hits_by_filter).get(name, {})


def corroborated(view: View, certainty: float, kinds: int) -> float:
    """`certainty`, lowered to doubtful if the text shows fewer than `kinds` kinds of residue.

    A scraper that lets one kind of residue through mostly lets others through as well; in an otherwise clean text a
    "Source: …" below a table or a "Read more: …" belongs there. Certain cuts need no such support, nor do pages of
    HTML, where the region filter has already cut what surrounds the article.
    """
    if certainty >= CERTAIN or view.document.kind != "text" or view.memo(_kinds) >= kinds:
        return certainty
    return min(certainty, DOUBTFUL)


def _kinds(view: View) -> int:
    """The number of kinds of residue that `view` seems to hold, or has held: what was cut counts too.

    Counting cut residue cannot harm clean text, since evidence that is missing only makes cuts less certain.
    """
    found = {r.filter for r in view.removals}
    prose = block_prose(view)
    for name, hits in view.memo(hits_by_filter).items():
        # "By noon …" opens a paragraph, not a byline.
        if any(hit.match != "start" or not prose[i] for i, hit in hits.items()):
            found.add(name)
    if any(caption is not None for caption in block_captions(view)):
        found.add("captions")
    if TIMESTAMPS not in found and any(block_stamps(view)):
        found.add(TIMESTAMPS)
    return len(found)


def certain_kinds(view: View) -> set[str]:
    """The names of the filters that have cut, or would cut, something certain from `view`."""
    found = {r.filter for r in view.removals if r.certainty >= CERTAIN}
    for name, hits in view.memo(hits_by_filter).items():
        if any(hit.certainty >= CERTAIN for hit in hits.values()):
            found.add(name)
    return found


def hits_by_filter(view: View) -> Mapping[str, Mapping[int, Hit]]:
    """The most certain hit of each block, by filter; without hits that recur in the body as entries of a list do."""
    if has_no_body(view):
        return {}
    found = _all_by_filter(view)
    prose = [i for i, is_prose in enumerate(block_prose(view)) if is_prose]
    if not prose:
        return found
    for name in [name for name in RETURNING & found.keys() if len(found[name]) >= SEVERAL]:
        own = found[name]
        counts = Counter(own[i].phrase for i in own if prose[0] < i < prose[-1] and own[i].certainty < CERTAIN)
        gone = [i for i in own if counts[own[i].phrase] >= SEVERAL and prose[0] < i < prose[-1]]
        for i in gone:
            del own[i]
    return found


def _all_by_filter(view: View) -> dict[str, dict[int, Hit]]:
    found: dict[str, dict[int, Hit]] = {}
    goes_on = block_goes_on(view)
    headings, sizes, torn = heading_hits(view), view.each(_sizes), block_is_torn(view)
    restored, prose, listed, texts = shares_lines(view), block_prose(view), block_lists(view), view.texts
    for i, hits in hit_blocks(view):
        # Words of a sentence, wherever its lines were broken, and code are left alone.
        if goes_on[i] or view.blocks[i].kind == "code":
            continue
        for hit in hits:
            if hit.match == "start" and hit.certainty < CERTAIN and hit.filter in _LEAD_INS and restored and prose[i]:
                continue  # a headline and the sentence behind it; patterns part them
            if sizes[i] > _most_chars(hit) or (hit.match == "line" and _speaks(texts[i], hit)):
                continue
            if hit.match == "start" and _inflects(texts[i], hit):
                continue
            if hit.certainty < CERTAIN and (torn[i] or (i, hit.filter) in headings or hit.filter in listed[i]):
                continue
            own = found.setdefault(hit.filter, {})
            if i not in own or hit.certainty > own[i].certainty:
                own[i] = hit
    return found


def _speaks(text: str, hit: Hit) -> bool:
    """Whether a line is a sentence of what buttons say without a mark: ``Got it?``, ``喜欢。``."""
    if hit.filter not in _BUTTONS or hit.certainty == CERTAIN or text[-1] not in _SENTENCE_MARKS:
        return False
    return text[-1] != "." or " " not in text  # "We will never share your address."


def _inflects(text: str, hit: Hit) -> bool:
    """Whether a sentence begins with the phrase as one of its words, to which the script adds others without a blank:
    ``関連記事を読んで来た若者もいた。``.
    """
    if hit.certainty == CERTAIN or text[-1] not in FULL_STOPS or not text.startswith(hit.phrase):
        return False
    return is_cjk(text[len(hit.phrase) : len(hit.phrase) + 1] or " ") and is_cjk(hit.phrase[-1])


def _sizes(texts: Sequence[str]) -> list[int]:
    """The lengths of `texts` in characters of a script with spaces, told by their beginnings."""
    return [len(t) * _UNSPACED if is_cjk(t[0]) else len(t) for t in texts]


def _most_chars(hit: Hit) -> int:
    """The length up to which a block goes whole because of `hit`."""
    if hit.match == "end":  # a paragraph that merely ends like a notice stays
        return _MAX_ENDING_CHARS
    return _MAX_CERTAIN_CHARS if hit.certainty >= CERTAIN or hit.match == "line" else _MAX_LIKELY_CHARS


def cut_block(block: Block, kind: ResidueKind, rule: str, certainty: float, claims: tuple[Claim, ...] = ()) -> Cut:
    """A cut of a whole block."""
    return Cut(block.start, block.end, kind, rule, certainty, claims)
