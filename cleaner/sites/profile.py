"""The profile of a site, as a file that people can read, edit and keep under version control."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from cleaner._io.regular import SMALL, read_regular
from cleaner.errors import ConfigError, InputError, reason_of
from cleaner.model import ResidueKind
from cleaner.sites.sketch import Sketch

VERSION = 1
BY_HAND = -1
"""The page count of entries that a person wrote."""

Rule = Literal["passage", "unit", "opening", "ending", "path"]


class Entry(NamedTuple):
    """Something that a site repeats.

    Args:
        text: its text; ``{number}``, ``{month}``, ``{weekday}``, ``{url}``, ``{email}``, ``{name}`` and
            ``{rest}`` stand for what differs from page to page.
        rule: its place: ``unit`` for a whole sentence, label or line, ``passage`` for anywhere, ``opening`` and
            ``ending`` for the ends of a page. With the rule ``path`` the text is a place on pages of HTML whose
            content is cut.
        pages: the number of pages that have it; versions of one page count once.
        certainty: the certainty (0 to 1) that it is residue.
        kind: its kind of residue.
        example: one of its places, between double brackets.
    """

    text: str
    rule: Rule = "unit"
    pages: int = 0
    certainty: float = 1.0
    kind: ResidueKind = "boilerplate"
    example: str = ""


class SiteProfile(NamedTuple):
    """The profile of a site: what it repeats on its pages.

    Args:
        site: the host name, or another name; may be empty.
        pages: the number of pages that it was learned from.
        entries: the entries, the most certain first.
        keep: templates that are never cut, whatever was learned.
        drop: templates that are always cut where they make a whole unit.
        sketch: the pages that were learned from, so that profiles merge as if learned together; not in the file.
    """

    site: str = ""
    pages: int = 0
    entries: tuple[Entry, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    sketch: Sketch | None = None

    def to_toml(self) -> str:
        """The profile as TOML, independent of the order of the pages."""
        lines = [
            "# What this site repeats on its pages, as learned by `cleaner learn`.",
            "# keep: templates that are never cut. drop: templates that are always cut. Learning again leaves both.",
            f"version = {VERSION}",
            f"site = {_quoted(self.site)}",
            f"pages = {self.pages}",
            f"keep = {_list(self.keep)}",
            f"drop = {_list(self.drop)}",
        ]
        for e in self.entries:
            lines += [
                "",
                "[[entries]]",
                f"text = {_quoted(e.text)}",
                f'rule = "{e.rule}"',
                f'kind = "{e.kind}"',
                f"pages = {e.pages}",
                f"certainty = {e.certainty}",
            ]
            lines += [f"example = {_quoted(e.example)}"] if e.example else []
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The profile as JSON, with the same content as `to_toml`."""
        data = {
            "version": VERSION,
            "site": self.site,
            "pages": self.pages,
            "keep": self.keep,
            "drop": self.drop,
            "entries": [{k: v for k, v in e._asdict().items() if k == "text" or v != ""} for e in self.entries],
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def loads(cls, text: str, name: str = "profile") -> SiteProfile:
        """The profile that `to_toml` or `to_json` wrote.

        Args:
            text: TOML, or JSON.
            name: its name in messages.

        Raises:
            ConfigError: it is no profile.
        """
        try:
            data = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{name}: not TOML or JSON ({error})") from None
        return _checked(data, name)

    @classmethod
    def load(cls, path: Path | str) -> SiteProfile:
        """The profile in the file at `path`; raises `InputError` and `ConfigError`."""
        try:
            return cls.loads(read_regular(path, limit=SMALL).decode("utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read ({reason_of(error)})") from None

    def save(self, path: Path | str) -> None:
        """Write the profile to `path`: JSON if its name ends in ``.json``, otherwise TOML."""
        path = Path(path)
        text = self.to_json() if path.suffix == ".json" else self.to_toml()
        path.write_text(text, encoding="utf-8")

    def edited_as(self, other: SiteProfile) -> SiteProfile:
        """This profile with the manual additions of `other`, an older one of the same site."""
        return self._replace(keep=_union(self.keep, other.keep), drop=_union(self.drop, other.drop))


def _union(a: Iterable[str], b: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*a, *b}))


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        c if c == "\t" or ((c.isprintable() or ord(c) > 0x9F) and not 0xD800 <= ord(c) < 0xE000) else f"\\u{ord(c):04x}"
        for c in quoted
    )


def _list(texts: Iterable[str]) -> str:
    shown = "".join(f"\n    {_quoted(t)}," for t in texts)
    return f"[{shown}\n]" if shown else "[]"


def _checked(data: object, name: str) -> SiteProfile:
    if not isinstance(data, Mapping) or data.get("version") != VERSION:
        raise ConfigError(f"{name}: not a profile of a site (version = {VERSION} is missing)")
    strings = {}
    for key in ("keep", "drop"):
        value = data.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"{name}: {key} is a list of strings")
        strings[key] = tuple(value)
    entries = data.get("entries", ())
    if not isinstance(entries, list | tuple):
        raise ConfigError(f"{name}: entries is a list of tables")
    made = tuple(_entry(e, f"{name}: entry {n}") for n, e in enumerate(entries, 1))
    site, pages = data.get("site", ""), data.get("pages", 0)
    if not isinstance(site, str) or not isinstance(pages, int):
        raise ConfigError(f"{name}: site is a string and pages a number")
    return SiteProfile(site, pages, made, strings["keep"], strings["drop"])


_TYPES = {"text": str, "rule": str, "pages": int, "certainty": int | float, "kind": str, "example": str}


def _entry(data: object, name: str) -> Entry:
    if not isinstance(data, Mapping) or "text" not in data:
        raise ConfigError(f"{name} is a table with a text")
    for key, value in data.items():
        if key not in _TYPES:
            raise ConfigError(f"{name}: unknown key {key!r}; use one of: {', '.join(_TYPES)}")
        if not isinstance(value, _TYPES[key]) or isinstance(value, bool):
            raise ConfigError(f"{name}: {key} = {value!r} is of the wrong type")
    for key, known in (("rule", get_args(Rule)), ("kind", get_args(ResidueKind))):
        if key in data and data[key] not in known:
            raise ConfigError(f"{name}: unknown {key} {data[key]!r}; use one of: {', '.join(known)}")
    return Entry(**data)
