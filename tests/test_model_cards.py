"""Every file of learned weights has a card that tells where it comes from, and the card is of these very weights."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

DATA = Path(__file__).parents[1] / "cleaner" / "data"
CARDS = tomllib.loads((DATA / "models" / "cards.toml").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[1]


def test_every_file_of_weights_has_a_card():
    weights = [path for folder in ("models", "metadata") for path in (DATA / folder).glob("*.json")]
    assert {card["file"] for card in CARDS["model"]} == {path.relative_to(DATA).as_posix() for path in weights}


def test_cards_are_of_these_weights():
    for card in CARDS["model"]:
        digest = sha256((DATA / card["file"]).read_bytes()).hexdigest()
        assert card["sha256"] == digest, f"{card['file']} was trained anew: write its card again"


def test_cards_say_what_a_reader_needs():
    for card in CARDS["model"]:
        assert (ROOT / card["script"]).is_file()
        assert set(card["data"]) <= set(CARDS["data"])
        assert card["date"] and card["validation"] and card["what"]
    assert all({"licence", "what"} <= set(source) for source in CARDS["data"].values())


def test_thresholds_are_read_by_the_code():
    """A threshold that nothing reads decides nothing."""
    tables = tomllib.loads((DATA / "models" / "thresholds.toml").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cleaner").rglob("*.py"))
    for model, values in tables.items():
        assert f'thresholds("{model}")' in code
        assert all(f'["{name}"]' in code or f'"{name}"' in code for name in values)
