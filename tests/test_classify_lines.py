import random
from time import process_time

import pytest

from cleaner import Pipeline
from cleaner.classify.lines.features import FEATURES, depth, surface
from cleaner.classify.lines.guard import passed
from cleaner.classify.lines.model import line_classifier
from cleaner.classify.lines.sequence import PASSED
from cleaner.filters.classified import Classified
from cleaner.read.text import read_text
from cleaner.trees import Column, Trees, spread
from cleaner.view import View


def walk(tree, row):
    while not isinstance(tree, int):
        feature, threshold, left, right = tree
        tree = left if row[feature] <= threshold else right
    return tree


def grow(rng, leaves, features):
    if leaves == 1:
        return rng.randrange(-5000, 5000)
    left = rng.randrange(1, leaves)
    return [
        rng.randrange(features),
        rng.choice([0.5, 1.5, 2.0, -3.25]),
        grow(rng, left, features),
        grow(rng, leaves - left, features),
    ]


@pytest.mark.parametrize("leaves", [1, 2, 8, 15, 31, 64])
def test_trees_score_as_a_walk_from_the_root_does(leaves):
    rng = random.Random(leaves)
    grown = [grow(rng, leaves, 4) for _ in range(9)]
    spec = {"features": list("abcd"), "scale": 100, "bias": 7, "trees": grown}
    rows = [[rng.choice([-4.0, 0, 0.5, 1, 2, 2.5, 9]) for _ in range(3)] + [1.5] for _ in range(50)]
    columns: list[Column] = [[r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], 1.5]
    want = [(7 + sum(walk(t, r) for t in grown)) / 100 for r in rows]
    trees = Trees.from_json(spec)
    assert trees.scores(columns, len(rows)) == want
    many: list[Column] = [c if isinstance(c, float) else [*c] * 50 for c in columns]
    for _ in range(5):  # a process that scores much makes code of its trees
        assert trees.scores(many, 50 * len(rows)) == want * 50


def test_trees_know_their_limits():
    rng = random.Random(1)
    with pytest.raises(ValueError, match="65 leaves"):
        Trees.from_json({"features": ["a"], "scale": 1, "trees": [grow(rng, 65, 1)]})


PROSE = """The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.

Farmers moved their cattle to the hills before dawn, while the council met in the school to plan for worse.

"We heard it before we saw it," said the warden, who has kept the bridge for thirty years. "It came all at once."

By noon the water stood in the church, and the road to the north was closed for the rest of the week.

The council will meet again on Friday, when it has to decide who pays for the new wall along the river bank."""
MENU = "Home\nSport\nWeather\nJobs\nLog in\nTraffic\nPuzzles\nMore\nContact us\n"
FOOT = "\nMost read\nTide tables\nFerry times\nLocal sport\nFollow us\nTerms of use\nPrivacy\nImprint"


def cut_lines(text, least=0.98):
    view = View(read_text(text))
    return [view.text[c.start : c.end] for c in Classified()(view) if c.certainty >= least]


def test_what_stands_around_the_prose_goes_and_the_prose_stays():
    gone = cut_lines(MENU + PROSE + FOOT)
    assert len(gone) >= 10
    assert set(gone) <= {*MENU.split("\n"), *FOOT.split("\n")}


