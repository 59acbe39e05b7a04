"""The two forms of the kernel give the same; without a compiled one there is nothing to compare."""

import json
import os
import random
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec, source_hash
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import kernel
from cleaner.kernel import features as pure_features
from cleaner.kernel import finder as pure_finder
from cleaner.kernel import folding as pure_folding
from cleaner.kernel import joints as pure_joints
from cleaner.kernel import repetition as pure_repetition
from cleaner.kernel import shape as pure_shape
from cleaner.kernel import tokens as pure_tokens
from cleaner.kernel import trees as pure_trees
from cleaner.kernel import unusual as pure_unusual
from cleaner.kernel import words as pure_words
from cleaner.kernel.inputs import Column, spread
from cleaner.packs import pattern_index
from cleaner.packs.load import PACKS
from cleaner.packs.patterns import FILE

FIXTURES = Path(__file__).parents[1] / "fixtures"
built = find_spec("cleaner.kernel._trees") is not None
_features, _finder, _folding, _joints, _repetition, _shape, _tokens, _trees, _unusual, _words = (
    import_module(f"cleaner.kernel._{twin.__name__.rsplit('.')[-1]}") if built else twin
    for twin in (
        pure_features,
        pure_finder,
        pure_folding,
        pure_joints,
        pure_repetition,
        pure_shape,
        pure_tokens,
        pure_trees,
        pure_unusual,
        pure_words,
    )
)
twins = pytest.mark.skipif(not built, reason="the kernel is not compiled here")


def models():
    for name in ("breaks", "blocks", "lines"):
        found = [json.loads(files("cleaner").joinpath("data", "models", f"{name}.json").read_text(encoding="utf-8"))]
        for spec in found:
            if "trees" in spec:
                yield spec["trees"], len(spec["features"])
            else:
                found += [part for part in spec.values() if isinstance(part, dict)]


def thresholds(tree):
    return [] if isinstance(tree, int) else [tree[1], *thresholds(tree[2]), *thresholds(tree[3])]


@twins
def test_forests_of_the_models_agree():
    rng = random.Random(3)
    for trees, features in models():
        steps = [t for tree in trees for t in thresholds(tree)]
        columns: list[Column] = [1.0]
        while len(columns) < features:
            columns.append([rng.choice(steps) + rng.choice((0, 0, 1e-9, -0.5)) for _ in range(41)])
        pure = pure_trees.Forest(trees, features)
        want = _trees.Forest(trees, features).sums(columns, 41)
        assert pure.sums(columns, 41) == want
        assert pure._code.sums([spread(column, 41) for column in columns]) == want


# Letters of many kinds, and what the loops look for.
chars = (
    st.sampled_from("abzßöяάςøAZÖЯΔǅ09²٣½.,;:!?…-–—'\"’”“„»«)([{|/©*%$ \t\n\x1f\xa0\u3000一のกﷺ한ªİıſ×÷\u0301\ud800")
    | st.characters()
)
texts = st.text(chars, max_size=60)


@twins
@given(texts, st.integers(1, 3))
def test_joints_agree(text, least):
    assert _joints.has_joints(text, least) == pure_joints.has_joints(text, least)


@twins
@given(st.lists(texts.map(str.strip).filter(bool)))
def test_shapes_agree(lines):
    found = _shape.shapes(lines)
    assert found == pure_shape.shapes(lines)
    assert all(isinstance(made, pure_shape.LineShape) for made in found)


@twins
@given(st.lists(texts))
def test_folds_agree(lines):
    assert _folding.fold_lines(lines) == [pure_folding.fold_any(line) for line in lines]
    assert [_folding.fold(line) for line in lines] == pure_folding.fold_lines(lines)


@twins
def test_folds_of_every_character_agree():
    for first in range(0, sys.maxunicode + 1, 0x100):
        line = " ".join(map(chr, range(first, first + 0x100)))
        assert _folding.fold(line) == pure_folding.fold(line)
    for char in map(chr, range(0x3400)):
        assert _folding.fold(f"a{char}1.{char}") == pure_folding.fold(f"a{char}1.{char}")


words = st.lists(st.sampled_from(("in", "the", "a", "houses", "bridge", "council", "met", "一の")), max_size=9).map(
    tuple
)


