"""What is said where a package that this one depends on is not installed, as after `pip install --no-deps`."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cleaner
from cleaner.errors import _DISTRIBUTIONS

ROOT = Path(__file__).parents[1]
PAGE = "<html><body><article><p>It rained all night, the warden said.</p></article></body></html>"
ALONE = """
import sys
known = set(sys.argv[1].split())
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in known:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
import cleaner
from cleaner.cli import main
"""


def alone(code: str, *arguments: str, missing: str = " ".join(_DISTRIBUTIONS)) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python that has none of the packages."""
    command = [sys.executable, "-c", ALONE + code, missing, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)


def test_every_dependency_is_known():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {d.partition(">=")[0] for d in project["dependencies"]} == set(_DISTRIBUTIONS.values())


def test_text_needs_none_of_them():
    done = alone("print(cleaner.clean('It rained.\\n\\nAdvertisement\\n\\nIt stopped.').to_json())")
    assert done.returncode == 0 and "Advertisement" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("source", "package"),
    [
        (PAGE, "lxml"),
        (b"\x93caf\xe9\x94 it rained", "charset-normalizer"),
        ("# Head\n\n- *a*\n\n[b](c)\n", "markdown-it-py"),
    ],
    ids=["page", "bytes", "markdown"],
)
def test_others_name_the_package(source, package, tmp_path):
    code = f"""
try:
    cleaner.clean({source!r})
except cleaner.MissingPackageError as error:
    print(error)
assert "failed" in [f.code for f in next(cleaner.clean_many([{source!r}])).flags]
"""
    done = alone(code)
    assert done.stdout == f"{package} is not installed; install it with: pip install {package}\n", done.stderr
    path = tmp_path / ("a.html" if source == PAGE else "a.md" if isinstance(source, str) else "a.txt")
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    for command in (["clean", path], ["check", path], ["explain", path]):
        done = alone("raise SystemExit(main(sys.argv[2:]))", *map(str, command))
        assert done.returncode == 2 and f"pip install {package}" in done.stderr, (command, done.stderr)
        assert "Traceback" not in done.stderr and "mistake of its own" not in done.stderr


def test_a_package_that_a_users_own_filter_needs_is_not_ours():
    class Own:
        name = "own"

        def __call__(self, view):
            import no_such_package  # type: ignore[import-not-found]  # noqa: F401

    with pytest.raises(ModuleNotFoundError) as raised:
        cleaner.Pipeline().with_filter(Own()).clean("It rained.")
    assert not isinstance(raised.value, cleaner.MissingPackageError)
