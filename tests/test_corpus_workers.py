"""Worker processes, real ones: what kills them, what hangs them, and what is left when the run itself is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from _articles import records, write_jsonl

from cleaner._io.pool import WorkerError
from cleaner.config import Config
from cleaner.corpus import Limits, Recipe, run
from tests._corpus import lines, output, run_inline, tree
from tests.poison import poisoned

pytest.importorskip("pyarrow")
pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in /proc")

REASONS = {
    "exception": ("error", "UnpicklableError: its message cannot be read"),
    "exit": ("crashed", "its worker ended with exit code 0"),
    "hog": ("memory", "needs more memory than a worker may have"),
    "kill": ("crashed", "its worker was ended by SIGKILL"),
    "loop": ("timeout", "took more than 5 s"),
    "recursion": ("error", "RecursionError: maximum recursion depth exceeded"),
    "segfault": ("crashed", "its worker was ended by SIGSEGV"),
}
COMMAND = [sys.executable, "-m", "cleaner", "run", "--isolated", "--quiet"]


def children(pid: int) -> list[int]:
    """The processes below `pid`."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(path.parent.name)] = int(fields[1])
    below = [pid]
    for parent in below:
        below += [child for child, of in parents.items() if of == parent]
    return below[1:]


def alive(pid: int) -> bool:
    """Whether the process is there and no mere entry."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    """Those of `pids` that are still there after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(map(alive, pids)):
        time.sleep(0.05)
    return [pid for pid in pids if alive(pid)]


def test_each_poison_costs_its_own_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(records(100))
    (tmp_path / "clean.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run_inline(monkeypatch, tmp_path / "clean.jsonl", tmp_path / "expected")
    monkeypatch.undo()
    places = {name: 7 + 13 * i for i, name in enumerate(REASONS)}
    for name, i in places.items():
        rows[i]["text"] = poisoned(rows[i]["text"], name)
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    recipe = Recipe(config=Config(filters=("tests.poison:Poison",)))
    limits = Limits(2, timeout=5, memory=512 << 20, batch_rows=16)
    done = run(str(tmp_path / "in.jsonl"), tmp_path / "out", recipe, limits)
    assert done.statistics.documents == {"in": 100, "out": 93, "rejected": 7}
    rejected = {r["id"]: (r["place"], r["reason"], r["message"]) for r in lines(tmp_path / "out" / "rejected.jsonl")}
    assert rejected == {f"doc-{i}": (f"in.jsonl:{i + 1}", *REASONS[name]) for name, i in places.items()}
    expected = [row for row in output(tmp_path / "expected") if row["id"] not in rejected]
    assert output(tmp_path / "out") == expected


def test_a_worker_that_is_killed_while_idle_or_at_work_costs_nothing(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in", 1, 400)
    killed: list[int] = []
    calls = count()

    def kill_one(progress: object) -> None:
        # Every tenth batch: outcomes come in order, so by then the row that the last kill hit has had its second trial.
        if next(calls) % 10 == 0 and (below := [c for c in children(os.getpid()) if c not in killed and _works(c)]):
            killed.append(below[0])
            os.kill(below[0], signal.SIGKILL)

    done = run(str(tmp_path / "in"), tmp_path / "out", limits=Limits(2, batch_rows=8), on_progress=kill_one)
    assert done.statistics.documents == {"in": 400, "out": 400, "rejected": 0}
    assert len(killed) == 5
    assert [row["id"] for row in output(tmp_path / "out")] == [f"doc-{i}" for i in range(400)]


def _works(pid: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_jobs_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 2, 20, html=True)
    trees = []
    for jobs, rows in ((1, 64), (3, 5)):
        target = tmp_path / f"out-{jobs}"
        run(str(tmp_path / "in"), target, Recipe(shard_size=15, removals=True), Limits(jobs, batch_rows=rows))
        trees.append(tree(target))
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "inline", shard_size=15, removals=True)
    assert trees[0] == trees[1] == tree(tmp_path / "inline")


def test_killed_and_resumed_the_output_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 2, 300)
    target = tmp_path / "out"
    settings = ["--shard-size", "50", "--jobs", "2"]
    run_inline(monkeypatch, tmp_path / "in", tmp_path / "expected", shard_size=50)
    for shards in (1, 4, 7):
        process = subprocess.Popen([*COMMAND, *settings, str(tmp_path / "in"), str(target)], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while len(list(target.glob("part-*.jsonl"))) < shards and time.monotonic() < end:
            time.sleep(0.01)
        below = children(process.pid)
        assert process.poll() is None, "it was done before it could be killed"
        process.kill()
        process.wait()
        assert wait_until_gone(below, 5) == []
    assert not (target / "statistics.json").exists()
    aloud = [part for part in COMMAND if part != "--quiet"]
    done = subprocess.run([*aloud, *settings, str(tmp_path / "in"), str(target)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "of them in this run" in done.stdout
    assert tree(target) == tree(tmp_path / "expected") | {"_run/lock": b""}


def test_ctrl_c_ends_a_run_that_hangs(tmp_path: Path) -> None:
    rows = list(records(50))
    rows[20]["text"] = poisoned(rows[20]["text"], "loop")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "cleaner.toml").write_text('filters = ["tests.poison:Poison"]\n')
    options = ["--config", str(tmp_path / "cleaner.toml"), "--jobs", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaner", "run", str(tmp_path / "in.jsonl"), str(tmp_path / "out"), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 60
    while not list(tmp_path.glob("out/part-*.tmp")) and time.monotonic() < end and len(children(process.pid)) < 3:
        time.sleep(0.05)
    time.sleep(1.0)
    below = children(process.pid)
    assert below
    begun = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, errors = process.communicate(timeout=30)
    assert time.monotonic() - begun < 5
    assert process.returncode == 130
    assert errors.strip() == "cleaner: interrupted"
    assert wait_until_gone(below, 5) == []
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in", 1, 300)
    refused: list[Any] = []

    def again(progress: object) -> None:
        if not refused:
            done = subprocess.run(
                [*COMMAND, str(tmp_path / "in"), str(tmp_path / "out")], capture_output=True, text=True
            )
            refused.append((done.returncode, done.stderr))

    run(str(tmp_path / "in"), tmp_path / "out", limits=Limits(1), on_progress=again)
    ((code, message),) = refused
    assert code == 2
    assert "another run is writing there" in message


def test_a_filter_that_cannot_be_loaded_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "in", 1, 3)
    (tmp_path / "own").mkdir()
    module = tmp_path / "own" / "only_here.py"
    module.write_text(
        "import multiprocessing\n"
        "assert multiprocessing.parent_process() is None, 'not in a worker'\n"
        "class Own:\n    name = 'own'\n    def __call__(self, view):\n        return ()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "own"))
    with pytest.raises(WorkerError, match="not in a worker"):
        run(str(tmp_path / "in"), tmp_path / "out", Recipe(config=Config(filters=("only_here:Own",))), Limits(1))


@pytest.mark.parametrize(("content", "code"), [('{"text": "It rained."}\n', 0), ("torn\n", 3)])
def test_exit_codes(tmp_path: Path, content: str, code: int) -> None:
    (tmp_path / "in.jsonl").write_text(content)
    done = subprocess.run([*COMMAND, str(tmp_path / "in.jsonl"), str(tmp_path / "out"), "--jobs", "1"], text=True)
    assert done.returncode == code
