"""``<meta>`` elements: Open Graph, Twitter, Dublin Core, Parse.ly, Sailthru and plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.lines.agencies import agency_in
from cleaner.lines.dates import stated_date
from cleaner.lines.names import authors, is_prefix
from cleaner.lines.stated_names import stated_name
from cleaner.metadata.html.page import Page
from cleaner.metadata.tags import tags
from cleaner.metadata.urls import resolved
from cleaner.model import Claim, Field, Source
from cleaner.packs import grammar

_KEYS: dict[Field, dict[str, str]] = {
    "title": {
        "og": "og:title",
        "twitter": "twitter:title",
        "dublin-core": "dc.title dcterms.title dc:title citation_title",
        "parsely": "parsely-title sailthru.title cxenseparse:recs:title",
        "meta": "title headline article:title hdl article.headline news_title",
        "microdata-meta": "itemprop:headline",
        "microdata-name": "itemprop:name",
    },
    "description": {
        "og": "og:description",
        "meta": "description sailthru.description",
        "twitter": "twitter:description",
        "dublin-core": "dc.description dcterms.description dc.description.abstract citation_abstract",
    },
    "published": {
        "og": "article:published_time og:article:published_time og:published_time article:published",
        "dublin-core": "dc.date.issued dcterms.issued dcterms.created dc.date.created dcterms.date dc.date "
        "dc.date.published dc:date",
        "parsely": "parsely-pub-date sailthru.date cxenseparse:recs:publishtime",
        "citation": "citation_publication_date citation_date citation_online_date",
        "meta": "date pubdate published publish_time article:published_date publishdate publish-date publish_date "
        "published_time datepublished article.published publication_date published-date article_date_original "
        "originalpublicationdate pub_date ptime last-published displaydate dat release_date",
        "microdata-meta": "itemprop:datepublished",
        "og-time": "og:pubdate og:release_date",
        "microdata-created": "itemprop:datecreated",
    },
    "modified": {
        "og": "article:modified_time og:updated_time og:modified_time",
        "dublin-core": "dcterms.modified dc.date.modified",
        "meta": "lastmod last-modified revised modified_time article.updated updated_time article:modified",
        "microdata-meta": "itemprop:datemodified",
    },
    "site": {
        "og": "og:site_name og:site",
        "meta": "application-name apple-mobile-web-app-title cre dc.publisher dcterms.publisher citation_journal_title",
    },
    "section": {
        "og": "article:section og:article:section",
        "parsely": "parsely-section sailthru.section cxenseparse:taxonomy",
        "meta": "section category article.section dc.subject.category",
        "microdata-meta": "itemprop:articlesection",
    },
    "image": {"og": "og:image:secure_url og:image og:image:url", "twitter": "twitter:image twitter:image:src"},
    "canonical_url": {"og": "og:url"},
    "licence": {"dublin-core": "dc.rights dcterms.license dcterms.rights", "meta": "license licence"},
    "language": {
        "meta": "language content-language lang",
        "dublin-core": "dc.language dcterms.language",
        "microdata-meta": "itemprop:inlanguage",
        "og": "og:locale",
    },
}
_AUTHOR_KEYS = {
    "meta": "author authors article.author byline byl by article_author author_name vr:author cxenseparse:author",
    "og": "article:author og:author article:author:name article:author_name og:article:author book:author",
    "dublin-core": "dc.creator dcterms.creator dc:creator dc.contributor.author dcterms.contributor",
    "citation": "citation_author citation_authors",
    "parsely": "parsely-author sailthru.author rbauthors mrf:authors",
    "twitter": "twitter:creator:name",
    "microdata-meta": "itemprop:author itemprop:creator",
}
_TAG_KEYS = {
    "og": "article:tag og:article:tag video:tag",
    "parsely": "parsely-tags sailthru.tags",
    "news-keywords": "news_keywords",
    "meta": "keywords tags article.tags",
    "dublin-core": "dc.subject dcterms.subject",
}
MAX_LINE = 1_000


def metatags(page: Page) -> Iterator[Claim]:
    """Claims of the page's ``<meta>`` elements."""
    by_key: dict[str, list[str]] = {}
    for key, content in page.metas:
        by_key.setdefault(key, []).append(content)
    for field, sources in _KEYS.items():
        for source, keys in sources.items():
            stated = next((by_key[k][0] for k in keys.split() if k in by_key), None)
            if stated and (value := _value(field, stated, page)):
                yield Claim(field, value, Source(source), 0.7)
    yield from _authors(by_key)
    for source, keys in _TAG_KEYS.items():
        contents = [c for k in keys.split() for c in by_key.get(k, ())]
        if contents and (found := tags(contents)):
            yield Claim("tags", found, Source(source), 0.7)
    if (tier := next(iter(by_key.get("article:content_tier", ())), "").casefold()) in ("free", "metered", "locked"):
        yield Claim("paywalled", tier == "locked", Source("og"), 0.7)


def _value(field: Field, content: str, page: Page) -> str | None:
    if field in ("published", "modified"):
        return stated_date(content)
    if field in ("image", "canonical_url"):
        return resolved(content, page.base)
    return content[:MAX_LINE]


def _authors(by_key: dict[str, list[str]]) -> Iterator[Claim]:
    for source, keys in _AUTHOR_KEYS.items():
        contents = next((by_key[k] for k in keys.split() if k in by_key), [])
        if source == "twitter":
            contents = contents or _labelled(by_key)
        names: dict[str, None] = {}
        for content in contents[:30]:
            names.update(dict.fromkeys(authors(_turned(content))))
        if agency := next((a for c in contents if (a := agency_in(c))), None):
            yield Claim("agency", agency, Source(source), 0.7)
        if names:
            yield Claim("authors", tuple(names), Source(source), 0.7)
        elif contents and source != "twitter" and (name := stated_name(contents[0])):
            yield Claim("authors", (name,), Source(source, "stated"), 0.4)


def _labelled(by_key: dict[str, list[str]]) -> list[str]:
    """The author on a card of two labelled fields: ``twitter:label2`` "Written by", ``twitter:data2`` "Jo Roe"."""
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if data in by_key and any(is_prefix(said) for said in by_key.get(label, ())):
            return by_key[data]
    return []


def _turned(name: str) -> str:
    """``Roe, Jo`` as ``Jo Roe``, which catalogues write the other way round."""
    last, comma, first = name.partition(", ")
    if not comma or "," in first or len(last.split()) != 1 or not 1 <= len(first.split()) <= 3 or last.endswith("."):
        return name
    suffix = first.split()[0].casefold().rstrip(".")
    return name if suffix in grammar().generations or suffix in grammar().degrees else f"{first} {last}"
