"""Chooses among the claims of all sources, by agreement and by how often each source is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, prod
from pathlib import Path
from typing import cast

from cleaner.lines.agencies import is_agency
from cleaner.lines.names import looks_like_name, without_title
from cleaner.lines.plain import folded, words
from cleaner.metadata import evidence
from cleaner.metadata.evidence import Candidate
from cleaner.metadata.fields import Metadata
from cleaner.metadata.hints import HINT
from cleaner.metadata.titles import site_keys
from cleaner.model import Caption, Claim, ClaimValue, Field, Source
from cleaner.thresholds import thresholds

Weights = Mapping[str, Mapping[str, float]]

TEXT_TITLE, TEXT_AUTHORS = "text title", "text authors"
"""Names of the tables for guesses from the lines of a plain text."""
_WEIGHTS = Path(__file__).parent.parent / "data" / "metadata" / "weights.json"
_TIE = 1e-6
NEAR = 200
"""Characters between the lines of one byline."""
_BEST_OF: tuple[Field, ...] = (
    "description", "agency", "modified", "dateline", "site", "section", "tags", "language", "image", "canonical_url",
    "licence", "paywalled",
)  # fmt: skip


def pick(claims: Iterable[Claim], weights: Weights | None = None) -> Metadata:
    """Choose the metadata among `claims`; the losers are kept in `Metadata.claims`. A hint always wins.

    Args:
        claims: the claims of all sources, in any order of fields.
        weights: the weight of each piece of evidence; None for those that come with the package.
    """
    table = weights or learned_weights()
    by_field: dict[str, list[Claim]] = {}
    for claim in dict.fromkeys(claims):
        by_field.setdefault(claim.field, []).append(claim)
    known = sites(c for field in ("site", "canonical_url") for c in by_field.get(field, ()))
    contested = {f: by_field.get(f, []) for f in ("title", "authors", "published", "modified", "captions")}
    contested["authors"] = _one_byline(contested["authors"])
    article = evidence.describes_article([*contested["published"], *contested["authors"]])
    front = evidence.is_front_page([*by_field.get("canonical_url", ()), *contested["published"], *contested["authors"]])
    people = evidence.people(contested["authors"], known, contested["title"])
    chosen: dict[str, list[Claim]] = {
        "title": _likeliest("title", evidence.titles(contested["title"], known, article=article, front=front), table),
        "authors": _authors(contested["authors"], people, table),
        "published": _likeliest("published", evidence.days(contested["published"], contested["modified"]), table),
        "captions": _captions(contested["captions"]),
    }
    given: dict[str, list[Claim]] = {
        c.field: [c] for claims in by_field.values() for c in claims if c.source.name == HINT
    }
    chosen |= given
    headline = folded(str(chosen["title"][0].value)) if chosen["title"] else None
    for field in _BEST_OF:
        if claims_of := by_field.get(field):
            if field == "description":
                claims_of = [c for c in claims_of if folded(str(c.value)) != headline]
            chosen[field] = _best_of(claims_of)
    return _metadata(chosen, by_field)


def certainty(candidate: Candidate, table: Mapping[str, float]) -> float:
    """The probability that a candidate is right: a logistic model over what the sources say.

    An unknown source counts like the average known one, scaled by the certainty of its claim, in dissent as in
    agreement.
    """
    agreeing, dissenting = _unknown(candidate.backers, table), _unknown(candidate.rivals, table)
    more = 0.0
    if agreeing or dissenting:
        agree, dissent = _average_source(table)
        more = agree * agreeing + dissent * dissenting
    return likelihood(candidate.evidence, table, more)


def _unknown(claims: Sequence[Claim], table: Mapping[str, float]) -> float:
    """The sum of the certainties of claims by unknown sources, each source counted once."""
    surest: dict[Source, float] = {}
    for claim in claims:
        if str(claim.source) not in table and f"{claim.source} other" not in table:
            surest[claim.source] = max(surest.get(claim.source, 0.0), claim.certainty)
    return sum(surest.values())


def _average_source(table: Mapping[str, float]) -> tuple[float, float]:
    """The average effect of a known source's agreement and of its dissent, in log odds."""
    both = [(table[s], w) for name, w in table.items() if (s := name.removesuffix(" other")) != name and s in table]
    if not both:
        return 1.0, -1.0
    return sum(a for a, _ in both) / len(both), sum(d for _, d in both) / len(both)


