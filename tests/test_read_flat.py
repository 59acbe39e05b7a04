"""Flat and glued text: where blocks ended is found again, names and dates stay whole, and clean text stays as it is."""

import textwrap
import time
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.budget import BLOCKS
from cleaner.lines.sentences import ends_paragraph, ends_sentence
from cleaner.read.breaks.context import CONTEXT, context
from cleaner.read.breaks.features import CLOSER, FEATURES, REACH, closer, gaps, measure, noun_capitals
from cleaner.read.breaks.line import parse
from cleaner.read.breaks.model import breaks
from cleaner.read.breaks.pieces import pieces
from cleaner.read.flat import flat_shape
from cleaner.read.shape import SHAPES, blocks_and_shape, rereader
from cleaner.trees import spread
from tests.laws.strategies import LINES
from tests.test_read_wrapped import PARAGRAPHS

PROSE = " ".join(PARAGRAPHS)


def shown(text, shape="auto"):
    return [b.of(text) for b in blocks_and_shape(text, shape, BLOCKS)[0]]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (PROSE, "flat"),
        ("".join(PARAGRAPHS) + "The end.Nobody came.It rained on.", "glued"),
        ("\n\n".join(PARAGRAPHS), None),
        ("\n\n".join([*PARAGRAPHS, PROSE * 3, *PARAGRAPHS * 9]), "mixed"),
        ("A short line.", None),
        ("", None),
        ("川は夜に上がった。町は静かだった。" * 8, "flat"),
        (
            "\n".join(
                f"class Boat{i}ListView(ItemCreateView): useFerryData(loadTides, setHarbourName)" for i in range(9)
            ),
            None,
        ),
        ("\n\n".join(p + " The cocoRico and the riverBoat stayed." for p in PARAGRAPHS * 4), None),
    ],
)
def test_shapes(text, shape):
    assert flat_shape(text) == shape


def test_labels_between_sentences_are_blocks_of_their_own():
    text = " ".join([PARAGRAPHS[0], "Advertisement", *PARAGRAPHS[1:3], "Share on Facebook", PARAGRAPHS[3]])
    assert {"Advertisement", "Share on Facebook"} <= set(shown(text))
    assert cleaner.clean(text).text == PROSE


def test_glued_labels_are_blocks_too():
    text = "".join([PARAGRAPHS[0], "Advertisement", *PARAGRAPHS[1:3], "Share on Facebook", PARAGRAPHS[3]])
    assert cleaner.clean(text).text == "".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "heading",
    [
        "Community Harbour Files",
        "TV Commercial Spots",
        "Social Media User Engagement",
        "Website Readability",
        "Close? Warm? Loving?",
    ],
)
def test_the_first_words_of_a_heading_are_no_label(heading):
    text = " ".join([*PARAGRAPHS[:2], heading, *PARAGRAPHS[2:]])
    assert heading in cleaner.clean(text).text


@pytest.mark.parametrize("start", ["HAVRE (AP) — ", "NEW HAVRE (CNN) "])
def test_a_dateline_in_flat_text_is_no_sign_off(start):
    assert cleaner.clean(start + PROSE).text == start + PROSE


@pytest.mark.parametrize(
    "residue",
    [
        "Also read: Four Reasons Why Havre Needs More Than One Bridge",
        "Please disable your Ad Blocker in order to use the Corran Post and all its pages.",
        "https://img.corran.example/0hFn4yzR0wGUEJAAk1RZ9mFjFWFTA6ZgNIK2dSJSgDTnQm.jpg",
    ],
)
def test_a_break_that_goes_through_residue_saves_it_not(residue):
    before, after = " ".join(PARAGRAPHS[:2]), " ".join(PARAGRAPHS[2:])
    text = f"{residue} {PROSE}" if residue.startswith("http") else f"{before} {residue}  {after}"
    assert residue not in cleaner.clean(text).text
    assert all(p in cleaner.clean(text).text for p in PARAGRAPHS)