CLEAN = {
    "prose": PROSE,
    "tight prose": PROSE.replace("\n\n", "\n"),
    "one line": "The mayor has resigned.",
    "one word": "Flood",
    "subheads": PROSE.replace("\n\nBy", "\n\nA town under water\n\nBy").replace(
        "\n\nThe c", "\n\nWhat comes next\n\nThe c"
    ),
    "interview": "What did you see?\n\n"
    + PROSE
    + "\n\nWere you afraid?\n\nNo.\n\nWhy not?\n\nThere was no time for it.",
    "recipe": "For the dough you need what most kitchens have at hand, and a little patience.\n\n200 g flour\n2 eggs\n"
    "1 pinch of salt\n50 ml milk\n\n"
    "Mix the flour with the eggs, add the salt, and let the dough rest for an hour under a cloth.\n\n"
    "Then roll it out thinly and bake it until it is brown at the edges, which takes about ten minutes.",
    "poem": "The river took the meadow\nthe meadow took the mill\n"
    "and all that stood between them\nis standing in it still",
    "japanese": "川の水位は一晩で二メートル上昇し、下町の住民には何も知らされていなかったと番人は語った。\n\n"
    "農民たちは夜明け前に家畜を丘へ移し、町議会は学校で対策を話し合った。\n\n町議会は金曜日に再び集まり、堤防の費用を誰が負担するかを決める予定だ。",
    "russian": "За одну ночь вода в реке поднялась на два метра, рассказал сторож, и никто об этом не знал.\n\n"
    "Ещё до рассвета крестьяне увели скот на холмы, а городской совет собрался в школе.\n\n"
    "Совет соберётся снова в пятницу.",
    "arabic": "ارتفع منسوب النهر مترين في ليلة واحدة، وقال الحارس إن أحدا في المدينة السفلى لم يكن يعلم بذلك.\n\n"
    "ونقل المزارعون مواشيهم إلى التلال قبل الفجر، بينما اجتمع المجلس في المدرسة للتشاور.",
    "code": "def rise(metres):\n    water = 0\n    while water < metres:\n        water += 1\n    return water",
    "table": "Year\tLevel\n2019\t2.1\n2020\t1.9\n2021\t3.4\n2022\t2.8",
    "live": "12:40\n\n"
    + PROSE.split("\n\n")[0]
    + "\n\n12:15\n\n"
    + PROSE.split("\n\n")[1]
    + "\n\n11:50\n\n"
    + PROSE.split("\n\n")[3],
}


@pytest.mark.parametrize("name", CLEAN)
def test_clean_text_stays_whole(name):
    assert cut_lines(CLEAN[name], 0.995) == []


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ud800", "\x00\n\x00", "a", "…\n—\n|", "日\n本", "1\n2\n3\n" * 40, "\u200b\n\u00ad"]
)
def test_no_text_makes_it_raise(text):
    assert isinstance(cut_lines(text), list)


def test_a_cut_says_how_sure_it_is_and_why():
    view = View(read_text(MENU + PROSE + FOOT))
    cuts = list(Classified()(view))
    assert {c.rule for c in cuts} == {"line"}
    assert {c.kind for c in cuts} >= {"menu", "share"}  # what phrases and runs tell of it, it says
    assert all(0.98 <= c.certainty < 1 for c in cuts)
    assert all(c.reasons[0].startswith("score ") and 2 <= len(c.reasons) <= 4 for c in cuts)


@pytest.mark.parametrize("kind", ["lines", "restored"])
def test_certainty_rises_with_the_score(kind):
    scores, certainties = getattr(line_classifier(), kind)
    assert list(scores) == sorted(set(scores))
    assert list(certainties) == sorted(certainties)
    assert certainties[0] <= 0.995 and certainties[-1] >= 0.9995


def test_html_is_left_to_its_own_classifier():
    document = read_text(MENU + PROSE + FOOT)._replace(kind="html")
    assert list(Classified()(View(document))) == []


def test_every_measure_has_a_value_for_every_line():
    view = View(read_text(MENU + PROSE + FOOT))
    measures = surface(view) | depth(view, range(len(view.blocks)))
    assert tuple(measures) == FEATURES
    for name, column in measures.items():
        assert isinstance(column, int | float) or len(column) == len(view.blocks), name


def test_sentences_and_single_subheads_in_the_prose_pass_unscored():
    text = PROSE.replace("\n\nBy", "\n\nA town under water\n\nBy").replace(
        "\n\nThe c", "\n\nRead more: Floods\n\nThe c"
    )
    view = View(read_text(MENU + text + FOOT))
    pass_ = {
        t
        for t, p in zip(view.texts, passed(surface(view), len(view.blocks), line_classifier().guard), strict=True)
        if p
    }
    assert pass_ == {*filter(None, PROSE.split("\n")), "A town under water"}
    scores, _ = line_classifier().score(view)
    assert max(s for s, t in zip(scores, view.texts, strict=True) if t in pass_) <= PASSED


