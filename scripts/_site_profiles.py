"""Profiles of the sites of training texts, learned from their other texts. Only for training."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import cleaner
from cleaner.sites import SiteProfile

_SAMPLE = 60  # texts of a site; more are slow to learn from, and say little more


def of_scraped(rows: Iterable[Mapping[str, Any]], domains: Mapping[str, str]) -> dict[tuple[str, str], SiteProfile]:
    """By domain and scraper what its texts repeat, the text itself among them, as a corpus in two passes learns it.

    Args:
        rows: texts of a part of the corpus.
        domains: the domain of each page.
    """
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        texts[domains[row["page"]], row["scraper"]][row["page"]] = row["text"]
    return {key: _learned(pages.values()) for key, pages in texts.items() if len(pages) > 1}


def of_wild(path: Path) -> dict[str, SiteProfile]:
    """By site what other texts of it repeat, for wild texts.

    Args:
        path: gzipped JSON lines with `site` and `text`.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if len(texts[row["site"]]) < _SAMPLE:
                texts[row["site"]].append(row["text"])
    return {site: _learned(some) for site, some in texts.items() if len(some) > 1}


def _learned(texts: Iterable[str]) -> SiteProfile:
    return cleaner.learn(texts)._replace(sketch=None)