@pytest.mark.parametrize(
    ("before", "prompt", "kept"),
    [
        (
            "Der Stadtrat hat den Plan am Montag beschlossen. Die Kosten liegen bei drei Millionen Euro.",
            "Newsletter abonnieren",
            "Gebaut wird ab Juni.",
        ),
        (
            "Le conseil a adopté le plan lundi soir. Le coût sera de trois millions d’euros.",
            "Abonnez-vous à notre newsletter",
            "Les travaux commencent en juin.",
        ),
        (
            "El pleno aprobó el plan el lunes por la noche. El coste será de tres millones de euros.",
            "Suscríbete a nuestro boletín",
            "Las obras empiezan en junio.",
        ),
        (
            "A câmara aprovou o plano na segunda-feira. O custo será de três milhões de euros.",
            "Assine a nossa newsletter",
            "As obras começam em junho.",
        ),
        (
            "The council approved the plan on Monday night.\n\nThe ferry will cost three million.\n\n",
            "Mr Haddad wrote:",
            "please share this post with your friends.",
        ),
    ],
)
def test_no_prompt_takes_the_sentence_around_it(before, prompt, kept):
    assert kept in cleaner.clean(f"{before} {prompt} {kept}").text


def test_sentences_that_return_in_flat_text_stay():
    text = " ".join([*PARAGRAPHS, PARAGRAPHS[0], *PARAGRAPHS[1:]])
    assert cleaner.clean(text + " Advertisement Share on Facebook By Hanna Lind").text.startswith(text)


def test_dates_and_lead_ins_stay_whole():
    text = f"River opens again By Ida Moen Published 4 May 2023 {PROSE} Read more: Why the old mill will not be rebuilt"
    parts = shown(text)
    assert not {"4", "May", "2023", "May 2023", "Read more:"} & set(parts)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "新しい「Harbour 3」は港で公開された。"
            + "潮の高さを測るには Tide Meter 4 Pro と Buoy 2 が要ると町は説明している。" * 9,
            "Meter 4 Pro と Buoy 2 が",
        ),
        ("港口今天下午將公開全新渡輪「Ferry Nova XT」，票價與舊船一樣。" * 9, "「Ferry Nova XT」"),
        (
            f"{PROSE} There came Ida Moen of Havre, Omar Haddad of Ryd, Mayor Ola Berg, Hanna Lind of Sund and more.",
            "Ida Moen of Havre, Omar Haddad of Ryd, Mayor Ola Berg, Hanna Lind of Sund",
        ),
        (
            f"Lighthouse at Punta Larga lights again {PROSE} Nobody at Punta Larga had slept, Nadia Vik said.",
            "at Punta Larga lights",
        ),
        (f"{PROSE} File Photo by Hanna Lind/UPI Feb. 16 (UPI) -- {PROSE}", "Feb. 16 (UPI)"),
        (f"{PROSE} File Photo by Hanna Lind/UPI Feb. 16 (UPI) -- {PROSE}", "File Photo by Hanna Lind/UPI"),
    ],
)
def test_no_break_in_what_belongs_together(text, whole):
    assert any(whole in part for part in shown(text))


def test_a_flat_text_that_is_no_longer_flat_is_read_as_lines():
    text = "A ferry.\n" + "Home News Sport " * 30
    reread = rereader("auto", "flat")
    assert [b.of("A ferry.\nIt left.") for b in reread("A ferry.\nIt left.")] == ["A ferry.", "It left."]
    assert flat_shape(text) == "flat"
    assert rereader("auto", "lines")("A ferry.\nIt left.") is None


@pytest.mark.parametrize("preset", ["safe", "article"])
@pytest.mark.parametrize("shape", ["flat", "glued", "wrapped", "markdown", "lines"])
def test_clean_text_stays_in_every_shape(preset, shape):
    text = "\n\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS) if shape == "wrapped" else PROSE
    assert cleaner.clean(text, preset=preset, shape=shape).text == text


