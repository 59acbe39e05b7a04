"""The Ray engine on a real local Ray: the same output and the same account as the local engine's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from _articles import records, write_jsonl

from cleaner.config import Config
from cleaner.corpus import Limits, Recipe, clean_batch, run
from tests._corpus import site_rows, tree, write_rows
from tests.poison import poisoned

pytest.importorskip("pyarrow")
ray = pytest.importorskip("ray")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture(scope="module", autouse=True)
def local_ray():
    """One Ray for all tests here."""
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


def test_the_output_is_that_of_the_local_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 3, 20)
    rows = list(records(20, first=100))
    for i, name in ((3, "kill"), (11, "exception"), (15, "loop")):
        rows[i]["text"] = poisoned(rows[i]["text"], name)
    (tmp_path / "in" / "poisoned.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "torn\n")
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    recipe = Recipe(config=Config(filters=("tests.poison:Poison",)), shard_size=15)
    limits = Limits(2, timeout=5, batch_rows=8)
    done = run(str(tmp_path / "in"), tmp_path / "ray", recipe, limits, engine="ray")
    rejected = (tmp_path / "ray" / "rejected.jsonl").read_text()
    assert [json.loads(line)["id"] for line in rejected.splitlines()] == ["doc-103", "doc-111", "doc-115", None]
    assert done.statistics.documents == {"in": 81, "out": 77, "rejected": 4}
    local = run(str(tmp_path / "in"), tmp_path / "local", recipe, limits)
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")
    assert done.progress.read == local.progress.read == done.input.bytes
    dry = run(str(tmp_path / "in"), None, recipe, limits, engine="ray")
    assert dry.statistics.to_dict() == done.statistics.to_dict()
    again = run(str(tmp_path / "in"), tmp_path / "ray", recipe, limits, engine="ray")
    assert (again.progress.documents, again.progress.passed) == (0, done.input.bytes)


def test_what_sites_repeat_is_learned_on_ray_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_rows(tmp_path / "in", list(site_rows(3, 12)), 4)
    monkeypatch.setattr("cleaner.corpus.source.UNIT_BYTES", 1)
    recipe, limits = Recipe(learn_sites=True), Limits(2, batch_rows=8)
    done = run(str(source), tmp_path / "ray", recipe, limits, engine="ray")
    run(str(source), tmp_path / "local", recipe, limits)
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")
    assert len(list((tmp_path / "ray" / "sites").iterdir())) == 3
    again = run(str(source), tmp_path / "ray", recipe, limits, engine="ray")
    assert again.progress.passed == done.input.bytes


def test_clean_batch_in_a_dataset_of_ones_own() -> None:
    rows = list(records(20))
    data = ray.data.from_items(rows).map_batches(clean_batch, batch_format="pyarrow", batch_size=6)
    cleaned = {row["id"]: row["text"] for row in data.iter_rows()}
    import pyarrow as pa

    assert cleaned == {r["id"]: r["text"] for r in clean_batch(pa.Table.from_pylist(rows)).to_pylist()}
