"""What the sources say for and against each possible value of a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cleaner.meta.names import looks_like_name
from cleaner.meta.plain import folded
from cleaner.meta.titles import heads, names_site, without_site
from cleaner.model import Claim


MIN_PART = 6
"""Letters of a title that cannot begin another by chance."""
PRINTED = ("printed", "date-element", "time", "htmldate")
"""Sources of dates that are printed for readers, who may be told of the last change."""


@dataclass(slots=True)
class Candidate:
    """A possible value of a field.

    Args:
        key: what two spellings of the value share.
        backers: the claims that say it, the value put right (a title less the site's name).
        evidence: what is known for and against it: ``h1``, ``og begins``, ``json-ld other`` …
    """

    key: str
    backers: list[Claim] = field(default_factory=list)
    evidence: dict[str, None] = field(default_factory=dict)


def titles(claims: Sequence[Claim], sites: Sequence[str]) -> list[Candidate]:
    """Candidates for the headline: what each source says less the site's name, and what titles begin with."""
    found: dict[str, Candidate] = {}
    said: list[tuple[str, str]] = []
    for claim in claims:
        whole = str(claim.value)
        value = without_site(whole, sites)
        said.append((claim.source, value))
        _back(found, value, claim, claim.source if value == whole else f"{claim.source} cut")
        if claim.source in ("title", "og") and (shorter := heads(value)):
            _back(found, shorter[0], claim, f"{claim.source} shortened")
    for source, value in said:
        key = folded(value)
        for candidate in found.values():
            if MIN_PART <= len(candidate.key) < len(key):
                if key.startswith(candidate.key):
                    candidate.evidence[f"{source} begins"] = None
                elif key.endswith(candidate.key):
                    candidate.evidence[f"{source} ends"] = None
    for candidate in found.values():
        _shape(candidate, sites)
        _disagree(candidate, claims)
    return list(found.values())


def _shape(candidate: Candidate, sites: Sequence[str]) -> None:
    value = str(candidate.backers[0].value)
    words = len(value.split())
    heading = any(c.source.startswith("h1") for c in candidate.backers)
    for holds, name in (
        (names_site(value, sites), "names the site"),
        (words <= 1, "one word"),
        (words == 2, "two words"),
        (len(value) > 160, "long"),
        (heading and "title begins" in candidate.evidence, "heading, title begins"),
        (heading and "title ends" in candidate.evidence, "heading, title ends"),
    ):
        if holds:
            candidate.evidence[name] = None


def people(claims: Sequence[Claim], sites: Sequence[str]) -> list[Candidate]:
    """One candidate for each name that any source gives."""
    found: dict[str, Candidate] = {}
    for claim in claims:
        for name in claim.value if isinstance(claim.value, tuple) else ():
            if isinstance(name, str):
                _back(found, name, replace(claim, value=(name,)), claim.source)
    someone = any(looks_like_name(_name(c)) for c in found.values())
    for candidate in found.values():
        name = _name(candidate)
        _disagree(candidate, claims)
        if not looks_like_name(name):
            candidate.evidence["beside a person" if someone else "not a person"] = None
        if names_site(name, sites):
            candidate.evidence["names the site"] = None
        if len(name.split()) == 1:
            candidate.evidence["one word"] = None
    return list(found.values())


def _name(candidate: Candidate) -> str:
    value = candidate.backers[0].value
    return str(value[0]) if isinstance(value, tuple) else ""


def days(claims: Sequence[Claim], changed: Sequence[Claim] = ()) -> list[Candidate]:
    """One candidate for each day that any source gives.

    Args:
        claims: when the article was published, in the words of each source.
        changed: when it was changed.
    """
    found: dict[str, Candidate] = {}
    for claim in claims:
        _back(found, str(claim.value)[:10], claim, claim.source)
    stated = {str(c.value)[:10] for c in claims if not c.source.startswith(PRINTED)}
    later = {folded(str(c.value)[:10]) for c in changed}
    for candidate in found.values():
        _disagree(candidate, claims)
        day = str(candidate.backers[0].value)[:10]
        if stated and day not in stated:
            candidate.evidence["after what is stated" if day > min(stated) else "before what is stated"] = None
        if len(found) > 1 and candidate.key in later:
            candidate.evidence["day of a change"] = None
    if len(found) > 1:
        found[min(found)].evidence["earliest"] = None
    return list(found.values())


def _back(found: dict[str, Candidate], value: str, claim: Claim, evidence: str) -> None:
    key = folded(value)
    if not key:
        return
    candidate = found.setdefault(key, Candidate(key))
    candidate.evidence[evidence] = None
    candidate.backers.append(
        claim if isinstance(claim.value, tuple) or claim.field != "title" else replace(claim, value=value)
    )


def _disagree(candidate: Candidate, claims: Sequence[Claim]) -> None:
    backing = {c.source for c in candidate.backers}
    for claim in claims:
        if claim.source not in backing:
            candidate.evidence[f"{claim.source} other"] = None
