"""In text on one line a notice ends where the sentence behind it starts, also where no stop parts the two."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.packs.patterns import patterns_in
from cleaner.packs.reach import reach

# A notice, and the sentence behind it.
PARTED = [
    ("Mit Material von dpa", "Der Rat beschloss am Dienstag, die Brücke zu sperren."),
    ("Mit Material von dpa", "Niemand in der Unterstadt wusste davon, sagte der Wärter."),
    ("Quelle: dpa", "Die Fähre fährt nun jede halbe Stunde."),
    ("Folgen Sie uns auf Instagram und Facebook", "Der Rat beschloss am Dienstag, die Brücke zu sperren."),
    ("Dieser Artikel ist nur für Abonnenten lesbar", "Der Rat tagte am Dienstag bis in die Nacht."),
    ("Let us know in the comments below", "The council voted on Tuesday to close the bridge."),
    ("Let us know in the comments below", "Nobody in the lower town had been told, the warden said."),
    ("Follow Hanna Lind on Twitter", "The council voted on Tuesday to close the bridge."),
    ("Retrouvez cet article sur notre site", "Le conseil a décidé mardi de fermer le pont."),
    ("Agrega un comentario", "El consejo decidió el martes cerrar el puente."),
    ("Dit artikel is alleen voor abonnees", "De raad besloot dinsdag de brug te sluiten."),
    ("Dalsza część tekstu pod galerią", "Rada zdecydowała we wtorek o zamknięciu mostu."),
    ("Tekst loopt door onder de foto", "Het regende drie dagen."),
    ("メールマガジンに登録する", "町議会は火曜日、橋を年末まで閉鎖することを決めた。"),
]
# Notices that go on with a capital, and are no sentence and a half.
WHOLE = [
    "Let us know on the Harbour Post's Facebook page or on Twitter.",
    "Mit Material der Deutschen Presse-Agentur.",
    "Folgen Sie uns auf Instagram, Facebook und Threads.",
    "Lesen Sie mehr darüber in unserem Spezial über Brücken an der Küste.",
    "Um einen Kommentar zu schreiben, melden Sie sich bitte an.",
    "Follow us on Twitter and on The Harbour Post's own channel.",
]


def ends(text: str) -> set[int]:
    found = [hit for hit in patterns_in([text])[0] if hit.pattern.place == "unit" and hit.start == 0]
    return {reach(text, hit.start, hit.end, hit.pattern) for hit in found}


@pytest.mark.parametrize(("notice", "sentence"), PARTED)
def test_it_ends_before_the_sentence(notice: str, sentence: str) -> None:
    text = f"{notice} {sentence} {sentence}"
    reached = [hit.end for hit in patterns_in([text])[0] if hit.pattern.place == "unit" and hit.start == 0]
    assert max(reached) > len(notice) + 1, "the pattern is no longer open: this case shows nothing"
    assert ends(text) == {len(notice)}


@pytest.mark.parametrize("notice", WHOLE)
def test_a_capital_alone_starts_no_sentence(notice: str) -> None:
    text = f"{notice} Der Rat beschloss am Dienstag, die Brücke zu sperren."
    assert ends(text) & {len(notice), len(notice) - 1}


def test_of_a_text_on_one_line_the_sentence_stays() -> None:
    body = (
        "Die Fähre blieb am Montag im Hafen, weil der Fluss in der Nacht um zwei Meter gestiegen war. "
        "Niemand in der Unterstadt war gewarnt worden, sagte der Wärter, der seit vierzig Jahren am Kai wohnt."
    )
    sentence = "Der Rat beschloss am Dienstag, die Brücke bis zum Ende des Jahres zu sperren."
    text = f"{body} Mit Material von dpa {sentence} {body.replace('Montag', 'Freitag')} Teilen Twittern Per Mail senden"
    kept = cleaner.clean(text).text
    assert sentence in kept and body in kept
