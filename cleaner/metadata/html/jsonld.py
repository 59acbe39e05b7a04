"""JSON-LD, the page's description for search engines, in all shapes, broken ones included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cleaner.lines.agencies import agency_in
from cleaner.lines.dates import stated_date
from cleaner.lines.names import authors
from cleaner.lines.plain import folded, plain
from cleaner.lines.stated_names import stated_name
from cleaner.metadata.html.jsonld_names import Node, names_of, types_of
from cleaner.metadata.html.page import Page
from cleaner.metadata.urls import resolved
from cleaner.model import Claim, Field, Source

_NEWS = "json-ld-news"
MAX_SCRIPT = 1_000_000
MAX_REPAIR = 100_000
"""Characters of a script that are parsed, and of a broken script that are repaired."""
MAX_NODES = 3_000
MAX_ITEMS = 50

_PAGES = frozenset({"webpage", "itempage", "aboutpage", "qapage", "medicalwebpage", "collectionpage"})
_WORKS = frozenset(
    {
        "report",
        "review",
        "recipe",
        "podcastepisode",
        "videoobject",
        "creativework",
        "howto",
        "techarticle",
        "socialmediaposting",
        "liveblogposting",
        "interview",
        "claimreview",
    }
)


def jsonld(page: Page) -> Iterator[Claim]:
    """Claims of the page's JSON-LD."""
    nodes = list(_nodes(page))
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    article = _article(nodes, page)
    if article is not None:
        yield from _article_claims(article, by_id, page)
        if not article.get("author") and not article.get("creator"):
            yield from _lone_person(nodes)
    for node in nodes:
        kinds = types_of(node)
        if "website" in kinds and (name := _text(node.get("name"))):
            yield Claim("site", name, Source("json-ld", "website"), 0.8)
        elif "breadcrumblist" in kinds and (name := _breadcrumb(node)):
            yield Claim("section", name, Source("json-ld", "breadcrumb"), 0.5)
        elif kinds & _PAGES and node is not article:
            yield from _page_claims(node, by_id)


def _article_claims(node: Node, by_id: dict[str, Node], page: Page) -> Iterator[Claim]:
    source = _source(node)
    publisher = _text(_name(_resolve(node.get("publisher"), by_id)))
    yield from _texts(
        node, source, (("title", "headline"), ("description", "description"), ("section", "articleSection"))
    )
    if not _text(node.get("headline")):
        yield from _texts(node, source._replace(qualifier="name"), (("title", "name"),))
    elif alternative := _text(node.get("alternativeHeadline")):
        yield Claim("title", alternative, Source("json-ld", "alternative"), 0.3)
    if publisher:
        yield Claim("site", publisher, Source("json-ld", "publisher"), 0.8)
    yield from _authors(node, by_id, source)
    yield from _dates(node, source)
    if isinstance(node.get("keywords"), str | list) and (tags := _tags(node["keywords"])):
        yield Claim("tags", tags, source, 0.8)
    for key, field in (("inLanguage", "language"), ("license", "licence")):
        if value := _text(_name(node.get(key))):
            yield Claim(field, value, source, 0.8)  # type: ignore[arg-type]
    if address := _address(node.get("image") or node.get("thumbnailUrl"), by_id, page):
        yield Claim("image", address, source, 0.8)
    if address := _address(node.get("mainEntityOfPage") or node.get("url"), by_id, page):
        yield Claim("canonical_url", address, source, 0.5)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or (isinstance(free, str) and free.casefold() in ("true", "false")):
        yield Claim("paywalled", str(free).casefold() == "false", source, 0.9)


def _source(node: Node) -> Source:
    """The source that a node counts as: news articles are described with more care than blog posts or pages."""
    if any(t.endswith("newsarticle") or t == "liveblogposting" for t in types_of(node)):
        return Source(_NEWS)
    return Source("json-ld" if _rank(node) >= 3 else "json-ld-page")


def _page_claims(node: Node, by_id: dict[str, Node]) -> Iterator[Claim]:
    source = Source("json-ld-webpage")
    yield from _texts(node, source, (("title", "headline"), ("title", "name"), ("description", "description")))
    yield from _dates(node, source)
    yield from _authors(node, by_id, source)


def _texts(node: Node, source: Source, wanted: tuple[tuple[Field, str], ...]) -> Iterator[Claim]:
    for field, key in wanted:
        if value := _text(node.get(key)):
            yield Claim(field, value, source, 0.8)


def _dates(node: Node, source: Source) -> Iterator[Claim]:
    for field, key in (("published", "datePublished"), ("published", "dateCreated"), ("modified", "dateModified")):
        value = _text(node.get(key)) or _number(node.get(key))
        if value and (stamp := stated_date(value)):
            kind = source._replace(qualifier="created") if key == "dateCreated" else source
            yield Claim(field, stamp, kind, 0.9)  # type: ignore[arg-type]