@twins
@given(st.lists(st.tuples(words, st.sampled_from((0.0, 0.0, 0.4)), st.booleans(), st.booleans()), max_size=9))
def test_repetitions_agree(lines):
    own, unspaced = [line[0] for line in lines], [line[1] for line in lines]
    inside, rows = ([i for i, line in enumerate(lines) if line[k]] for k in (2, 3))
    want = tuple(pure_repetition.repeated(own, unspaced, inside, rows))
    assert tuple(_repetition.repeated(own, unspaced, inside, rows)) == want


values = st.sampled_from((-4.0, 0.0, 1.0, 6.5, 12, 50.0))
shaped = st.builds(
    pure_shape.LineShape,
    *(st.sampled_from((1, 3, 24, 25, 30.5)), st.integers(1, 500), st.integers(0, 6), st.integers(0, 7)),
    *[st.just(0.0)] * 4,
)


@twins
@given(st.lists(st.tuples(values, values, shaped), min_size=1), st.integers(0, 5), st.integers(-1, 9))
def test_columns_around_prose_agree(lines, first, last):
    prose = pure_features.Prose((), tuple(a for _, a, _ in lines), tuple(v for v, _, _ in lines), first, last)
    shapes = [line[2] for line in lines]
    found, want = (list(m.prose_around(shapes, prose)) for m in (_features, pure_features))
    assert [list(column) for column in found] == [list(column) for column in want]
    assert _features.window(prose.values, 5) == pure_features.window(prose.values, 5)
    marked = [v > 0 for v in prose.values]
    assert _features.distance(marked) == pure_features.distance(marked)


@twins
@given(st.lists(st.tuples(st.floats(-9, 9), st.integers(1, 900)), min_size=1))
def test_sequences_agree(lines):
    scores, chars = [s for s, _ in lines], [c for _, c in lines]
    assert _features.sequence(scores, chars) == pure_features.sequence(scores, chars)


vocabularies = st.sets(st.sampled_from(("ab", "abc", "photo", "c", "©", "/", "ö", "一の", "٣", "a0", "\ud800")))
said = st.lists(
    st.sampled_from(
        ("ab", "abc", " ", "photo", "(", "c", "©", "/", "\n", "ö", "一の", "٣", "_", "a0", "\ud800", "-", "\x1f", "–")
    )
).map("".join)


@twins
@given(vocabularies, said, st.lists(said | texts, max_size=4))
def test_vocabularies_agree(known, text, several):
    one, other = _words.Vocabulary(known), pure_words.Vocabulary(known)
    for runs in (False, True):
        assert one.spoken(text, runs=runs) == other.spoken(text, runs=runs)
    for blanks, signs in (("(-–", "©/"), ("", ""), ("(一", "ö")):
        for size in (5, 120):
            assert one.in_ends(several, size, blanks, signs) == other.in_ends(several, size, blanks, signs)


# What stands anywhere holds no blank between letters, as none of the patterns' letters does.
parts = st.sampled_from(("ab", "abc", "bca", " a", "b ", "(", "c.", "(a", "一", "ß"))
strings = st.dictionaries(parts, st.lists(st.integers(0, 6), max_size=3), max_size=6)
asked = st.dictionaries(st.integers(0, 6), st.lists(parts, min_size=1, max_size=2).map(tuple), max_size=3)
forms = st.lists(
    st.lists(parts | st.sampled_from((". ", "- ", "» ", "abcabcab", " ")), max_size=8).map("".join), max_size=4
)


@twins
@given(strings, strings, asked, forms)
def test_finders_agree(beginnings, letters, asked, texts):
    characters = (".-»", "(- ", "(-»", "(")
    found = [m.Finder(beginnings, letters, asked, *characters).find(texts) for m in (_finder, pure_finder)]
    assert found[0] == found[1]


@twins
@given(st.lists(texts | st.sampled_from(("i\u0307", "İ", "ı\u0307", "Σς", "\u0307"))).map("".join))
def test_forms_agree(text):
    assert _finder.form(text) == pure_finder.form(text)


@twins
def test_finders_of_the_patterns_agree(monkeypatch):
    rows = (PACKS / FILE).read_text(encoding="utf-8").split("\n")[:-1]
    indexes = []
    for module in (_finder, pure_finder):
        monkeypatch.setattr(pattern_index, "Finder", module.Finder)
        indexes.append(pattern_index.Index(rows))
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(FIXTURES.glob("*/input.*"))]
    for text in texts:
        forms = [pattern_index.form(line) for line in text.split("\n")]
        assert indexes[0].possible(forms) == indexes[1].possible(forms)


