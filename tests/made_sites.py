"""Sites made up for the tests: what they repeat as residue, and what they repeat with reason."""

from __future__ import annotations

import random
from itertools import product

PLACES = ["Varna", "Holm", "Lisse", "Tarnow", "Ferrol", "Aubagne", "Moss", "Kotka", "Bled", "Sliema", "Vlora", "Pinsk"]
PEOPLE = ["Hanna Lind", "Omar Haddad", "Jana Roth", "Pieter de Wit", "Aino Salo", "Marta Nowak", "Ivo Petrov"]
THINGS = ["ferry", "library", "mill", "tram", "bakery", "harbour", "school", "theatre", "market", "bridge", "orchard"]
DEEDS = ["reopened", "was sold", "burned down", "turned eighty", "closed its doors", "won a prize", "lost its roof"]
WHENS = ["on Monday", "last night", "before dawn", "in the rain", "after two years", "at noon", "on the first of May"]
SAID = [
    "Nobody in the street had expected it, least of all the owner",
    "The money will have to come from somewhere, and the council knows it",
    "For the children it was the best morning of the year",
    "What happens next depends on a vote that keeps being put off",
    "Three families have left already, and two more are packing",
]


_SYLLABLES = "bakelimonurasetivozudafegihojuparesilomu"


def _unheard(n: int, i: int) -> str:
    """A name of a place that no other story has."""
    number, name = 1000 * n + i + 7919, ""
    while number:
        number, k = divmod(number, 20)
        name += _SYLLABLES[2 * k : 2 * k + 2]
    return name.capitalize()


def story(n: int) -> list[str]:
    """The paragraphs of story number `n`; no sentence stands in two stories."""
    rng = random.Random(n)
    place, thing = rng.choice(PLACES), rng.choice(THINGS)
    body = []
    for i in range(6):
        deed, when, said, who = rng.choice(DEEDS), rng.choice(WHENS), rng.choice(SAID), rng.choice(PEOPLE)
        tail = f"{rng.choice(THINGS)} at {_unheard(n, i)}"
        body.append(
            f"The {thing} of {place} {deed} {when}, and so did the {tail}. {said}, said {who}, "
            f"who has watched {_unheard(n, i + 50)} change since the winter of {1950 + (n * 7 + i) % 70}."
        )
    return body


AD = "Enjoy the slow life? Our own guide to forty quiet harbours is out now. Order it today."
PROMPT = "[Would you like to know what happens in your street? Get our evening letter, free of charge.]"
LEGAL = "The views in this column are those of its author and are not shared by the Coast Courier."
END = "More from the coast"


def news(n: int) -> tuple[list[str], list[str]]:
    """Page `n` of a news site as lines, and its body."""
    rng = random.Random(1000 + n)
    body = story(n)
    lines = [f"By {rng.choice(PEOPLE)}", *body]
    lines.insert(3, f"{10 + n} SHARES Facebook Twitter")
    if n % 2:
        lines.insert(4 + n % 3, AD)
    if n % 3:
        lines.insert(5, PROMPT)
    lines += [LEGAL, END]
    return lines, body


def blog(n: int) -> str:
    """A blog of one author: greeting, fixed sections, a sign-off, favourite phrases."""
    a, b, c = story(n)[:3]
    return "\n\n".join(
        [
            "Hello my dears,",
            a,
            "As so often, I sat in the kitchen and thought about it for a long time.",
            "What I read",
            b,
            "What I cooked",
            c,
            "And that is that.",
            "Until next Sunday, and stay curious!",
            "Martha",
        ]
    )


def poem(n: int) -> str:
    """A page of a poetry site: stanzas with a refrain that other songs of the cycle share."""
    rng = random.Random(n)
    verses = list(product(["The tide", "The lamp", "My love", "The crow", "The snow"], ["is", "lies", "waits"], PLACES))
    rng.shuffle(verses)
    stanzas = []
    for i in range(4):
        three = [f"{a} {b} far from {c} tonight," for a, b, c in verses[3 * i : 3 * i + 3]]
        stanzas.append("\n".join([*three, "And the sea goes on, and the sea goes on."]))
    return "\n\n".join([f"Song {n}", *stanzas, "Sleep now."])


