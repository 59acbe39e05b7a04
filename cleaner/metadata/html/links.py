"""``<link>`` and ``<a rel>``: canonical address, licence; and the language the page declares."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.metadata.html.page import Page
from cleaner.metadata.urls import host_of, resolved
from cleaner.model import Claim, Source


def links(page: Page) -> Iterator[Claim]:
    """Claims of the page's link elements, its root and its address."""
    if host := host_of(page.url):
        yield Claim("site", host, Source("url"), 0.4)
    for _, element in page.marks.tags["link"][:300]:
        rel = (element.get("rel") or "").casefold().split()
        if "canonical" in rel and (address := resolved(element.get("href") or "", page.base)):
            yield Claim("canonical_url", address, Source("rel-canonical"), 0.9)
        elif "image_src" in rel and (address := resolved(element.get("href") or "", page.base)):
            yield Claim("image", address, Source("rel-image"), 0.6)
    for _, element in page.marks.rels["license"][:5]:
        if address := resolved(element.get("href") or "", page.base):
            yield Claim("licence", address, Source("rel-license"), 0.8)
            break
    for element in page.root.iter("html", "body", "article"):
        if language := (element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip():
            yield Claim("language", language[:40], Source("html-lang"), 0.6)
            break
