from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.kernel.folding import fold_any
from cleaner.model import CERTAIN, LIKELY
from cleaner.packs import block_folds, block_hits, fold, grammar, guess_language, hits, stopwords
from cleaner.packs.fold import fold_lines
from cleaner.packs.load import PACKS, compiled, from_files, to_files
from cleaner.packs.match import FOLD_CHARS, Matcher
from cleaner.packs.pack import Packs, compile_packs, problems, read_packs
from cleaner.read.text import read_text
from cleaner.view import View

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.fixture(scope="module")
def packs() -> Packs:
    return read_packs(PACKS)


def test_the_packs_are_sound(packs: Packs) -> None:
    assert problems(packs) == []


def test_the_compiled_packs_are_not_stale(packs: Packs) -> None:
    assert compiled() == compile_packs(packs), "a pack has changed: run `python scripts/build_packs.py`"


def test_reading_gives_what_was_written(packs: Packs) -> None:
    data = compile_packs(packs)
    assert from_files(to_files(data)) == data


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ADVERTISEMENT", "advertisement"),
        ("— Comments (1,204) »", "comments 0"),
        ("COMMENTS 3:", "comments 0"),
        ("Share | Tweet | Email", "share tweet email"),
        ("ADVERTISEMENT – CONTINUE READING BELOW", "advertisement - continue reading below"),
        ("  5  min\tread ", "0 min read"),
        ("“Don’t miss”", "don't miss"),
        ("© 2024 The Courier.", "© 0 the courier"),
        ("【広告】", "広告"),
        ("HABERİN DEVAMI", "haberin devami"),
        ("विज्ञापन", "विज्ञापन"),
        ("٣ تعليقات", "0 تعليقات"),
        ("👉 Read more 👈️", "read more"),
        ("§ … ***", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


LINES = st.text(max_size=20) | st.sampled_from(
    ["", "Köln", "“Ça”", "\ue000", "A\u0301", "\u0301", "İSTANBUL", "１２３", "ΐ"]
)


@given(st.lists(LINES))
def test_folding_many_lines_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_any_character_twice_changes_nothing() -> None:
    """Hypothesis seldom meets the few letters that case folding takes apart."""
    for char in map(chr, range(sys.maxunicode + 1)):
        folded = fold(f"a{char}b")
        assert fold(folded) == folded, f"U+{ord(char):04X}"


@given(st.text(st.characters(max_codepoint=127)))
def test_the_fast_path_for_ascii_says_what_the_slow_one_says(text: str) -> None:
    assert fold(text) == fold_any(text)


@given(ANY_TEXT)
def test_no_text_makes_it_raise(text: str) -> None:
    hits(text)
    guess_language(text)


def _names(text: str) -> set[tuple[str, str]]:
    return {(hit.filter, hit.rule) for hit in hits(text)}


def test_a_whole_line_is_hit_and_a_sentence_with_the_phrase_is_not() -> None:
    assert ("ads", "label") in _names("Advertisement")
    assert ("ads", "label") not in _names("The advertisement ran for six weeks.")


def test_a_start_does_not_cut_through_a_word() -> None:
    assert ("bylines", "prefix") in _names("By Jane Example")
    assert ("bylines", "prefix") not in _names("Bystanders fled")
    assert ("bylines", "prefix") not in _names("By" + " and by" * 30)


def test_a_long_block_is_looked_at_from_both_ends_only() -> None:
    notice = "This material may not be published, broadcast, rewritten or redistributed. " + "Ask first. " * 30
    assert len(notice) > FOLD_CHARS
    assert ("legal", "terms") in _names(notice)
    assert _names("Advertisement" + "!" * 1000) == set()


def test_certainty_is_one_of_two() -> None:
    by_phrase = {hit.phrase: hit.certainty for text in ("Advertisement", "Share") for hit in hits(text)}
    assert by_phrase == {"advertisement": CERTAIN, "share": LIKELY}


def test_hits_by_block() -> None:
    view = View(read_text("A headline\n\nAdvertisement\n\n" + "word " * 100))
    assert block_folds(view) == ("a headline", "advertisement", "")
    assert [bool(h) for h in block_hits(view)] == [False, True, False]
    assert block_hits(view) is block_hits(view)


def test_a_hit_is_frozen() -> None:
    with pytest.raises(AttributeError):
        hits("Advertisement")[0].rule = "x"  # type: ignore[misc]


def test_grammar() -> None:
    g = grammar()
    assert g.months["feb"] == g.months["february"] == 2
    assert g.byline_prefixes.index("written by") < g.byline_prefixes.index("by")
    assert "upi" in g.agencies
    assert "friday" in g.weekdays


def test_stop_words_are_folded_and_by_language() -> None:
    assert "the" in stopwords()["en"]
    assert all(fold(w) == w for words in stopwords().values() for w in words)


SAMPLES = {
    "en": "The council said that it would look at the plan after the summer.",
    "de": "Der Rat will sich den Plan nach dem Sommer noch einmal ansehen, und das ist auch gut so.",
    "fr": "Le conseil a dit que les plans de la ville sont dans une bonne voie et qu'il va les voir.",
    "es": "El consejo dijo que los planes de la ciudad se verán después del verano y no antes.",
    "it": "Il consiglio ha detto che i piani della città sono da rivedere e non solo per questo.",
    "pt": "O conselho disse que os planos da cidade não são para já e que ele vai ver isso depois.",
    "nl": "De raad zei dat hij het plan na de zomer nog een keer wil bekijken en dat is ook goed.",
    "pl": "Rada powiedziała, że plan jest dobry i że nie będzie już zmian, ale to się jeszcze okaże.",
    "sv": "Rådet sade att det ska se på planen efter sommaren och att den inte är klar ännu.",
    "tr": "Kurul, plan için çok daha iyi bir yol olduğunu ve bunu yazdan sonra ele alacağını söyledi.",
    "ru": "Совет сказал, что он не будет смотреть план до осени, но это ещё не всё.",
    "ja": "これは市の計画についての記事です。",
    "zh": "市政府表示将在夏天之后讨论这项计划",
}


@pytest.mark.parametrize(("lang", "text"), SAMPLES.items())
def test_guess_language(lang: str, text: str) -> None:
    assert guess_language(text) == lang


@pytest.mark.parametrize("text", ["", "12.05.2019", "Xyzzy plugh", "the", "§§ … ***"])
def test_an_unclear_language_is_not_guessed(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize("lang", SAMPLES)
def test_each_main_language_knows_ads_tails_prompts_and_dates(packs: Packs, lang: str) -> None:
    filters = {rule.filter for rule in packs.rules if rule.lang == lang}
    assert filters >= {"ads", "tails", "related", "share", "prompts", "comments", "legal", "cookies", "timestamps"}
    assert {"bylines", "captions", "tags", "media", "menu"} <= filters
    assert packs.grammars[lang]["weekdays"]


GOOD = """
[[rule]]
filter = "ads"
rule = "label"
match = "line"
certainty = "certain"
phrases = ["advertisement"]
hit = ["Advertisement"]
miss = ["An advertisement."]
"""


def _problems(folder: Path, **packs: str) -> str:
    (folder / "rules.toml").write_text((PACKS / "rules.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for tag, text in packs.items():
        (folder / tag).mkdir()
        (folder / tag / "phrases.toml").write_text(text, encoding="utf-8")
    return "\n".join(problems(read_packs(folder)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("label", "lable", "no such rule"),
        ('"line"', '"middle"', "match must be one of"),
        ('"certain"', '"sure"', "certainty must be one of"),
        ('phrases = ["advertisement"]', 'phrases = ["Advertisement:"]', "write 'advertisement'"),
        ('hit = ["Advertisement"]', 'hit = ["Advertising"]', "should hit 'Advertising'"),
        ('miss = ["An advertisement."]', 'miss = ["Advertisement."]', "should miss 'Advertisement.'"),
        ('miss = ["An advertisement."]', "miss = []", "needs phrases, hit and miss"),
    ],
)
def test_a_wrong_pack_is_told_what_is_wrong(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in _problems(tmp_path, en=GOOD.replace(old, new))


def test_a_sound_pack_has_no_problems(tmp_path: Path) -> None:
    assert _problems(tmp_path, en=GOOD, de=GOOD) == ""


def test_a_phrase_means_one_thing_in_a_language(tmp_path: Path) -> None:
    assert "keep one" in _problems(tmp_path, en=GOOD + GOOD.replace("label", "continue"))


def test_languages_are_equally_sure_of_a_phrase_they_share(tmp_path: Path) -> None:
    assert "make both the less certain" in _problems(tmp_path, en=GOOD, de=GOOD.replace('"certain"', '"likely"'))


def test_an_unknown_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="maxchars"):
        _problems(tmp_path, en=GOOD + "maxchars = 3\n")


def test_accents_that_capitals_lack_do_not_count(tmp_path: Path) -> None:
    _problems(
        tmp_path, fr=GOOD.replace('phrases = ["advertisement"]', 'phrases = ["à lire également", "advertisement"]')
    )
    matcher = Matcher(compile_packs(read_packs(tmp_path)))
    assert all(matcher.hits(text) for text in ("À lire également", "A lire également", "A LIRE EGALEMENT"))
