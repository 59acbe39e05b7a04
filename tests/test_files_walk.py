"""Which files are checked; what git ignores is asked of git itself."""

import os
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cli import main
from cleaner.errors import InputError
from cleaner.files.gitignore import Patterns
from cleaner.files.walk import Walk, exclusion

TXT = frozenset({".txt"})


def tree(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Nothing to see.\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_in_folders_by_suffix_in_order(folder):
    tree(
        folder, "b.txt", "a.txt", "sub/c.TXT", "sub/d.py", "e", "sub/.git/x.txt", "node_modules/y.txt", ".hidden/z.txt"
    )
    assert list(Walk(TXT).files(["."])) == [".hidden/z.txt", "a.txt", "b.txt", "sub/c.TXT"]
    assert list(Walk(TXT).files(["sub", "b.txt", "./b.txt", "sub/c.TXT"])) == ["sub/c.TXT", "b.txt"]


def test_named_files_need_no_suffix(folder):
    tree(folder, "d.py")
    assert list(Walk(TXT).files(["d.py"])) == ["d.py"]


def test_what_is_not_there_is_an_error(folder):
    with pytest.raises(InputError, match="no such file or folder"):
        list(Walk(TXT).files(["gone.txt"]))


def test_links_in_folders_are_not_followed(folder):
    tree(folder, "real/a.txt", "walked/b.txt")
    (folder / "walked/link.txt").symlink_to(folder / "real/a.txt")
    (folder / "walked/up").symlink_to(folder)
    assert list(Walk(TXT).files(["walked"])) == ["walked/b.txt"]
    assert list(Walk(TXT).files(["walked/link.txt", "real/a.txt"])) == ["walked/link.txt"], "one file, once"


def test_gitignore_files_of_all_levels(folder):
    tree(folder, ".git/HEAD", "a.txt", "b.txt", "sub/a.txt", "sub/b.txt", "sub/deep/a.txt", "out/x.txt", "sub/k.txt")
    (folder / ".gitignore").write_text("a.txt\n/out/\n")
    (folder / "sub/.gitignore").write_text("!a.txt\nb.txt\n")
    (folder / ".git/info").mkdir()
    (folder / ".git/info/exclude").write_text("k.txt\n")
    assert list(Walk(TXT).files(["."])) == ["b.txt", "sub/a.txt", "sub/deep/a.txt"]
    assert list(Walk(TXT).files(["sub/deep"])) == ["sub/deep/a.txt"], "the ignore files above hold, too"
    assert list(Walk(TXT).files(["a.txt"])) == ["a.txt"], "what is named is checked"
    assert len(list(Walk(TXT, gitignore=False).files(["."]))) == 8 - 1


def test_exclude_and_force_exclude(folder):
    tree(folder, "a.txt", "old/b.txt", "old/keep/c.txt", "x/old/d.txt")
    out = (exclusion(folder, ["/old/", "a.*"]),)
    assert list(Walk(TXT, out).files(["."])) == ["x/old/d.txt"]
    named = ["a.txt", "old/keep/c.txt", "old", "x/old/d.txt"]
    assert list(Walk(TXT, out).files(["a.txt", "old/keep/c.txt"])) == ["a.txt", "old/keep/c.txt"]
    assert list(Walk(TXT, out, force_exclude=True).files(named)) == ["x/old/d.txt"]


def test_exclude_from_the_settings_is_relative_to_their_file(folder, monkeypatch, capfd):
    tree(folder, "data/old/a.txt", "data/new/b.txt")
    (folder / "pyproject.toml").write_text('[tool.cleaner.files]\nexclude = ["/data/old/"]\n')
    monkeypatch.chdir(folder / "data")
    assert main(["check", "."]) == 0
    assert "1 file clean" in capfd.readouterr().err
    assert main(["check", "--isolated", "."]) == 0
    assert "2 files clean" in capfd.readouterr().err
    assert main(["check", "--exclude", "new/", "."]) == 0
    assert "no files to check" in capfd.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="names of any bytes are a matter of Unix")
def test_names_of_any_bytes(folder):
    names = ["a b.txt", "naïve – ñ.txt", "-dash.txt", os.fsdecode(b"\xff\xfe.txt"), "new\nline.txt", ":colon,.txt"]
    tree(folder, *names)
    assert sorted(Walk(TXT).files(["."])) == sorted(names)


GLOBS = st.lists(
    st.sampled_from(
        ["a", "b", "*", "**", "?", "/", "/", "!", "\\", "[ab]", "[!a]", "[^b]", "[", "]", ".txt", "#", " ", "-"]
    ),
    min_size=1,
    max_size=6,
).map("".join)
PATHS = ["a", "b", "a/a", "a/b", "b/a", "b/b/a", "a/a/b", "ab", "a.txt", "b/a.txt", "a/b/b/a.txt", "!a", "#", "a b"]


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    made = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q"], cwd=made, check=True)
    return made


@pytest.mark.parametrize("seed", range(40))
def test_patterns_mean_what_they_mean_to_git(repository, seed):
    import random

    pick = random.Random(seed)
    pieces = ["a", "b", "a", "b", "*", "**", "?", "/", "/", "[ab]", "[!a]", "\\a", "\\*", ".txt", "\\#", " "]
    lines = ["".join(pick.choices(pieces, k=pick.randint(1, 5))) for _ in range(3)]
    lines += [pick.choice(["!", ""]) + "".join(pick.choices(pieces, k=pick.randint(1, 4)))]
    (repository / ".gitignore").write_text("\n".join(lines))
    asked = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(PATHS).encode(),
        cwd=repository,
        capture_output=True,
    )
    ignored = set(filter(None, asked.stdout.decode().split("\0")))
    assert {p for p in PATHS if Patterns(lines).covers(p)} == ignored, lines


@given(st.lists(GLOBS, max_size=4), st.sampled_from(PATHS))
def test_no_pattern_raises(lines, path):
    Patterns(lines).covers(path)


def test_many_stars_do_not_explode():
    assert not Patterns(["*a*a*a*a*a*a*b", "**/**/**/**/**/x"]).covers("a" * 60 + "/" + "a/" * 30)
