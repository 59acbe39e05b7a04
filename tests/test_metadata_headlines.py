import pytest

import cleaner
from cleaner.lines.headlines import is_no_title
from cleaner.packs import guess_language

TITLES = [
    "Town keeps its last ferry",
    "12 words for the bridge",
    "2024: a year without a ferry",
    "Photo finish: two ferries, one pier",
    "5月20日至31日，江州高速青浦至临河段封闭！",
    "By the river, by the sea",
    "Facebook keeps its last ferry",
]
NONE = [
    "Photo: Jane Roe/Reuters",
    "The bridge at dusk. (Foto: Jo Roe/dpa)",
    "3 May 2024, 10:05",
    "Share this article",
    "Comments (12)",
    "4 min read",
    "Read more",
    "jo.roe@echo.example",
    "https://echo.example/ferry",
    "{{ title }}",
    "0:39 / 1:20",
    "Please choose one of the options below:",
    "… and the ferry left for the islands",
    "Please disable your Ad Blocker to read the Corran Post",
]


@pytest.mark.parametrize("text", TITLES)
def test_what_may_be_a_title(text):
    assert not is_no_title(text)


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(text):
    assert is_no_title(text)


BODY = "The ferry left at six in the morning, as it has done on every working day since 1986, the company said.\n\n"


@pytest.mark.parametrize("line", NONE)
def test_no_such_line_becomes_the_title_of_a_text(line):
    assert cleaner.clean(f"{line}\n\n{BODY * 4}", kind="text").metadata.title != line


@pytest.mark.parametrize("menu", ["Home | News | Sport", "[Home](/) | [News](/n) | [Sport](/s)", "Home · News · Sport"])
def test_a_menu_between_headline_and_byline_is_no_title(menu):
    text = f"Town keeps its last ferry\n\n{menu}\n\nBy Hanna Lind\n\n{BODY * 3}"
    assert cleaner.clean(text, kind="text").metadata.title == "Town keeps its last ferry"


def test_a_headline_with_strokes_stays_one():
    text = f"Town keeps its last ferry | Live | Updates\n\nBy Hanna Lind\n\n{BODY * 3}"
    assert cleaner.clean(text, kind="text").metadata.title == "Town keeps its last ferry | Live | Updates"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Belediye başkanı ise çalışmaların plana uygun ilerlediğini, köprünün açılacağını belirtti.", "tr"),
        ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے ساتھ مل کر کام جاری رکھے گی اور نئے پل کا افتتاح کیا۔", "ur"),
        ("رئیس جمهور گفت که دولت به همکاری با مردم ادامه می‌دهد و پل تازه‌ای را در شهر گشود.", "fa"),
        ("قال الرئيس إن الحكومة ستواصل العمل مع المواطنين وافتتح جسرا جديدا في المدينة.", "ar"),
        ("Rais amesema kuwa serikali itaendelea kushirikiana na wananchi katika kuleta maendeleo ya mkoa.", None),
        ("Shugaban ya bayyana cewa gwamnatinsa za ta ci gaba da taimaka wa wadanda abin ya shafa.", None),
    ],
)
def test_languages_that_share_a_script(text, language):
    assert guess_language(text) == language
