"""What a site repeats: learned from its pages, kept as a file, cut by a filter; honest repetition costs nothing."""

import datetime
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.classify.lines.model import line_classifier
from cleaner.errors import ConfigError, InputError
from cleaner.filters.classified import Classified
from cleaner.read import read
from cleaner.sites import Entry, SiteProfile, Sketch
from cleaner.sites.learn import merge, page_of
from cleaner.sites.match import templates_of
from cleaner.sites.sketch import page
from cleaner.sites.tokens import tokens
from cleaner.view import View
from tests.made_sites import AD, HONEST, LEGAL, PEOPLE, PROMPT, html, news, story

ARTICLE = cleaner.Pipeline.preset("article")
SAFE = cleaner.Pipeline.preset("safe")


def pages(numbers: range) -> list[str]:
    return ["\n\n".join(news(n)[0]) for n in numbers]


@pytest.fixture(scope="module")
def learned() -> SiteProfile:
    return cleaner.learn(pages(range(30)), url="https://www.coast.example/news/1")


@pytest.mark.parametrize("n", [0, 1, 50, 51, 52, 53])
def test_what_the_site_repeats_goes_and_nothing_else(learned: SiteProfile, n: int) -> None:
    lines, body = news(n)
    result = ARTICLE.with_site(learned).clean("\n\n".join(lines))
    assert result.text.split("\n\n") == body
    assert result.undo() == "\n\n".join(lines)
    assert ARTICLE.with_site(learned).clean(result.text).text == result.text


def test_the_same_on_one_line(learned: SiteProfile) -> None:
    flat = [" ".join(news(n)[0]) for n in range(30)]
    lines, body = news(50)
    text = ARTICLE.with_site(cleaner.learn(flat)).clean(" ".join(lines)).text
    for residue in (AD, PROMPT, LEGAL):
        assert residue not in text
    for paragraph in body:
        assert paragraph in text


def test_removals_say_what_was_known(learned: SiteProfile) -> None:
    pipeline = ARTICLE.without("share").with_site(learned)  # which knows such a line by its form
    removals = [r for r in pipeline.clean(pages(range(50, 51))[0]).removals if r.filter == "site"]
    shares = [r for r in removals if r.text == "60 SHARES Facebook Twitter"]
    assert [(r.kind, r.rule, r.reasons) for r in shares] == [
        ("share", "unit", ("on 30 pages of the site: {number} SHARES Facebook Twitter",))
    ]


@pytest.mark.parametrize("name", HONEST)
@pytest.mark.parametrize("many", [2, 3, 6, 12, 40])
@pytest.mark.parametrize("preset", [ARTICLE, SAFE])
def test_honest_repetition_loses_nothing(name: str, many: int, preset: cleaner.Pipeline) -> None:
    make = HONEST[name]
    with_site = preset.with_site(cleaner.learn([make(n) for n in range(many)]))
    for n in (0, 1, 100, 101, 102):
        assert with_site.clean(make(n)).text == preset.clean(make(n)).text


def test_order_changes_nothing(learned: SiteProfile) -> None:
    shuffled = pages(range(30))
    random.Random(7).shuffle(shuffled)
    again = cleaner.learn(iter(shuffled), url="coast.example")
    assert again.to_toml() == learned.to_toml()
    assert again.site == learned.site == "coast.example"


def test_merging_is_learning_from_both(learned: SiteProfile) -> None:
    a, b = cleaner.learn(pages(range(11))), cleaner.learn(pages(range(8, 30)), url="coast.example")
    assert merge(a, b).to_toml() == merge(b, a).to_toml() == learned.to_toml()


def test_merging_files_adds_their_pages() -> None:
    a = SiteProfile("a.example", 10, (Entry("Follow us", pages=4, certainty=0.9),), keep=("Read on",))
    b = SiteProfile("a.example", 20, (Entry("Follow us", pages=5, certainty=0.95), Entry("Ends", pages=3)))
    both = merge(a, b)
    assert (both.pages, both.keep) == (30, ("Read on",))
    assert {(e.text, e.pages, e.certainty) for e in both.entries} == {("Follow us", 9, 0.995), ("Ends", 3, 1.0)}


