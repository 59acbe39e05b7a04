"""Paragraphs that are kept for those around them, and what stands there and is none."""

import pytest

from cleaner.classify.blocks.siblings import among_siblings
from cleaner.page import parse
from cleaner.page.blocks import page_blocks

AT = {"prose": 0.2, "short": 0.45}
ONE = "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock."
TWO = "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad."
LAST = "The next overhaul is due in two years, and the board wants to hire a second boat for it in time."
HAN = "下一次大修定于两年后进行，公司希望届时能及时租用第二艘船。"


def kept(html, *probabilities):
    blocks = page_blocks(parse(f"<body><main>{html}</main></body>").root)
    made = among_siblings(blocks, [p >= 0.5 for p in probabilities], probabilities, AT)
    return "".join(str(int(k)) for k in made)


@pytest.mark.parametrize("last", [LAST, HAN])
def test_a_paragraph_behind_two_others_stays(last):
    assert kept(f"<p>{ONE}</p><p>{TWO}</p><div>Advertisement</div><p>{last}</p>", 0.9, 0.9, 0.1, 0.4) == "1101"


def test_the_short_answers_of_an_interview_stay():
    html = f"<p>{ONE}</p><p>Why a ferry?</p><p>I loved the sea.</p><p>And now?</p><p>I stay.</p>"
    assert kept(html, 0.9, 0.6, 0.48, 0.51, 0.46) == "11111"


@pytest.mark.parametrize(
    ("html", "probabilities", "want"),
    [
        (f"<p>{ONE}</p><p>{TWO}</p><p>{LAST}</p>", (0.9, 0.9, 0.1), "110"),
        (f"<p>{ONE}</p><p>{LAST}</p>", (0.9, 0.4), "10"),
        (f"<p>{LAST}</p><p>{ONE}</p><p>{TWO}</p>", (0.4, 0.9, 0.9), "011"),
        (f"<p>{ONE}</p><p>{TWO}</p><p>Follow us</p>", (0.9, 0.9, 0.4), "110"),
        (f"<p>{ONE}</p><p>{TWO}</p><p class='note'>{LAST}</p>", (0.9, 0.9, 0.4), "110"),
        (f"<p>{ONE}</p><p>{TWO}</p><div>{LAST}</div>", (0.9, 0.9, 0.4), "110"),
        (f"<p>{ONE}</p><p>{TWO}</p><p><a href='/b'>{LAST}</a></p>", (0.9, 0.9, 0.4), "110"),
    ],
)
def test_what_is_no_paragraph_of_the_text_goes(html, probabilities, want):
    assert kept(html, *probabilities) == want
