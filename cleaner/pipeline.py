"""The pipeline: read a source, run the chain of filters, choose the metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.budget import SECONDS, Budget
from cleaner.chain import NOT_CLEANED, Filter, Outcome, Phase, run
from cleaner.collector import Paused
from cleaner.errors import ConfigError, Needed, UnknownNameError
from cleaner.filters._informed import informed
from cleaner.filters.region import PARTS_TO_INCLUDE, PARTS_TO_LEAVE_OUT, Region
from cleaner.lines.parts import TAKERS, spared_spans
from cleaner.metadata.fields import Metadata
from cleaner.presets import preset as find_preset
from cleaner.read import KindChoice, ShapeChoice, check_shape, read, read_again, rereader
from cleaner.repair import LEVELS, RepairLevel
from cleaner.result import Result
from cleaner.values import Value

if TYPE_CHECKING:
    from datetime import date

    from bs4 import BeautifulSoup

    from cleaner.model import Document
    from cleaner.page.options import HtmlOptions
    from cleaner.sites import KnownSites, SiteProfile, SiteResidue


class Pipeline(Value):
    """An immutable recipe for cleaning; the methods that change it give a new one.

    Args:
        phases: the filters, in order.
        max_loss: the share of body characters (0 to 1) that may be lost on unseen sites; cuts that are less
            certain than ``1 - max_loss`` are not made.
        repairs: ``none``, ``certain`` or ``thorough``.
        html: how pages of HTML are read; None for the defaults.
        shape: how plain text is laid out, see `Document.shape`; ``auto`` to find out.
        include: the parts that stay besides the body, see `with_parts`.

    Examples:
        >>> from cleaner import Pipeline
        >>> Pipeline.preset("article").without("captions").clean("Advertisement\\n\\nIt rained.").text
        'It rained.'
    """

    phases: tuple[Phase, ...] = ()
    max_loss: float = 0.0
    repairs: RepairLevel = "certain"
    html: HtmlOptions | None = None
    shape: ShapeChoice = "auto"
    include: tuple[str, ...] = ()

    @classmethod
    def preset(cls, name: str) -> Pipeline:
        """The pipeline of a preset: ``repair``, ``safe`` or ``article``."""
        found = find_preset(name)
        return cls(found.phases, found.max_loss)

    @property
    def filter_names(self) -> tuple[str, ...]:
        """The names of the filters, in order."""
        return tuple(f.name for phase in self.phases for f in phase.filters)

    def without(self, *names: str) -> Pipeline:
        """This pipeline without the filters called `names`; raises `UnknownNameError`."""
        self._check_names(names)
        return self._filtered(lambda f: f.name not in names)

    def only(self, *names: str) -> Pipeline:
        """This pipeline with only the filters called `names`; raises `UnknownNameError`."""
        self._check_names(names)
        return self._filtered(lambda f: f.name in names)

    def with_filter(self, new: Filter, phase: str | None = None) -> Pipeline:
        """This pipeline with one more filter.

        Args:
            new: any callable with a `name` that gives cuts for a view.
            phase: the phase to add it to; None for a new one at the end.

        Raises:
            UnknownNameError: no such phase.
        """
        if not callable(new) or not isinstance(getattr(new, "name", None), str):
            raise ConfigError(f"{new!r} is no filter: a filter has a `name` and is callable with a view")
        if phase is None:
            return self._replace(phases=(*self.phases, Phase(new.name, (new,))))
        if all(p.name != phase for p in self.phases):
            raise UnknownNameError("phase", phase, [p.name for p in self.phases])
        joined = (Phase(p.name, (*p.filters, new)) if p.name == phase else p for p in self.phases)
        return self._replace(phases=tuple(joined))

    def with_site(self, profile: SiteProfile | Path | str) -> Pipeline:
        """This pipeline with the profile of a site.

        Args:
            profile: a profile that `cleaner.learn` made from pages of the site, or the path of its file.
        """
        from cleaner.sites import SiteProfile, SiteResidue

        known = profile if isinstance(profile, SiteProfile) else SiteProfile.load(profile)
        return self._with_site_filter(SiteResidue(known))

    def with_sites(self, sites: Mapping[str, SiteProfile | Path] | Path) -> Pipeline:
        """This pipeline with the profiles of several sites; a document's URL says which one applies.

        Args:
            sites: a profile or the path of one by host name; or a folder of profiles named after their hosts, such
                as ``news.example.toml``.
        """
        from cleaner.sites import KnownSites

        return self._with_site_filter(KnownSites(sites))

    def _with_site_filter(self, new: SiteResidue | KnownSites) -> Pipeline:
        """This pipeline with a filter of what sites repeat, which is evidence for the classifier too."""
        made = self.with_filter(new, phase="residue" if any(p.name == "residue" for p in self.phases) else None)
        phases = (Phase(p.name, tuple(informed(f, new) for f in p.filters)) for p in made.phases)
        return made._replace(phases=tuple(phases))

    def with_max_loss(self, share: float) -> Pipeline:
        """This pipeline with another loss accepted, as a share of body characters from 0 to 1."""
        if not 0 <= share <= 1:
            raise ConfigError(f"max_loss is a share from 0 to 1, not {share!r}")
        return self._replace(max_loss=share)

    def with_repairs(self, level: RepairLevel) -> Pipeline:
        """This pipeline with another level of repairs."""
        if level not in LEVELS:
            raise UnknownNameError("level of repairs", level, LEVELS)
        return self._replace(repairs=level)

    def with_html(self, options: HtmlOptions) -> Pipeline:
        """This pipeline with another way of reading pages of HTML: extractor, rules for sites, limits."""
        return self._with_region(extractor=options.extractor)._replace(html=options)

    def with_seconds(self, seconds: float) -> Pipeline:
        """This pipeline with another limit of CPU seconds for one document; 0 for none.

        A document that takes longer comes back whole, with the flag ``out-of-time``; a step that has begun is finished.
        """
        from dataclasses import replace

        from cleaner.page.options import OPTIONS

        if not 0 <= seconds < float("inf"):
            raise ConfigError(f"seconds must be a number from 0, not {seconds!r}; 0 is no limit")
        html = self.html or OPTIONS
        return self._replace(html=replace(html, limits=replace(html.limits, seconds=seconds)))

    def with_shape(self, shape: ShapeChoice) -> Pipeline:
        """This pipeline for plain text of one shape, see `Document.shape`; ``auto`` finds out for each text."""
        check_shape(shape)
        return self._replace(shape=shape)

    def with_parts(self, *, include: Iterable[str] = (), leave_out: Iterable[str] = ()) -> Pipeline:
        """This pipeline with other parts of an article in its text.

        Args:
            include: what stays besides the body: ``captions``, ``comments``, ``embeds``, ``standfirst``. Embedded
                posts of social networks go or stay as the classifier says of each, if they are named nowhere.
            leave_out: what goes from the body of a page of HTML: ``code``, ``embeds``, ``headings``, ``lists``,
                ``quotes``, ``replies`` (all posts of a thread but the first), ``tables``.
        """
        include, leave_out = tuple(include), tuple(leave_out)
        for names, known in ((include, PARTS_TO_INCLUDE), (leave_out, PARTS_TO_LEAVE_OUT)):
            for name in names:
                if name not in known:
                    raise UnknownNameError("part", name, known)
        takers = [taker for part, taker in TAKERS.items() if part in include]
        changed = self._with_region(include=include, leave_out=leave_out)
        return changed._filtered(lambda f: f.name not in takers)._replace(include=include)

    def clean(
        self,
        source: str | bytes | Path | BeautifulSoup,
        *,
        url: str | None = None,
        kind: KindChoice = "auto",
        encoding: str | None = None,
        title: str | None = None,
        published: str | date | None = None,
        metadata: bool = True,
    ) -> Result:
        """Clean one article.

        Args:
            source: text or HTML as str or bytes, the path of a file, or a parsed page.
            url: where it came from, if known.
            kind: ``text``, ``html``, or ``auto`` to find out.
            encoding: of bytes, as the header ``Content-Type`` or the sender declared it.
            title: the headline, if it is known from elsewhere, such as the site's feed. It becomes the title of the
                metadata, and where it stands above the body it goes.
            published: when the article was published, if that is known: a date, a datetime or a str that states one.
            metadata: False leaves the metadata empty and lets go of what it would need. Either way none of it is
                worked out before it is asked for.

        Raises:
            InputError: the source cannot be read. No str and no bytes raise it.
            MissingPackageError: a package that this kind of source needs is not installed.
        """
        with Needed(), Paused():
            return self._clean(source, url, kind, encoding, title, published, metadata)

    def _clean(
        self,
        source: str | bytes | Path | BeautifulSoup,
        url: str | None,
        kind: KindChoice,
        encoding: str | None,
        title: str | None,
        published: str | date | None,
        metadata: bool,
    ) -> Result:
        budget = Budget(SECONDS if self.html is None else self.html.limits.seconds)
        repairs, shape = self.repairs, self.shape
        document = read(source, url=url, kind=kind, encoding=encoding, repairs=repairs, html=self.html, shape=shape)
        if title or published:
            from cleaner.metadata.hints import hints

            known, odd = hints(title, published)
            document = document._replace(known=known, flags=(*document.flags, *odd))
        outcome = self._run(document, budget)
        if again := read_again(document, outcome.view.text, repairs=repairs, shape=shape):
            document, outcome = again, self._run(again, budget)
        metadata = metadata and all(flag.code not in NOT_CLEANED for flag in (*document.flags, *outcome.flags))
        if not metadata and document.markup is not None:
            document.markup.forget()
        view, flags, found = outcome.view, (*document.flags, *outcome.flags), None if metadata else Metadata()
        made = (view.text, found, outcome.removals, document, flags, outcome.candidates, outcome.claims)
        return Result(*made, view=view, seconds=budget.left())

    def _run(self, document: Document, budget: Budget) -> Outcome:
        reread = rereader(self.shape, document.shape) if document.kind == "text" else None
        spared, least = spared_spans(self.include, document), 1.0 - self.max_loss
        return run(document, self.phases, least, reread, budget, spared=spared)

    def _check_names(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.filter_names:
                raise UnknownNameError("filter", name, self.filter_names)

    def _filtered(self, keep: Callable[[Filter], bool]) -> Pipeline:
        phases = (Phase(p.name, tuple(f for f in p.filters if keep(f))) for p in self.phases)
        return self._replace(phases=tuple(p for p in phases if p.filters))

    def _with_region(self, **settings: object) -> Pipeline:
        """This pipeline with other settings of the region filter."""
        made = [Phase(p.name, tuple(_set(f, settings) for f in p.filters)) for p in self.phases]
        return self._replace(phases=tuple(made))


def _set(made: Any, settings: dict[str, object]) -> Any:
    """`made` with other settings, if it is the region filter, guarded or not."""
    if isinstance(getattr(made, "inner", None), Region):
        return made._replace(inner=_set(made.inner, settings))
    return Region(**{**vars(made), **settings}) if isinstance(made, Region) else made


def clean(
    source: str | bytes | Path | BeautifulSoup,
    *,
    url: str | None = None,
    kind: KindChoice = "auto",
    encoding: str | None = None,
    title: str | None = None,
    published: str | date | None = None,
    preset: str = "article",
    shape: ShapeChoice = "auto",
) -> Result:
    """Clean one scraped article.

    Args:
        source: text or HTML as str or bytes, the path of a file, or a parsed page.
        url: where it came from, if known.
        kind: ``text``, ``html``, or ``auto`` to find out.
        encoding: of bytes, as the header ``Content-Type`` or the sender declared it.
        title: the headline, if it is known from elsewhere, such as the site's feed. It becomes the title of the
            metadata, and where it stands above the body it goes.
        published: when the article was published, if that is known: a date, a datetime or a str that states one.
        preset: ``article`` (the default), ``safe`` (only certainties) or ``repair`` (cuts nothing).
        shape: how plain text is laid out: ``lines``, ``flat``, ``glued``, ``wrapped``, ``markdown``, ``mixed``, or
            ``auto`` to find out.

    Raises:
        InputError: the source cannot be read. No str and no bytes raise it.
        UnknownNameError: no such preset.

    Examples:
        >>> import cleaner
        >>> cleaner.clean("It rained all night.\\n\\nAdvertisement\\n\\nBy noon the river was over its banks.").text
        'It rained all night.\\n\\nBy noon the river was over its banks.'
    """
    pipeline = Pipeline.preset(preset).with_shape(shape)
    return pipeline.clean(source, url=url, kind=kind, encoding=encoding, title=title, published=published)
