"""Units: the sentences and labels of a block, in every script, with no word torn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.units import abbreviations, units
from cleaner.model import Removal
from cleaner.read.text import read_text
from cleaner.splice import undo_removals
from cleaner.view import View
from tests.laws.strategies import LINES, texts
from tests.pages import replay

TOLD = [  # | is a boundary with a blank, ¦ one without
    # sentences
    "It rained.|Nobody came.|The fair was off.",
    "Was it late?|It was!|Then go…|He went.",
    '"Why?" he asked.|"Because!"|She left.',
    "He said: 'Never.'|They left.",
    "(It rained.)|(It poured.)",
    "It cost $4.1 million.|3,000 people came.",
    "It was 1996.|The town was small.",
    "川は夜に上がった。¦町は静かだった。¦誰もいない！",
    "「本当か？」と彼は聞いた。¦誰も答えなかった。",
    "नदी बढ़ गई।|पुल बंद है।",
    "ذهب الرجل.|هل عاد؟|نعم.",
    "Река поднялась.|Мост закрыт.",
    # labels among sentences
    "The bridge is closed, he said.|Advertisement|The council meets on Friday.",
    "Advertisement|The council meets on Friday.",
    "Es regnete.|Anzeige|Der Rat tagt am Freitag.",
    "Share on Facebook Share on Twitter|Advertisement|He left.",
    "The bridge is closed, he said.|Read more: Ferry stops for good",
    "川は上がった。¦広告|その夜、町は静かだった。",
    # what scrapers glue
    "The bridge is closed on Friday.¦The council said so.",
    "“It is closed.”¦The council said so.",
    # none of these is a boundary
    "Dr. J. Smith of the U.S. Navy met Mr. Roe at St. Mary's.",
    "Er kam am 3. März nach Ulm und war z. B. Bäcker, ggf. Müller.",
    "La Sra. Ruiz llegó a la Av. Libertad.",
    "Visit www.news.example or write to desk@news.example for more.",
    "Advertisement Standards Authority said it would act.",
    "Home Secretary Jane Roe said so.",
    "He said … nothing at all.",
    "The paper of 12. Nov. says so.",
    "no capital. no boundary",
]


@pytest.mark.parametrize("told", TOLD)
def test_units(told):
    text = told.replace("|", " ").replace("¦", "")
    assert [text[a:b] for a, b in units(text)] == re.split("[|¦]", told)


@given(texts)
def test_units_cover_the_text_and_tear_no_word(text):
    text = text.strip()
    spans = units(text)
    at = 0
    for start, end in spans:
        assert start < end
        assert not text[at:start].strip()
        if 0 < start < len(text):
            assert not (text[start - 1].isalnum() and text[start].isalnum())
        at = end
    assert not text[at:].strip()


inline = st.lists(st.sampled_from([line for line in LINES if line.strip()]), min_size=1, max_size=6).map(" ".join)
documents = st.lists(inline | st.just(""), min_size=1, max_size=8).map("\n".join)


@given(documents, st.data())
def test_units_can_be_cut(text, data):
    """Whatever units are cut: replay and undo are exact, one blank stays, and the blocks are those of the new text."""
    document = read_text(text, repairs="none", shape="lines")
    spans = [(b.start + start, b.start + end) for b in document.blocks for start, end in units(b.of(text))]
    cut = [span for span in spans if data.draw(st.booleans())]
    view = View(document, [Removal(a, b, text[a:b], "ad", "test", "test") for a, b in cut])
    removals = sorted((*view.removals, *view.layout))
    assert replay(document, removals) == view.text
    assert undo_removals(view.text, removals) == text
    assert view.blocks == read_text(view.text, repairs="none", shape="lines").blocks
    stays = [text[a:b].split() for a, b in spans if (a, b) not in cut]
    assert view.text.split() == [word for words in stays for word in words]
    assert "  " not in view.text.replace("   ", "")


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("He left. Advertisement She stayed.", "Advertisement", "He left. She stayed."),
        ("He left.Advertisement She stayed.", "Advertisement", "He left. She stayed."),
        ("He left. AdvertisementShe stayed.", "Advertisement", "He left. She stayed."),
        ("He left.  Advertisement She stayed.", "Advertisement", "He left.  She stayed."),
        ("Advertisement He left.", "Advertisement", "He left."),
        ("He left. Advertisement\nShe stayed.", "Advertisement", "He left.\nShe stayed."),
        ("She stayed.\nAdvertisement He left.", "Advertisement", "She stayed.\nHe left."),
    ],
)
def test_one_blank_stays(text, gone, left):
    at = text.index(gone)
    assert View(read_text(text), [Removal(at, at + len(gone), gone, "ad", "test", "test")]).text == left


def test_units_take_linear_time():
    import time

    def took(n):
        text = "Mr. Roe said so. Advertisement He left.The end. " * n
        best = 9.0
        for _ in range(3):
            t = time.process_time()
            units(text)
            best = min(best, time.process_time() - t)
        return best

    assert took(4_000) < 8 * took(1_000)


def test_abbreviations_are_short_words():
    assert all(0 < len(word) <= 10 and " " not in word for word in abbreviations())
