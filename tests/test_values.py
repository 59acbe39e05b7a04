"""Documents, results, metadata and pipelines are values: immutable, compared by what they say, and they pickle."""

import copy
import pickle

import pytest

import cleaner
from cleaner.metadata.fields import Metadata
from cleaner.model import Flag
from cleaner.page import HtmlOptions, SiteRules
from tests.pages import markup_of

TEXT = "Town keeps its last ferry\n\nBy Hanna Lind\n\nAdvertisement\n\n" + "The ferry left at six in the morning. " * 6
PAGE = f"""<html><head><title>Town keeps its last ferry</title><meta name="author" content="Hanna Lind"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Town keeps its last ferry</h1>
<p>{TEXT[-228:]}</p><p>​</p><p>It will leave again on Monday, the mayor said, and on every day after that.</p>
</article></body></html>"""
VALUES = [
    cleaner.Pipeline.preset("article"),
    cleaner.clean(TEXT),
    cleaner.clean(PAGE),
    cleaner.clean(PAGE).document,
    cleaner.clean(PAGE).metadata,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_values(value):
    other = pickle.loads(pickle.dumps(value))
    assert other == value and hash(other) == hash(value) and repr(other) == repr(value)
    assert copy.deepcopy(value) == value
    assert value != () and not isinstance(value, tuple)
    assert len(repr(value)) < 5_000
    field = value._fields[0]
    with pytest.raises(AttributeError, match="immutable"):
        setattr(value, field, None)
    with pytest.raises(AttributeError, match="immutable"):
        delattr(value, field)


def test_values_that_say_something_else_differ():
    assert Metadata(title="a") != Metadata(title="b")
    assert cleaner.clean(TEXT) != cleaner.clean(TEXT + "x")
    assert cleaner.Pipeline() != cleaner.Pipeline(max_loss=0.1)


def test_wrong_fields_are_named():
    with pytest.raises(TypeError, match="titel"):
        Metadata(titel="a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="title"):
        Metadata("a", title="b")  # type: ignore[misc]
    with pytest.raises(TypeError, match="original"):
        cleaner.Document()  # type: ignore[call-arg]


def test_no_two_values_share_a_mapping_that_can_be_changed():
    sources = {"title": "og"}
    made = Metadata(title="a", sources=sources)
    sources["title"] = "h1"
    assert made.sources == {"title": "og"} and Metadata().sources == {}
    with pytest.raises(TypeError):
        made.sources["title"] = "h1"


@pytest.mark.parametrize("source", [TEXT, PAGE], ids=["text", "page"])
def test_metadata_is_worked_out_on_first_use_and_the_same_after_pickling(source, monkeypatch):
    asked = []
    import cleaner.metadata.choose as choose

    pick = choose.pick

    def counted(claims):
        asked.append(1)
        return pick(claims)

    monkeypatch.setattr(choose, "pick", counted)
    result = cleaner.clean(source)
    assert not asked
    travelled = pickle.loads(pickle.dumps(result))
    assert not asked
    assert result.metadata.title == "Town keeps its last ferry" and result.metadata.authors == ("Hanna Lind",)
    assert result.metadata is result.metadata and len(asked) == 1
    assert travelled.metadata == result.metadata and len(asked) == 2
    assert pickle.loads(pickle.dumps(result)).metadata == result.metadata and len(asked) == 2


def test_the_classifier_does_not_look_at_a_page_that_is_only_repaired(monkeypatch):
    def fail(*_):
        raise AssertionError("asked")

    monkeypatch.setattr("cleaner.classify.blocks.model.BlockClassifier.choose", fail)
    monkeypatch.setattr("cleaner.classify.blocks.model.BlockClassifier.article_probability", fail)
    monkeypatch.setattr("cleaner.metadata.html.from_html", fail)
    assert "Sport" in cleaner.Pipeline.preset("repair").clean(PAGE).text


def test_a_page_read_anew_is_judged_alike():
    options = HtmlOptions(rules=SiteRules.from_tables({"news.example": {"keep": ["article"], "drop": [".gone"]}}))
    pipeline = cleaner.Pipeline.preset("article").with_html(options)
    result = pipeline.clean(PAGE, url="https://news.example/a")
    document = pickle.loads(pickle.dumps(result.document))
    assert [b.text for b in document.markup.blocks] == [b.text for b in result.document.markup.blocks]
    assert len(document.markup.blocks) == len(document.blocks)
    assert [f.code for f in result.flags] == ["stale-rule"]
    assert isinstance(result.flags[0], Flag)


def test_the_tree_is_left_as_it_was_read():
    from lxml.html import tostring

    from cleaner.classify.blocks.decision import decision
    from cleaner.page import read_html

    markup = markup_of(read_html(PAGE))
    before = tostring(markup.root)
    decision(markup, "trafilatura")
    assert tostring(markup.root) == before