def _authors(node: Node, by_id: dict[str, Node], source: Source) -> Iterator[Claim]:
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    groups: dict[str, str] = {}
    names: list[str] = []
    publisher = folded(_text(_name(_resolve(node.get("publisher"), by_id))) or "")
    for key in ("author", "creator"):
        for name, is_group in islice(names_of(node.get(key), by_id), MAX_ITEMS):
            if is_group and source.name != _NEWS and folded(name) == publisher:
                continue  # news are often signed by the paper, other articles by nobody
            names.append(name)
            found = () if is_group else authors(name)
            people.update((folded(n), n) for n in found)
            if not found and (stated := stated_name(name)):
                (groups if is_group else others)[folded(stated)] = stated
        if people:
            break
    if agency := next((a for n in names if (a := agency_in(n))), None):
        yield Claim("agency", agency, source, 0.8)
    if people:
        yield Claim("authors", tuple(people.values()), source, 0.9)
    for listed, kind, sure in ((others, "stated", 0.4), (groups, "group-stated", 0.3)):
        if listed:
            yield Claim("authors", tuple(listed.values()), source._replace(qualifier=kind), sure)


def _lone_person(nodes: list[Node]) -> Iterator[Claim]:
    """The one person that the page describes, where its article names no author."""
    people = {name for n in nodes if "person" in types_of(n) and (name := _text(n.get("name")))}
    if len(people) == 1 and (names := authors(people.pop())):
        yield Claim("authors", names, Source("json-ld", "person"), 0.4)


def _article(nodes: list[Node], page: Page) -> Node | None:
    """The node of this page's article: the highest kind, then this page's address, then the first."""
    here = (page.url or "").split("#")[0].rstrip("/")

    def worth(item: tuple[int, Node]) -> tuple[int, bool, bool, int]:
        i, node = item
        address = _raw_address(node.get("mainEntityOfPage")) or _raw_address(node.get("url")) or ""
        stated = bool(node.get("headline") or node.get("author"))
        return (_rank(node), bool(here) and address.rstrip("/") == here, stated, -i)

    best = max(((i, n) for i, n in enumerate(nodes) if _rank(n)), key=worth, default=None)
    return best[1] if best else None


def _rank(node: Node) -> int:
    kinds = types_of(node)
    if any(k.endswith("article") or k in ("blogposting", "liveblogposting") for k in kinds):
        return 4
    if kinds & _WORKS:
        return 3 if node.get("headline") or node.get("author") else 0
    return 1 if kinds & _PAGES and (node.get("headline") or node.get("datePublished")) else 0


def _nodes(page: Page) -> Iterator[Node]:
    """Every object in the page's JSON-LD, outer before inner, in order."""
    count = 0
    for script in page.root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        queue: list[Any] = [_parsed("".join(map(str, script.itertext()))[:MAX_SCRIPT])]
        while queue and count < MAX_NODES:
            value = queue.pop(0)
            if isinstance(value, dict):
                count += 1
                yield value
                queue.extend(v for k, v in value.items() if isinstance(v, dict | list) and k not in _INNER)
            elif isinstance(value, list):
                queue.extend(value[:200])


_INNER = frozenset(
    {
        "comment",
        "review",
        "itemListElement",
        "isPartOf",
        "hasPart",
        "mentions",
        "about",
        "video",
        "relatedLink",
        "citation",
        "subjectOf",
        "@context",
        "potentialAction",
    }
)


def _parsed(text: str) -> Any:
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .strip()
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    if not text:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _repaired(text)


def _repaired(text: str) -> Any:
    if len(text) > MAX_REPAIR or text.count("[") + text.count("{") > 5_000:
        return None
    from json_repair import repair_json

    try:
        return repair_json(text, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError):
        return None


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _resolve(value: Any, by_id: dict[str, Node]) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    return plain(value) or None if isinstance(value, str) else None


def _number(value: Any) -> str | None:
    return str(int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _tags(value: Any) -> tuple[str, ...]:
    from cleaner.metadata.tags import tags

    items = [v if isinstance(v, str) else _name(v) for v in _listed(value)]
    return tags([i for i in items if isinstance(i, str)])


def _raw_address(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id") or value.get("contentUrl")
    return value if isinstance(value, str) else None


def _address(value: Any, by_id: dict[str, Node], page: Page) -> str | None:
    address = _raw_address(_resolve(value, by_id))
    return resolved(address, page.base) if address else None


def _breadcrumb(node: Node) -> str | None:
    """The last level of a breadcrumb that is neither the home page nor the article."""
    items = [i for i in _listed(node.get("itemListElement"))[:MAX_ITEMS] if isinstance(i, dict)]
    names = [_text(_name(i)) or _text(_name(i.get("item"))) for i in items]
    kept = [n for n in names[1:] if n and len(n) <= 40]
    return kept[0] if kept else None