def test_the_file_is_small_and_comes_back(learned: SiteProfile, tmp_path: Path) -> None:
    for name in ("coast.toml", "coast.json"):
        learned.save(tmp_path / name)
        assert SiteProfile.load(tmp_path / name) == learned._replace(sketch=None)
        assert (tmp_path / name).stat().st_size < 8_000
        assert ARTICLE.with_site(tmp_path / name).clean(pages(range(50, 51))[0]).text.split("\n\n") == news(50)[1]


@given(st.lists(st.text(), max_size=3), st.text(), st.text())
def test_any_string_survives_the_file(edited: list[str], text: str, example: str) -> None:
    if any("\ud800" <= c <= "\udfff" for c in "".join([text, example, *edited])):
        return
    profile = SiteProfile("x", 3, (Entry(text, pages=2, example=example),), tuple(edited), tuple(edited))
    assert SiteProfile.loads(profile.to_toml()) == profile
    assert SiteProfile.loads(profile.to_json()) == profile


@pytest.mark.parametrize(
    "text", ["", "x", "version = 1\nkeep = 3", 'version = 1\n[[entries]]\nrule = "unit"', "{}", "[1]", "version = 2",
             'version = 1\n[[entries]]\ntext = "a"\nrule = "everywhere"',
             'version = 1\n[[entries]]\ntext = "a"\npagse = 3']
)  # fmt: skip
def test_a_broken_profile_says_what_is_wrong(text: str) -> None:
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        SiteProfile.loads(text, "mine.toml")


def test_no_file_and_no_sense() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        ARTICLE.with_site("/nowhere/at/all.toml")
    with pytest.raises(ConfigError, match="min_pages"):
        cleaner.learn([], min_pages=1)


def test_nothing_learned_from_nothing() -> None:
    for sources in ([], [""], ["", " \n"], [story(1)[0]], ["", "x"]):
        assert cleaner.learn(sources).entries == ()


def test_keep_and_drop(learned: SiteProfile) -> None:
    lines, body = news(50)
    text = "\n\n".join([*lines[:3], "Weather service by Holm Radio", *lines[3:]])
    edited = learned._replace(keep=(LEGAL,), drop=("Weather service by {name}",))
    kept = ARTICLE.with_site(edited).clean(text).text.split("\n\n")
    assert kept == [*body, LEGAL]
    again = cleaner.learn(pages(range(30))).edited_as(edited)
    assert (again.keep, again.drop) == (edited.keep, edited.drop)


def test_safe_takes_only_what_stands_on_five_pages() -> None:
    for many, expected in ((4, True), (9, False)):
        profile = cleaner.learn(pages(range(many)))
        assert (LEGAL in SAFE.with_site(profile).clean(pages(range(50, 51))[0]).text) is expected


def test_versions_of_one_page_count_once() -> None:
    same = ["\n\n".join([*story(99), f"Printed by reader {n}"]) for n in range(5)]
    profile = cleaner.learn([*same, *pages(range(20))])
    assert profile.pages == 21
    text = "\n\n".join(story(99))
    assert ARTICLE.with_site(profile).clean(text).text == text


def test_hostile_pages_cost_no_body() -> None:
    numbers = range(100)
    hostile = ["\n\n".join([*story(900 + n)[:3], story(n)[1], story(900 + n)[3]]) for n in range(5)]
    profile = cleaner.learn([*pages(numbers), *hostile])
    for n in numbers[:20]:
        lines, body = news(n)
        assert ARTICLE.with_site(profile).clean("\n\n".join(lines)).text.split("\n\n") == body


def test_a_sketch_keeps_no_more_than_its_limit_and_merges_in_any_order() -> None:
    made = [(key, page([f"Page {key}", "Ends"])) for key in random.Random(3).sample(range(10**9), 400)]
    whole, left, right = Sketch(50), Sketch(50), Sketch(50)
    for key, one in made:
        whole.add(key, one)
    for part, some in ((left, made[:150]), (right, made[100:])):
        for key, one in some:
            part.add(key, one)
    again = Sketch.from_bytes(right.to_bytes())
    again.merge(left)
    left.merge(right)
    assert whole == left == again
    assert len(whole) == 50
    assert whole.to_bytes() == left.to_bytes()


