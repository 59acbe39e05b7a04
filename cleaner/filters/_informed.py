"""Filters to which what a site repeats is evidence, also inside of another."""

from __future__ import annotations

from typing import TypeVar

_Filter = TypeVar("_Filter")


def informed(made: _Filter, sites: object) -> _Filter:
    """The filter `made` with the profiles of the filter `sites` as evidence; itself if it takes none."""
    with_sites = getattr(made, "with_sites", None)
    return made if with_sites is None else with_sites(sites)
