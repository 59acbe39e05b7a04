"""What differs between two outputs, and `cleaner diff`."""

from __future__ import annotations

import json
import random

import pytest

from cleaner.cli import main
from cleaner.metadata.fields import Metadata
from cleaner.model import Flag
from cleaner.report.comparison.corpus import compare_outputs
from cleaner.report.comparison.document import FieldChange, TextChange, compare
from cleaner.report.comparison.page import diff_page
from cleaner.report.comparison.terminal import diff_view
from tests.made import PAYLOADS, assert_inert, hostile, made

ARTICLE = "Advertisement\n\nIt rained all night, said the warden.\n\nShare Share\n\nBy noon it was over."
AD = ("Advertisement", "ad", "ads/label")
SHARE = ("Share Share", "share", "share/button")


def test_a_removal_that_only_one_makes():
    change = compare("a", made(ARTICLE, AD, SHARE), made(ARTICLE, AD))
    assert change.texts == (TextChange("+", "Share Share", "share/button"),)
    change = compare("a", made(ARTICLE, SHARE), made(ARTICLE, AD, SHARE))
    assert change.texts == (TextChange("-", "Advertisement", "ads/label"),)


def test_removals_that_overlap_differ_in_the_rest_only():
    longer = ("Share Share\n\nBy noon", "share", "share/button")
    change = compare("a", made(ARTICLE, AD, longer), made(ARTICLE, AD, SHARE))
    assert [(t.sign, t.text.strip()) for t in change.texts] == [("+", "By noon")]


def test_the_same_removal_by_another_rule_is_no_difference():
    assert compare("a", made(ARTICLE, AD), made(ARTICLE, ("Advertisement", "ad", "ads/other"))) is None


def test_texts_that_were_repaired_otherwise_are_compared_by_line():
    change = compare("a", made("One.\n\nTwoÂ.\n\nThree."), made("One.\n\nTwo.\n\nThree."))
    assert change.texts == (TextChange("-", "TwoÂ."), TextChange("+", "Two."))
    a, b = ("\n".join([*(f"Line {n}." for n in range(3000)), end]) for end in ("Old end.", "New end."))
    assert compare("a", made(a), made(b)).texts == (TextChange("-", "Old end."), TextChange("+", "New end."))


def test_white_space_alone():
    change = compare("a", made("One.\n\nTwo."), made("One.\nTwo."))
    assert (change.texts, change.only_space) == ((), True)


def test_metadata_and_flags():
    a = made(ARTICLE, metadata=Metadata(title="A", authors=("X",)), flags=(Flag("old", ""),))
    b = made(ARTICLE, metadata=Metadata(title="B", authors=("X",)), flags=(Flag("new", ""),))
    change = compare("a", a, b)
    assert change.fields == (FieldChange("title", "A", "B"),)
    assert change.flags == ("-old", "+new")


def rows(*cuts, count=20):
    return [{"id": f"row-{n}", **made(ARTICLE, *cuts).to_dict()} for n in range(count)]


def test_sums_over_a_corpus():
    comparison = compare_outputs(rows(AD, SHARE), [*rows(AD)[:15], *rows(AD, SHARE)[15:]])
    assert (comparison.changed, comparison.same) == (15, 5)
    assert comparison.rule_documents == {("+", "share/button"): 15}
    assert comparison.rule_characters == {("+", "share/button"): 165}


def test_order_does_not_matter_and_lone_documents_are_told():
    shuffled = rows(AD)[2:]
    random.Random(3).shuffle(shuffled)
    comparison = compare_outputs(rows(AD)[:-1], shuffled)
    assert (comparison.changed, comparison.same) == (0, 17)
    assert comparison.only == {"-": ["row-0", "row-1"], "+": ["row-19"]}


def test_documents_of_one_name_are_matched_in_order():
    twice = [{**row, "id": "same"} for row in rows(AD, count=2)]
    comparison = compare_outputs(twice, [twice[0], {**rows(AD, SHARE, count=1)[0], "id": "same"}])
    assert (comparison.same, comparison.changed) == (1, 1)


def test_those_that_changed_most_are_shown():
    b = rows()
    for n, row in enumerate(b):
        row["text"] += " more" * n
    shown = compare_outputs(rows(), b, shown=3).changes()
    assert [change.name for change in shown] == ["row-19", "row-18", "row-17"]


def test_nothing_hostile_lives():
    a = [{"id": p, **hostile(p).to_dict()} for p in PAYLOADS]
    b = [{"id": p, **made(p, metadata=Metadata(title=p + "x")).to_dict()} for p in PAYLOADS[:-2]]
    comparison = compare_outputs(a, b)
    assert comparison.changed == len(PAYLOADS) - 2
    for n, payload in enumerate(PAYLOADS):
        assert_inert(diff_page(compare_outputs(a[n : n + 1], b[n : n + 1]), payload, payload))
    assert "\x00" not in diff_view(comparison, "a\x1b[2J", "b")
    assert "\x1b" not in diff_view(comparison, "a\x1b[2J", "b")


@pytest.fixture
def outputs(tmp_path):
    for name, cuts in (("a", (AD, SHARE)), ("b", (AD,))):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(*cuts)))
    return str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")


def test_diff_command(outputs, capfd):
    assert main(["diff", outputs[0], outputs[0]]) == 0
    assert capfd.readouterr().out == "20 documents, no difference\n"
    assert main(["diff", *outputs, "--limit", "1"]) == 1
    out = capfd.readouterr().out
    assert out.startswith("row-0\n  + Share Share  [share/button]\n\n--- ")
    assert "20 documents changed, 0 the same\n  + share/button: 220 characters in 20 documents\n" in out


def test_diff_command_as_a_page(outputs, tmp_path):
    assert main(["diff", *outputs, "--html", str(tmp_path / "d.html")]) == 1
    assert "Share Share" in (tmp_path / "d.html").read_text(encoding="utf-8")


def test_diff_command_on_what_is_not_there(outputs, capfd):
    assert main(["diff", outputs[0], "missing"]) == 2
    assert "no such file or folder" in capfd.readouterr().err