def test_a_long_page_is_kept_by_its_ends() -> None:
    for blocks in ([f"Paragraph {n} of a very long page." for n in range(5000)], ["word " * 50_000]):
        assert sum(map(len, page(blocks).blocks)) <= 20_000


def test_a_broken_sketch() -> None:
    with pytest.raises(InputError, match="not a sketch"):
        Sketch.from_bytes(b"no")


def test_time_grows_with_the_text_only(learned: SiteProfile) -> None:
    pipeline = cleaner.Pipeline().with_site(learned)

    def seconds(times: int) -> float:
        text = "\n\n".join(news(51)[0] * times)
        taken = []
        for _ in range(3):  # the least, for other programs on the machine slow some of them down
            start = time.process_time()
            pipeline.clean(text, kind="text", metadata=False)
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(20)
    assert seconds(400) < 8 * max(seconds(100), 0.01)


def test_pages_of_html_by_text_and_by_place() -> None:
    profile = cleaner.learn([html(n).encode() for n in range(40)], url="coast.example")
    assert "path" in {e.rule for e in profile.entries}
    page = html(51, "Something that no other page has said so far.")
    result = ARTICLE.with_site(profile).clean(page)
    assert [line for line in result.text.split("\n") if line] == story(51)
    assert {r.rule for r in result.removals if r.filter == "site"} >= {"path"}
    kept = profile._replace(keep=tuple(e.text for e in profile.entries if e.rule == "path"))
    assert "Something that no other page" in ARTICLE.with_site(kept).clean(page).text


def test_a_place_that_holds_the_body_is_none() -> None:
    plain = [html(n).replace("<p>", '<p class="text">') for n in range(40)]
    for n in (3, 50):
        text = ARTICLE.with_site(cleaner.learn(plain)).clean(html(n).replace("<p>", '<p class="text">')).text
        assert all(paragraph in text for paragraph in story(n))


def test_what_leads_into_a_known_passage_stays() -> None:
    profile = cleaner.learn(pages(range(30)))
    text = "\n\n".join([*story(51)[:3], f"A witness from the harbour said: {LEGAL}", *story(51)[3:]])
    assert "A witness from the harbour said" in ARTICLE.with_site(profile).clean(text).text


def test_a_line_that_introduces_what_somebody_says_stays() -> None:
    made = [f"{story(n)[0]}\n\nFrom {who}:\n\n{story(n)[1]}" for n, who in enumerate(PEOPLE * 4)]
    profile = cleaner.learn(made)
    assert "From Hanna Lind:" in ARTICLE.with_site(profile).clean(made[0]).text


BACKGROUND = "The old bridge fell into the river three weeks ago, and a diver was hurt when its second pier gave way."


def dated(spread: int, many: int = 40) -> list[str]:
    """Pages of a site, one every nine days; eight of them, `spread` days apart, tell how their story began."""
    made = []
    for n in range(many):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=9 * n if n >= 8 else spread * n)
        paragraphs = story(n)
        if n < 8:
            paragraphs.insert(2, BACKGROUND)
        made.append("\n\n".join([day.isoformat(), *paragraphs]))
    return made


@pytest.mark.parametrize(("spread", "recurs"), [(0, False), (1, False), (9, True)])
def test_what_a_running_story_says_again_is_no_residue(spread: int, recurs: bool) -> None:
    profile = cleaner.learn(dated(spread))
    assert any(BACKGROUND in e.text for e in profile.entries) is recurs


def test_pages_of_one_week_say_nothing_about_time() -> None:
    close = [page.replace(page[:10], "2024-01-03") for page in dated(9)]
    assert any(BACKGROUND in e.text for e in cleaner.learn(close).entries)


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("3 May 2024\n\n{}", None, "2024-05-03"),
        ("{}\n\nPublished: 3 May 2024", None, "2024-05-03"),
        ("{}", "https://coast.example/2024/05/03/bridge", "2024-05-03"),
        ("It opened on 3 May 2024, he said.\n\n{}", None, None),
    ],
)
def test_the_day_of_a_page(text: str, url: str | None, day: str | None) -> None:
    assert page_of(read(text.format("\n\n".join(story(3))), url=url)).day == day


