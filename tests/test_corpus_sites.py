"""Two passes: what each site repeats is learned first, then cut; the same for any workers, interruptions and order."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from _articles import article

from cleaner.cli import main
from cleaner.config import Config
from cleaner.corpus import Limits, Recipe, run
from cleaner.corpus.learning import kept
from cleaner.corpus.learning.kept import Seen, UnitPages, learned_from
from cleaner.corpus.learning.lookup import profile_name
from cleaner.corpus.manifest import ChangedError, TargetError
from cleaner.errors import ConfigError
from tests._corpus import lines, output, run_inline, site_rows, tree, write_rows

pytest.importorskip("pyarrow")


def test_what_sites_repeat_is_learned_and_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list(site_rows(3, 12))
    lone = {"id": "lone", "url": "https://lone.example/", "text": made[0]["text"]}
    source = write_rows(tmp_path / "in", [*made, lone])
    run_inline(monkeypatch, source, tmp_path / "once")
    run_inline(monkeypatch, source, tmp_path / "twice", learn_sites=True)
    assert all("Courier has been printed" in row["text"] for row in output(tmp_path / "once"))
    for row in output(tmp_path / "twice"):
        if row["id"] == "lone":
            assert "Courier has been printed" in row["text"]
            continue
        assert "Courier has been printed" not in row["text"]
        site, page = map(int, row["id"].split("-"))
        assert row["text"].split("\n\n")[0].split(". ")[0] in article(site * 1000 + page, 3)
    index = json.loads((tmp_path / "twice" / "sites.json").read_text())
    assert sorted(index) == ["harbour0.example", "moor2.example", "valley1.example"]
    profile = tomllib.loads((tmp_path / "twice" / "sites" / "moor2.example.toml").read_text())
    assert profile["pages"] == 12
    assert json.loads((tmp_path / "twice" / "manifest.json").read_text())["profiles"]["sites"] == 3
    assert lines(tmp_path / "twice" / "rejected.jsonl") == []


def test_neither_workers_nor_units_nor_order_change_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list(site_rows(4, 30))
    source = write_rows(tmp_path / "in", made, 5)
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    run_inline(monkeypatch, source, tmp_path / "inline", learn_sites=True)
    monkeypatch.undo()
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    run(str(source), tmp_path / "two", Recipe(learn_sites=True), Limits(2, batch_rows=7))
    assert tree(tmp_path / "two") == tree(tmp_path / "inline")
    monkeypatch.undo()
    monkeypatch.setattr(kept, "_BUCKET_BYTES", 10_000)
    other = write_rows(tmp_path / "other", made[::-1], 1)
    run_inline(monkeypatch, other, tmp_path / "turned", learn_sites=True)
    profiles = tree(tmp_path / "turned" / "sites")
    assert profiles == tree(tmp_path / "inline" / "sites")
    assert len(profiles) == 4


@pytest.mark.parametrize("torn", [["pages-00001"], ["wanted"], ["wanted", "counts-00001"]])
def test_an_interrupted_first_pass_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: list[str]) -> None:
    source = write_rows(tmp_path / "in", list(site_rows(3, 20)), 6)
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    run_inline(monkeypatch, source, tmp_path / "whole", learn_sites=True)
    real, calls = UnitPages.save, 0

    def save(self: UnitPages, *arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        real(self, *arguments)

    with monkeypatch.context() as broken:
        broken.setattr(UnitPages, "save", save)
        with pytest.raises(KeyboardInterrupt):
            run_inline(broken, source, tmp_path / "out", learn_sites=True)
    waiting = tmp_path / "out" / "_run" / "sites"
    assert len(list(waiting.glob("counts-*"))) == 6
    assert len(list(waiting.glob("pages-*"))) == 2
    for name in torn:
        (waiting / name).write_bytes(b"torn")
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_profiles_that_were_changed_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_rows(tmp_path / "in", list(site_rows(2, 10)))
    run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    whole = tree(tmp_path / "out")
    with pytest.raises(TargetError, match="learn_sites"):
        run_inline(monkeypatch, source, tmp_path / "out")
    run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    path = tmp_path / "out" / "sites" / "harbour0.example.toml"
    path.write_text(path.read_text() + "# mine\n")
    with pytest.raises(ChangedError, match=r"harbour0\.example"):
        run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    (tmp_path / "out" / "sites.json").unlink()
    run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    assert tree(tmp_path / "out") == whole


def test_which_pages_are_kept_depends_on_their_hashes_alone() -> None:
    keys = [Random(2).randrange(2**64) for _ in range(5)] + [Random(i).randrange(2**64) for i in range(900)]
    least = sorted(set(keys))
    for order in (keys, keys[::-1], least, least[::-1]):
        seen = Seen()
        for key in order:
            seen.counts["a.example"] += 1
            seen.take("a.example", key)
        assert seen.keys["a.example"].tolist() == least[: kept.KEPT]
        assert seen.wanted() == {"a.example": least[learned_from(len(order)) - 1]}
        assert not seen.take("a.example", least[0])
    assert [learned_from(n) for n in (3, 50, 100, 200, 10**6)] == [12, 12, 20, 40, 100]


def test_a_site_of_one_page_is_not_learned() -> None:
    seen = Seen()
    for _ in range(3):
        seen.counts["a.example"] += 1
        seen.take("a.example", 7)
    assert seen.wanted() == {}


def test_counts_of_parts_are_those_of_the_whole(tmp_path: Path) -> None:
    whole = Seen()
    for part in range(4):
        own = Seen()
        for i in range(200):
            site, key = f"{i % 3}.example", Random(part * 1000 + i).randrange(2**64)
            for seen in (own, whole):
                seen.counts[site] += 1
                seen.take(site, key)
        own.save(tmp_path / f"{part}")
    put_together = Seen()
    assert all(put_together.add_from(tmp_path / f"{part}") for part in (2, 0, 3, 1))
    assert put_together.wanted() == whole.wanted()
    assert put_together.counts == whole.counts
    assert not put_together.add_from(tmp_path / "none")


def test_a_site_has_a_file_if_one_can_be_called_after_it() -> None:
    assert [profile_name(name) for name in ("news.example", "ümlaut.example")] == [
        "news.example.toml",
        "ümlaut.example.toml",
    ]
    for name in ("..", "../up", "a/b", "x" * 300, "ü" * 150, "", "a\nb.example", "\ud800.example", "c:d.example"):
        assert profile_name(name) is None


def test_odd_hosts_are_cleaned_as_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = ["https://" + "x" * 300 + ".example/", "https://[::1", "https://a:b.example/", "nowhere", "https://../"]
    made = [{"id": f"{i}-{j}", "url": url, "text": article(i, 2)} for i, url in enumerate(urls) for j in range(3)]
    source = write_rows(tmp_path / "in", made)
    done = run_inline(monkeypatch, source, tmp_path / "out", learn_sites=True)
    assert done.statistics.documents == {"in": 15, "out": 15, "rejected": 0}


def test_profiles_are_either_given_or_learned(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="leave one of them out"):
        Recipe(config=Config(profiles=(("a.example", tmp_path),)), learn_sites=True)


def test_a_dry_run_cannot_learn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_rows(tmp_path / "in", list(site_rows(1, 2)))
    assert main(["run", str(source), "--dry-run", "--learn-sites", "--isolated"]) == 2
    assert "cannot learn" in capsys.readouterr().err
