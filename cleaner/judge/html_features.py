"""What the judge looks at, as columns: one value a block, or one number for the whole page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from cleaner.judge.html_page import Node, PageBlock

Columns = dict[str, list[float] | float]

_WORD = re.compile(r"\w+")
_PROSE_CHARS = 80
_FAR = 20
_AROUND = (
    "article",
    "main",
    "aside",
    "nav",
    "footer",
    "header",
    "form",
    "ul",
    "table",
    "blockquote",
    "figure",
    "noscript",
)
_MARKS = {
    "news": '"NewsArticle"',
    "posting": '"BlogPosting"',
    "article": '"Article"',
    "product": '"Product"',
    "forum": "DiscussionForum",
    "question": '"QAPage"',
    "items": '"ItemList"',
    "og_article": 'content="article"',
    "og_website": 'content="website"',
    "og_product": 'content="product"',
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of itself.

    Args:
        titles: its headline, in the forms that it is given in.
        description: its own summary.
        body: the article's text as given to search engines; often cut short.
        marks: which of the kinds of page it says it is.

    """

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    marks: frozenset[str] = frozenset()


def marks(html: str) -> frozenset[str]:
    """The kinds of page that the markup `html` names."""
    return frozenset(name for name, text in _MARKS.items() if text in html)


class Layout:
    """The page's blocks with all that is counted once: text totals of each element, the main container, groups."""

    def __init__(self, blocks: Sequence[PageBlock], facts: Facts) -> None:
        self.blocks = blocks
        self.facts = facts
        self.sizes = [len(b.text) for b in blocks]
        self.density = [b.linked / len(b.text) for b in blocks]
        self.prose = [
            n if n >= _PROSE_CHARS and d < 0.4 and b.kind != "caption" else 0
            for b, n, d in zip(blocks, self.sizes, self.density, strict=True)
        ]
        self.words = [_WORD.findall(b.text[:2000].lower()) for b in blocks]
        self.all_prose = sum(self.prose) or 1
        self.totals = self._totals()
        self.main = self._main(0.5)
        self.core = self._main(0.8)

    def _totals(self) -> dict[Node, list[int]]:
        """For each element: characters, linked characters, prose characters, blocks, prose right below it."""
        totals: dict[Node, list[int]] = {}
        for b, n, prose in zip(self.blocks, self.sizes, self.prose, strict=True):
            own = totals.setdefault(b.node, [0, 0, 0, 0, 0])
            own[0] += n
            own[1] += b.linked
            own[2] += prose
            own[3] += 1
            if prose and b.node.parent is not None:
                totals.setdefault(b.node.parent, [0, 0, 0, 0, 0])[4] += prose
        for node in list(totals):
            while (node := node.parent) is not None and node not in totals:  # type: ignore[assignment]
                totals[node] = [0, 0, 0, 0, 0]
        for node in sorted(totals, key=lambda n: -n.depth):
            if node.parent is not None:
                own, up = totals[node], totals[node.parent]
                up[0] += own[0]
                up[1] += own[1]
                up[2] += own[2]
                up[3] += own[3]
        return totals

    def _main(self, share: float) -> Node:
        """The deepest element that holds `share` of the page's prose."""
        best = self.blocks[0].node
        while best.parent is not None:
            best = best.parent
        need = share * self.all_prose
        for node, total in self.totals.items():
            if total[2] >= need and node.depth > best.depth:
                best = node
        return best


def columns(layout: Layout, weights: Mapping[str, float]) -> Columns:
    """Every feature of the page's blocks.

    Args:
        layout: the page.
        weights: how far a word of class and id attributes speaks for main content.

    """
    made: Columns = {}
    for part in (_own, _places, _elements, _containers, _groups, _claims, _page):
        part(layout, made)
    _labels(layout, weights, made)
    return made


