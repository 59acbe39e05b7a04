"""The hooks, run by the real pre-commit on real git repositories."""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.files import CLEAN, DIRTY

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

PROJECT = Path(__file__).parent.parent
# The packages that we need ourselves are there: nothing is downloaded. (0 means that builds are not isolated: pip.)
OFFLINE = {
    "PYTHONPATH": sysconfig.get_path("purelib"),
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",
    "PIP_NO_INDEX": "1",
}
NAMES = ["a.txt", "with space.txt", "naïve – ñ.md", "sub/it's.txt"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """What git and pre-commit run in: nothing of this machine's settings, and a cache of its own."""
    home = tmp_path_factory.mktemp("home")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
    return {
        **kept,
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        **(OFFLINE if find_spec("hatchling") else {}),
    }


@pytest.fixture(scope="module")
def hooks(tmp_path_factory, environment):
    """This project as a git repository, as a user's configuration would name it."""
    made = tmp_path_factory.mktemp("hooks")
    for name in ("pyproject.toml", ".pre-commit-hooks.yaml", "LICENSE"):
        shutil.copy(PROJECT / name, made / name)
    (made / "README.md").write_text("# cleaner\n")
    shutil.copytree(PROJECT / "cleaner", made / "cleaner", ignore=shutil.ignore_patterns("__pycache__"))
    git(made, environment, "init", "-q")
    git(made, environment, "add", "-A")
    git(made, environment, "commit", "-qm", "all")
    return made, git(made, environment, "rev-parse", "HEAD").strip()


@pytest.fixture
def repository(tmp_path, environment):
    """A user's repository of articles."""
    git(tmp_path, environment, "init", "-q")
    for name in NAMES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    (tmp_path / "code.py").write_text('"""\nAdvertisement\n"""\n')
    return tmp_path


def git(folder, environment, *args):
    done = subprocess.run(["git", *args], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pre_commit(folder, environment, *args):
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *args], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    if done.returncode == 3 and "No matching distribution" in done.stdout:
        pytest.skip("pre-commit cannot install the hook: there is neither hatchling nor a package index")
    return done


def configured(repository, hooks, hook, *args):
    made, revision = hooks
    listed = "".join(f"        args: [{', '.join(args)}]\n" if args else "")
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {made}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n{listed}"
    )


def test_check_reports_and_changes_nothing(repository, hooks, environment):
    configured(repository, hooks, "cleaner-check")
    git(repository, environment, "add", "-A")
    done = pre_commit(repository, environment, "run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    for name in NAMES:
        assert f"{name}:3:1: ads/label: Advertisement" in done.stdout
        assert (repository / name).read_text(encoding="utf-8") == DIRTY
    assert "code.py" not in done.stdout


def test_the_fixing_hook_fails_once_and_then_passes(repository, hooks, environment):
    configured(repository, hooks, "cleaner")
    git(repository, environment, "add", "-A")
    first = pre_commit(repository, environment, "run", "--all-files")
    assert first.returncode == 1 and "files were modified by this hook" in first.stdout
    assert all((repository / name).read_text(encoding="utf-8") == CLEAN for name in NAMES)
    git(repository, environment, "add", "-A")
    second = pre_commit(repository, environment, "run", "--all-files")
    assert second.returncode == 0, second.stdout


def test_a_commit_is_stopped_until_it_is_clean(repository, hooks, environment):
    configured(repository, hooks, "cleaner")
    assert pre_commit(repository, environment, "install").returncode == 0
    git(repository, environment, "add", "-A")
    commit = ["git", "commit", "-qm", "Add stories"]
    assert subprocess.run(commit, cwd=repository, env=environment, capture_output=True).returncode == 1
    git(repository, environment, "add", "-A")
    assert subprocess.run(commit, cwd=repository, env=environment, capture_output=True).returncode == 0
    assert git(repository, environment, "show", "HEAD:a.txt") == CLEAN


def test_partially_staged_files_keep_what_is_not_staged(repository, hooks, environment):
    configured(repository, hooks, "cleaner")
    later = "\nA line that is not staged, she said.\n"
    path = repository / "a.txt"
    long = "".join(f"Line {i} of the story, the warden said.\n" for i in range(20))
    path.write_text(DIRTY + long)
    git(repository, environment, "add", "-A")
    path.write_text(DIRTY + long + later)
    done = pre_commit(repository, environment, "run")
    assert done.returncode == 1 and "files were modified by this hook" in done.stdout
    assert path.read_text() == CLEAN + long + later
    assert git(repository, environment, "show", ":a.txt") == DIRTY + long, "what is staged is the user's affair"


def test_try_repo(repository, hooks, environment):
    git(repository, environment, "add", "-A")
    done = pre_commit(repository, environment, "try-repo", str(hooks[0]), "cleaner-check", "--files", "with space.txt")
    assert done.returncode == 1
    assert "with space.txt:3:1: ads/label: Advertisement" in done.stdout


def test_excludes_of_the_settings_hold_for_the_files_that_pre_commit_names(repository, hooks, environment):
    configured(repository, hooks, "cleaner-check", "--ignore=bylines")
    (repository / "pyproject.toml").write_text('[tool.cleaner.files]\nexclude = ["*.txt", "*.md"]\n')
    git(repository, environment, "add", "-A")
    done = pre_commit(repository, environment, "run", "--all-files")
    assert done.returncode == 0, done.stdout


def test_the_hooks_file_is_one(environment):
    done = pre_commit(PROJECT, environment, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout
