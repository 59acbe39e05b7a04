"""The words of bylines, dates and credits, and a guess at the language of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from cleaner.kernel import unusual_runs
from cleaner.packs.fold import fold
from cleaner.packs.load import compiled

_GUESS_CHARS = 4000
_MIN_HITS = 3  # stop words; with fewer there is no guess
_MARGIN = 1.25  # how far the best language must lead the next
_MIN_SHARE = 0.1  # of the words must be stop words of the language


class Grammar(NamedTuple):
    """Words of all languages at once, every one in folded form.

    Args:
        months: full and short names, to 1 .. 12.
        weekdays: full and short names.
        byline_prefixes: words that introduce an author ("by", "von", "par", "文"), longest first.
        conjunctions: words that join the last two names of a list ("and", "und").
        roles: roles of authors ("staff writer", "korrespondent"), longest first.
        role_fields: fields and ranks that go with a role before a name ("affairs", "court", "sport").
        source_prefixes: byline prefixes that introduce a source as well ("from").
        helper_prefixes: words that introduce somebody who helped and is no author; one word needs a colon behind it.
        works: words for works and services, which are no authors ("encyclopedia").
        particles: lower-case parts of names ("von", "de la", "bin").
        agencies: news agencies ("reuters", "dpa").
        time_words: other words of time stamps ("am", "uhr", "gmt").
        credit_labels: labels of photo credits ("photo", "foto von", "bildquelle").
        source_labels: those that name the source of a text or chart as well as of a photo ("source", "quelle").
        credit_names: names in photo credits other than people and news agencies ("getty images", "privat").
        not_names: words that are never part of a person's name ("staff", "editor", "minutes").
        groups: words that make a name an organisation's ("team", "verlag").
        fillers: stand-ins in an author field ("admin", "unknown").
        calls: first words of a link to an author's page ("view", "alle").
        honorifics: titles before a name ("dr", "prof").
        generations: suffixes that are part of a name ("jr", "iii").
        degrees: suffixes that are not part of a name ("phd").
        not_places: words in capitals before a dash that are no places ("breaking", "opinion").
        short_places: places of four letters or fewer, or that are easily taken for other words.
        dates_published: labels of dates of publication ("published", "erschienen").
        dates_changed: labels of dates of a change ("updated", "stand").
        dates_other: labels of other dates ("received", "accepted").
        labels_title: labels of the title in exports of databases ("headline").
        labels_authors: labels of the authors there ("byline").
        labels_section: labels of the section there ("section").
        labels_date: labels of the date of publication there ("load-date").
        date_fillers: words between the parts of a date ("de", "th").
        afternoon: words before a time of the afternoon ("오후"), where it counts from one to twelve.
        headline_words: words in lower case even in headlines that capitalise every other word.
        anaphors: words that open a sentence which goes on from the one before ("he", "but", "danach").
        picture_places: where somebody stands in a picture, as captions say in brackets (digits as 0: "0.v.l").
        polite: pronouns that have a capital wherever they stand ("Sie").
        code_words: words of texts about programming ("jquery", "template").
    """

    months: Mapping[str, int]
    byline_prefixes: tuple[str, ...]
    roles: tuple[str, ...]
    weekdays: frozenset[str]
    conjunctions: frozenset[str]
    role_fields: frozenset[str]
    source_prefixes: frozenset[str]
    helper_prefixes: frozenset[str]
    works: frozenset[str]
    particles: frozenset[str]
    agencies: frozenset[str]
    time_words: frozenset[str]
    credit_labels: frozenset[str]
    source_labels: frozenset[str]
    credit_names: frozenset[str]
    not_names: frozenset[str]
    groups: frozenset[str]
    fillers: frozenset[str]
    calls: frozenset[str]
    honorifics: frozenset[str]
    generations: frozenset[str]
    degrees: frozenset[str]
    not_places: frozenset[str]
    short_places: frozenset[str]
    dates_published: frozenset[str]
    dates_changed: frozenset[str]
    dates_other: frozenset[str]
    date_fillers: frozenset[str]
    afternoon: frozenset[str]
    headline_words: frozenset[str]
    labels_title: frozenset[str]
    labels_authors: frozenset[str]
    labels_section: frozenset[str]
    labels_date: frozenset[str]
    anaphors: frozenset[str]
    picture_places: frozenset[str]
    polite: frozenset[str]
    code_words: frozenset[str]


@cache
def grammar() -> Grammar:
    """The grammar of all languages."""
    words = compiled().words
    ordered = {key: tuple(words[key]) for key in ("byline_prefixes", "roles")}
    sets = {key: frozenset(listed) for key, listed in words.items() if key not in ordered}
    return Grammar(months=MappingProxyType(compiled().months), **ordered, **sets)  # type: ignore[arg-type]


@cache
def stopwords() -> Mapping[str, frozenset[str]]:
    """The commonest words of each language, folded; by language tag."""
    return MappingProxyType({lang: frozenset(words) for lang, words in compiled().stopwords.items()})


@cache
def languages_of() -> Mapping[str, tuple[str, ...]]:
    """The tags of the languages of which each word is one of the commonest; folded."""
    found: dict[str, tuple[str, ...]] = {}
    for lang, words in stopwords().items():
        for word in words:
            found[word] = (*found.get(word, ()), lang)
    return found


@cache
def all_stopwords() -> frozenset[str]:
    """The commonest words of all languages, folded."""
    return frozenset(languages_of())


def guess_language(text: str) -> str | None:
    """The tag of the language that `text` is most likely in; None if that is unclear.

    By script where one script means one language, by stop words otherwise, from the first few
    thousand characters. Cheap, and meant for weighing other evidence, not as a language detector.
    """
    text = text[:_GUESS_CHARS]
    if not text.isascii() and (lang := _by_script(text) or _by_letters(text)):
        return lang
    words = fold(text).split()
    votes = Counter(chain.from_iterable(filter(None, map(languages_of().get, words))))
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if not ranked or ranked[0][1] < max(_MIN_HITS, _MIN_SHARE * len(words)):
        return None
    if len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]:
        return None
    best = ranked[0][0]
    return None if any(best == lang and not set(own) & set(text.casefold()) for lang, own, _ in _LETTERS) else best


_LETTERS = (("tr", "ğıış", "ə"),)  # letters that no other Latin script of the packs has, and those that rule it out
_MIN_LETTERS = 0.02
_ARABIC = (("ur", "ٹڈڑںےہھ"), ("fa", "پچژگیک"))  # a language that writes with more than the letters of Arabic


def _by_letters(text: str) -> str | None:
    """A language of Latin script with letters of its own, for agglutinating languages, whose stop words are rare."""
    for lang, own, foreign in _LETTERS:
        if not any(c in text for c in _written(own)):  # nearly always
            continue
        folded = text.casefold()
        if not (found := sum(map(folded.count, set(own)))) or any(c in folded for c in foreign):
            continue
        if found >= _MIN_LETTERS * sum(map(str.isalpha, folded)):
            return lang
    return None


@cache
def _written(letters: str) -> str:
    """`letters`, and the capitals that case folding makes them of."""
    return letters + "".join([c for c in letters.upper() if c.casefold() in letters])


_SCRIPTS = (("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7a3"), ("hi", "\u0900", "\u097f"),
            ("el", "\u0370", "\u03ff"), ("ar", "\u0600", "\u06ff"), ("zh", "\u4e00", "\u9fff"),
            ("he", "\u0590", "\u05ff"), ("th", "\u0e00", "\u0e7f"), ("hy", "\u0530", "\u058f"),
            ("ka", "\u10a0", "\u10ff"), ("bn", "\u0980", "\u09ff"), ("pa", "\u0a00", "\u0a7f"),
            ("gu", "\u0a80", "\u0aff"), ("ta", "\u0b80", "\u0bff"), ("te", "\u0c00", "\u0c7f"),
            ("kn", "\u0c80", "\u0cff"), ("ml", "\u0d00", "\u0d7f"))  # fmt: skip
_MIN_SCRIPT_SHARE = 0.3
_FIRST_OTHER = "\u0370"  # where Latin ends
_SCRIPT_CHARS = 500  # a script shows sooner than a language
_KANA_SHARE = 0.05  # Japanese is half Han, but hardly a sentence is without kana


def _by_script(text: str) -> str | None:
    sample = text[:_SCRIPT_CHARS]
    if not any(c >= _FIRST_OTHER and c.isalpha() for run in unusual_runs(sample) for c in run):
        return None
    letters = [c for c in sample if c.isalpha()]
    counts = {lang: sum(lo <= c <= hi for c in letters) for lang, lo, hi in _SCRIPTS}
    if counts["ja"] and counts["ja"] > _KANA_SHARE * len(letters) and counts["ja"] * 8 > counts["zh"]:
        return "ja"
    best = max(counts, key=lambda lang: counts[lang])
    if counts[best] <= max(_MIN_HITS, _MIN_SCRIPT_SHARE * len(letters)):
        return None
    if best == "ar":
        own_letters = (lang for lang, own in _ARABIC if sum(map(sample.count, own)) >= _MIN_LETTERS * len(letters))
        return next(own_letters, best)
    return best
