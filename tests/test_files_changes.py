"""Changes to the original: they give the clean text, stand where they should, and make diffs that can be applied."""

import subprocess
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Pipeline
from cleaner.files.changes import splices_of
from cleaner.files.diff import unified_diff
from cleaner.model import Document, Edit, Removal
from cleaner.splice import Origin, Splice, spliced
from cleaner.view import View


@st.composite
def documents(draw, alphabet="ab \n"):
    """A document with repairs, and removals on it."""
    original, repairs = "", []
    for _ in range(draw(st.integers(0, 4))):
        original += draw(st.text(alphabet, max_size=5))
        before = draw(st.text("&;", max_size=3))
        replacement = draw(st.text("XY\n", max_size=3))
        if before and before != replacement:
            repairs.append(Edit(len(original), len(original) + len(before), before, replacement, "r"))
        original += before
    original += draw(st.text(alphabet, max_size=8))
    text = spliced(original, repairs)
    document = Document(original, text, (), repairs=tuple(repairs))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
    removals = [Removal(a, b, text[a:b], "ad", "f", "r") for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    return document, removals


@given(documents())
def test_all_changes_give_the_clean_text(case):
    document, removals = case
    splices = splices_of(document, removals, document.repairs)
    assert spliced(document.original, splices) == View(document, removals).text
    assert splices == sorted(splices)
    assert all(a.end < b.start for a, b in pairwise(splices))


@given(documents())
def test_no_changes_give_the_original(case):
    document, _ = case
    assert splices_of(document, [], []) == []


@given(documents())
def test_cuts_without_repairs_leave_the_broken_characters(case):
    document, removals = case
    left = spliced(document.original, splices_of(document, removals, []))
    assert not {"X", "Y"} & set(left)


@given(documents())
def test_places_lie_on_the_original(case):
    document, removals = case
    origin = Origin(document.repairs)
    for r in removals:
        start, end = origin.span(r.start, r.end)
        assert 0 <= start <= end <= len(document.original)
        plain = "".join(c for c in r.text if c in "ab")
        assert plain == "".join(c for c in document.original[start:end] if c in "ab")


def test_place_behind_a_repair():
    original = "He said &amp; left.\n\nAdvertisement\n\nBy noon it was over, the warden said.\n"
    result = Pipeline.preset("safe").clean(original, kind="text")
    (cut,) = [r for r in result.removals if r.kind != "layout"]
    start, end = Origin(result.repairs).span(cut.start, cut.end)
    assert original[start:end] == "Advertisement"


@st.composite
def edits(draw):
    text = draw(st.text("ab\n\r", max_size=60))
    at = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    made = []
    for a, b in zip(at[::2], at[1::2], strict=False):
        made.append(Splice(a, b, draw(st.sampled_from(["", "", "x", "\n", "x\ny\n"]))))
    return text, made


@given(edits())
def test_diff_can_be_applied(case):
    text, splices = case
    after = spliced(text, splices)
    diff = unified_diff("a.txt", text, splices)
    assert (diff == "") == (after == text)
    assert _patched(text, diff) == after


def _patched(text, diff):
    """What `patch` would make of it: every kept and deleted line is compared."""
    lines = text.split("\n")
    lines = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    rows: list[str] = []
    for row in diff.split("\n")[2:-1]:
        if row.startswith("\\"):
            rows[-1] = rows[-1][:-1]
        else:
            rows.append(row + "\n")
    out, at = [], 0
    for row in rows:
        if row.startswith("@@"):
            start, count = map(int, row.split()[1][1:].split(","))
            begin = start - 1 if count else start
            out += lines[at:begin]
            at = begin
        elif row[0] in " -":
            assert lines[at] == row[1:]
            if row[0] == " ":
                out.append(row[1:])
            at += 1
        else:
            out.append(row[1:])
    return "".join(out + lines[at:])


@pytest.mark.parametrize(
    ("text", "splices"),
    [
        ("a\nb\nc\n", [Splice(2, 4)]),
        ("a\nb\nc", [Splice(3, 5)]),
        ("".join(f"{i}\r\n" for i in range(40)), [Splice(0, 3), Splice(30, 36), Splice(100, 101, "é")]),
        ("a", [Splice(0, 1, "b\n")]),
    ],
)
def test_git_applies_the_diff(tmp_path, text, splices):
    (tmp_path / "a.txt").write_bytes(text.encode())
    diff = unified_diff("a.txt", text, splices).encode()
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=diff, cwd=tmp_path, check=True)
    assert (tmp_path / "a.txt").read_bytes() == spliced(text, splices).encode()


def test_diff_is_linear():
    text = "".join(f"line {i}\n" for i in range(100_000))
    splices = [Splice(at, at + 1) for at in range(0, len(text) - 1, 500)]
    assert unified_diff("a.txt", text, splices).count("\n@@") > 100
