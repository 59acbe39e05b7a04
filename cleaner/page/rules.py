"""A user's own rules for sites: what to keep and what to drop of their pages, as CSS selectors in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.dom import Verdict
from cleaner.errors import ConfigError
from cleaner.hosts import full_host, names_of
from cleaner.model import Flag

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What to keep and to drop of a site's pages.

    Args:
        keep: CSS selectors; if any matches, what stands inside the matches is the main content and nothing else.
        drop: CSS selectors; what stands inside the matches is not main content.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules of all sites, in order; each holds for a host and the hosts below it."""

    rules: tuple[tuple[str, SiteRule], ...] = ()

    @classmethod
    def from_tables(cls, tables: Mapping[str, object], where: str = "rules") -> SiteRules:
        """Build from tables of lists: host, then ``keep`` and ``drop``; raises `ConfigError`."""
        return cls(tuple((host.lower(), _rule(table, f"{where}: {host}")) for host, table in tables.items()))

    def for_url(self, url: str | None) -> SiteRule | None:
        """The rule for the host of `url`; of several the one for the longest name."""
        known = dict(self.rules)
        return next((known[name] for name in names_of(full_host(url)) if name in known), None)


NO_RULES = SiteRules()


def _rule(table: object, where: str) -> SiteRule:
    if not isinstance(table, Mapping) or not set(table) <= {"keep", "drop"}:
        raise ConfigError(f"{where}: a site's table has the lists 'keep' and 'drop' and nothing else")
    lists: dict[str, tuple[str, ...]] = {}
    for name, selectors in table.items():
        if not isinstance(selectors, list) or not all(isinstance(s, str) for s in selectors):
            raise ConfigError(f"{where}: {name} is a list of CSS selectors")
        for selector in selectors:
            _xpath(selector, where)
        lists[name] = tuple(selectors)
    return SiteRule(**lists)


def _xpath(selector: str, where: str) -> str:
    from cssselect import HTMLTranslator, SelectorError

    try:
        return HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise ConfigError(f"{where}: {selector!r} is no CSS selector ({error})") from None


def matches(root: HtmlElement, rule: SiteRule) -> tuple[dict[HtmlElement, Verdict], tuple[Flag, ...]]:
    """The elements that `rule` names, and a flag for each of its selectors that matches nothing."""
    found: dict[HtmlElement, Verdict] = {}
    stale: list[Flag] = []
    both: tuple[tuple[Verdict, tuple[str, ...]], ...] = (("keep", rule.keep), ("drop", rule.drop))
    for verdict, selectors in both:
        for selector in selectors:
            elements = root.xpath(_xpath(selector, "rule"))
            found.update(dict.fromkeys(elements, verdict))
            if not elements:
                stale.append(
                    Flag("stale-rule", f"the selector {selector!r} matches nothing on this page; has the site changed?")
                )
    return found, tuple(stale)