@twins
@given(st.lists(st.text(chars, max_size=400), max_size=4))
def test_first_words_agree(lines):
    assert _tokens.first_words(lines) == pure_tokens.first_words(lines)


@twins
@given(st.text(chars, max_size=60))
def test_unusual_runs_agree(text):
    assert _unusual.unusual_runs(text) == pure_unusual.unusual_runs(text)


@twins
def test_long_lines_agree():
    lines = ["word " * 40 + "Ende.", "x" * 500, "一" * 400 + "。", ("A b. " * 90).strip(), "é" * 159 + "1|2"]
    assert _shape.shapes(lines) == pure_shape.shapes(lines)


numbers = st.sampled_from((-1.5, 0, 1, 2.5, True, float("inf"), -float("inf")))
grown = st.recursive(
    st.integers(-9, 9),
    lambda below: st.tuples(st.integers(0, 2), st.sampled_from((-1.5, 0.0, 1.0, 2.25)), below, below).map(list),
    max_leaves=20,
)


@twins
@given(st.lists(grown, max_size=5), st.lists(st.tuples(numbers, numbers), max_size=20), numbers)
def test_forests_agree(trees, rows, shared):
    columns = [[a for a, _ in rows], [b for _, b in rows], shared]
    want = pure_trees.Forest(trees, 3).sums(columns, len(rows))
    assert _trees.Forest(trees, 3).sums(columns, len(rows)) == want
    some = range(0, len(rows), 3)
    found = [m.Forest(trees, 3).sums(columns, len(rows), some) for m in (pure_trees, _trees)]
    assert found == [[want[i] for i in some]] * 2


@twins
def test_forests_refuse_what_does_not_fit():
    with pytest.raises(IndexError):
        _trees.Forest([[3, 0.5, 1, 2]], 3)
    forest = _trees.Forest([[0, 0.5, 1, 2]], 1)
    for columns in ([], [[1.0]], [[1.0, 2.0, 3.0]]):
        with pytest.raises(ValueError, match="column"):
            forest.sums(columns, 2)
    with pytest.raises(IndexError):
        forest.sums([[1.0, 2.0]], 2, [2])
    with pytest.raises(IndexError):
        _repetition.repeated([("a",)], [0.0], [1], [0])


def test_the_environment_asks_for_the_pure_form():
    code = "from cleaner import kernel; print(kernel.BUILD)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CLEANER_PURE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "pure\n"
    assert (kernel.BUILD == "compiled") == (built and not os.environ.get("CLEANER_PURE"))


@pytest.fixture
def checkout(tmp_path):
    """A copy of the package's kernel in which a module counts as compiled; the function says which form it takes."""
    package = tmp_path / "cleaner"
    source = Path(kernel.__file__).parent
    for path in source.glob("*.py"):
        (package / "kernel").mkdir(parents=True, exist_ok=True)
        (package / "kernel" / path.name).write_bytes(path.read_bytes())
    (package / "__init__.py").touch()
    names = ["features", "finder", "folding", "joints", "repetition", "shape", "tokens", "trees", "unusual", "words"]
    for name in names:  # a module in Python stands for a compiled one
        (package / "kernel" / f"_{name}.py").write_text(f"from cleaner.kernel.{name} import *\n", encoding="ascii")

    def run():
        return subprocess.run(
            [sys.executable, "-c", "from cleaner import kernel; print(kernel.BUILD)"],
            env={key: value for key, value in os.environ.items() if key != "CLEANER_PURE"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )

    return package / "kernel", run


def test_what_is_compiled_of_other_sources_is_not_used(checkout):
    folder, run = checkout
    (folder / "_trees.pyx").write_bytes(b"# Cython\n")
    for record in (None, "_trees 00\n"):
        if record:
            (folder / "_compiled.txt").write_text(record, encoding="ascii")
        done = run()
        assert done.stdout == "pure\n"
        assert "have changed since they were compiled" in done.stderr


def test_what_is_compiled_of_these_sources_is_used_without_a_word(checkout):
    folder, run = checkout
    assert (run().stdout, run().stderr) == ("compiled\n", "")  # a wheel brings no sources
    (folder / "_trees.pyx").write_bytes(b"# Cython\n")
    code = source_hash(b"# Cython\n").hex()
    (folder / "_compiled.txt").write_text(f"_trees {code}\n", encoding="ascii")
    assert (run().stdout, run().stderr) == ("compiled\n", "")
