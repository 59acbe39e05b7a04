"""`cleaner sites`: shows what the profile of a site would cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner._io.show import emit_drawn, safe_line
from cleaner.cli._common import Parser
from cleaner.model import CERTAIN, LIKELY
from cleaner.sites.profile import Entry, SiteProfile
from cleaner.sites.spans import cut_certainty, is_likely


def parser() -> Parser:
    """The options of the command."""
    made = Parser("cleaner sites", "Show what the profile of a site cuts, and where each was found.")
    made.add_argument("command", choices=("show",), help="show: list what profiles cut, the most certain first")
    made.add_argument("profiles", nargs="+", metavar="PROFILE", type=Path, help="a file that cleaner learn wrote")
    return made


def main(argv: Sequence[str]) -> int:
    """Show the profiles named in `argv`; return the exit code."""
    for path in parser().parse_args(argv).profiles:
        for line in _shown(SiteProfile.load(path)):
            emit_drawn(safe_line(line) + "\n")
    return 0


def _shown(profile: SiteProfile) -> Iterator[str]:
    yield f"{profile.site or 'a site'}: {len(profile.entries)} entries from {profile.pages} pages"
    for heading, level in (("cut by every preset", CERTAIN), ("cut by article", LIKELY), ("not sure enough", 0.0)):
        entries = [e for e in profile.entries if _level(e) == level and e.text not in profile.keep]
        if entries:
            yield from ("", f"{heading}:")
        for e in entries:
            yield f"  {e.pages:>5} pages  {e.certainty:.3f}  {e.kind:<11} {e.rule:<8} {e.text}"
            yield from [f"         {e.example}"] if e.example else []
    for heading, texts in (("kept by hand", profile.keep), ("cut by hand", profile.drop)):
        if texts:
            yield from ("", f"{heading}:")
            yield from (f"  {text}" for text in texts)


def _level(entry: Entry) -> float:
    return cut_certainty(entry) if is_likely(entry) else 0.0