def test_what_the_first_trees_say_depends_on_what_is_near_only():
    model = breaks()
    line = parse(PROSE, model.words)
    at, nouns = gaps(line), noun_capitals(line)
    scores = model.first.scores(measure(line, at, nouns), len(at))
    found = dict(zip([line.starts[i] for i in at], scores, strict=True))
    shift = line.starts[5]
    later = parse(PROSE[shift:], model.words)
    far = [i for i in gaps(later) if i > REACH + 1]
    assert len(far) > 10
    for i, known in zip(far, model.first.scores(measure(later, far, nouns), len(far)), strict=True):
        assert abs(known - found[later.starts[i] + shift]) < 1e-9


def test_a_line_knows_where_its_pieces_stand():
    text = "  Ida Moen left.Share\u00a0this  page 上がった。町は"
    line = parse(text, {})
    placed = zip(line.starts, line.looks.chars, strict=True)
    assert [text[a : a + n] for a, n in placed] == [
        "Ida",
        "Moen",
        "left.",
        "Share",
        "this",
        "page",
        "上がった。",
        "町は",
    ]
    assert line.blanks == [2, 1, 1, 0, 1, 2, 1, 0]
    assert (list(line.since), list(line.to_mark)) == ([0, 1, 2, 3, 1, 2, 3, 4, 1], [3, 2, 1, 4, 3, 2, 1, 1])


def test_a_second_look_gives_the_same_scores_as_the_first():
    fresh = type(breaks())(breaks().first, breaks().rest, breaks().least, breaks().words)
    first = fresh.scores(PROSE)
    assert first
    assert fresh.scores(PROSE) == first == breaks().scores(PROSE)


def test_a_gap_behind_a_sentence_is_always_in_doubt():
    model = breaks()
    text = f"{PARAGRAPHS[0]} Advertisement {PARAGRAPHS[1]}"
    assert text.index("Advertisement") in dict(model.scores(text))


def test_measures_have_a_column_each():
    line = parse(PROSE, {})
    at = gaps(line)
    columns = measure(line, at, noun_capitals(line))
    assert len(columns) == len(FEATURES)
    columns += closer(line, at[1:3])
    assert len(columns) == len(FEATURES) + len(CLOSER)
    columns += context(line, at, [0.0] * len(at), [1, 2])
    assert len(columns) == len(FEATURES) + len(CLOSER) + len(CONTEXT)
    assert all(isinstance(c, int | float) or len(c) in (len(at), 2) for c in columns)


@pytest.mark.parametrize(
    ("name", "text", "at", "value"),
    [
        ("bracket", "The harbour (see the old Map of Ryd) is open", "Map", 2),
        ("bracket", "The harbour (see the old map) of Ryd is open", "Ryd", 0),
        ("quote", "He said: “No ferry left Ryd today” and Ida went", "Ryd", 2),
        ("quote", "He said: “No ferry left” today and Ida went", "Ida", 0),
        ("across", "Ida Moen left. Nobody saw Ida Moen again", "Moen", 2),
        ("begins_again", "Share this page The ferry left. Share this page", "Share", 2),
        ("ends_again", "See Share this page The ferry left. Share this page", "The", 2),
        ("kind_behind", "It opened on May 4 2023 at last", "2023", 5),
        ("kind_before", "The speaker was J. Moen of Ryd", "Moen", 3),
    ],
)
def test_what_else_is_seen_of_a_gap(name, text, at, value):
    line = parse(text, {})
    found = gaps(line)
    k = next(i for i, g in enumerate(found) if line.starts[g] >= text.rindex(at))
    column = context(line, found, [0.0] * len(found), [k])[CONTEXT.index(name)]
    assert spread(column, 1)[0] == value


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Friday.Advertisement", ["Friday.", "Advertisement"]),
        ("said.”The", ["said.”", "The"]),
        ("3.5", ["3.5"]),
        ("12:30", ["12:30"]),
        ("e.g.", ["e.g."]),
        ("author’s", ["author’s"]),
        ("kommerLäs", ["kommer", "Läs"]),
        ("NATOMoen", ["NATO", "Moen"]),
        ("SPDler", ["SPDler"]),
        ("RN/KNA/sbw", ["RN/KNA/sbw"]),
        ("ABBAs", ["ABBAs"]),
        ("上がった。町は", ["上がった。", "町は"]),
    ],
)
def test_pieces(word, parts):
    ends = list(accumulate([piece.chars for piece in pieces(word)], initial=0))
    assert [word[a:b] for a, b in pairwise(ends)] == parts


