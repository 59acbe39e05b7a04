"""Scrapy: an item pipeline that cleans each item.

Settings, each with its default:

- ``CLEANER_PRESET`` (``"article"``) and ``CLEANER_CONFIG`` (``None``; the path of a cleaner.toml or pyproject.toml)
- ``CLEANER_TEXT`` (``"plain"``): how the body is written, ``plain`` or ``markdown``
- ``CLEANER_LAYOUT`` (``"input"``): the lines of plain text; with ``paragraphs`` a paragraph a line
- ``CLEANER_FIELD`` (``"html"``): what is cleaned, str or bytes
- ``CLEANER_URL_FIELD`` (``"url"``): where it came from
- ``CLEANER_TITLE_FIELD`` and ``CLEANER_PUBLISHED_FIELD`` (``None``): where the spider put the headline and the date, if
  it knows them from a feed or a list
- ``CLEANER_TEXT_FIELD`` (``"text"``), ``CLEANER_METADATA_FIELD`` (``"metadata"``) and ``CLEANER_FLAGS_FIELD``
  (``"flags"``): where the results go; the last two may be fields that the item does not have, or ``None``

Stats: ``cleaner/cleaned``, ``cleaner/skipped`` (no content), ``cleaner/errors``, ``cleaner/characters/kept``,
``cleaner/characters/removed``, ``cleaner/removed/FILTER`` (removals) and ``cleaner/flags/CODE``.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.config import Config, load_config
from cleaner.errors import ConfigError
from cleaner.output.body import body
from cleaner.result import Result

if TYPE_CHECKING:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)


class CleanerPipeline:
    """Put ``cleaner.adapters.scrapy.CleanerPipeline`` into ``ITEM_PIPELINES``; an item is never lost to it."""

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings of `crawler`; raises `ConfigError`."""
        settings = crawler.settings
        path = settings.get("CLEANER_CONFIG")
        config = (load_config(Path(path)) if path else None) or Config()
        self._pipeline = config.override(preset=settings.get("CLEANER_PRESET")).pipeline()
        self._body = body(config, settings.get("CLEANER_TEXT"), settings.get("CLEANER_LAYOUT"))
        self._field = settings.get("CLEANER_FIELD", "html")
        self._url_field = settings.get("CLEANER_URL_FIELD", "url")
        self._title_field = settings.get("CLEANER_TITLE_FIELD")
        self._published_field = settings.get("CLEANER_PUBLISHED_FIELD")
        self._text_field = settings.get("CLEANER_TEXT_FIELD", "text")
        self._metadata_field = settings.get("CLEANER_METADATA_FIELD", "metadata")
        self._flags_field = settings.get("CLEANER_FLAGS_FIELD", "flags")
        self._stats: Any = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CleanerPipeline:
        """What Scrapy calls to make the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any, spider: Any = None) -> Any:  # noqa: ARG002 - older Scrapy passes the spider
        """Clean `item` in place and pass it on; what cannot be cleaned is passed on as it is, and counted."""
        from itemadapter import ItemAdapter

        adapter = ItemAdapter(item)
        content = adapter.get(self._field)
        if not isinstance(content, str | bytes):
            self._stats.inc_value("cleaner/skipped")
            return item
        try:
            title, published = (f and adapter.get(f) for f in (self._title_field, self._published_field))
            result = self._pipeline.clean(content, url=adapter.get(self._url_field), title=title, published=published)
            self._fill(adapter, result)
        except Exception:
            _log.exception("an item could not be cleaned: %s", adapter.get(self._url_field))
            self._stats.inc_value("cleaner/errors")
            return item
        self._count(result)
        return item

    def _fill(self, adapter: ItemAdapter, result: Result) -> None:
        try:
            adapter[self._text_field] = self._body.of(result)
        except KeyError:
            raise ConfigError(
                f"{type(adapter.item).__name__} has no field {self._text_field!r}; add it, or set CLEANER_TEXT_FIELD"
            ) from None
        extras = {self._metadata_field: result.metadata.to_dict(), self._flags_field: [f.code for f in result.flags]}
        for name, value in extras.items():
            if name and (isinstance(adapter.item, dict) or name in adapter.field_names()):
                adapter[name] = value

    def _count(self, result: Result) -> None:
        add = self._stats.inc_value
        add("cleaner/cleaned")
        add("cleaner/characters/kept", len(result.text))
        for removal in result.removals:
            if removal.kind != "layout":
                add("cleaner/characters/removed", len(removal.text))
                add(f"cleaner/removed/{removal.filter}")
        for flag in result.flags:
            add(f"cleaner/flags/{flag.code}")
