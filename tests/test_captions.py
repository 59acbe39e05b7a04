"""Which credited sentences are captions, and which are body that only carries a credit."""

from __future__ import annotations

import pytest

import cleaner

ABOVE = "The council voted on Tuesday to close the bridge for repairs until the end of the year, the mayor said."
BELOW = "Nobody in the lower town had been told, the warden said, and the ferry had already left for the night."

BODY = [
    ("Farmers moved their cattle to the hills before dawn, while the council met to plan.", "(Photo: Jane Roe/AFP)"),
    ("The pumps in the old mill failed again that night, and the ferry had to be tied up.", "(Foto: dpa)"),
    ("But the pumps in the old mill failed again, and the ferry had to be tied up at noon.", "Photo: Jane Roe/AFP"),
    ("Die Bauern brachten ihr Vieh noch vor dem Morgen auf die Hügel, und der Rat tagte.", "(Foto: Jana Roth/dpa)"),
    ("Danach fielen auch die Pumpen in der alten Mühle aus, und die Fähre blieb im Hafen.", "Foto: Jana Roth/dpa"),
    (
        "Les habitants ont quitté leurs maisons avant l'aube, et la mairie a ouvert l'école.",
        "(Photo : Jeanne Roux/AFP)",
    ),
    ("Los vecinos dejaron sus casas antes del alba, y el ayuntamiento abrió la escuela.", "(Foto: Juana Ruiz/EFE)"),
    ("Os moradores deixaram suas casas antes do amanhecer, e a prefeitura abriu a escola.", "(Foto: Joana Reis/Lusa)"),
    ("De boeren brachten hun vee voor de ochtend naar de heuvels, en de raad kwam bijeen.", "(Foto: ANP)"),
]
CAPTIONS = [
    "The mayor (left) visits the flooded market square with the warden of the town. (Photo: Jane Roe/AFP)",
    "Residents carry sandbags to the old mill at the river in Havre on May 3, 2024. (Photo: Jane Roe/AFP)",
    "Die Bürgermeisterin (2. v. l.) besucht mit dem Rat den Markt am Tag nach der Flut. (Foto: Jana Roth/dpa)",
    "Residents carry sandbags to the old mill at the river before the water comes. Photo: Jane Roe/Reuters",
]


def cut(*paragraphs: str, preset: str = "article") -> list[str]:
    result = cleaner.clean("\n\n".join(paragraphs), kind="text", preset=preset)
    return [r.text for r in result.removals if r.kind != "layout"]


@pytest.mark.parametrize(("sentence", "credit"), BODY, ids=lambda text: text[:20])
def test_of_a_sentence_of_the_body_only_the_credit_goes(sentence, credit):
    assert cut(ABOVE, f"{sentence} {credit}", BELOW) == [credit]
    assert cut(ABOVE, f"{sentence} {credit}", BELOW, preset="safe") in ([], [credit])


def test_two_in_a_row_stay_too():
    paragraphs = [" ".join(pair) for pair in BODY[:2]]
    assert cut(ABOVE, *paragraphs, BELOW) == [credit for _, credit in BODY[:2]]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_goes_whole(caption):
    assert cut(ABOVE, caption, BELOW) == [caption]


@pytest.mark.parametrize("above", [("Night ferry stops", "By Jane Roe", "3 May 2024"), (ABOVE, BELOW, "Enlarge image")])
def test_what_stands_beside_it_shows_that_it_is_a_caption(above):
    caption = " ".join(BODY[0])
    assert caption in cut(*above, caption, ABOVE, BELOW)


def test_a_copy_shows_that_it_is_a_caption():
    sentence, credit = BODY[0]
    assert cut(ABOVE, sentence, f"{sentence} {credit}", BELOW) == [sentence, f"{sentence} {credit}"]


@pytest.mark.parametrize("source", ["Source: Valley Council", "(Tsp, epd)", "Quelle: Stadtrat"])
def test_of_a_sentence_with_its_source_all_stays(source):
    assert not any(
        "ferries" in text
        for text in cut(
            ABOVE, f"The number of ferries has fallen by half since 1986, and of people by more. {source}", BELOW
        )
    )


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("Tickets cost as much as they did before the flood, and all dogs travel free of charge.", "as/hp (dpa,AFP)"),
        ("Die Karten kosten so viel wie vor der Flut, und die Hunde fahren weiter umsonst mit.", "as/hp (dpa, AFP)"),
        ("Harga tiket sama seperti sebelum banjir, dan semua anjing tetap naik kapal tanpa bayar.", "vlz/as (rtr)"),
    ],
)
def test_initials_that_were_glued_to_a_sentence_do_not_make_it_a_caption(sentence, signs):
    assert cut("Share on Facebook", "4 min read", ABOVE, BELOW, sentence + signs, "Leave a comment") == [
        "Share on Facebook", "4 min read", signs, "Leave a comment",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Já a passagem custa o mesmo que antes da enchente e os cães viajam de graça em todos os barcos da linha.",
        "Ya no hay pasajes para los barcos de la mañana y los perros viajan gratis en todos los de la tarde.",
    ],
)
def test_a_sentence_that_sets_itself_against_the_one_before_is_no_caption(sentence):
    page = ("Share on Facebook", "4 min read", ABOVE, BELOW, f"{sentence} Foto: Ana Ruiz/EFE", "Leave a comment")
    assert "Foto: Ana Ruiz/EFE" in cut(*page)