def test_the_end_of_a_sentence():
    assert ends_sentence("It rained.”  ")
    assert not ends_sentence("It rained,")
    assert not ends_sentence("")
    assert not ends_sentence("It rained: ")
    assert ends_paragraph("It rained: ")
    assert ends_sentence("雨が降った。」")
    assert ends_sentence("بارش ہوئی۔")


lines = st.lists(st.sampled_from([line for line in LINES if line.strip()] + PARAGRAPHS), min_size=2, max_size=14)


@given(lines, st.sampled_from([" ", "", "  "]), st.sampled_from(["safe", "article"]))
def test_laws_hold_for_flat_and_glued_text(parts, gap, preset):
    text = gap.join(parts)
    result = cleaner.clean(text, preset=preset)
    assert result.undo() == text
    rest = iter(result.document.text)
    assert all(c in rest for c in result.text)
    assert cleaner.clean(result.text, preset=preset).text == result.text


@given(st.text(max_size=400), st.sampled_from(SHAPES))
def test_any_text_has_blocks_in_any_shape(text, shape):
    blocks, _ = blocks_and_shape(text, shape, BLOCKS)
    at = 0
    for b in blocks:
        assert at <= b.start < b.end <= len(text)
        assert not text[b.start].isspace()
        assert not text[b.end - 1].isspace()
        at = b.end


def test_time_grows_with_the_text():
    def took(n):
        text = " ".join(f"{p} Advertisement number {i}." for i in range(n) for p in PARAGRAPHS)
        best = 9.0
        for _ in range(2):
            breaks()._rows.clear()
            t = time.perf_counter()
            blocks_and_shape(text, "flat", BLOCKS)
            best = min(best, time.perf_counter() - t)
        return best

    took(5)
    assert took(80) < 10 * took(20)


PICTURE = (
    "Mayor Ida Moen said Thursday at a meeting in Ryd that no new ferry will be ordered before the council has paid."
)
HEADLINE = "CORRAN: Board needs to 'find the money' before bridge and ferry can run together"
FERRY = [
    "Advertisement",
    "Advertisement",
    "No harbour ferry before spring, Moen tells KLYN",
    "Moen said the council must find three million before any new ferry is ordered.",
    "By Hanna Lind",
    f"{PICTURE} File Photo by Ola Berg/UPI",
    f"{PICTURE} File Photo by Ola Berg/UPI | License Photo",
    "Feb. 16 (UPI) -- Mayor Ida Moen ruled out a new harbour ferry at a meeting in Ryd on Thursday.",
    *PARAGRAPHS,
    "Latest Headlines",
]


def _in_shape(parts, shape):
    if shape == "wrapped":
        return "\n\n".join(textwrap.fill(p, 72, break_on_hyphens=False) for p in parts)
    if shape == "markdown":
        return "\n\n".join(f"# {p}" if p == FERRY[2] else p for p in parts)
    return {"lines": "\n\n", "flat": " ", "glued": ""}[shape].join(parts)


@pytest.mark.parametrize("shape", ["lines", "flat", "glued", "wrapped", "markdown"])
def test_an_article_comes_out_alike_in_every_shape(shape):
    result = cleaner.clean(_in_shape(FERRY, shape))
    found = result.metadata
    assert (found.title, found.description, found.authors) == (FERRY[2], FERRY[3], ("Hanna Lind",))
    assert (found.agency, found.dateline.date) == ("UPI", "Feb. 16")
    assert [(c.text, c.credit) for c in found.captions] == [(PICTURE, "Ola Berg/UPI")]
    assert "".join(result.text.split()) == "".join("".join(FERRY[7:-1]).split())


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_dateline_in_flat_text_stays_with_its_sentence(gap):
    start = "Corran (AFP) - The swing bridge stays closed, the harbour board said Thursday."
    found = cleaner.clean(gap.join([HEADLINE, HEADLINE, start, *PARAGRAPHS]))
    assert found.text == gap.join([start, *PARAGRAPHS])
    assert (found.metadata.title, found.metadata.agency, found.metadata.captions) == (HEADLINE, "AFP", ())