def _own(page: Layout, made: Columns) -> None:
    blocks = page.blocks
    made["size"] = size = [log(n) for n in page.sizes]
    made["density"] = page.density
    made["links"] = [float(min(b.links, 9)) for b in blocks]
    made["bold"] = [b.bold / len(b.text) for b in blocks]
    for name in ("commas", "stops", "end", "first", "digits", "capitals", "letters", "breaks", "marks", "copyright"):
        made[name] = []
    shapes = [_shape(b.text) for b in blocks]
    for name, values in zip(_SHAPE, zip(*shapes, strict=True), strict=True):
        made[name] = list(values)
    made["prose"] = [float(p > 0) for p in page.prose]
    made["heading"] = [
        float(b.node.tag[1]) if b.kind == "heading" and b.node.tag[1:].isdigit() else 7.0 for b in blocks
    ]
    for kind in ("heading", "list_item", "quote", "caption", "table", "code"):
        made[f"is_{kind}"] = [float(b.kind == kind) for b in blocks]
    for tag in ("p", "div", "li", "span", "button"):
        made[f"tag_{tag}"] = [float(b.node.tag == tag) for b in blocks]
    made["hidden"] = [float(b.node.hidden) for b in blocks]
    for k in (-3, -2, -1, 1, 2, 3):
        made[f"size{k:+d}"] = _shifted(size, k, -1.0)
        made[f"density{k:+d}"] = _shifted(page.density, k, -1.0)
    for k in (-2, -1, 1, 2):
        made[f"heading{k:+d}"] = _shifted(made["heading"], k, 9.0)  # type: ignore[arg-type]
        made[f"end{k:+d}"] = _shifted(made["end"], k, -1.0)  # type: ignore[arg-type]


_SHAPE = ("commas", "stops", "end", "first", "digits", "capitals", "letters", "breaks", "marks", "copyright")


def _shape(text: str) -> tuple[float, ...]:
    head = text[:200]
    words = head.split(None, 12)[:12]
    n = len(words) or 1
    last = text[-1]
    return (
        (head.count(",") + head.count("、") + head.count(",")) / len(head),
        float(min(9, text.count(". ") + text.count("? ") + text.count("! ") + text.count("。"))),
        2.0 if last in '.!?。!?…”"»“)' else 1.0 if last in ":;,-–" else 0.0,
        2.0 if head[0].isupper() else 1.0 if head[0].islower() else 0.0 if head[0].isdigit() else 3.0,
        sum(map(str.isdigit, head)) / len(head),
        sum(w[0].isupper() for w in words) / n,
        sum(map(len, words)) / n,
        float(min(9, text.count("\n"))),
        float(min(9, sum(map(head.count, "|•·»›→>/@#")))),
        float("©" in head or "(c)" in head),
    )


def _shifted(values: Sequence[float], by: int, blank: float) -> list[float]:
    if by > 0:
        return [*values[by:], *[blank] * min(by, len(values))]
    return [*[blank] * min(-by, len(values)), *values[:by]]


def _places(page: Layout, made: Columns) -> None:
    n = len(page.blocks)
    made["place"] = [i / n for i in range(n)]
    made["from_top"] = [log(1 + i) for i in range(n)]
    made["from_end"] = [log(n - i) for i in range(n)]
    before, total = [], 0
    for p in page.prose:
        before.append(total / page.all_prose)
        total += p
    made["prose_before"] = before
    made["since_prose"] = since = _since(page.prose)
    made["until_prose"] = _since(page.prose[::-1])[::-1]
    made["since_long"] = _since([p * (p > 250) for p in page.prose])
    made["until_long"] = _since([p * (p > 250) for p in page.prose[::-1]])[::-1]
    headings = [float(b.kind == "heading") for b in page.blocks]
    made["since_heading"] = _since(headings)
    sums = [0]
    for p in page.prose:
        sums.append(sums[-1] + p)
    chars = [0]
    for c in page.sizes:
        chars.append(chars[-1] + c)
    for w in (3, 8):
        made[f"window{w}"] = [
            (sums[min(n, i + w + 1)] - sums[max(0, i - w)]) / (chars[min(n, i + w + 1)] - chars[max(0, i - w)])
            for i in range(n)
        ]
    del since


