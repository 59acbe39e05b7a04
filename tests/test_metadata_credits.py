import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.credit_hints import may_hold_credit, may_hold_credits
from cleaner.lines.credits import credit_of, split_credit
from cleaner.model import Caption

CAPTIONS = {
    "The minister speaks. File Photo by Olive Door/UPI | License Photo": Caption(
        "The minister speaks.", "Olive Door/UPI"
    ),
    "The minister speaks. File Photo by Olive Door/UPI": Caption("The minister speaks.", "Olive Door/UPI"),
    "Ministers met. (AP Photo/Jo Roe)": Caption("Ministers met.", "AP Photo/Jo Roe"),
    "A man walks. Getty Images": Caption("A man walks.", "Getty Images"),
    "A man walks. REUTERS/Jo Roe": Caption("A man walks.", "REUTERS/Jo Roe"),
    "Ein Mann geht. Foto: dpa": Caption("Ein Mann geht.", "dpa"),
    "Das Haus am See. (Foto: Anna Bauer)": Caption("Das Haus am See.", "Anna Bauer"),
    "Ein Mann © Jo Roe": Caption("Ein Mann", "Jo Roe"),
    "The harbour at dawn. Photograph: Jo Roe/Getty": Caption("The harbour at dawn.", "Jo Roe/Getty"),
    "The harbour at dawn Credit: Jo Roe": Caption("The harbour at dawn", "Jo Roe"),
    "Ein Mann geht. (Symbolfoto: picture alliance/dpa | Jo Roe)": Caption(
        "Ein Mann geht.", "picture alliance/dpa | Jo Roe"
    ),
    "A man walks. | Jo Roe/PA Images via Getty Images": Caption("A man walks.", "Jo Roe/PA Images via Getty Images"),
    "評価検討会の様子＝１３日（代表撮影）": Caption("評価検討会の様子＝１３日", "代表撮影"),
    "新店開幕。（翻攝自官網）": Caption("新店開幕。", "翻攝自官網"),
    "국회 앞 경찰. (로이터=연합뉴스)": Caption("국회 앞 경찰.", "로이터=연합뉴스"),
    "Wagon stoi na pętli. Fot. Michał Żak": Caption("Wagon stoi na pętli.", "Michał Żak"),
    "Wagon stoi na pętli (fot. M. Żak/PAP)": Caption("Wagon stoi na pętli", "M. Żak/PAP"),
    "Το πλοίο φεύγει. Φωτ. Νίκος Ράλλης": Caption("Το πλοίο φεύγει.", "Νίκος Ράλλης"),
    "Foto: dpa": Caption("", "dpa"),
    "© Jo Roe": Caption("", "Jo Roe"),
    "Getty Images": Caption("", "Getty Images"),
}
UNCREDITED = [
    "会議は三時間続いた（なお、次回は未定）",
    "A photo by the sea",
    "Tego nie widać. Zobacz fot. 3",
    "He never liked that pic. Jane Roe did.",
    "Das sieht man auf dem Bild. Jana Roth sagt es auch",
    "Jo Roe (centre) leaves the court.",
    "The minister, left, with Getty's chairman in London.",
    "The source: a man in the city who told us that nobody there has known anything about it for years",
    "",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_credits_are_split_off(caption):
    assert split_credit(caption) == CAPTIONS[caption]


@pytest.mark.parametrize("caption", UNCREDITED)
def test_captions_without_credit_stay_whole(caption):
    assert split_credit(caption) == Caption(caption)


def test_credit_of_wants_the_whole():
    assert credit_of("Photo: Jo Roe") == "Jo Roe"
    assert credit_of("Jo Roe walked to the harbour") is None


@given(st.text(st.characters(), max_size=400))
def test_any_text(text):
    caption = split_credit(text)
    assert len(caption.text) <= len(text)
    assert caption.credit is None or caption.credit


def test_many_lines_are_tested_for_hints_as_each_is() -> None:
    lines = [
        "Photo: Jane Roe",
        "It rained.",
        "© Jane Roe",
        "图：新华社",
        "",
        "One line\nReuters",
        "A/B",
        "x" * 200 + " AFP",
    ]
    hinted = [True, False, True, True, False, True, True, True]
    assert may_hold_credits(lines) == [may_hold_credit(line) for line in lines] == hinted
    assert may_hold_credits([line for line in lines if "\n" not in line]) == [h for i, h in enumerate(hinted) if i != 5]