def test_a_quotation_mark_stays_with_what_it_closes():
    text = "".join([*PARAGRAPHS, 'Nobody had slept, she said: "We heard it before we saw it."', "Latest Headlines"])
    assert cleaner.clean(text).text.endswith('"We heard it before we saw it."')


def test_abbreviations_are_no_end_of_a_sentence_in_glued_text():
    text = "".join([*PARAGRAPHS, "No U.S.-Russia ferry sails, the harbour said on Monday."])
    assert any("No U.S.-Russia ferry" in part for part in shown(text))


@pytest.mark.parametrize("gap", [" ", ""])
def test_a_paragraph_a_line_from_text_on_one_line(gap):
    parts = [PARAGRAPHS[0], "Advertisement", PARAGRAPHS[1], "Share on Facebook", *PARAGRAPHS[2:]]
    lines = cleaner.clean(gap.join(parts)).to_text(layout="paragraphs").splitlines()
    assert "".join(lines).replace(" ", "") == "".join(PARAGRAPHS).replace(" ", "")
    assert lines[0] == PARAGRAPHS[0]
    assert lines[1] == PARAGRAPHS[1]
    assert len(lines) <= len(PARAGRAPHS)


def test_sentences_of_a_paragraph_stay_on_its_line():
    assert len(cleaner.clean(PROSE).to_text(layout="paragraphs").splitlines()) < len(shown(PROSE))


CERTAIN = ["Advertisement", "Share on Facebook", "Continue reading below", "Share this article"]


@given(
    st.permutations(PARAGRAPHS),
    st.lists(st.tuples(st.sampled_from(CERTAIN), st.integers(1, 3)), min_size=1, max_size=4),
    st.sampled_from(["safe", "article"]),
)
def test_what_is_residue_by_certain_rules_is_so_in_every_shape(paragraphs, labels, preset):
    parts = list(paragraphs)
    for label, at in sorted(labels, key=lambda pair: -pair[1]):
        parts.insert(at, label)
    cleaned = cleaner.clean("\n\n".join(parts), preset=preset).text
    assert cleaned.split("\n\n") == list(paragraphs)
    assert cleaner.clean(" ".join(parts), preset=preset).text == " ".join(paragraphs)
    assert cleaner.clean("".join(parts), preset=preset).text == "".join(paragraphs)
    wrapped = cleaner.clean("\n\n".join(textwrap.fill(p, 72) for p in parts), preset=preset).text
    assert wrapped.split() == cleaned.split()


def test_a_notice_of_an_agency_takes_nothing_of_the_sentence_behind_it():
    notice = "© dpa-infocom, dpa:210512-99-567890/3"
    found = cleaner.clean(" ".join([*PARAGRAPHS[:2], notice, *PARAGRAPHS[2:]]), shape="flat", preset="article")
    assert found.text == " ".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "authors", "published"),
    [
        ("Town to keep its last ferry after all By Hanna Lind 3 March 2024 4 min read", ("Hanna Lind",), "2024-03-03"),
        (
            "Town to keep its ferry after all By Hanna Lind 3 March 2024 10:05 GMT",
            ("Hanna Lind",),
            "2024-03-03T10:05:00",
        ),
        ("Die Stadt behält ihre letzte Fähre Von Hanna Lind 3. März 2024", ("Hanna Lind",), "2024-03-03"),
    ],
)
def test_a_headline_a_byline_and_a_date_in_a_row_are_told_apart(head, authors, published):
    result = cleaner.clean(f"{head} {PROSE}")
    assert result.text == PROSE
    assert result.metadata.authors == authors and (result.metadata.published or "").startswith(published)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ship was sunk by storms on 3 March 2024 By Tuesday it had been raised again.",
        "They met on 12th March 2011 and again on 1er mai 2012 in the old harbour.",
    ],
)
def test_dates_inside_a_sentence_part_nothing(sentence):
    assert cleaner.clean(f"{PROSE} {sentence} {PROSE[:-1]}, they say.").text.count(sentence) == 1
