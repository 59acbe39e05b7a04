"""Settings from a file: `[tool.cleaner]` in pyproject.toml, or cleaner.toml, the nearest upward."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from cleaner._io.regular import SMALL, read_regular
from cleaner.chain import Filter
from cleaner.config.files import FileSettings
from cleaner.config.trust import may_run_code
from cleaner.config.values import settings, without_profiles
from cleaner.errors import ConfigError
from cleaner.pipeline import Pipeline
from cleaner.read import ShapeChoice
from cleaner.repair import RepairLevel

if TYPE_CHECKING:
    from cleaner.page.options import ExtractorChoice
    from cleaner.page.rules import SiteRules
    from cleaner.page.tree import PageLimits
    from cleaner.rich.paragraphs import Layout

# All spellings of our table in a pyproject.toml.
_OURS = r"""tool["']?\s*\.\s*["']?cleaner|\[\s*["']?tool["']?\s*\]"""
FILE_NAMES = ("cleaner.toml", "pyproject.toml")


TextForm = Literal["plain", "markdown"]
TEXT_FORMS: tuple[TextForm, ...] = get_args(TextForm)


class Config(NamedTuple):
    """What a user can set in a file; the command line overrides it.

    Args:
        preset: name of the preset; None leaves the choice to the command.
        only: run no filters but these; empty for all.
        without: do not run these filters.
        select: run nothing but these filters (``ads``) and rules (``share/button``); empty for all.
        ignore: do not run these.
        repairs: the level of repairs; None for the preset's own.
        max_loss: share of body characters that may be lost on unseen sites; None for the preset's own.
        shape: the layout of plain text; None to find out.
        text: how corpora and Scrapy items hold the body: ``plain`` or ``markdown``; None for plain.
        layout: the lines of plain text that is written, see `Result.to_text`; None for those of the input.
        extractor: what finds the main content of a page: ``classifier`` (the default) or ``trafilatura``.
        include: parts of an article to keep besides its body, see `Pipeline.with_parts`.
        leave_out: parts of the body to cut, see there.
        sites: your own rules for sites, the tables `[tool.cleaner.sites."news.example"]`; None for none.
        profiles: site profiles: a host and the path of its profile each, from ``profile`` in the tables of `sites`.
        limits: the limits of a page, the table `[tool.cleaner.limits]`; None for the defaults.
        files: settings for files that are checked in place, the table `[tool.cleaner.files]`.
        filters: filters of your own, as ``package.module:Name``; a class is called without arguments. They run
            last. The folder of the settings file is searched too. A file that was found, not named, may have them
            only if it is the pyproject.toml of the user's own project.
        source: the file that the settings came from; None for the defaults.
    """

    preset: str | None = None
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    repairs: RepairLevel | None = None
    max_loss: float | None = None
    shape: ShapeChoice | None = None
    text: TextForm | None = None
    layout: Layout | None = None
    extractor: ExtractorChoice | None = None
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    sites: SiteRules | None = None
    limits: PageLimits | None = None
    profiles: tuple[tuple[str, Path], ...] = ()
    files: FileSettings = FileSettings()
    filters: tuple[str, ...] = ()
    source: Path | None = None

    def pipeline(self, default: str = "article") -> Pipeline:
        """The pipeline of these settings; `default` is the preset if they name none."""
        made = Pipeline.preset(self.preset or default)
        for path in self.filters:
            made = made.with_filter(_imported(path, self.source))
        if self.only:
            made = made.only(*self.only)
        if self.without:
            made = made.without(*self.without)
        if self.select or self.ignore:
            from cleaner.config.choice import ignore_rules, select_rules

            made = select_rules(made, self.select) if self.select else made
            made = ignore_rules(made, self.ignore)
        if self.repairs is not None:
            made = made.with_repairs(self.repairs)
        if self.max_loss is not None:
            made = made.with_max_loss(self.max_loss)
        if self.profiles:
            made = made.with_sites(dict(self.profiles))
        if self.shape is not None:
            made = made.with_shape(self.shape)
        if self.include or self.leave_out:
            made = made.with_parts(include=self.include, leave_out=self.leave_out)
        if self.extractor or self.sites or self.limits:
            from cleaner.page.options import OPTIONS, HtmlOptions

            html = (self.extractor or OPTIONS.extractor, self.sites or OPTIONS.rules, self.limits or OPTIONS.limits)
            made = made.with_html(HtmlOptions(*html))
        return made

    def pipeline_for_documents(self) -> Pipeline | None:
        """The pipeline for Markdown that is no scraped article: that of `safe`; None if the settings say what goes."""
        says = self.preset or self.only or self.select or self.max_loss is not None
        return None if says else self.pipeline("safe")

    def override(self, **values: Any) -> Config:
        """These settings with some replaced; None leaves a setting as it is."""
        return self._replace(**{k: v for k, v in values.items() if v is not None})


def _imported(path: str, source: Path | None) -> Filter:
    """The filter at the import path `path`, such as ``package.module:Name``."""
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
    except Exception as error:  # the user's module can raise anything
        what = f"{type(error).__name__}: {error}"
        raise ConfigError(f"filter {path!r} cannot be loaded ({what}); check that it can be imported") from None


def find_config(start: Path) -> Config:
    """The settings nearest upward from the folder `start`; the defaults if there are none.

    Raises:
        ConfigError: the settings are wrong, or would run code and are not those of the user's own project.
    """
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            path = folder / name
            if _is_there(path) and (config := load_config(path, required=False)):
                _check_trust(config, path)
                return config
    return Config()


def _check_trust(config: Config, path: Path) -> None:
    """Raise `ConfigError` for settings that were found, not named, and would run code."""
    if config.filters and not may_run_code(path):
        raise ConfigError(
            f"{path}: was found by the way, and its setting filters would run code ({', '.join(config.filters)}); "
            f"look at it, and if you trust it, name it: --config {path} (or leave it out: --isolated)"
        )


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
        text = read_regular(path, limit=SMALL).decode("utf-8")
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
    except RecursionError:
        raise ConfigError(f"{path}: is nested too deeply for a file of settings") from None
    if path.name == "pyproject.toml":
        tool = table.get("tool")
        found = tool.get("cleaner") if isinstance(tool, dict) else None
        if found is None:
            if required:
                raise ConfigError(f"{path}: has no [tool.cleaner] table; add one, or name another file")
            return None
        table = found
    elif isinstance(table.get("tool"), dict) and "cleaner" in table["tool"]:
        raise ConfigError(
            f"{path}: has a table [tool.cleaner], which is for pyproject.toml; here the settings stand at the top, "
            "without it (and [files], [limits] without tool.cleaner.)"
        )
    names = [name for name in Config._fields if name not in ("source", "profiles")]
    rest, profiles = without_profiles(table, path)
    return Config(**settings(rest, names, path), profiles=profiles, source=path)
