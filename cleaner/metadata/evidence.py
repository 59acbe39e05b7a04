"""The evidence of all sources for and against each possible value of a field."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from cleaner.lines.names import looks_like_name, without_title
from cleaner.lines.plain import folded, words
from cleaner.metadata.titles import heads, names_site, without_site
from cleaner.model import Claim, Source

ARTICLE = ("json-ld-news", "json-ld", "og", "parsely", "citation")
"""Sources of dates and authors that only articles have."""
STATED = ("title", "og", "twitter")
"""Sources of the page's own title that are not printed."""
LITTLE = 0.5
"""Share of its words in the title below which a heading says something else."""
MIN_WORD = 3
MIN_PART = 6
"""Letters of a title with which another does not begin by accident."""
MANY = 4
"""Sources that agree on a title."""
HEADINGS = frozenset(
    [*(Source("h1", q) for q in ("", "agreed", "first", "later")), Source("heading", "agreed"), Source("microdata")]
)
"""Sources of titles that are printed above the article."""
SHORTENED = ("title", "og")
"""Sources of titles that may include the site's name or a section."""
PRINTED = ("printed", "date-element", "time", "htmldate")
"""Sources of dates printed for readers, which may be the date of the last change."""

PARTIAL = ("name", "portrait", "signature")
"""Sources of authors that may name one of several, or somebody else."""

SITE_BESIDE = "site beside a person"
"""Evidence that a name is the site's, on a page that names people."""


class Candidate:
    """A possible value of a field.

    Args:
        key: the folded value, the same for all its spellings.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        self.backers: list[Claim] = []  # the claims for it, the value corrected (a title without the site's name)
        self.rivals: list[Claim] = []  # the claims of sources for other values
        self.evidence: dict[str, None] = {}  # names of the evidence: ``h1``, ``og begins``, ``h1 other``


def titles(
    claims: Sequence[Claim], sites: Sequence[str], *, article: bool = True, front: bool = False
) -> list[Candidate]:
    """Candidates for the headline: each source's title without the site's name, and the beginnings of titles.

    Args:
        claims: the titles that the sources give.
        sites: the names of the site, folded.
        article: whether the page describes itself as an article; on others a heading is more often a slogan.
        front: whether it is the site's front page, the title of which begins with the site's name.
    """
    found: dict[str, Candidate] = {}
    stated_titles: list[tuple[Source, str]] = []
    for claim in claims:
        whole = str(claim.value)
        value = without_site(whole, sites, leading=not front)
        stated_titles.append((claim.source, value))
        leads = value == whole and front and without_site(whole, sites) != value
        how = " with the site" if leads else "" if value == whole else " cut"
        _back(found, value, claim, f"{claim.source}{how}")
    whole_headings = {folded(v) for source, v in stated_titles if source in HEADINGS}
    for claim in claims:
        value = without_site(str(claim.value), sites, leading=not front)
        if claim.source.name in SHORTENED and folded(value) not in whole_headings and (shorter := heads(value)):
            _back(found, shorter[0], claim, f"{claim.source} shortened")
    for source, value in stated_titles:
        key = folded(value)
        for candidate in found.values():
            if MIN_PART <= len(candidate.key) < len(key):
                if key.startswith(candidate.key):
                    candidate.evidence[f"{source} begins"] = None
                elif key.endswith(candidate.key):
                    candidate.evidence[f"{source} ends"] = None
    for candidate in found.values():
        _shape(candidate, sites)
        _beside_the_title(candidate, stated_titles)
        _disagree(candidate, claims)
        if "names the site" in candidate.evidence and len(found) > 1:
            candidate.evidence["names the site, beside another"] = None
        if len({c.source for c in candidate.backers}) >= MANY:
            candidate.evidence["many say so"] = None
        if not article:
            candidate.evidence |= dict.fromkeys([f"{e}, no article" for e in candidate.evidence if " other" not in e])
    return list(found.values())


def describes_article(claims: Sequence[Claim]) -> bool:
    """Whether the page says when or by whom it was published, as only articles do."""
    return any(c.field in ("published", "authors") and c.source.name in ARTICLE for c in claims)


def is_front_page(claims: Sequence[Claim]) -> bool:
    """Whether a page calls the bare address of its site its own, and does not describe itself as an article."""
    own = next((str(c.value) for c in claims if c.field == "canonical_url"), "")
    address = urlsplit(own)
    return bool(own) and not describes_article(claims) and not address.path.strip("/") and not address.query


def _shape(candidate: Candidate, sites: Sequence[str]) -> None:
    value = str(candidate.backers[0].value)
    length = len(value.split())
    heading = any(c.source.name == "h1" for c in candidate.backers)
    for holds, name in (
        (names_site(value, sites), "names the site"),
        (length <= 1, "one word"),
        (length == 2, "two words"),
        (len(value) > 160, "long"),
        (heading and "title begins" in candidate.evidence, "heading, title begins"),
        (heading and "title ends" in candidate.evidence, "heading, title ends"),
    ):
        if holds:
            candidate.evidence[name] = None


def _beside_the_title(candidate: Candidate, stated_titles: Sequence[tuple[Source, str]]) -> None:
    """Evidence from the page's own title: a heading that shares no words with it is a slogan."""
    own = set(words(str(candidate.backers[0].value)))
    stated = [w for source, v in stated_titles if source.name in STATED and (w := set(words(v)))]
    backers = {c.source.name for c in candidate.backers}
    if "title" in backers and "og" in backers:
        candidate.evidence["title and og agree"] = None
    if stated and own and not backers & {*STATED}:
        shared = max(len(own & other) / min(len(own), len(other)) for other in stated)
        candidate.evidence[
            "unlike the title" if shared < LITTLE else "partly the title" if shared < 1 else "in the title"
        ] = None


