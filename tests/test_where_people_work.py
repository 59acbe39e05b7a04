"""Shell completion, the GitHub action, the container and the examples."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.cli import COMMANDS, main
from cleaner.cli.completion import SHELLS
from tests.files import CLEAN, DIRTY

ROOT = Path(__file__).parents[1]
bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def on_path(tmp_path_factory, monkeypatch):
    """The command `cleaner` of this checkout on the search path; gives its folder."""
    folder = tmp_path_factory.mktemp("bin")
    (folder / "cleaner").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleaner "$@"\n')
    (folder / "cleaner").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return folder


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_option(shell, capfd):
    assert main(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert all(command in script for command in COMMANDS)
    assert all(word in script for word in ("journal", "sarif", "max-loss"))


@bash
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["cleaner", "exp"], {"explain"}),
        (["cleaner", "check", "--jou"], {"--journal"}),
        (["cleaner", "check", "--output-format", "g"], {"github"}),
        (["cleaner", "completion", "z"], {"zsh"}),
        (["cleaner", "clean", "--journal"], set()),
        (["cleaner", "clean", "a"], set()),
    ],
)
def test_bash_completes(words, expected, capfd):
    main(["completion", "bash"])
    script = capfd.readouterr().out
    call = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _cleaner; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", script + call], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == expected and done.stderr == ""


@bash
def test_the_action_annotates_and_takes_what_it_is_told_as_data(tmp_path, on_path):
    yaml = pytest.importorskip("yaml")
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    *_, check = action["runs"]["steps"]
    assert set(re.findall(r"inputs\.(\w+)", str(check["env"]))) == set(action["inputs"])
    assert "${{" not in check["run"]
    (tmp_path / "cleaner/bin").mkdir(parents=True)
    (tmp_path / "cleaner/bin/cleaner").symlink_to(on_path / "cleaner")
    (tmp_path / "a b").mkdir()
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text(DIRTY)
    told = {"CLEANER_PATHS": "news $(touch ran) *", "CLEANER_ARGS": "--isolated", "CLEANER_BASELINE": ""}
    env = {**os.environ, "RUNNER_TEMP": str(tmp_path), **told}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", check["run"]], env=env, cwd=tmp_path, capture_output=True)
    assert done.returncode == 2 and not (tmp_path / "ran").exists(), done.stderr
    env["CLEANER_PATHS"] = "news"
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", check["run"]], env=env, cwd=tmp_path, capture_output=True)
    assert done.returncode == 1 and done.stdout.startswith(b"::error file=news/a.txt,line=3")


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda p: p.name)
def test_examples_run(path, on_path):
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, input="", timeout=60)
    assert done.returncode == 0 and done.stdout and "Traceback" not in done.stderr
    for residue in ("Your stars today", "\\n\\nAdvertisement", "\\n\\nShare this"):
        assert residue not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a script for sh")
def test_the_example_for_a_folder_runs(on_path):
    done = subprocess.run(["sh", ROOT / "examples/folder.sh"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert CLEAN in done.stdout and "ads/label" in done.stdout and done.stdout.count(": restored") == 2
    assert {p.name for p in (ROOT / "examples").iterdir()} == set(
        re.findall(r"\]\((\S+?)\)", (ROOT / "examples/README.md").read_text())
    ) | {"README.md"}


def test_the_container_holds_what_it_needs():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert kept <= {p.name for p in ROOT.iterdir()}
    assert {"cleaner", "pyproject.toml", "README.md", "LICENSE"} <= kept
