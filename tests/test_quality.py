"""The quality gate that needs no corpus: floors on the fixtures, measured as extraction benchmarks do.

Figures are the F1 of word 4-grams against the expected text, and the share of its lines that are still there.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

import cleaner
from cleaner.lines.units import units

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures").glob("*/expected.txt"))
FLOORS = {"article": (0.98, 0.999), "safe": (0.77, 0.999)}


def grams(text):
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def f1(expected, got):
    a, b = grams(expected), grams(got)
    return 2 * (a & b).total() / (a.total() + b.total())


def kept(expected, got, shape):
    """The share of lines; of sentences in text on one line, where residue may be left between two of them."""
    lines = [line.strip() for line in expected.splitlines() if line.strip()]
    if shape in ("flat", "glued", "mixed"):
        lines = [line[start:end] for line in lines for start, end in units(line)]
    return sum(line in got for line in lines) / len(lines)


@pytest.mark.parametrize("preset", sorted(FLOORS))
def test_floors(preset):
    scores = []
    for path in FIXTURES:
        expected = path.read_bytes().decode("utf-8")
        result = cleaner.clean(next(path.parent.glob("input.*")), preset=preset)
        scores.append((f1(expected, result.text), kept(expected, result.text, result.document.shape)))
    floor_f1, floor_kept = FLOORS[preset]
    assert mean(s[0] for s in scores) >= floor_f1
    assert mean(s[1] for s in scores) >= floor_kept
