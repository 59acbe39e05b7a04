"""LightGBM models as the plain JSON that `cleaner.trees` reads. Needs lightgbm; only for training."""

from __future__ import annotations

from typing import Any

SCALE = 4096


def to_json(booster: Any, features: list[str] | None = None, scale: int = SCALE) -> dict[str, Any]:
    """A trained `lightgbm.Booster` (binary or regression, numeric features, no missing values) as JSON.

    Args:
        booster: the trained model.
        features: names of its columns; the model's own by default.
        scale: leaf values are stored as integers, this many to one unit of log odds.
    """
    dump = booster.dump_model()
    trees = [_tree(t["tree_structure"], scale) for t in dump["tree_info"]]
    return {"features": features or list(dump["feature_names"]), "scale": scale, "bias": 0, "trees": trees}


def _tree(node: dict[str, Any], scale: int) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"] * scale)
    if node["decision_type"] != "<=":
        raise ValueError("only numeric splits are supported")
    left, right = (_tree(node[side], scale) for side in ("left_child", "right_child"))
    return [node["split_feature"], float(f"{node['threshold']:.6g}"), left, right]
