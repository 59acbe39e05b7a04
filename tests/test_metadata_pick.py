import json
from pathlib import Path

import pytest

import cleaner.metadata
from cleaner.metadata.choose import pick
from cleaner.model import Caption, Claim, ClaimValue, Dateline, Source


def test_agreement_beats_one_voice():
    found = pick(
        [
            Claim("title", "Bridge opens", Source("headline"), 0.6),
            Claim("title", "Bridge opens", Source("first-lines"), 0.6),
            Claim("title", "Another line", Source("other"), 0.7),
        ]
    )
    assert found.title == "Bridge opens"


@pytest.mark.parametrize("field", ["title", "authors", "published"])
def test_one_unknown_source_does_not_outweigh_two_known_ones(field):
    values: dict[str, tuple[ClaimValue, ClaimValue]] = {
        "title": ("Bridge opens to traffic", "Another story of the day"),
        "authors": (("Jo Roe",), ("Ada Lind",)),
        "published": ("2021-05-04", "2021-03-02"),
    }
    known, unknown = values[field]
    sources = {"title": ("h1", "og"), "authors": ("json-ld-news", "meta"), "published": ("json-ld-news", "og")}
    claims = [Claim(field, known, Source(name), 0.7) for name in sources[field]]
    assert getattr(pick([*claims, Claim(field, unknown, Source("mine"), 0.99)]), field) == known


def test_unknown_sources_count_by_their_certainty_for_and_against():
    claims = [Claim("title", "Bridge opens", Source("h1")), Claim("title", "Bridge is opened", Source("og"))]
    for winner in ("Bridge opens", "Bridge is opened"):
        for doubtful in ("Bridge opens", "Bridge is opened"):
            voices = [Claim("title", winner, Source(f"mine-{i}"), 0.95) for i in range(3)]
            voices.append(Claim("title", doubtful, Source("unsure"), 0.1))
            assert pick([*claims, *voices]).title == winner


def test_an_agency_beside_a_person_is_no_author():
    people = Claim("authors", ("Jo Roe",), Source("json-ld-news"), 0.9)
    agency = Claim("authors", ("Reuters",), Source("json-ld-news", "stated"), 0.4)
    named = Claim("agency", "Reuters", Source("json-ld-news"), 0.8)
    found = pick([people, agency, named])
    assert (found.authors, found.agency) == (("Jo Roe",), "Reuters")
    assert pick([agency, named]).authors == ("Reuters",)


def test_losers_are_kept_behind_the_winner():
    claims = [
        Claim("site", "Echo", Source("og"), 0.5),
        Claim("site", "The Evening Echo", Source("json-ld", "publisher"), 0.8),
    ]
    found = pick(claims)
    assert found.site == "The Evening Echo"
    assert [c.value for c in found.explain("site")] == ["The Evening Echo", "Echo"]
    assert found.sources["site"] == "json-ld-publisher"


def test_weak_evidence_leaves_a_field_empty():
    assert pick([Claim("title", "Perhaps", Source("x"), 0.05)]).title is None
    assert pick([Claim("authors", ("Jo Roe",), Source("x"), 0.1)]).authors == ()


def test_every_name_once_in_the_order_of_the_byline():
    found = pick(
        [
            Claim("authors", ("Jo Roe", "Ada Lind"), Source("byline"), 0.9),
            Claim("authors", ("ADA LIND",), Source("other"), 0.8),
            Claim("authors", ("Dr. Jo Roe",), Source("third"), 0.8),
        ]
    )
    assert found.authors == ("Jo Roe", "Ada Lind")


def test_the_fullest_stamp_of_the_chosen_day():
    found = pick(
        [
            Claim("published", "2021-05-04", Source("url"), 0.8),
            Claim("published", "2021-05-04T10:00:00+02:00", Source("json-ld-news"), 0.9),
        ]
    )
    assert found.published == "2021-05-04T10:00:00+02:00"


def test_captions_once_each_with_the_credit():
    found = pick(
        [
            Claim("captions", Caption("A bridge."), Source("figcaption")),
            Claim("captions", Caption("A bridge.", "Jo Roe"), Source("caption")),
            Claim("captions", Caption("A boat."), Source("figcaption")),
        ]
    )
    assert found.captions == (Caption("A bridge.", "Jo Roe"), Caption("A boat."))


def test_the_headline_is_no_description():
    found = pick(
        [
            Claim("title", "Bridge opens", Source("headline"), 0.9),
            Claim("description", "BRIDGE OPENS", Source("standfirst"), 0.9),
        ]
    )
    assert found.description is None


def test_other_kinds_of_values():
    found = pick(
        [
            Claim("dateline", Dateline("Brussels", "AFP"), Source("dateline"), 0.9),
            Claim("paywalled", False, Source("json-ld"), 0.9),
        ]
    )
    assert found.dateline == Dateline("Brussels", "AFP")
    assert found.paywalled is False


def test_no_claims():
    assert pick([]).to_dict()["title"] is None


def test_order_of_claims_between_fields_changes_nothing():
    claims = [
        Claim("title", "Bridge opens", Source("h1"), 0.8),
        Claim("authors", ("Jo Roe",), Source("meta"), 0.7),
        Claim("published", "2021-05-04", Source("og"), 0.7),
    ]
    assert pick(claims).to_dict() == pick(reversed(claims)).to_dict()


@pytest.mark.parametrize("table", ["title", "authors", "published", "text title", "text authors"])
def test_weights_are_data(table):
    path = Path(cleaner.metadata.__file__).parent.parent / "data" / "metadata" / "weights.json"
    weights = json.loads(path.read_text("utf-8"))[table]
    assert "bias" in weights
    assert all(isinstance(w, float) and abs(w) < 10 for w in weights.values())


def test_of_several_bylines_the_one_by_the_body_counts():
    claims = [
        Claim("authors", ("Max Doe",), Source("byline"), 0.9, (10, 20)),
        Claim("authors", ("Jo Roe",), Source("byline"), 0.9, (1_000, 1_010)),
        Claim("authors", ("Ada Lind",), Source("byline"), 0.9, (1_020, 1_030)),
        Claim("authors", ("Jo Roe",), Source("byline-lines"), 0.8, (1_000, 1_010)),
        Claim("authors", ("Eve Coe",), Source("byline"), 0.9, (9_000, 9_010)),
    ]
    found = pick(claims)
    assert found.authors == ("Jo Roe", "Ada Lind")
    assert ("Eve Coe",) in [c.value for c in found.explain("authors")]
