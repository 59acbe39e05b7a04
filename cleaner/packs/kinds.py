"""The kind of residue that the phrases of each filter tell."""

from collections.abc import Mapping

from cleaner.model import ResidueKind

KINDS: Mapping[str, ResidueKind] = {
    "ads": "ad",
    "bylines": "byline",
    "captions": "caption",
    "comments": "comments",
    "cookies": "cookies",
    "legal": "legal",
    "media": "media",
    "menu": "menu",
    "prompts": "prompt",
    "related": "related",
    "share": "share",
    "tags": "tags",
    "tails": "related",
    "timestamps": "timestamp",
}
