"""Posts among the text of a page: those of other sites that an article embeds, and the answers in a thread."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cleaner.classify.blocks.rows import rows
from cleaner.dom import Node, PageBlock, handed_down

# What the sites that posts come from call the elements that they are to be embedded with.
_EMBED = re.compile(
    r"(?i)(?<![a-z])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|fb-(?:post|video)|"
    r"reddit-(?:embed|card)|mastodon-embed|text-post-media|threads-embed|truthsocial-embed|telegram-post)(?![a-z])"
)
_POST = frozenset(("answer", "comment", "message", "msg", "post", "reply", "response"))
_TAGS = frozenset(("article", "div", "li", "section", "table", "tr"))
_LEAST = 2  # posts in a thread
_STEPS = 3  # elements above a block by which it is told what part of a post it is


def embedded_posts(blocks: Sequence[PageBlock]) -> frozenset[int]:
    """The blocks that stand in posts of social networks."""
    memo: dict[Node | None, bool] = {None: False}
    return frozenset(i for i, block in enumerate(blocks) if handed_down(block.node, memo, _is_embedded))


def _is_embedded(around: bool, node: Node) -> bool:
    return around or (bool(node.label) and _EMBED.search(node.label) is not None)


def whole_threads(
    blocks: Sequence[PageBlock],
    main: Sequence[bool],
    probabilities: Sequence[float],
    words: Sequence[int],
    thresholds: Mapping[str, float],
) -> list[bool]:
    """The choice `main` with the same parts of all posts of a thread, where it has those parts of some.

    The classifier weighs each post by itself, so that of a thread it would keep the long ones and lose the short ones.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is chosen as main content.
        probabilities: how likely (0 to 1) each is main content.
        words: how many words each has.
        thresholds: the share of the words of a part that must be ``kept`` by the choice, and their ``mean``
            probability.
    """
    chosen = list(main)
    for found, posts in _parts(blocks):
        size = sum([words[i] for i in found])
        kept = sum([words[i] for i in found if main[i]]) / size
        mean = sum([words[i] * probabilities[i] for i in found]) / size
        if posts > _LEAST and kept >= thresholds["kept"] and mean >= thresholds["mean"]:
            for i in found:
                chosen[i] = True
    return chosen


def _parts(blocks: Sequence[PageBlock]) -> list[tuple[list[int], int]]:
    """For each part that the posts of a thread have: its blocks, and in how many posts they stand."""
    thread_of = {node: k for k, row in enumerate(rows(blocks)) if _holds_posts(row) for node in row}
    found: dict[object, list[int]] = {}
    posts: dict[object, set[Node]] = {}
    for i, block in enumerate(blocks if thread_of else ()):
        steps: list[tuple[str, tuple[str, ...]]] = []
        node: Node | None = block.node
        while node is not None:
            if node in thread_of:
                part = (thread_of[node], *steps[:_STEPS])
                found.setdefault(part, []).append(i)
                posts.setdefault(part, set()).add(node)
            steps.append((node.tag, node.tokens[:2]))
            node = node.parent
    return [(own, len(posts[part])) for part, own in found.items()]


def replies(blocks: Sequence[PageBlock], main: Sequence[bool]) -> frozenset[int]:
    """The blocks of all posts of a thread but the first; none where no two kept posts stand side by side.

    Args:
        blocks: the page's text blocks in order.
        main: whether each is kept.
    """
    sizes: dict[Node, int] = {}
    for block, kept in zip(blocks, main, strict=True):
        node: Node | None = block.node
        while kept and node is not None:
            sizes[node] = sizes.get(node, 0) + len(block.text)
            node = node.parent
    threads = [[p for p in row if p in sizes] for row in rows(blocks, _LEAST) if _holds_posts(row)]
    thread = max(threads, key=lambda row: sum([sizes[p] for p in row]), default=[])
    answers = set(thread[1:])

    def is_answer(node: Node | None) -> bool:
        while node is not None and node not in answers:
            node = node.parent
        return node is not None

    return frozenset(i for i, block in enumerate(blocks) if answers and is_answer(block.node))


def _holds_posts(row: Sequence[Node]) -> bool:
    return row[0].tag in _TAGS and all(not _POST.isdisjoint(node.tokens) for node in row)
