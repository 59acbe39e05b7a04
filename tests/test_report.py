"""The report on a corpus: right figures, links that lead somewhere, and nothing that a row can break."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

import cleaner
from cleaner.cli import main
from cleaner.errors import InputError
from cleaner.output.rows import result_of
from cleaner.report.corpus import write_report
from cleaner.report.corpus.stats import Frequent, Least, Sampled
from tests.made import PAYLOADS, assert_inert, hostile, made

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/input.*"))
BODY = "It rained all night, said the warden of the lower town by the old bridge."


def rows(count=12):
    """Every third with an ad, every fourth with a prompt, every row with a body."""
    for n in range(count):
        parts, cuts = [BODY, f"Number {n}."], []
        if n % 3 == 0:
            parts.insert(1, "Advertisement")
            cuts.append(("Advertisement", "ad", "ads/label"))
        if n % 4 == 0:
            parts.append("Sign up for it")
            cuts.append(("Sign up for it", "prompt", "prompts/newsletter"))
        yield {"id": f"row-{n}", **made("\n\n".join(parts), *cuts).to_dict()}


def parsed(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def table_of(page, section):
    return [[c.get_text().strip() for c in row.find_all(["th", "td"])] for row in page.select(f"#{section} tbody tr")]


def test_figures_of_rules_and_filters(tmp_path):
    page = parsed(write_report(rows(), tmp_path / "r", name="corpus"))
    scraped = sum(len(result_of(row).document.text) for row in rows())
    assert scraped == 12 * len(BODY) + 10 * 11 + 2 * 12 + 4 * 15 + 3 * 16
    assert table_of(page, "rules") == [
        ["ads/label", "ad", "4", "33 %", "4", "52", "4.7 %", "1"],
        ["prompts/newsletter", "prompt", "3", "25 %", "3", "42", "3.8 %", "1"],
    ]
    assert table_of(page, "filters")[0] == ["ads", "4", "33 %", "4", "52", "4.7 %"]
    assert table_of(page, "lines") == [
        ["Advertisement", "4", "ads/label"],
        ["Sign up for it", "3", "prompts/newsletter"],
    ]
    assert "6 of 12 documents; 0 rejected" in page.select_one(".lead").get_text()


def test_from_a_rule_to_its_removals_in_two_clicks(tmp_path):
    index = write_report(rows(), tmp_path / "r")
    rule = index.parent / parsed(index).select_one("#rules tbody a")["href"]
    example = parsed(rule).select_one("#examples tbody tr")
    assert example.select_one("del").get_text() == "Advertisement"
    path, _, anchor = example.select_one("a")["href"].partition("#")
    document = parsed((rule.parent / path).resolve())
    assert document.find(id=anchor).get_text() == "Advertisement"
    assert document.select_one(".back")["href"] == "../index.html"


def test_every_link_leads_to_a_page_and_a_place_in_it(tmp_path):
    source = [{"id": p.parent.name, **cleaner.clean(p).to_dict()} for p in FIXTURES[::2]]
    root = write_report(source, tmp_path / "r").parent
    pages = {p.resolve(): parsed(p) for p in root.rglob("*.html")}
    links = [(p, a["href"]) for p, page in pages.items() for a in page.find_all("a") if "://" not in a["href"]]
    assert len(links) > 300
    for page, href in links:
        path, _, anchor = href.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target in pages, href
        assert not anchor or pages[target].find(id=anchor), href


def test_order_of_the_rows_does_not_matter(tmp_path):
    shuffled = list(rows(60))
    random.Random(1).shuffle(shuffled)
    a, b = (write_report(r, tmp_path / n).parent for n, r in (("a", rows(60)), ("b", shuffled)))
    for name in ("index.html", "rules/001.html", "rules/002.html"):
        one, other = (parsed(folder / name) for folder in (a, b))
        assert one.get_text() == other.get_text()


def test_documents_that_lost_most_and_least_certain(tmp_path):
    page = parsed(write_report(rows(), tmp_path / "r"))
    most = table_of(page, "most")
    assert most[0][0] == "row-0"
    assert len(most) == 6
    assert table_of(page, "unsure")[0][1:] == ["1", "ads/label", "Advertisement"]


def test_flags_fields_and_rejected(tmp_path):
    row: dict[str, Any] = {"id": "a", "text": BODY, "removals": [], "flags": [{"code": "truncated", "message": "m"}]}
    row["repairs"] = [{"start": 0, "end": 2, "before": "Â ", "replacement": "", "rule": "lossy-nbsp", "plan": []}]
    row["metadata"] = {"title": "T", "authors": ["A"]}
    rejected = [{"place": f"a.jsonl:{n}", "reason": "timeout", "message": "30 s"} for n in range(300)]
    page = parsed(write_report([row], tmp_path / "r", rejected=rejected))
    assert table_of(page, "repairs") == [["lossy-nbsp", "1", "100 %"]]
    assert table_of(page, "flags") == [["truncated", "1", "100 %", "a"]]
    assert table_of(page, "metadata") == [["title", "1", "100 %"], ["authors", "1", "100 %"]]
    told = table_of(page, "rejected")
    assert told[0] == ["timeout", "300"]
    assert len(told) == 201


def test_rows_without_removals_are_told(tmp_path):
    page = parsed(write_report([{"id": "a", "text": BODY}], tmp_path / "r"))
    assert "Rows without removals: 1" in page.select_one("header").get_text()


def test_an_empty_corpus_has_a_report(tmp_path):
    assert "0 % cut" in parsed(write_report([], tmp_path / "r")).get_text()


def test_nothing_hostile_lives_and_no_name_becomes_a_path(tmp_path):
    payloads = [*PAYLOADS, "../../escape", "/etc/passwd", "a\x00b"]
    source = [{"id": p, "url": p, **hostile(p).to_dict()} for p in payloads]
    rejected = [{"place": p, "reason": p, "message": p} for p in payloads]
    root = write_report(source, tmp_path / "r", rejected=rejected, name=PAYLOADS[0]).parent
    for page in root.rglob("*.html"):
        assert_inert(page.read_text(encoding="utf-8"))
    assert {p.name for p in tmp_path.iterdir()} == {"r"}
    assert {p.name for p in root.iterdir()} == {"index.html", "rules", "documents", "cleaner-report.txt"}


@pytest.mark.parametrize(
    "damage",
    [
        {"text": None},
        {"text": 7},
        {"removals": 7},
        {"removals": [7]},
        {"removals": [{"start": 0}]},
        {"removals": "{"},
        {"removals": [{"start": 5, "end": 3, "text": "x", "kind": "ad", "filter": "f", "rule": "r"}]},
        {"removals": [{"start": 999, "end": 1000, "text": "x", "kind": "ad", "filter": "f", "rule": "r"}]},
        {"removals": [{"start": 0, "end": 9, "text": "x", "kind": "ad", "filter": "f", "rule": "r"}]},
        {
            "removals": [
                {"start": 0, "end": 1, "text": "x", "kind": "a", "filter": "f", "rule": "r", "certainty": 1e400}
            ]
        },
        {"removals": [{"start": 1e400, "end": 1, "text": "x", "kind": "ad", "filter": "f", "rule": "r"}]},
        {"repairs": [{"start": "a"}]},
        {"repairs": [None]},
    ],
)
def test_a_damaged_row_costs_only_its_account(damage):
    result = result_of({"id": "a", "text": "Body.", **damage})
    assert [f.code for f in result.flags] == ["unreadable-row"]
    assert result.removals == ()


@pytest.mark.parametrize(
    "odd",
    [{"metadata": 7}, {"metadata": "{"}, {"flags": 7}, {"flags": "x"}, {"sources": []}, {"metadata": {"authors": 1}}],
)
def test_odd_metadata_and_flags_are_left_out(odd):
    result = result_of({"id": "a", "text": "Body.", "removals": [], **odd})
    assert result.text == "Body."
    assert result.metadata.authors == ()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.parent.name)
def test_a_row_read_back_is_the_result(path):
    result = cleaner.clean(path)
    back = result_of(json.loads(json.dumps(result.to_dict())))
    assert back.to_dict() == result.to_dict()
    assert back.document.text == result.document.text


def test_an_earlier_report_is_replaced_and_nothing_else(tmp_path):
    target = tmp_path / "r"
    write_report(rows(), target)
    write_report(rows(1), target)
    assert len(list((target / "documents").iterdir())) == 1
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine")
    with pytest.raises(InputError, match="holds no earlier report"):
        write_report(rows(), tmp_path / "mine")
    with pytest.raises(InputError, match="is a file"):
        write_report(rows(), tmp_path / "mine" / "index.html")
    assert (tmp_path / "mine" / "index.html").read_text() == "mine"


def test_least_keeps_the_least_and_frequent_the_frequent(monkeypatch):
    least = Least(3)
    for key in (5.0, 1.0, 4.0, 2.0, 3.0):
        least.offer(key, Sampled(int(key), f"d{key}", made(BODY)))
    assert [key for key, _, _ in least] == [1.0, 2.0, 3.0]
    monkeypatch.setattr("cleaner.report.corpus.stats._MOST_LINES", 10)
    frequent = Frequent()
    for n in range(40):
        frequent.add(("f", "r", "often"))
        frequent.add(("f", "r", f"once {n}"))
    assert frequent.most(1) == [(("f", "r", "often"), 40)]
    assert frequent.forgot


@pytest.fixture
def output(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    lines = [json.dumps(row) + "\n" for row in rows()]
    (out / "part-00000.jsonl").write_text("".join(lines[:6]))
    (out / "part-00001.jsonl.gz").write_bytes(gzip.compress("".join(lines[6:]).encode()))
    (out / "rejected.jsonl").write_text('{"place": "a:1", "reason": "timeout", "message": "30 s"}\n')
    (out / "manifest.json").write_text("{}")
    return out


def test_report_command(output, capfd):
    assert main(["report", str(output)]) == 0
    index = output.with_name("out-report") / "index.html"
    assert capfd.readouterr().err == f"cleaner: wrote {index}\n"
    assert "6 of 12 documents; 1 rejected" in parsed(index).select_one(".lead").get_text()


@pytest.mark.parametrize("content", [None, "", "{torn\n", "[1]\n"])
def test_report_command_on_what_is_no_output(tmp_path, capfd, content):
    out = tmp_path / "out"
    if content is not None:
        out.mkdir()
        if content:
            (out / "a.jsonl").write_text(content)
    assert main(["report", str(out)]) == 2
    assert capfd.readouterr().err.startswith("cleaner: ")
    assert not (tmp_path / "out-report").exists()


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_run_with_a_report_in_each_format(tmp_path, capfd, form):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    lines = [json.dumps({"id": f"a{n}", "text": f"Advertisement\n\n{BODY} {n}"}) + "\n" for n in range(5)]
    (tmp_path / "in.jsonl").write_text("".join(lines))
    source, out, pages = (str(tmp_path / name) for name in ("in.jsonl", "out", "pages"))
    assert main(["run", source, out, "--format", form, "--report", pages, "--quiet", "--isolated", "--jobs", "1"]) == 0
    page = parsed(Path(pages) / "index.html")
    assert table_of(page, "rules")[0][:3] == ["ads/label", "ad", "5"]
    assert main(["diff", out, out]) == 0


def test_a_report_needs_an_output(tmp_path, capfd):
    (tmp_path / "in.jsonl").write_text("")
    assert main(["run", str(tmp_path / "in.jsonl"), "--dry-run", "--report", str(tmp_path / "r")]) == 2
    assert "--dry-run" in capfd.readouterr().err
