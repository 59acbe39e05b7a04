"""What is written for machines or shows only on hovering goes out of a page; code and prose about it stay."""

import pytest

from cleaner import clean
from cleaner.classify.blocks.machine import machine_text
from cleaner.dom import Node, PageBlock

STORY = (
    "The ferry to the island sails again on Monday, the harbour board said on Friday, after three weeks in dock.",
    "Repairs to the hull had taken longer than planned, because a part had to be cast anew in a yard abroad.",
    "Islanders had been brought over in fishing boats meanwhile, which the board paid for, the mayor told the council.",
    "“We are glad that it is over,” said Hanna Lind, who runs the shop at the pier and had to throw away her bread.",
)
SCRIPTS = (
    'var player = makePlayer("p1"); player.setup({ file: "https://cdn.example/v.mp4", width: "100%", loop: false });',
    '!function(e,t){"use strict";var n=e.document,r=n.createElement("s");r.async=!0,n.head.appendChild(r)}(window,q);',
    "(function() { const box = document.querySelector('.box'); box.onclick = () => box.classList.toggle('open'); })();",
    '{"type":"video","id":"v123","title":"Ferry in dock","duration":95,"autoplay":false,"sources":["v.mp4"]}',
    '[{"name": "pier", "lat": 54.1, "lon": 7.8}, {"name": "yard", "lat": 54.3, "lon": 7.1}]',
    "https://img.example/a.jpg https://img.example/b.jpg?w=600 //img.example/c.webp",
)


def found(*texts, kinds=()):
    blocks = [PageBlock(t, "paragraph", Node("p", None)) for t in texts]
    blocks += [PageBlock("x = 1", kind, Node("pre", None)) for kind in kinds]
    return sorted(machine_text(blocks, [True] * len(blocks)))


@pytest.mark.parametrize("text", SCRIPTS)
def test_scripts_data_and_lists_of_files_go(text):
    assert found(STORY[0], text) == [1]
    body = "".join(f"<p>{p}</p>" for p in STORY)
    result = clean(f"<html><body><article><h1>Ferry sails again</h1>{body}<div>{text}</div></article></body></html>")
    assert text not in result.text and all(p in result.text for p in STORY)


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_page_that_marks_code_speaks_of_code(text):
    assert found(STORY[0], text, kinds=("code",)) == []


@pytest.mark.parametrize(
    "text",
    [
        'He wrote "var" (a keyword), "let" (another) and "const" (a third); nobody in the room knew what for.',
        "Score (home; away): Ardenhead [3] – [1] Norvik; shots (on goal) 7 (4) – 5 (2); corners 6 – 2; cards 1 – 0.",
        "f(x) = 2x + 1; g(x) = x² (for x > 0); h(x) = f(g(x)), so that h(2) = 9 and h(3) = 19, as the table shows.",
        "{citation needed} [1] [2] [3]",
        "https://news.example/a https://news.example/b https://news.example/c",
        "\"I said: 'No.' He said: 'Why?' I said: 'Because.'\" (From a letter [of 1904]; the date is a guess.)",
        '"Bridge": "a way over water"; "ferry": "a boat that takes people over water"; "pier": "where it stops".',
        ":-) ;-) (-: >> << [[x]] {y}",
    ],
)
def test_prose_with_signs_stays(text):
    assert found(text) == []


CARDS = (
    '<span class="hovercard"><b>Harbour board</b> It runs the three piers of the town. Follow</span>',
    '<span role="tooltip">Runs the piers</span>',
    '<span class="tooltip-content">The harbour board runs the three piers of the town.</span>',
)


@pytest.mark.parametrize("card", CARDS)
def test_hover_cards_go_and_leave_their_sentence_in_one_piece(card):
    line = (
        "Islanders had come in fishing boats, which <a href='/b'>the board{}</a> paid for, the mayor told the council."
    )
    body = "".join(f"<p>{p}</p>" for p in (*STORY, line))
    result = clean(f"<html><body><article><h1>Ferry</h1>{body.format(card)}</article></body></html>", kind="html")
    assert "which the board paid for, the mayor" in result.text and "piers" not in result.text


@pytest.mark.parametrize("word", ['<span class="tooltip-text">board</span>', '<a class="hovercard" href=/b>board</a>'])
def test_the_word_that_a_card_belongs_to_stays(word):
    body = "".join(f"<p>{p}</p>" for p in STORY)
    result = clean(
        f"<html><body><article>{body}<p>The harbour {word} paid for all of it, the mayor told the council.</p>"
    )
    assert "The harbour board paid for all of it" in result.text
