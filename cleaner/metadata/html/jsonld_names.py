"""The names in a JSON-LD value: strings, lists, objects with whole names or parts, roles, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleaner.lines.plain import plain

Node = dict[str, Any]
MAX_DEPTH = 6
"""Levels of nested objects that are followed."""
MAX_LISTED = 100

_PARTS = ("givenName", "additionalName", "familyName")
_NAMES = ("name", "fullName", "displayName", "byline", "alternateName")
_INSIDE = ("@list", "@set", "@graph", "author", "creator", "person", "item", "mainEntity")
"""Keys that hold the person in an object without a name, as in the type ``Role``."""


def names_of(value: Any, by_id: Mapping[str, Node], depth: int = MAX_DEPTH) -> Iterator[tuple[str, bool]]:
    """Each name in `value` as plain text, and whether it is stated to be that of an organisation.

    Args:
        value: the value of ``author`` or the like.
        by_id: the objects of the page by their ``@id``.
        depth: levels of nested objects still to follow.
    """
    if isinstance(value, str):
        if name := plain(value):
            yield name, False
    elif isinstance(value, list):
        for item in value[:MAX_LISTED] if depth else ():
            yield from names_of(item, by_id, depth - 1)
    elif isinstance(value, dict) and depth:
        yield from _in_object(value, by_id, depth)


def _in_object(node: Node, by_id: Mapping[str, Node], depth: int) -> Iterator[tuple[str, bool]]:
    is_group = any(t.endswith(("organization", "corporation")) for t in types_of(node) - {"person"})
    if "@value" in node:
        yield from names_of(node["@value"], by_id, depth - 1)
    elif parts := _joined(node):
        yield parts, is_group
    elif key := next((k for k in _NAMES if node.get(k)), None):
        yield from ((name, is_group or group) for name, group in names_of(node[key], by_id, depth - 1))
    elif isinstance(node.get("@id"), str) and (there := by_id.get(node["@id"])) is not None and there is not node:
        yield from names_of(there, by_id, depth - 1)
    elif inside := [node[k] for k in _INSIDE if k in node]:
        yield from names_of(inside, by_id, depth - 1)
    elif node and all(k.isdecimal() for k in node):  # a list that a script wrote as an object
        yield from names_of(list(node.values()), by_id, depth - 1)


def _joined(node: Node) -> str | None:
    """The name that `node` gives in parts."""
    if any(isinstance(node.get(k), str) and node[k].strip() for k in _NAMES[:1]):
        return None
    parts = [plain(node[k]) for k in _PARTS if isinstance(node.get(k), str)]
    return " ".join(p for p in parts if p) or None


def types_of(node: Node) -> set[str]:
    """The types of `node`, in small letters, without the address of their vocabulary."""
    types = node.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {t.rsplit("/", 1)[-1].casefold() for t in listed if isinstance(t, str)}