def likelihood(evidence: Iterable[str], table: Mapping[str, float], more: float = 0.0) -> float:
    """The probability of a guess given its evidence, by a logistic model.

    Args:
        evidence: names of the evidence; those that `table` lacks count nothing.
        table: a weight for each piece of evidence, and the ``bias``.
        more: log odds to add.
    """
    total = table["bias"] + sum(table.get(name, 0.0) for name in evidence) + more
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _rated(candidates: Sequence[Candidate], table: Mapping[str, float]) -> list[tuple[float, int, Candidate]]:
    """Each candidate with its certainty and a rank for ties; by the claims' own certainties if no source is known."""
    known = any(str(c.source) in table for candidate in candidates for c in candidate.backers)
    return [(certainty(c, table) if known else 1 - _doubt(c.backers), -i, c) for i, c in enumerate(candidates)]


def _doubt(claims: Sequence[Claim]) -> float:
    """The probability that all of `claims` are wrong, each source counted once."""
    by_source: dict[Source, float] = {}
    for claim in claims:
        by_source[claim.source] = max(by_source.get(claim.source, 0.0), min(claim.certainty, 0.99))
    return prod(1 - c for c in by_source.values())


@cache
def learned_weights() -> Weights:
    """For each field the weight of each piece of evidence, as scripts/train_metadata.py learned them."""
    return cast(Weights, json.loads(_WEIGHTS.read_text("utf-8")))


