"""What stands or falls as one: the rows of a table, the items of a list, a term with what explains it, a heading with
what stands under it.

The classifier weighs each block by itself, so that of a list it would keep the long items and lose the short ones.
Gold knows nearly no list or table that is torn: in the data of the classifier, on domains that it had not seen, of
151 tables and 4,705 lists all but 2 in 100 were whole or not there at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby

from cleaner.dom import Node, PageBlock

_LISTS = frozenset(("ul", "ol"))
_TABLES = frozenset(("table",))
_TERMS = frozenset(("dl",))
_SET_OFF = frozenset(("ul", "ol", "dl", "table", "pre", "blockquote"))
_WRAPPERS = frozenset(("div", "figure"))


def whole_units(
    blocks: Sequence[PageBlock],
    main: Sequence[bool],
    probabilities: Sequence[float],
    words: Sequence[int],
    thresholds: Mapping[str, float],
) -> list[bool]:
    """The choice `main` with no table, list, term or heading torn from what it belongs to.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is chosen as main content.
        probabilities: how likely (0 to 1) each is main content.
        words: how many words each has.
        thresholds: the mean probability from which on a ``table`` or ``list`` is kept whole, that of one between two
            kept blocks (``table_inside``, ``list_inside``), the probability of a ``heading`` above kept text, and
            what `_beside` goes by.
    """
    kept = list(main)
    for what, tags, kind in (("table", _TABLES, "table"), ("list", _LISTS, "list_item")):
        for unit in _units(blocks, tags):
            if len(unit) < 2 or any(blocks[i].kind != kind for i in unit):
                continue
            mean = _mean(probabilities, words, unit)
            inside = _is_inside(kept, unit) and mean >= thresholds[f"{what}_inside"]
            if inside or mean >= thresholds[what]:
                _keep(kept, unit)
    kept = _beside(blocks, kept, probabilities, words, thresholds)
    for unit in _units(blocks, _TERMS):
        for pair in _pairs(blocks, unit):
            if any(kept[i] for i in pair):
                _keep(kept, pair)
    return _with_headings(blocks, kept, probabilities, thresholds["heading"])


def _keep(chosen: list[bool], unit: Sequence[int]) -> None:
    for i in unit:
        chosen[i] = True


def _units(blocks: Sequence[PageBlock], tags: Set[str]) -> Iterator[list[int]]:
    """The blocks under each element called one of `tags`, those of a list in a list with the outer one."""
    found: dict[Node, list[int]] = {}
    for i, block in enumerate(blocks):
        if (node := _holder(block.node, tags)) is not None:
            found.setdefault(node, []).append(i)
    yield from found.values()


def _holder(node: Node | None, tags: Set[str]) -> Node | None:
    while node is not None and node.tag not in tags:
        node = node.parent
    while node is not None and node.parent is not None and node.parent.parent is not None:
        if node.parent.tag != "li" or node.parent.parent.tag not in tags:
            break
        node = node.parent.parent
    return node


def _mean(probabilities: Sequence[float], words: Sequence[int], unit: Sequence[int]) -> float:
    return sum([probabilities[i] * words[i] for i in unit]) / sum([words[i] for i in unit])


def _is_inside(kept: Sequence[bool], unit: Sequence[int]) -> bool:
    """Whether kept blocks stand right before and right behind a unit."""
    first, last = unit[0], unit[-1]
    return any(kept[max(0, first - 2) : first]) and any(kept[last + 1 : last + 3])


def _beside(
    blocks: Sequence[PageBlock],
    kept: Sequence[bool],
    probabilities: Sequence[float],
    words: Sequence[int],
    thresholds: Mapping[str, float],
) -> list[bool]:
    """`kept` with the lists, tables, terms, quotes and code that stand in one element with kept text right before them,
    and with those of which a part is kept and that stand right in front of kept text.

    Pages of one or two short paragraphs leave the classifier unsure of what follows, so less is asked there.
    """
    chosen = list(kept)
    is_short = sum([w for w, k in zip(words, kept, strict=True) if k]) < thresholds["short_words"]
    least = thresholds["beside_short" if is_short else "beside"]
    for unit in _units(blocks, _SET_OFF):
        if all(chosen[i] for i in unit) or _mean(probabilities, words, unit) < least:
            continue
        linked = sum([blocks[i].linked for i in unit]) / sum([len(blocks[i].text) for i in unit])
        if linked >= thresholds["beside_linked"]:
            continue
        if _follows(blocks, chosen, unit) or (any(chosen[i] for i in unit) and _leads(blocks, chosen, unit)):
            _keep(chosen, unit)
    return chosen


def _follows(blocks: Sequence[PageBlock], kept: Sequence[bool], unit: Sequence[int]) -> bool:
    """Whether a unit stands behind a kept block of the same element; a heading and a wrapper may stand between."""
    around = [blocks[i].node for i in (unit[0] - 1, unit[-1] + 1) if 0 <= i < len(blocks)]
    holder = _holder(blocks[unit[0]].node, _SET_OFF)
    while holder and (up := holder.parent) and up.tag in _WRAPPERS and not any(up.holds(node) for node in around):
        holder = up
    before = unit[0] - 1
    if before >= 0 and blocks[before].kind == "heading" and not kept[before]:
        before -= 1
    if before < 0 or not kept[before] or holder is None:
        return False
    node = blocks[before].node
    outer = _holder(node, _SET_OFF) or node
    return holder.parent in (node, outer.parent)


def _leads(blocks: Sequence[PageBlock], kept: Sequence[bool], unit: Sequence[int]) -> bool:
    """Whether a unit stands right in front of a kept block of the same element."""
    holder, behind = _holder(blocks[unit[0]].node, _SET_OFF), unit[-1] + 1
    if holder is None or behind >= len(blocks) or not kept[behind]:
        return False
    node = blocks[behind].node
    return holder.parent in (node, node.parent)


def _pairs(blocks: Sequence[PageBlock], unit: Sequence[int]) -> Iterator[list[int]]:
    """Each term of a list of terms with what explains it."""
    number = 0
    numbers: dict[int, int] = {}
    was_term = False
    for i in unit:
        is_term = _is_term(blocks[i].node)
        number += is_term and not was_term
        numbers[i], was_term = number, is_term
    for _, pair in groupby(unit, key=lambda i: numbers[i]):
        yield list(pair)


def _is_term(node: Node | None) -> bool:
    holder = _holder(node, frozenset(("dt", "dd")))
    return holder is not None and holder.tag == "dt"


def _with_headings(
    blocks: Sequence[PageBlock], kept: Sequence[bool], probabilities: Sequence[float], threshold: float
) -> list[bool]:
    """`kept` with the headings that stand right above kept text, those above the first kept block aside."""
    chosen = list(kept)
    first = next((i for i, k in enumerate(kept) if k), len(kept))
    for i in range(len(blocks) - 2, first, -1):
        if blocks[i].kind == "heading" and not chosen[i] and probabilities[i] >= threshold:
            chosen[i] = chosen[i + 1]
    return chosen