def _since(flags: Sequence[float]) -> list[float]:
    """How many blocks ago the last one was that is flagged, itself not counted."""
    out, last = [], _FAR
    for flag in flags:
        out.append(float(last))
        last = 0 if flag else min(_FAR, last + 1)
    return out


def _by_node(page: Layout, compute: Callable[[Node], tuple[float, ...]]) -> list[tuple[float, ...]]:
    memo: dict[Node, tuple[float, ...]] = {}
    out = []
    for b in page.blocks:
        if b.node not in memo:
            memo[b.node] = compute(b.node)
        out.append(memo[b.node])
    return out


def _put(made: Columns, names: Sequence[str], rows: Sequence[tuple[float, ...]]) -> None:
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        made[name] = list(values)


def _elements(page: Layout, made: Columns) -> None:
    """How far up each telling element is, and how deep the block stands."""
    memo: dict[Node, tuple[float, ...]] = {}

    def up(node: Node) -> tuple[float, ...]:
        if node not in memo:
            above = up(node.parent) if node.parent is not None else (float(_FAR),) * len(_AROUND)
            tag = "ul" if node.tag == "ol" else node.tag
            memo[node] = tuple(
                [0.0 if name == tag else min(_FAR, d + 1) for name, d in zip(_AROUND, above, strict=True)]
            )
        return memo[node]

    _put(made, [f"up_{name}" for name in _AROUND], [up(b.node) for b in page.blocks])
    made["depth"] = [float(b.node.depth) for b in page.blocks]


def _containers(page: Layout, made: Columns) -> None:
    """What the elements around a block hold, and how it stands to the main container."""
    totals, prose = page.totals, page.all_prose
    chars = sum(page.sizes)

    def around(node: Node) -> tuple[float, ...]:
        row: list[float] = []
        at: Node | None = node.parent
        for _ in range(3):
            t = totals[at] if at is not None else [chars, 0, prose, len(page.blocks), 0]
            row += [log(1 + t[0]), t[1] / (t[0] or 1), t[2] / (t[0] or 1), t[2] / prose, float(min(t[3], 50))]
            at = at.parent if at is not None else None
        return tuple(row)

    names = [f"{what}_{level}" for level in "123" for what in ("chars", "linked", "purity", "share", "blocks")]
    _put(made, names, _by_node(page, around))
    for name, main in (("main", page.main), ("core", page.core)):
        _put(made, [f"{name}_{x}" for x in _BRANCH], _branches(page, main))


_BRANCH = ("off", "down", "share", "chars", "linked", "blocks", "purity")


def _branches(page: Layout, main: Node) -> list[tuple[float, ...]]:
    """For each block how far it is from `main`, and what the branch holds in which it leaves main's line."""
    line = {}
    node: Node | None = main
    while node is not None:
        line[node] = main.depth - node.depth
        node = node.parent

    def branch(node: Node) -> tuple[float, ...]:
        below = node
        at: Node | None = node
        while at is not None and at not in line:
            below, at = at, at.parent
        off = float(line[at]) if at is not None else float(_FAR)
        t = page.totals[below]
        size = t[0] or 1
        down = float(node.depth - (at.depth if at is not None else 0))
        return (off, down, t[2] / page.all_prose, log(1 + t[0]), t[1] / size, float(min(50, t[3])), t[2] / size)

    return _by_node(page, branch)


