"""A user's own rules for sites: what to keep and what to drop of their pages, as CSS selectors in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cleaner.dom import Verdict
from cleaner.errors import ConfigError, InputError
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
    def from_toml(cls, path: Path) -> SiteRules:
        """Read a file with one table a host, such as ``["news.example"]`` with lists ``keep`` and ``drop``.

        Raises:
            InputError: the file cannot be read.
            ConfigError: it is not TOML, or holds something that is no rule.
        """
        import tomllib

        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: is not TOML ({error})") from None
        return cls.from_tables(tables, str(path))

    @classmethod
    def from_tables(cls, tables: Mapping[str, object], where: str = "rules") -> SiteRules:
        """Build from tables of lists: host, then ``keep`` and ``drop``; raises `ConfigError`."""
        return cls(tuple((host.lower(), _rule(table, f"{where}: {host}")) for host, table in tables.items()))

    def for_url(self, url: str | None) -> SiteRule | None:
        """The rule for the host of `url`; of several the one for the longest name."""
        host = _host(url)
        fitting = [(name, rule) for name, rule in self.rules if host == name or host.endswith(f".{name}")]
        return max(fitting, key=lambda item: len(item[0]))[1] if fitting else None


NO_RULES = SiteRules()


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


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
    """The elements that `rule` speaks of, and a flag for each of its selectors that matches nothing."""
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