def people(claims: Sequence[Claim], sites: Sequence[str], headlines: Sequence[Claim] = ()) -> list[Candidate]:
    """One candidate for each name that any source gives.

    Args:
        claims: the authors that each source gives.
        sites: the names of the site, folded.
        headlines: the titles that the sources give; words of a headline are rarely its author.
    """
    found: dict[str, Candidate] = {}
    for claim in claims:
        for name in claim.value if isinstance(claim.value, tuple) else ():
            if isinstance(name, str):
                _back(found, without_title(name), claim._replace(value=(name,)), str(claim.source))
    someone = any(looks_like_name(_name(c)) for c in found.values())
    of_the_site = [c for c in claims if all(names_site(n, sites) for n in _said_by(c))]
    spoken = {w for c in headlines for w in words(str(c.value))}
    for candidate in found.values():
        candidate.backers.sort(key=lambda c: not looks_like_name(_said(c)))
        name = _name(candidate)
        of_site = names_site(name, sites) or _is_desk(name, sites)
        _disagree(candidate, [c for c in claims if c.source.name not in PARTIAL and (of_site or c not in of_the_site)])
        for holds, what in (
            (not looks_like_name(name), "beside a person" if someone else "not a person"),
            (of_site, SITE_BESIDE if someone else "names the site"),
            (len(name.split()) == 1, "one word"),
            (any(w in spoken for w in words(name) if len(w) > MIN_WORD), "in the headline"),
        ):
            if holds:
                candidate.evidence[what] = None
    return list(found.values())


def _said(claim: Claim) -> str:
    return str(claim.value[0]) if isinstance(claim.value, tuple) else str(claim.value)


def _is_desk(name: str, sites: Sequence[str]) -> bool:
    """Whether `name` has the site's in capitals: ``NHR Nordland`` on nhr.example."""
    return any(w.isupper() and len(w) >= MIN_WORD and folded(w) in sites for w in name.split())


def _said_by(claim: Claim) -> tuple[str, ...]:
    return tuple(n for n in claim.value if isinstance(n, str)) if isinstance(claim.value, tuple) else ()


def _name(candidate: Candidate) -> str:
    return _said(candidate.backers[0])


def days(claims: Sequence[Claim], changed: Sequence[Claim] = ()) -> list[Candidate]:
    """One candidate for each day that any source gives.

    Args:
        claims: the dates of publication that the sources give.
        changed: the dates of changes.

    Days after the one that the JSON-LD of a news article states are days of changes.
    """
    found: dict[str, Candidate] = {}
    news = min((str(c.value)[:10] for c in claims if c.source == Source("json-ld-news")), default=None)
    for claim in claims:
        if news is None or str(claim.value)[:10] <= news:
            _back(found, str(claim.value)[:10], claim, str(claim.source))
    stated = {str(c.value)[:10] for c in claims if c.source.name not in PRINTED}
    later = {folded(str(c.value)[:10]) for c in changed}
    for candidate in found.values():
        _disagree(candidate, claims)
        day = str(candidate.backers[0].value)[:10]
        if stated and day not in stated:
            candidate.evidence["after what is stated" if day > min(stated) else "before what is stated"] = None
        if news and day != news:
            candidate.evidence["before what news states"] = None
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
        claim if isinstance(claim.value, tuple) or claim.field != "title" else claim._replace(value=value)
    )


def _disagree(candidate: Candidate, claims: Sequence[Claim]) -> None:
    backing = {_list_of(c) for c in candidate.backers}
    for claim in claims:
        if _list_of(claim) not in backing:
            candidate.rivals.append(claim)
            candidate.evidence[f"{claim.source} other"] = None


def _list_of(claim: Claim) -> Source:
    """The source of `claim`; the people and the others in one list of authors do not contradict each other."""
    return claim.source._replace(qualifier="") if claim.source.qualifier.endswith("stated") else claim.source