def _groups(page: Layout, made: Columns) -> None:
    """What the blocks made by the same template have in common, and how often a text is repeated."""
    n = len(page.blocks)
    keys = [(b.node.tag, b.node.label, b.node.parent and (b.node.parent.tag, b.node.parent.label)) for b in page.blocks]
    groups: dict[object, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    rows: dict[object, tuple[float, ...]] = {}
    for key, members in groups.items():
        size = sum(page.sizes[i] for i in members)
        prose = sum(page.prose[i] for i in members)
        linked = sum(page.blocks[i].linked for i in members)
        span = members[-1] - members[0] + 1
        rows[key] = (
            log(len(members)),
            log(size / len(members)),
            linked / size,
            prose / page.all_prose,
            prose / size,
            span / n,
        )
    _put(made, [f"group_{x}" for x in ("count", "size", "linked", "share", "purity", "span")], [rows[k] for k in keys])
    seen: dict[str, int] = {}
    for b in page.blocks:
        seen[b.text] = seen.get(b.text, 0) + 1
    made["copies"] = [float(min(5, seen[b.text])) for b in page.blocks]


def _claims(page: Layout, made: Columns) -> None:
    """How the blocks agree with the headline, summary and body that the page claims."""
    titles = [set(_WORD.findall(t.lower())) for t in page.facts.titles]
    alike = []
    for words in page.words:
        own = set(words[:60])
        alike.append(max((len(own & t) / (len(own | t) or 1) for t in titles), default=-1.0) if own else -1.0)
    made["title"] = alike
    made["from_title"] = _from_best(alike)
    for name, text in (("summary", page.facts.description), ("body", page.facts.body)):
        bag = set(zip(*(_WORD.findall(text.lower())[k:] for k in range(3)), strict=False)) if text else set()
        made[name] = [_covered(words, bag) for words in page.words] if bag else -1.0


def _covered(words: Sequence[str], bag: set[tuple[str, ...]]) -> float:
    if len(words) < 3:
        return -0.5
    own = list(zip(words, words[1:], words[2:], strict=False))
    return sum(s in bag for s in own) / len(own)


def _from_best(alike: Sequence[float]) -> list[float]:
    """How many blocks behind the headline each block stands, on a scale that flattens out."""
    best = max(range(len(alike)), key=lambda i: (round(alike[i], 1), -i))
    if alike[best] < 0.3:
        return [-99.0] * len(alike)
    return [log(1 + i - best) if i >= best else -log(1 + best - i) for i in range(len(alike))]


def _page(page: Layout, made: Columns) -> None:
    n, chars = len(page.blocks), sum(page.sizes)
    made["page_blocks"] = log(n)
    made["page_chars"] = log(chars)
    made["page_prose"] = log(page.all_prose)
    made["page_purity"] = page.all_prose / chars
    made["page_linked"] = sum(b.linked for b in page.blocks) / chars
    main = page.totals[page.main]
    made["page_main"] = main[4] / page.all_prose
    made["page_longest"] = log(1 + max(page.prose))
    made["page_headings"] = float(min(40, sum(b.kind == "heading" for b in page.blocks)))
    made["page_tables"] = sum(n for b, n in zip(page.blocks, page.sizes, strict=True) if b.kind == "table") / chars
    made["page_lists"] = sum(n for b, n in zip(page.blocks, page.sizes, strict=True) if b.kind == "list_item") / chars
    made["page_body"] = float(bool(page.facts.body))
    for name in _MARKS:
        made[f"page_{name}"] = float(name in page.facts.marks)


def _labels(page: Layout, weights: Mapping[str, float], made: Columns) -> None:
    """What the class and id words of the block and of the elements around it speak for."""
    memo: dict[Node, tuple[float, float, float, float]] = {}

    def speak(node: Node) -> tuple[float, float, float, float]:
        """Own weight; least, greatest and sum up to the root."""
        if node not in memo:
            above = speak(node.parent) if node.parent is not None else (0.0, 0.0, 0.0, 0.0)
            own = [w for t in label_words(node) if (w := weights.get(t))]
            here = sum(own) / len(own) if own else 0.0
            low, high = min(own, default=0.0), max(own, default=0.0)
            memo[node] = (here, min(above[1], low), max(above[2], high), above[3] * 0.9 + here)
        return memo[node]

    nothing = (0.0, 0.0, 0.0, 0.0)
    rows = []
    for b in page.blocks:
        own = speak(b.node)
        up = speak(b.node.parent) if b.node.parent is not None else nothing
        upper = (
            speak(b.node.parent.parent) if b.node.parent is not None and b.node.parent.parent is not None else nothing
        )
        rows.append((*own, up[0], upper[0]))
    _put(made, ("label", "label_least", "label_most", "label_sum", "label_up", "label_upper"), rows)


def label_words(node: Node) -> set[str]:
    """The words that a node's tag and attributes are weighed by."""
    return {f"<{node.tag}>", *node.tokens}
