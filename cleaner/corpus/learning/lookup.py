"""The second pass: for each document the pipeline that knows its site."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from cleaner.learning import host_of
from cleaner.pipeline import Pipeline
from cleaner.sites.profile import SiteProfile

PROFILES = "sites"
_CACHED = 500  # sites of which a worker knows the pipeline; documents of a site tend to come together
_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,150}")


def profile_name(site: str) -> str:
    """The name of the file with the profile of `site`, whatever that is called."""
    if _PLAIN.fullmatch(site) and not site.endswith("."):
        return f"{site}.toml"
    return f"_{blake2b(site.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}.toml"


class PipelineOf:
    """Gives for a URL the pipeline with what is known of its site."""

    def __init__(self, pipeline: Pipeline, folder: Path) -> None:
        """Add to `pipeline` the profiles in `folder`."""
        self._pipeline, self._folder = pipeline, folder
        self._of_site = lru_cache(maxsize=_CACHED)(self._made)

    def __call__(self, url: str | None) -> Pipeline:
        """The pipeline for a document from `url`."""
        return self._pipeline if url is None else self._of_site(host_of(url))

    def _made(self, site: str) -> Pipeline:
        path = self._folder / profile_name(site)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return self._pipeline
        return self._pipeline.with_site(SiteProfile.loads(text, str(path)))
