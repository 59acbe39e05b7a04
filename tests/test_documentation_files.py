"""What anybody's repository is full of is nobody's residue: the documentation files of the packages installed here."""

import sysconfig
from pathlib import Path

import pytest

from cleaner import Pipeline
from cleaner.cli import main
from tests.files import CLEAN, DIRTY

NAMES = ("readme", "license", "licence", "copying", "notice", "authors", "change", "history", "news", "contribut")
SUFFIXES = ("", ".md", ".txt", ".rst")
LEAST = 150
LARGEST = 200_000  # bytes


def collected():
    """The text of each such file, once."""
    folders = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib"))
    # Where packages come from other folders, too.
    folders[str(Path(pytest.__file__).parents[1])] = None
    texts: dict[bytes, Path] = {}
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            name = path.name.lower()
            wanted = path.suffix.lower() in SUFFIXES and (name.startswith(NAMES) or path.suffix.lower() == ".md")
            if wanted and path.is_file() and path.stat().st_size < LARGEST:
                texts.setdefault(path.read_bytes(), path)
    return {path: data for data, path in texts.items()}


@pytest.fixture(scope="module")
def files():
    found = collected()
    if len(found) < LEAST:
        pytest.skip(f"only {len(found)} documentation files are installed here")
    return found


def words(text):
    return "".join(c if c.isalnum() else " " for c in text).split()


def test_safe_touches_hardly_any_and_no_words(files):
    pipeline = Pipeline.preset("safe")
    touched = []
    for path, data in files.items():
        text = data.decode("utf-8", "replace")
        result = pipeline.clean(text, kind="text", metadata=False)
        if result.text != text:
            touched.append(path)
            assert words(result.text) == words(text), path
    assert len(touched) <= len(files) / 100, touched


def repository(folder, files):
    for number, (path, data) in enumerate(files.items()):
        place = folder / f"package-{number}"
        place.mkdir()
        (place / path.name).write_bytes(data)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_repository_of_them_stays_as_it_is(files, tmp_path, monkeypatch):
    repository(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    assert main(["check", "--fix", "-q", "--jobs", "1"]) == 0
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["README.md", "Licence.txt", "docs/CHANGELOG.md", "requirements-dev.txt", "NEWS.md"])
def test_files_about_a_project_are_left_alone(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(DIRTY)
    assert main(["check", "--fix", "-q"]) == 0
    assert main(["check", "--fix", "-q", "--force-exclude", name]) == 0
    assert path.read_text() == DIRTY
    assert main(["check", "--fix", "-q", "--exclude", f"!{path.name}"]) == 0
    assert path.read_text() == CLEAN


@pytest.mark.parametrize(
    "name", ["news.txt", "history-of-the-bridge.md", "licensed-to-fish.txt", "changes-at-the-mill.md"]
)
def test_articles_of_such_names_are_not(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(DIRTY)
    assert main(["check", "--fix", "-q"]) == 0
    assert (tmp_path / name).read_text() == CLEAN


def test_a_file_that_is_named_is_checked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(DIRTY)
    assert main(["check", "-q", "README.md"]) == 1
