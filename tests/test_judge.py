import random

import pytest

from cleaner.judge.trees import Trees


def walk(tree, row):
    while not isinstance(tree, int):
        feature, threshold, left, right = tree
        tree = left if row[feature] <= threshold else right
    return tree


def grow(rng, leaves, features):
    if leaves == 1:
        return rng.randrange(-5000, 5000)
    left = rng.randrange(1, leaves)
    return [
        rng.randrange(features),
        rng.choice([0.5, 1.5, 2.0, -3.25]),
        grow(rng, left, features),
        grow(rng, leaves - left, features),
    ]


@pytest.mark.parametrize("leaves", [1, 2, 8, 15, 31, 64])
def test_trees_score_as_a_walk_from_the_root_does(leaves):
    rng = random.Random(leaves)
    spec = {"features": list("abcd"), "scale": 100, "bias": 7, "trees": [grow(rng, leaves, 4) for _ in range(9)]}
    rows = [[rng.choice([-4.0, 0, 0.5, 1, 2, 2.5, 9]) for _ in range(3)] + [1.5] for _ in range(50)]
    columns = [[r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], 1.5]
    want = [(7 + sum(walk(t, r) for t in spec["trees"])) / 100 for r in rows]
    assert Trees.from_json(spec).scores(columns, len(rows)) == want


def test_trees_know_their_limits():
    rng = random.Random(1)
    with pytest.raises(ValueError, match="65 leaves"):
        Trees.from_json({"features": ["a"], "scale": 1, "trees": [grow(rng, 65, 1)]})
