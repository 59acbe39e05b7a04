"""Invented clean texts whose body is made of short lines: recipes, questions and answers, minutes, programmes, songs.

Only for training: the classifier must leave them alone, in many languages, and cut the menus that stand around them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

Words = Mapping[str, Sequence[str]]

_DATA = Path(__file__).with_name("clean_forms.toml")
_BULLETS = ("", "", "", "- ", "• ", "* ")


def _some(random: Random, words: Sequence[str], least: int) -> list[str]:
    return random.sample(words, random.randint(min(least, len(words)), len(words)))


def _amount(random: Random, words: Words) -> str:
    number = random.choice((1, 2, 3, 4, 50, 100, 200, 250, 500, "1/2", "1 1/2", "½"))
    return f"{number} {random.choice(words['units'])} "


def _recipe(random: Random, words: Words) -> list[str]:
    first, second, third, *parts = words["recipe"]
    bullet = random.choice(_BULLETS)
    things = [bullet + (_amount(random, words) if random.random() < 0.7 else "") + t for t in words["things"]]
    lines = [first, *_some(random, things, 5)]
    if random.random() < 0.4:
        at = random.randint(2, len(lines))
        lines[at:at] = [random.choice(parts)]
    steps = _some(random, words["steps"], 4)
    numbered = random.random() < 0.4
    lines += [second, *(f"{i}. {s}" if numbered else s for i, s in enumerate(steps, 1))]
    return [*lines, third, random.choice(words["steps"])] if random.random() < 0.3 else lines


def _faq(random: Random, words: Words) -> list[str]:
    pairs = list(zip(words["questions"], words["answers"], strict=True))
    return [line for pair in random.sample(pairs, len(pairs)) for line in pair]


def _talk(random: Random, words: Words) -> list[str]:
    asks, *others = words["speakers"]
    answers = random.choice(others)
    pairs = zip(_some(random, words["questions"], 3), _some(random, words["answers"], 3), strict=False)
    if random.random() < 0.5:
        return [f"{who}: {line}" for pair in pairs for who, line in zip((asks, answers), pair, strict=True)]
    return [line for pair in pairs for who, said in zip((asks, answers), pair, strict=True) for line in (who, said)]


def _minutes(random: Random, words: Words) -> list[str]:
    numbers = random.random() < 0.6
    lines = []
    for i, item in enumerate(_some(random, words["items"], 5), 1):
        lines.append(f"{i}. {item}" if numbers else item)
        if random.random() < 0.4:
            lines.append(random.choice((*words["prose"], *words["answers"])))
    return lines


def _programme(random: Random, words: Words) -> list[str]:
    minutes = 60 * random.randint(8, 18)
    lines = []
    for place in _some(random, words["places"], 5):
        time = f"{minutes // 60}:{minutes % 60:02}"
        lines += random.choice(([f"{time} {place}"], [f"{time} – {place}"], [time, place], [place]))
        minutes += random.choice((15, 30, 45, 60))
    return lines


def _song(random: Random, words: Words) -> list[str]:
    refrain = _some(random, words["song"], 2)[:2]
    verses = [_some(random, words["song"], 3) for _ in range(random.randint(2, 3))]
    return [line for verse in verses for line in (*verse, *refrain)]


def _list(random: Random, words: Words) -> list[str]:
    bullet = random.choice(_BULLETS)
    return [bullet + thing for thing in _some(random, (*words["things"], *words["items"]), 6)]


_FORMS: tuple[Callable[[Random, Words], list[str]], ...] = (_recipe, _faq, _talk, _minutes, _programme, _song, _list)


def clean_forms(each: int) -> Iterator[tuple[str, str, list[str]]]:
    """Texts as lines: of each form `each` in every language; gives the language, a name and the lines."""
    for language, words in _words().items():
        for form in _FORMS:
            for i in range(each):
                name = f"{form.__name__.strip('_')}-{language}-{i}"
                yield language, name, _around(Random(name), words, form)


def menu(random: Random) -> list[str]:
    """Some labels of a menu, in any language."""
    words = random.choice(list(_words().values()))
    return random.sample(words["menu"], random.randint(5, 10))


@cache
def _words() -> dict[str, Words]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def _around(random: Random, words: Words, form: Callable[[Random, Words], list[str]]) -> list[str]:
    """A text of the form, mostly between sentences."""
    prose = _some(random, words["prose"], 2)
    before = random.choice((0, 1, 1, 2, 2))
    lead = [" ".join(prose[:before])] if before else []
    behind = prose[before:] if random.random() < 0.5 else []
    return [*lead, *form(random, words), *behind]