DISHES = ["Plum cake", "Rye bread", "Pea soup", "Potato salad", "Apple pie", "Bean stew", "Leek tart", "Fish soup"]
FOODS = ["flour", "butter", "sugar", "plums", "leeks", "beans", "salt", "apples", "peas", "cream", "eggs", "potatoes"]
STEPS = [
    "Heat the oven to 180 degrees and line a tin with baking paper.",
    "In a large bowl, mix the flour and the salt and make a well in the middle.",
    "Rub in the butter with the tips of your fingers until it looks like crumbs.",
    "Bring to the boil, turn down the heat and simmer for 20 minutes.",
    "Leave to cool in the tin for ten minutes before you turn it out.",
    "Season with salt and pepper to taste.",
    "Serve at once, with a green salad and fresh bread.",
    "Keeps for three days in a tin with a good lid.",
    "Cover the bowl with a cloth and leave it in a warm place for an hour.",
    "Peel the potatoes, cut them into small pieces and rinse them well.",
]


def recipe(n: int) -> str:
    """A recipe: fixed headings, formulas in the steps."""
    rng = random.Random(n)
    foods = [f"{rng.randint(1, 9) * 50} g {food}" for food in rng.sample(FOODS, 5)]
    steps = [s for s in STEPS if rng.random() < 0.6]
    return "\n".join(
        [
            f"{rng.choice(DISHES)} from {rng.choice(PLACES)}",
            f"This one I have from {rng.choice(PEOPLE)}, who made it for the fair of {1980 + n}.",
            "Serves 4",
            "Ingredients",
            *foods,
            "Method",
            *steps,
            "Tip",
            f"It tastes even better with a spoon of {rng.choice(FOODS)} and a walk to the {rng.choice(THINGS)} {n}.",
        ]
    )


def thread(n: int) -> str:
    """A thread of a forum: greetings, thanks, quotes, short answers."""
    rng = random.Random(n)
    lines = ["Hi all,"]
    for i in range(5):
        lines += [
            f"my {rng.choice(THINGS)} {n}-{i} makes a noise since I moved it to {rng.choice(PLACES)}.",
            rng.choice(["Any ideas?", "Has anyone seen this before?", "Did you try to turn it off and on again?"]),
            rng.choice(["Thanks in advance!", "Same here.", "That did it, thanks!", "Not for me, sorry."]),
            f"Quote: the {rng.choice(THINGS)} {rng.choice(DEEDS)} {rng.choice(WHENS)} for me too, {n}-{i}.",
        ]
    return "\n\n".join([*lines, "Solved, thread can be closed."])


def minutes(n: int) -> str:
    """Minutes of a council: every sentence a formula."""
    rng = random.Random(n)
    a, b = rng.sample(PEOPLE, 2)
    return "\n".join(
        [
            f"Minutes of the meeting of {1 + n % 27} March {1990 + n} in the old school",
            f"Present: {a} (chair), {b} and four members of the public.",
            "1. Apologies",
            rng.choice(["There were none.", f"Apologies for absence had been received from {rng.choice(PEOPLE)}."]),
            "2. Minutes of the last meeting",
            "The minutes of the last meeting were read, approved as a correct record and signed by the chair.",
            "3. Planning",
            f"The application for the {rng.choice(THINGS)} at {rng.choice(PLACES)} Road {n} was discussed at length.",
            rng.choice(
                [
                    "It was proposed, seconded and agreed that no objection be raised.",
                    "It was proposed, seconded and agreed that the matter be deferred to the next meeting.",
                ]
            ),
            "4. Finance",
            f"The clerk reported a balance of {rng.randint(900, 9000)} crowns.",
            "It was resolved that the accounts be paid as listed.",
            "5. Date of next meeting",
            "The next meeting will be held in the old school on the first Tuesday of the month.",
            "There being no further business, the chair thanked all present and closed the meeting.",
        ]
    )


HONEST = {"blog": blog, "poetry": poem, "recipes": recipe, "forum": thread, "minutes": minutes}


PROMOS = ["Walk the old harbour with our guide.", "A letter a week, free.", "Eat better fish.", "Hear our tales."]


def html(n: int, promo: str | None = None) -> str:
    """Page `n` of a news site as HTML: the body, with a box of the site's own between its paragraphs."""
    body = [f"<p>{text}</p>" for text in story(n)]
    box = f'<div class="box own-things"><p>{promo or PROMOS[n % len(PROMOS)]}</p></div>'
    parts = [*body[:2], box, *body[2:], f"<p>{AD}</p>" if n % 2 else "", f"<p>{LEGAL}</p>"]
    head = f'<head><title>Story {n}</title><link rel="canonical" href="https://coast.example/{n}"></head>'
    return f"<html>{head}<body><main><article>{''.join(parts)}</article></main></body></html>"