KNOWN = SiteProfile(
    "coast.example",
    10,
    (
        Entry("More from the coast every {weekday}, {number} times a month", pages=4, certainty=0.7),
        Entry("Read also: {line}", pages=10, certainty=0.95),
        Entry("Tides", pages=5, certainty=0.6),
        Entry("The Coast, your paper since 1912", pages=2, certainty=0.5),
    ),
    drop=("Ask our gardener anything",),
)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("More from the coast every Monday 3, 12 times a month", pytest.approx(0.24, abs=0.05)),
        ("more from THE coast", 0.4),
        ("Tides", 0.5),
        ("Tides today", 0.0),
        ("The Coast, your paper since 2026", 0.2),
        ("Ask our gardener anything", 0.0),
        ("The council met on the quay and voted for the new wall.", 0.0),
        ("Read also:", 1.0),
        ("…", 0.0),
        ("", 0.0),
    ],
)
def test_how_many_pages_of_the_site_have_a_line(text: str, share: float) -> None:
    assert templates_of(KNOWN).recurrence([text]) == [share]


def test_what_stands_on_too_few_pages_is_evidence_and_no_cut() -> None:
    text = "\n\n".join((*news(3)[1], "The Coast, your paper since 1912"))
    assert ARTICLE.only("classifier").with_site(KNOWN).clean(text).text == text
    likely = KNOWN._replace(entries=(KNOWN.entries[3]._replace(certainty=0.9),))
    assert "1912" not in ARTICLE.only("classifier").with_site(likely).clean(text).text


def test_profiles_by_host_may_come_straight_from_learning(learned: SiteProfile) -> None:
    lines, body = news(50)
    pipeline = ARTICLE.with_sites({"coast.example": learned})
    assert pipeline.clean("\n\n".join(lines), url="https://www.coast.example/1").text.split("\n\n") == body
    assert PROMPT in pipeline.clean("\n\n".join(lines), url="https://other.example/1").text


@pytest.mark.parametrize("preset", [ARTICLE, SAFE])
def test_profiles_reach_the_classifier(preset: cleaner.Pipeline) -> None:
    (site,) = (f for f in preset.with_site(KNOWN).phases[1].filters if f.name == "site")
    (classifier,) = (f for phase in preset.with_site(KNOWN).phases for f in phase.filters if f.name == "classifier")
    inner = getattr(classifier, "inner", classifier)
    assert (inner.sites, inner) == (site, Classified(sites=inner.sites))


@given(st.integers(0, 60), st.floats(0.0, 1.0))
def test_more_evidence_makes_no_line_safer(n: int, share: float) -> None:
    view = View(read("\n".join(news(n)[0])))
    pages = round(share * 100)
    known = SiteProfile(pages=100, entries=tuple(Entry(t, pages=pages, certainty=0.6) for t in news(n)[0]))
    without, _ = line_classifier().score(view)
    with_site, _ = line_classifier().score(view, templates_of(known))
    assert all(a >= b - 1e-9 for a, b in zip(with_site, without, strict=True)) or share == 0


def test_tokens_are_the_same_one_by_one_and_in_a_row() -> None:
    text = "On May 3, 2024 we hope that you may meet hanna@coast.example or www.coast.example, 12,50 for 24 of us"
    found = tokens(text)
    assert [found[i] for i in range(len(found))] == found[:] == [*found[:4], *found[4:]]
    assert found[-1] == found[len(found) - 1]
    assert [t.key for t in found] == found.keys()
    assert [t.word for t in found if t.key == "{month}"] == ["may"]
    assert {"{email}", "{url}", "{number}"} <= set(found.keys())
    assert all(text[t.start : t.end].casefold() == t.word for t in found)
    assert text[found.span(0, len(found))] == text
    with pytest.raises(IndexError):
        found[len(found)]