def test_times_of_a_live_blog_and_their_headings_pass_and_a_lone_time_does_not():
    def passing(text):
        view = View(read_text(text))
        return {
            t
            for t, p in zip(view.texts, passed(surface(view), len(view.blocks), line_classifier().guard), strict=True)
            if p
        }

    paragraphs = PROSE.split("\n\n")
    heads = ["All is quiet", "Trains stand still", "It sounded like a lorry", "Roads are closed", "Good morning"]
    blog = "\n".join(f"{18 - i}.20 GMT\n{heads[i]}\nShare\n{p}" for i, p in enumerate(paragraphs))
    found = passing(MENU + blog + FOOT)
    assert {"18.20 GMT", "17.20 GMT", "14.20 GMT", *heads} <= found
    assert "Share" not in found
    assert "18.20 GMT" not in passing(MENU + "18.20 GMT\n" + PROSE + FOOT)


def test_a_paragraph_broken_at_its_links_is_one():
    broken = (
        "The warden of the old bridge told\nthe council\nthat the water would rise, and that\nnobody\nwas ready for it."
    )
    paragraph = surface(View(read_text(broken)))["paragraph"]
    assert set(spread(paragraph, 5)) == {21}


def test_time_grows_linearly():
    def seconds(times):
        view = View(read_text((MENU + PROSE + FOOT + "\n") * times))
        line_classifier().verdicts(view)
        taken = []
        for _ in range(5):
            start = process_time()
            line_classifier().verdicts(view)
            taken.append(process_time() - start)
        return min(taken)

    assert seconds(400) < 8 * max(seconds(100), 0.005)


def test_residue_that_is_not_sure_enough_to_go_is_flagged_and_prose_is_not():
    page = View(read_text(MENU * 3 + PROSE + FOOT * 3))
    assert [flag.code for flag in Classified().flags(page, 1.0)] == ["unsure"]
    assert not list(Classified().flags(View(read_text(PROSE)), 1.0))


def cleaned(text, preset="article"):
    return Pipeline.preset(preset).clean(text, kind="text").text


LAST = {
    "en": ("Ferries will not sail before Monday.", ["Read more: Ferry crews call off their strike"], "Advertisement"),
    "de": ("Die Fähre fährt erst am Montag wieder.", ["Lesen Sie auch: Der alte Hafen wird umgebaut"], "Anzeige"),
    "fr": ("Le bac ne reprendra la mer que lundi.", ["Lire aussi : La fanfare fête ses cent ans"], "Publicité"),
    "id": ("Kapal baru berlayar lagi hari Senin.", ["Baca juga: Harga ikan naik menjelang akhir pekan"], "Iklan"),
}


@pytest.mark.parametrize("lang", LAST)
@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("place", ["before the last paragraph", "before the first", "in the middle", "behind the last"])
def test_known_residue_beside_a_paragraph_says_nothing_against_it(lang, count, place):
    last, links, label = LAST[lang]
    body = [*PROSE.split("\n\n")[:4], last]
    at = {"before the last paragraph": 4, "before the first": 0, "in the middle": 2, "behind the last": 5}[place]
    residue = [label, *links * 4][:count]
    text = "\n\n".join([*body[:at], *residue, *body[at:]])
    assert cleaned(text) == "\n\n".join(body)


def test_where_nothing_reads_like_prose_nothing_is_told_from_it():
    assert cleaned("It rained.\n\nAdvertisement\n\nIt stopped.") == "It rained.\n\nIt stopped."


def test_what_was_left_is_left_again():
    page = MENU + PROSE.replace("\n\nBy", "\n\nRead more: Floods\n\nBy") + FOOT
    once = cleaned(page)
    assert cleaned(once) == once


def test_a_list_in_the_middle_of_the_body_and_a_heading_above_it_stay():
    paragraphs = PROSE.split("\n\n")
    body = [
        "New rules for small boats",
        *paragraphs[:2],
        "What to bring",
        "A lamp",
        "Two oars",
        "Rope",
        *paragraphs[2:],
    ]
    page = ["Skip to content", "Log in", "Share this article", *body, "Advertisement", "Terms of use"]
    assert cleaned("\n".join(page)) == "\n".join(body)


@pytest.mark.parametrize("fence", ["```", "~~~", "---"])
def test_a_fence_stays_since_without_it_the_rest_is_read_as_something_else(fence):
    text = f"Advertisement\n{fence}\nAdvertisement\nHe said &amp; left, she said, and nobody came after him that night."
    once = cleaned(text)
    assert fence in once and cleaned(once) == once
