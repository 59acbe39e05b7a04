"""The values of `[tool.cleaner]`, each checked for the type that its key has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from cleaner.config.files import file_settings
from cleaner.config.tables import checked
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.presets import PRESETS
from cleaner.read import SHAPES
from cleaner.repair import RepairLevel

if TYPE_CHECKING:
    from cleaner.page.rules import SiteRules
    from cleaner.page.tree import PageLimits

_LISTS = {
    "only": "captions",
    "without": "captions",
    "select": "share/button",
    "ignore": "captions/credit",
    "include": "standfirst",
    "leave-out": "tables",
    "filters": "package.module:Name",
}


def settings(table: object, names: Sequence[str], path: Path) -> dict[str, Any]:
    """The settings in `table`, which stands in the file `path`, by their `names` in Python.

    Raises:
        ConfigError: a key is unknown, or a value of a wrong type.
    """
    return checked(table, names, _checked, path)


def without_profiles(table: Mapping[str, Any], path: Path) -> tuple[Mapping[str, Any], tuple[tuple[str, Path], ...]]:
    """`table` without the profiles of its sites, and these: a host and the path of a file each.

    A relative path counts from the folder of the settings file. Raises `ConfigError` where there is no such file.
    """
    sites = table.get("sites")
    if not isinstance(sites, Mapping):
        return table, ()
    rules: dict[str, object] = {}
    found: list[tuple[str, Path]] = []
    for host, rule in sites.items():
        if not isinstance(rule, Mapping) or "profile" not in rule:
            rules[host] = rule
            continue
        name = rule["profile"]
        where = f"{path}: sites: {host}: profile"
        if not isinstance(name, str):
            raise ConfigError(f'{where} must be the path of a file, such as "profiles/{host}.toml"')
        profile = path.parent / name
        if not profile.is_file():
            raise ConfigError(f"{where}: {profile} is no file; make it with cleaner learn")
        found.append((host, profile))
        if rest := {key: value for key, value in rule.items() if key != "profile"}:
            rules[host] = rest
    return {**table, "sites": rules}, tuple(found)


def _checked(key: str, value: object, path: Path) -> object:
    """`value` in the type that `key` has, or a `ConfigError`."""
    if key == "files":
        return file_settings(value, path)
    if key == "sites":
        return _site_rules(value, path)
    if key == "limits":
        return _limits(value, path)
    if key in _LISTS:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ConfigError(f'{path}: {key} must be a list, such as ["{_LISTS[key]}"]')
    if key == "max-loss":
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        raise ConfigError(f"{path}: max-loss must be a number from 0 to 1")
    known = _choices(key)
    if not isinstance(value, str):
        raise ConfigError(f"{path}: {key} must be one of: {', '.join(known)}")
    if value not in known:
        raise UnknownNameError(f"{key} in {path}:", value, known)
    return value


def _choices(key: str) -> tuple[str, ...]:
    """What the setting `key` can be."""
    if key == "extractor":
        from cleaner.page.options import EXTRACTORS

        return EXTRACTORS
    if key == "shape":
        return SHAPES
    if key == "text":
        return ("plain", "markdown")
    if key == "layout":
        from cleaner.rich.paragraphs import LAYOUTS

        return LAYOUTS
    return tuple(PRESETS) if key == "preset" else get_args(RepairLevel)


def _site_rules(value: object, path: Path) -> SiteRules:
    from cleaner.page.rules import SiteRules

    if not isinstance(value, Mapping):
        raise ConfigError(f'{path}: sites must be a table of tables, such as [sites."news.example"]')
    return SiteRules.from_tables(value, f"{path}: sites")


def _limits(value: object, path: Path) -> PageLimits:
    from dataclasses import replace

    from cleaner.page.tree import LIMITS

    known = ("chars", "depth", "attributes", "blocks", "seconds")
    if not isinstance(value, Mapping) or not value.keys() <= set(known):
        raise ConfigError(f"{path}: limits is a table with the keys {', '.join(known)}")
    for name, number in value.items():
        if name == "seconds":
            if type(number) not in (int, float) or not 0 <= number < float("inf"):
                raise ConfigError(f"{path}: limits.seconds must be a number from 0; 0 is no limit")
        elif type(number) is not int or number < 1:
            raise ConfigError(f"{path}: limits.{name} must be a whole number above 0")
    return replace(LIMITS, **value)
