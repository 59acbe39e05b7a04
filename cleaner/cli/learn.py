"""`cleaner learn`: learns a profile of each site from its pages."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner._io.atomic import write_whole
from cleaner._io.show import emit_drawn, safe_line, say
from cleaner.cli._common import Parser
from cleaner.corpus.items import Rejected, Row
from cleaner.corpus.recipe import Recipe
from cleaner.corpus.source import find_units, read_unit
from cleaner.errors import ConfigError, InputError
from cleaner.hosts import host_of
from cleaner.learning import Learner
from cleaner.sites.learn import MIN_PAGES
from cleaner.sites.profile import SiteProfile
from cleaner.sites.sketch import SAMPLE


def parser() -> Parser:
    """The options of the command."""
    made = Parser(
        "cleaner learn",
        "Learn what sites repeat on their pages. Each site gets a profile, HOST.toml, to read, edit and commit;\n"
        "what you wrote under keep and drop in one that is there already stays.",
        "exit codes: 0 done, 2 error",
    )
    made.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder or a glob: pages, texts, corpora")
    made.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder of the profiles")
    made.add_argument("--site", metavar="HOST", help="the site of all pages (default: by their addresses)")
    made.add_argument(
        "--min-pages",
        metavar="N",
        type=int,
        default=MIN_PAGES,
        help="pages from which on something counts as repeated (2)",
    )
    made.add_argument("--sample", metavar="N", type=int, default=SAMPLE, help=f"pages kept of each site ({SAMPLE})")
    made.add_argument("--column", metavar="NAME", help="the column with the page (default: text, or else html)")
    made.add_argument("--url-column", metavar="NAME", default="url", help="the column with its address (url)")
    return made


def main(argv: Sequence[str]) -> int:
    """Learn from the sources named in `argv`; return the exit code."""
    args = parser().parse_args(argv)
    if args.min_pages < 2 or args.sample < args.min_pages:
        raise ConfigError(
            f"--min-pages must be at least 2 and --sample no less, not {args.min_pages} and {args.sample}"
        )
    learner, homeless = Learner(args.sample), 0
    for row in _rows(args):
        homeless += not learner.add(row.content, url=row.url, site=args.site, kind=row.kind)
    if homeless:
        say(f"pages without an address: {homeless}; name their site with --site")
    if not learner.sketches:
        raise InputError("no page of a known site, so nothing was learned")
    args.output.mkdir(parents=True, exist_ok=True)
    for site in sorted(learner.sketches):
        _write(learner.profile(site, min_pages=args.min_pages), args.output)
    return 0


def _rows(args: Namespace) -> Iterator[Row]:
    recipe = Recipe(column=args.column, url_column=args.url_column)
    for source in args.sources:
        for unit in find_units(source, recipe):
            for item in read_unit(unit, recipe):
                if isinstance(item, Row):
                    yield item
                elif isinstance(item, Rejected):
                    say(f"{item.place}: {item.reason}: {item.message}")


def _write(profile: SiteProfile, folder: Path) -> None:
    path = folder / f"{host_of(profile.site) or _plain(profile.site)}.toml"
    if path.exists():
        profile = profile.edited_as(SiteProfile.load(path))
    try:
        write_whole(path, profile.to_toml().encode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None
    emit_drawn(f"{safe_line(path)}: {len(profile.entries)} entries from {profile.pages} pages\n")


def _plain(site: str) -> str:
    """`site` as the name of a file."""
    return "".join(c if c.isalnum() or c in "-._" else "_" for c in site).lstrip(".") or "site"
