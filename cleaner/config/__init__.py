"""Settings from a file: `[tool.cleaner]` in pyproject.toml, or cleaner.toml, the nearest upward."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from cleaner.chain import Filter
from cleaner.config.files import FileSettings, file_settings
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.pipeline import Pipeline
from cleaner.presets import PRESETS
from cleaner.read.repair import RepairLevel

if TYPE_CHECKING:
    from cleaner.read.html.options import ExtractorChoice
    from cleaner.read.html.rules import SiteRules
    from cleaner.read.html.tree import Limits

# However a table or key of ours may be written in a pyproject.toml.
_OURS = r"""tool["']?\s*\.\s*["']?cleaner|\[\s*["']?tool["']?\s*\]"""
FILE_NAMES = ("cleaner.toml", "pyproject.toml")


class Config(NamedTuple):
    """What a user can set in a file; the command line overrides it.

    Args:
        preset: name of the preset; None leaves the choice to the command.
        only: run no filters but these; empty for all.
        without: do not run these filters.
        repairs: how far broken characters are put right; None for the preset's own.
        max_loss: share of body characters that may be lost on unseen sites; None for the preset's own.
        extractor: what decides on the main content of a page: ``judge`` or ``trafilatura``; None for the judge.
        include: parts of an article that stay besides its body, see `Pipeline.with_parts`.
        leave_out: parts of the body that go, see there.
        sites: your own rules for sites, the tables `[tool.cleaner.sites."news.example"]`; None for none.
        limits: what is refused of a page, the table `[tool.cleaner.limits]`; None for the defaults.
        files: what holds for files that are checked in place, the table `[tool.cleaner.files]`.
        filters: filters of your own, as ``package.module:Name``; a class is called without arguments. They run
            last. The folder of the settings file is searched too.
        source: the file that the settings came from; None for the defaults.
    """

    preset: str | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    repairs: RepairLevel | None = None
    max_loss: float | None = None
    extractor: ExtractorChoice | None = None
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    sites: SiteRules | None = None
    limits: Limits | None = None
    files: FileSettings = FileSettings()
    filters: tuple[str, ...] = ()
    source: Path | None = None

    def pipeline(self, default: str = "article") -> Pipeline:
        """The pipeline that these settings ask for; `default` names the preset if they name none."""
        made = Pipeline.preset(self.preset or default)
        for path in self.filters:
            made = made.with_filter(_imported(path, self.source))
        if self.only:
            made = made.only(*self.only)
        if self.without:
            made = made.without(*self.without)
        if self.repairs is not None:
            made = made.with_repairs(self.repairs)
        if self.max_loss is not None:
            made = made.with_max_loss(self.max_loss)
        if self.include or self.leave_out:
            made = made.with_parts(include=self.include, leave_out=self.leave_out)
        if self.extractor or self.sites or self.limits:
            from cleaner.read.html.options import OPTIONS, HtmlOptions

            html = (self.extractor or OPTIONS.extractor, self.sites or OPTIONS.rules, self.limits or OPTIONS.limits)
            made = made.with_html(HtmlOptions(*html))
        return made

    def override(self, **settings: Any) -> Config:
        """These settings with others in their place; None leaves one as it is."""
        return self._replace(**{k: v for k, v in settings.items() if v is not None})


def _imported(path: str, source: Path | None) -> Filter:
    """The filter that stands at the import path `path`, such as ``package.module:Name``."""
    from importlib import import_module

    module, _, name = path.partition(":")
    if not module or not name.isidentifier():
        raise ConfigError(f"{path!r} names no filter; write it as package.module:Name")
    folder = str(source.parent.resolve()) if source else ""
    if folder and folder not in sys.path:
        sys.path.append(folder)
    try:
        found: Any = getattr(import_module(module), name)
        return found() if isinstance(found, type) else found  # type: ignore[no-any-return]
    except (ImportError, AttributeError, TypeError) as error:
        raise ConfigError(f"filter {path!r} cannot be loaded ({error}); check that it can be imported") from None


_KEYS = {f.replace("_", "-"): f for f in Config._fields if f != "source"}
_LISTS = {
    "only": "captions",
    "without": "captions",
    "include": "standfirst",
    "leave-out": "tables",
    "filters": "package.module:Name",
}


def find_config(start: Path) -> Config:
    """The settings nearest upward from the folder `start`; the defaults if there are none."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            path = folder / name
            if _is_there(path) and (config := load_config(path, required=False)):
                return config
    return Config()


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be entered
        return False


def load_config(path: Path, *, required: bool = True) -> Config | None:
    """The settings of one file.

    Args:
        path: a cleaner.toml, or a pyproject.toml with a `[tool.cleaner]` table.
        required: whether a pyproject.toml without that table is an error; if not, it gives None.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds an unknown key or a value of a wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML ({error})") from None
    if path.name == "pyproject.toml" and not required and not re.search(_OURS, text):
        return None  # spares the cost of a TOML parser
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML ({error})") from None
    if path.name == "pyproject.toml":
        tool = table.get("tool")
        found = tool.get("cleaner") if isinstance(tool, dict) else None
        if found is None:
            if required:
                raise ConfigError(f"{path}: has no [tool.cleaner] table; add one, or name another file")
            return None
        table = found
    return _from_table(table, path)


def _from_table(table: object, path: Path) -> Config:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{path}: [tool.cleaner] must be a table")
    settings: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise UnknownNameError(f"setting in {path}:", key, _KEYS)
        settings[_KEYS[key]] = _checked(key, value, path)
    return Config(**settings, source=path)


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
        from cleaner.read.html.options import EXTRACTORS

        return EXTRACTORS
    return tuple(PRESETS) if key == "preset" else get_args(RepairLevel)


def _site_rules(value: object, path: Path) -> SiteRules:
    from cleaner.read.html.rules import SiteRules

    if not isinstance(value, Mapping):
        raise ConfigError(f'{path}: sites must be a table of tables, such as [sites."news.example"]')
    return SiteRules.from_tables(value, f"{path}: sites")


def _limits(value: object, path: Path) -> Limits:
    from dataclasses import replace

    from cleaner.read.html.tree import LIMITS

    known = ("chars", "depth", "attributes")
    if not isinstance(value, Mapping) or not value.keys() <= set(known):
        raise ConfigError(f"{path}: limits is a table with the keys {', '.join(known)}")
    for name, number in value.items():
        if type(number) is not int or number < 1:
            raise ConfigError(f"{path}: limits.{name} must be a whole number above 0")
    return replace(LIMITS, **value)
