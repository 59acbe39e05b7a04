"""Of a thread the same parts of all posts are kept, or none."""

import pytest

from cleaner.classify.blocks.posts import replies, whole_threads
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

THRESHOLDS = {"kept": 0.1, "mean": 0.15}


def post(user: str, *texts: str, tag: str = "div", names: str = "post", sign: str = "") -> str:
    body = "".join(f"<p>{t}</p>" for t in texts)
    parts = f"<div class=user>{user}</div><div class=body>{body}</div><div class=sig>{sign}</div>"
    return f"<{tag} class='{names}'>{parts}</{tag}>"


def kept(html: str, likely: dict[str, float]) -> list[str]:
    """What is kept of a page of which the texts in `likely` are that likely; from .5 on they were chosen."""
    blocks = page_blocks(parse(f"<body>{html}</body>").root)
    chances = [likely.get(b.text, 0.05) for b in blocks]
    words = [len(b.text.split()) for b in blocks]
    chosen = whole_threads(blocks, [c >= 0.5 for c in chances], chances, words, THRESHOLDS)
    return [b.text for b, is_kept in zip(blocks, chosen, strict=True) if is_kept]


LIKELY = {"Does it sail at night?": 0.9, "It does, twice.": 0.2, "No dogs.": 0.2, "Ask the mate.": 0.2}


@pytest.mark.parametrize(
    ("tag", "names"), [("div", "post"), ("article", "message message--post"), ("li", "comment odd")]
)
def test_the_answers_stay_with_the_question(tag, names):
    answers = [("ada", "Does it sail at night?"), ("piet", "It does, twice."), ("hanna", "No dogs.", "Ask the mate.")]
    html = "".join(post(*answer, tag=tag, names=names, sign="Gulls first") for answer in answers)
    assert kept(html, LIKELY) == list(LIKELY)


@pytest.mark.parametrize(
    ("html", "likely"),
    [
        # parts that the choice has of no post: who wrote it, signatures
        ("".join(post(u, sign="Gulls first") for u in ("ada", "piet", "hanna")), {}),
        # comments below an article that the choice has none of
        ("<p>Does it sail at night?</p>" + "".join(post("ada", t, names="comment") for t in list(LIKELY)[1:]), LIKELY),
        # parts that are hardly likely
        ("".join(post("ada", t) for t in [*LIKELY, *["Nobody knows."] * 9]), {"Does it sail at night?": 0.5}),
        # two are no thread, and other elements are no posts
        (post("ada", "Does it sail at night?") + post("piet", "It does, twice."), LIKELY),
        ("".join(post("ada", t, names="card") for t in LIKELY), LIKELY),
    ],
)
def test_what_is_no_thread_is_left_alone(html, likely):
    blocks = page_blocks(parse(f"<body>{html}</body>").root)
    assert kept(html, likely) == [b.text for b in blocks if likely.get(b.text, 0) >= 0.5]


def test_threads_take_linear_time():
    blocks = page_blocks(parse(f"<body>{'<div class=post><p>a</p></div>' * 20_000}</body>").root)
    chosen = whole_threads(blocks, [True] * len(blocks), [0.9] * len(blocks), [1] * len(blocks), THRESHOLDS)
    assert all(chosen) and len(replies(blocks, chosen)) == len(blocks) - 1