def sites(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The names of the site in `claims`, folded."""
    names: list[str] = []
    address = None
    for claim in claims:
        if claim.field == "site":
            names.append(str(claim.value))
        elif claim.field == "canonical_url":
            address = address or str(claim.value)
    return site_keys(names, address)


def _likeliest(field: Field, candidates: Sequence[Candidate], weights: Weights) -> list[Claim]:
    """The claim of the most certain candidate: its most certain backer, and for dates the longest stamp."""
    rated = _rated(candidates, weights[field])
    if not rated:
        return []
    sure, _, best = max(rated, key=lambda r: r[:2])
    if sure < thresholds("metadata")[field]:
        # Where an article contradicts itself its own account is still better than no date.
        own = [r for r in rated if any(b.source.name in evidence.ARTICLE for b in r[2].backers)]
        if field != "published" or not own:
            return []
        sure, _, best = max(own, key=lambda r: r[:2])
    by = max(best.backers, key=lambda c: (len(str(c.value)) if field == "published" else 0, c.certainty))
    return [by._replace(certainty=round(sure, 3))]


def _authors(claims: Sequence[Claim], candidates: Sequence[Candidate], weights: Weights) -> list[Claim]:
    """Every name above the threshold, or else the likeliest one, in the order of the source that has most of them."""
    rated, least = _rated(candidates, weights["authors"]), thresholds("metadata")
    sure = {c.key: (p, c) for p, _, c in rated if p >= least["authors"]}
    called = [r for r in rated if not all(b.source.name == "name" for b in r[2].backers)]
    if not sure and called and (best := max(p for p, _, _ in called)) >= least["lone_author"]:
        sure = {c.key: (p, c) for p, _, c in called if p > best - _TIE}
    sure = _each_once(_people(sure))
    if not sure:
        return []
    lead = max(claims, key=lambda c: (sum(_person(n) in sure for n in _names(c)), c.certainty))
    order = list(dict.fromkeys([k for n in _names(lead) if (k := _person(n)) in sure] + list(sure)))
    names = tuple(_names(sure[k][1].backers[0])[0] for k in order)
    names = tuple(n for n in names if not is_agency(n)) or names
    return [lead._replace(value=names, certainty=round(min(sure[k][0] for k in order), 3))]


def _people(sure: dict[str, tuple[float, Candidate]]) -> dict[str, tuple[float, Candidate]]:
    """`sure` without the name of the site, where somebody else is named."""
    others = {k: v for k, v in sure.items() if evidence.SITE_BESIDE not in v[1].evidence}
    return others if any(looks_like_name(_names(c.backers[0])[0]) for _, c in others.values()) else sure


def _each_once(sure: dict[str, tuple[float, Candidate]]) -> dict[str, tuple[float, Candidate]]:
    """`sure` without variants of one name with more or fewer words.

    The likelier variant stays; of a first name and a whole one the latter.
    """
    words_of = {k: frozenset(words(_names(c.backers[0])[0])) for k, (_, c) in sure.items()}
    kept: dict[str, frozenset[str]] = {}
    for key in sorted(sure, key=lambda k: (len(words_of[k]) == 1, -sure[k][0])):
        own = words_of[key]
        if not any(own <= other or other <= own for other in kept.values()):
            kept[key] = own
    return {k: v for k, v in sure.items() if k in kept}


def _one_byline(claims: list[Claim]) -> list[Claim]:
    """`claims` without the bylines from the text that stand far from the one by the body, or else from the first."""
    printed = sorted((c for c in claims if c.source.name == "byline" and c.span), key=lambda c: c.span or (0, 0))
    if not printed:
        return claims
    lead = (
        next((c.span for c in claims if c.source.name == "byline-lines" and c.span), None) or printed[0].span or (0, 0)
    )
    near = [c for c in printed if c.span and lead[0] - NEAR <= c.span[0] <= lead[1] + NEAR] or printed[:1]
    far = set(printed).difference(near)
    return [c for c in claims if c not in far]


def _person(name: str) -> str:
    return folded(without_title(name))


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(n for n in claim.value if isinstance(n, str)) if isinstance(claim.value, tuple) else ()


def _captions(claims: Sequence[Claim]) -> list[Claim]:
    """Every caption once; of two that say the same the one with a credit."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        if not isinstance(claim.value, Caption) or not (key := folded(claim.value.text)):
            continue
        old = kept.get(key)
        if old is None or (isinstance(old.value, Caption) and not old.value.credit and claim.value.credit):
            kept[key] = claim
    return list(kept.values())


def _best_of(claims: Sequence[Claim]) -> list[Claim]:
    """The most certain claim; sources that agree count together."""
    if not claims:
        return []
    doubt: dict[str, float] = {}
    for claim in claims:
        key = _key(claim.value)
        doubt[key] = doubt.get(key, 1.0) * (1 - min(claim.certainty, 0.99))
    best = max(claims, key=lambda c: (-doubt[_key(c.value)], c.certainty))
    return [best._replace(certainty=round(1 - doubt[_key(best.value)], 3))]


def _key(value: ClaimValue) -> str:
    return folded(value) if isinstance(value, str) else repr(value)


def _metadata(chosen: Mapping[str, Sequence[Claim]], by_field: Mapping[str, Sequence[Claim]]) -> Metadata:
    values: dict[str, object] = {}
    ordered: list[Claim] = []
    for field in dict.fromkeys([*chosen, *by_field]):
        won = list(chosen.get(field, ()))
        origins = {(c.source, c.span) for c in won}
        lost = [c for c in by_field.get(field, ()) if (c.source, c.span) not in origins]
        ordered += won + lost
        if won:
            values[field] = tuple(c.value for c in won) if field == "captions" else won[0].value
    sources = {f: str(chosen[f][0].source) for f in values}
    return Metadata(**values, sources=sources, claims=tuple(ordered))  # type: ignore[arg-type]
