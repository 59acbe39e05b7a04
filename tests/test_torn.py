"""Words of the body that a wrong break would make a label of."""

import pytest

import cleaner
from cleaner.lines.torn import torn_words
from cleaner.model import Block, Document
from cleaner.read.text import read_text
from cleaner.view import View

TEXT = (
    "The river rose by two metres in the night and the council met at once. Share this article By noon the Town Hall "
    "stood in water, and nobody was let in. Building a Community Pump Was Harder Than It Looked The mayor had asked "
    "for four of them in spring, and none had come by June. Share this article"
)


def spans(*parts, text=TEXT):
    return [(at := text.index(part), at + len(part)) for part in parts]


def view(shape="flat"):
    return View(read_text(TEXT, shape=shape))


@pytest.mark.parametrize("part", ["Town Hall", "Community", "Pump"])
def test_words_in_the_middle_of_a_sentence_or_heading_are_torn(part):
    assert torn_words(view(), spans(part)) == {0}


@pytest.mark.parametrize("part", ["Share this article", "By noon the Town Hall stood in water, and nobody was let in."])
def test_labels_behind_a_sentence_and_whole_sentences_are_not(part):
    assert torn_words(view(), spans(part)) == frozenset()


def test_a_label_behind_another_cut_is_not():
    assert torn_words(view(), spans("Share this article", "By noon the")) == frozenset()


def test_behind_the_body_labels_need_no_sentence_before_them():
    at = TEXT.rindex("this article")
    assert torn_words(view(), [(at, len(TEXT))]) == frozenset()


def test_breaks_that_were_never_lost_are_trusted():
    assert torn_words(view("lines"), spans("Community")) == frozenset()


@pytest.mark.parametrize(
    "heading", ["Industry-Specific Video", "Encourage Honest Customer Reviews", "Preparing the Garden Site"]
)
def test_a_heading_of_flat_text_keeps_its_words(heading):
    text = (
        "Cooking for two takes no longer than cooking for one, and it tastes better. "
        f"{heading} The first winter was hard, and most of us learned to ask the neighbours for help. "
        "By spring there were forty members, who met on Sundays in the old mill."
    )
    assert cleaner.clean(text, preset="article", shape="flat").text == text


SENTENCES = {
    "de": ("Die Brücke bleibt acht Wochen gesperrt, teilte die Stadt am Montag in einer kurzen Erklärung mit.",
           "Der Kran kommt erst im März, sagte die Ingenieurin, die das Lager seit Jahren kennt und prüft."),
    "fr": ("Le pont restera fermé pendant huit semaines, a annoncé la mairie lundi dans un bref communiqué.",
           "La grue arrivera en mars, selon l’ingénieure qui suit le chantier depuis ses tout débuts."),
    "es": ("El puente seguirá cerrado ocho semanas, anunció el ayuntamiento el lunes en una breve nota de prensa.",
           "La grúa llegará en marzo, dijo la ingeniera que vigila la obra desde hace varios años."),
    "it": ("Il ponte resterà chiuso per otto settimane, ha detto il comune lunedì in una breve nota alla stampa.",
           "La gru arriverà a marzo, ha spiegato l’ingegnera che segue il cantiere da molti anni ormai."),
    "pl": ("Most pozostanie zamknięty przez osiem tygodni, ogłosił w poniedziałek ratusz w krótkim komunikacie.",
           "Dźwig przyjedzie dopiero w marcu, powiedziała inżynierka, która od lat pilnuje tej budowy."),
    "nl": ("De brug blijft acht weken dicht, meldde de gemeente maandag in een korte verklaring aan de kranten.",
           "De kraan komt pas in maart, zei de ingenieur die al jaren op deze werkplaats let en werkt."),
    "ru": ("Мост останется закрытым восемь недель, сообщила мэрия в понедельник в коротком заявлении для прессы.",
           "Кран придёт только в марте, сказала инженер, которая уже много лет следит за этой стройкой."),
}  # fmt: skip


def torn_in(text, part):
    at = text.index(part)
    return torn_words(View(read_text(text, shape="flat")), [(at, at + len(part))])


@pytest.mark.parametrize(
    ("lang", "heading", "part"),
    [
        ("de", "Die neue Werbung Der Stadt", "Werbung"),
        ("fr", "La nouvelle Publicité Du Port", "Publicité"),
        ("es", "La nueva Publicidad Del Puerto", "Publicidad"),
        ("it", "La nuova Pubblicità Del Porto", "Pubblicità"),
        ("pl", "Nowa wielka Reklama Miasta", "Reklama"),
        ("nl", "De nieuwe Advertentie Van Ryd", "Advertentie"),
        ("ru", "Новая большая Реклама Порта", "Реклама"),
    ],
)
def test_a_word_in_a_heading_is_torn_in_every_language(lang, heading, part):
    assert torn_in(f"{SENTENCES[lang][0]} {heading} {SENTENCES[lang][1]}", part) == {0}


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("de", "Anzeige"),
        ("fr", "Publicité"),
        ("es", "Publicidad"),
        ("it", "Pubblicità"),
        ("pl", "Reklama"),
        ("nl", "Advertentie"),
    ],
)
def test_a_label_between_sentences_is_torn_in_none(lang, label):
    assert torn_in(f"{SENTENCES[lang][0]} {label} {SENTENCES[lang][1]}", label) == frozenset()


def parted(*parts):
    """Flat text that holds `parts`, each with the log odds that it begins a block; None for the first."""
    text, blocks = "", []
    for part, odds in parts:
        start = len(text) + bool(text)
        text = f"{text} {part}" if text else part
        blocks.append(Block(start, len(text), odds=odds))
    return View(Document(text, text, tuple(blocks), "text", shape="flat"))


@pytest.mark.parametrize(
    ("label", "odds", "behind", "torn"),
    [
        (
            "Website",
            -1.5,
            "readable for everyone is what they want, and that takes a good deal of care and time.",
            True,
        ),
        (
            "Website",
            0.9,
            "They want it to be readable for everyone, and that takes a good deal of care and time.",
            False,
        ),
        ("Popular", 0.2, "Types Of Bridges and how they were built, told by those who keep them open every day.", True),
        ("Werbung", 0.2, "Der Kran kommt erst im März, sagte die Ingenieurin, die das Lager seit Jahren kennt.", False),
        (
            "(Reuters)",
            -1.5,
            "The crane will come in March, said the engineer who has kept the bridge for years.",
            False,
        ),
    ],
)
def test_a_label_is_torn_from_what_an_unlikely_break_parts_from_it(label, odds, behind, torn):
    view = parted((SENTENCES["de"][0], None), (label, 1.0), (behind, odds), (SENTENCES["de"][1], 1.0))
    block = view.blocks[1]
    assert torn_words(view, [(block.start, block.end)]) == ({0} if torn else frozenset())


@pytest.mark.parametrize(("odds", "torn"), [(-0.5, True), (1.0, False)])
def test_what_begins_at_an_unlikely_break_is_torn_however_long(odds, torn):
    view = parted(
        (SENTENCES["de"][0], None),
        ("The board of the harbour and the council of", 1.0),
        ("Ryd met on Monday to plan the closing", odds),
        (SENTENCES["de"][1], 1.0),
    )
    block = view.blocks[2]
    assert torn_words(view, [(block.start, block.end)]) == ({0} if torn else frozenset())
