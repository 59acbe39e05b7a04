import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines.names import MAX_AUTHORS, authors, has_prefix, looks_like_name

BYLINES = {
    "By Ed Adamczyk": ("Ed Adamczyk",),
    "By Ada Lindqvist and Jo Roe, Reuters": ("Ada Lindqvist", "Jo Roe"),
    "Von Hans Meier": ("Hans Meier",),
    "Von Katja Lorenz aus Berlin": ("Katja Lorenz",),
    "Par Jean-Luc d'Orville": ("Jean-Luc d'Orville",),
    "Text: Anna Bauer, Fotos: Peter Schmidt": ("Anna Bauer",),
    "Maria Silva e João Souza": ("Maria Silva", "João Souza"),
    "José Ortiz y Galindo": ("José Ortiz y Galindo",),
    "文/张三": ("张三",),
    "记者 王小明": ("王小明",),
    "By Jo Roe | The Evening Post": ("Jo Roe",),
    "By JO ROE Associated Press": ("JO ROE",),
    "Jo Roe Senior Editor, BBC News": ("Jo Roe",),
    "By Jo Roe, Feb. 16, 2017": ("Jo Roe",),
    "By Jo Roe Published May 3, 2019": ("Jo Roe",),
    "By April Smith in Brussels": ("April Smith",),
    "By Jo Roe—10 min read": ("Jo Roe",),
    "By Jo Roe Executive Digital Editor and Master Gardener": ("Jo Roe",),
    "Jo Roe @joroe jo@example.com": ("Jo Roe",),
    "Story by Jo Roe; editing by Max Doe": ("Jo Roe",),
    "Dr. Jo Q. Roe Jr.": ("Dr. Jo Q. Roe Jr.",),
    "A. B. Cole, A. B. COLE": ("A. B. Cole",),
    "2024-03-04 09:15　来源：临河晚报　作者：李明": ("李明",),
    "作者：李明 来源：临河晚报": ("李明",),
    "出典：河口新聞　文：佐藤健": ("佐藤健",),
    "Ludwig van Aalst und Otto von Bergen": ("Ludwig van Aalst", "Otto von Bergen"),
}
BEHIND_ROLES = {
    "Senior Reporter Dana Whitlock": ("Dana Whitlock",),
    "By chief foreign affairs correspondent Dana Whitlock": ("Dana Whitlock",),
    "By The Post's Dana Whitlock and Omar Haddad": ("Dana Whitlock", "Omar Haddad"),
    "By Harbour Affairs Editor Dana Whitlock": ("Dana Whitlock",),
    "By Political Correspondent Dana Whitlock in Brussels": ("Dana Whitlock",),
    "Sports Editor Bob Lee and News Editor Ann Poe": ("Bob Lee", "Ann Poe"),
    "Guest contributor Dr. Jane Roe": ("Dr. Jane Roe",),
    "Von HAFEN-online-Redakteur Tomas Sabinski": ("Tomas Sabinski",),
    "Von unserem Korrespondenten Tomas Sabinski": ("Tomas Sabinski",),
    "Von unserer Redakteurin Ana Lang": ("Ana Lang",),
    "Redakteurin und Autorin Ana Lang": ("Ana Lang",),
    "Par notre correspondante à Rome Anne Roux": ("Anne Roux",),
    "Journaliste Anne Roux": ("Anne Roux",),
    "Por la redactora Ana Ruiz": ("Ana Ruiz",),
    "por nuestro enviado especial Luis Gómez": ("Luis Gómez",),
    "El corresponsal en Roma Luis Gómez": ("Luis Gómez",),
    "Dal nostro inviato Marco Rossi": ("Marco Rossi",),
    "Pela repórter Ana Souza": ("Ana Souza",),
    "Door onze redacteur Jan de Vries": ("Jan de Vries",),
    "Av reporter Anna Lind": ("Anna Lind",),
    "Redaktor Anna Kowalska": ("Anna Kowalska",),
    "Корреспондент Иван Петров": ("Иван Петров",),
    # a role behind the name, and one that goes on with no name
    "Jo Roe Staff Reporter": ("Jo Roe",),
    "Jo Roe Reporter Ann Lee": ("Jo Roe",),
    "By Ella Reporter": (),
    "From Openpedia, the free encyclopedia": (),
    "From Open Library, the free encyclopedia": (),
    "Aus Freie Bücherei, der freien Enzyklopädie": (),
    "Google Scholar": (),
    "By Jane Roe, Encyclopedia of Rivers": ("Jane Roe",),
}
NOBODY = [
    "",
    "By Staff",
    "By Evening Echo Team",
    "Dalla Nostra Corrispondente",
    "By AFP",
    "By Our Correspondent",
    "Share",
    "Read more",
    "by the river they sat",
    "By the time the ministers met, it was late",
    "By Monday, 3 people were dead",
    "The Evening Post",
    "admin",
    "@joroe",
    "16 February 2017",
    "https://example.com/author/jo-roe",
    "5 min read",
    "Frequently Asked Questions",
    "Terms & Conditions",
    "Lead Reviewer",
    "Creative Commons Namensnennung",
    "Ein Kommentar",
    "Ihren Rezensionen",
    "来源：临河晚报",
]


@pytest.mark.parametrize("byline", BYLINES)
def test_names_are_read_off_bylines(byline):
    assert authors(byline) == BYLINES[byline]


@pytest.mark.parametrize("byline", BEHIND_ROLES)
def test_a_role_before_the_name_is_no_part_of_it(byline):
    assert authors(byline) == BEHIND_ROLES[byline]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_name_gives_none(text):
    assert authors(text) == ()


def test_the_publication_is_no_author():
    assert authors("By Jo Roe and Evening Echo", site="Evening Echo") == ("Jo Roe",)


@pytest.mark.parametrize("name", ["Jo Roe", "Seán Ó Cléirigh", "R. R.", "Ana de la Cruz", "李小龙", "أحمد علي"])
def test_looks_like_name(name):
    assert looks_like_name(name)


@pytest.mark.parametrize("text", ["Jo", "jo roe", "Jo walked home", "Read More", "Jo 2", "", "Jo Roe " * 9])
def test_does_not_look_like_name(text):
    assert not looks_like_name(text)


def test_prefix():
    assert has_prefix("By Jo Roe")
    assert has_prefix("Von Hans Meier")
    assert not has_prefix("Bye Jo Roe")
    assert not has_prefix("By")


@given(st.text(st.characters(), max_size=500))
def test_any_text_gives_clean_names(text):
    names = authors(text)
    assert len(names) <= MAX_AUTHORS
    assert all(n == " ".join(n.split()) for n in names)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") for n in names for c in n)
    assert authors("By " + text) == authors("By " + text)
