"""Repairs: what is broken comes back exactly, what is good never changes."""

from __future__ import annotations

import gc
import html.entities
import itertools
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner.kernel import unusual_runs
from cleaner.repair import accents, repair
from cleaner.splice import Step, compose, spliced, to_edits, undo_repairs

DATA = Path(__file__).parent / "repair"


def cases(name: str) -> list[dict[str, str]]:
    read: list[dict[str, str]] = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["case"]
    return read


def about(case: dict[str, str]) -> str:
    return case.get("about", case.get("lang", ""))


def fixed(text: str, level: str = "certain") -> str:
    return spliced(text, repair(text, level))  # type: ignore[arg-type]


# ---- cases


@pytest.mark.parametrize("case", cases("in_the_wild"), ids=about)
def test_in_the_wild(case: dict[str, str]) -> None:
    assert fixed(case["text"]) == case["good"]


@pytest.mark.parametrize("case", cases("must_not_change"), ids=about)
def test_must_not_change(case: dict[str, str]) -> None:
    assert repair(case["text"]) == ()


@pytest.mark.parametrize("case", cases("synthetic"), ids=about)
def test_good_sentences_do_not_change(case: dict[str, str]) -> None:
    assert repair(case["text"]) == ()


@pytest.mark.parametrize("case", cases("known_failures"), ids=about)
def test_known_failures(case: dict[str, str]) -> None:
    """A case that works by now belongs among those that must."""
    assert fixed(case["text"]) != case["wanted"]
    assert fixed(case["text"]) == case["text"]


@pytest.mark.parametrize(
    "text",
    [
        "# Escapes\n\nWrite `&lt;` or &lt;script&gt; for it.",
        "| sign | name |\n|---|---|\n| x &#124; y | a bar &amp; more |",
        "## Loop\n\n    if (a &lt; b &amp;&amp; c)\n",
        "```\nprint(&quot;caf&eacute;&quot;)\n```",
        "See [Tom &amp; Co](https://tom.example/?a=1&amp;b=2).",
        "Write `&amp;` where you mean `a &amp; b`, said Tom.",
    ],
)
def test_entities_of_markdown_and_code_stay(text: str) -> None:
    assert repair(text) == ()


def test_entities_beside_code_go() -> None:
    assert fixed("Tom &amp; Co say `a &amp; b`.") == "Tom & Co say `a &amp; b`."


# ---- UTF-8 read with the encoding of another part of the world

LANGUAGES = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))
READ_AS = (
    "cp1250",
    "iso8859-2",
    "cp1251",
    "cp1252",
    "latin-1",
    "cp1253",
    "cp1254",
    "cp1257",
    "koi8-r",
    "mac_roman",
    "cp437",
)
CENTRAL_EUROPE = ("pl", "cs", "sk", "hr", "hu")
# Read with a charset of another alphabet, a lone letter between ASCII words tells too little.
FAR = {("cp1251", "sk"), ("cp1251", "hu"), ("cp1251", "ro"), ("cp1251", "de"), ("cp1251", "es"), ("cp1253", "ro"),
       ("cp1257", "ro"), ("iso8859-2", "lv")}  # fmt: skip


def read_as(text: str, encoding: str) -> str:
    return "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_good_text_of_any_language_does_not_change(lang: str) -> None:
    for text in (*LANGUAGES[lang], " ".join(LANGUAGES[lang]), "\n".join(LANGUAGES[lang])):
        assert repair(text) == ()


@pytest.mark.parametrize("encoding", READ_AS)
@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_a_text_read_with_the_wrong_encoding_comes_back(encoding: str, lang: str) -> None:
    good = "\n".join(LANGUAGES[lang])
    lines = zip(fixed(read_as(good, encoding)).split("\n"), good.split("\n"), strict=True)
    wrong = [(got, line) for got, line in lines if got != line]
    assert len(wrong) <= (len(LANGUAGES[lang]) / 3 if (encoding, lang) in FAR else 0)


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
@pytest.mark.parametrize("lang", CENTRAL_EUROPE)
def test_no_line_of_central_europe_gets_false_letters(encoding: str, lang: str) -> None:
    for line in LANGUAGES[lang]:
        bad = read_as(line, encoding)
        assert fixed(bad) in (line, bad)


def test_what_only_looks_foreign_stays() -> None:
    for text in ("MAMĂ… TATĂ…", "ŁĂ“DŹ", "Řím „Ď…“", "20 С° в тени", "ΑΒΓ… Δ» ΕΖ", "Vitamin Δ…", "┌─┐ ├─┤ └─┘", "Č™"):
        assert fixed(text) == text


# ---- a letter for each byte, of another alphabet

SWAPS = [
    ("cp1251", "latin-1", "ru"),
    ("cp1251", "cp1252", "uk"),
    ("cp1251", "cp1252", "bg"),
    ("cp1253", "cp1252", "el"),
    ("koi8-r", "latin-1", "ru"),
    ("koi8-r", "cp1251", "bg"),
    ("cp1251", "koi8-r", "bg"),
    ("cp1250", "cp1252", "pl"),
    ("iso8859-5", "cp1251", "bg"),
]
AMBIGUOUS = [("cp1250", "cp1252"), ("iso8859-2", "latin-1"), ("cp1257", "cp1252"), ("cp1254", "cp1252"),
             ("cp1251", "koi8-r"), ("cp1251", "cp866")]  # fmt: skip


def swapped(text: str, real: str, read: str) -> str:
    return "".join(bytes([b]).decode(read, "ignore") or chr(b) for b in text.encode(real, "ignore"))


@pytest.mark.parametrize(("real", "read", "lang"), SWAPS)
def test_text_of_another_alphabet_is_read_again(real: str, read: str, lang: str) -> None:
    good = [line.encode(real, "ignore").decode(real) for line in LANGUAGES[lang]]
    bad = [swapped(line, real, read) for line in good]
    got = fixed("\n".join(bad)).split("\n")
    assert all(g in (a, b) for g, a, b in zip(got, good, bad, strict=True)), "no false letters"
    assert sum(g == a for g, a in zip(got, good, strict=True)) >= 0.75 * len(good)


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
@pytest.mark.parametrize(("real", "read"), AMBIGUOUS)
def test_where_letters_are_ambiguous_nothing_is_guessed(lang: str, real: str, read: str) -> None:
    for line in LANGUAGES[lang]:
        good = line.encode(real, "ignore").decode(real)
        bad = swapped(line, real, read)
        assert fixed(bad) in (good, bad, fixed_invisible(bad))


def fixed_invisible(text: str) -> str:
    """`text` less what nobody sees, which goes in any case."""
    return spliced(text, [e for e in repair(text) if e.rule in ("invisible", "c1-control", "control", "line-break")])


@pytest.mark.parametrize("read", ["cp1252", "latin-1"])
@pytest.mark.parametrize("lang", ["pl", "cs", "sk", "hr", "hu", "ro", "tr", "lt", "lv"])
def test_a_whole_text_read_with_the_encoding_of_the_west_comes_back(lang: str, read: str) -> None:
    for real in {"tr": ["cp1254"], "lt": ["cp1257"], "lv": ["cp1257"], "ro": ["cp1250"]}.get(
        lang, ["cp1250", "iso8859-2"]
    ):
        lines = [line.replace("ș", "ş").replace("ț", "ţ") for line in LANGUAGES[lang]]
        good = "\n".join(line.encode(real, "ignore").decode(real) for line in lines)
        assert fixed(swapped(good, real, read)) == good


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a dit que l'école où il a étudié à Genève près de la forêt resterait fermée; très peu d'élèves.",
        "La città è più bella di così, perché il sindaco l'ha voluta: è già là, e però non sarà facile.",
        "Jag var på väg till båten när åskan kom, och två små får stod på stranden utan någon herde.",
        "Guimarães e São João, disse o prefeito, não são irmãs: as eleições virão, e os cidadãos votarão.",
        "Þetta var árið þegar áin flæddi yfir bakka sína og enginn í þorpinu hafði verið látinn vita um það.",
        "Kupil sem 3 m³ drv, ½ litra olja in 20 m² plošč, je povedal sosed, ki ima ¾ hektarja gozda.",
        "A São Paulo-i Simões és Guimarães szerint a hidat csak tavasszal nyitják meg, de ez nem baj.",
        "Primarul a spus ca podul peste rau va fi inchis, iar Guimarães si São João joaca sambata.",
        "Il a payé 20 £ à l'hôtel Đorđe.",
    ],
)
def test_letters_that_belong_to_the_language_stay(text: str) -> None:
    assert repair(text) == ()


def test_all_that_a_reading_changes_is_looked_for() -> None:
    changed = set().union(*(reading.changed for reading in accents.readings()))
    assert all(accents.CHANGING.fullmatch(c) for c in changed)
    assert not accents.CHANGING.search("éäöüßó’“”–…€")


def test_of_a_text_read_again_signs_that_are_none_of_its_letters_stay() -> None:
    good = (
        "Starosta řekl, že 20 m³ vody za 5 § a Brand® stojí 3 ½ koruny. Děti přišly pěšky přes most, když už svítalo."
    )
    bad = "Starosta øekl, že 20 m³ vody za 5 § a Brand® stojí 3 ½ koruny. Dìti pøišly pìšky pøes most, když už svítalo."
    assert fixed(bad) == good


def test_what_cannot_be_made_out_is_flagged() -> None:
    bad = "Kro¹nja pla¹i mi¹a, re¹etke tr¹e."  # š or ą, and no word that only one language has
    result = cleaner.clean(bad, kind="text", preset="repair")
    assert result.text == bad
    assert [f.code for f in result.flags] == ["wrong-encoding"]
    for lang, lines in LANGUAGES.items():
        assert cleaner.clean("\n".join(lines), kind="text", preset="repair").flags == (), lang


@pytest.mark.parametrize("bad", ["Die F‰hre kam sp‰t.", "Sie k\ufffdnnen gehen.", "Die Stra§e", "Cena wynios³a"])
def test_one_sign_amid_letters_is_flagged(bad: str) -> None:
    assert [f.code for f in cleaner.clean(bad, kind="text", preset="repair").flags] == ["wrong-encoding"]


@pytest.mark.parametrize("good", ["20 m³ water", "Uhr–Preis–Liste", "col·lecció", "mit»un«so", "don´t", "the x§2"])
def test_signs_beside_letters_are_not(good: str) -> None:
    assert cleaner.clean(good, kind="text", preset="repair").flags == ()


# ---- repairs that break lines

broken = st.text(alphabet="a1 .A\n\x0c\u2028\u2029\x0b\u200b\u00ad\ufeffÃ©Â\xa0&#8232;nbspâ€™É", max_size=24)


@given(broken)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = fixed(text)
    assert repair(once) == ()
    assert undo_repairs(once, repair(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "a\x0c\u200b\nb",
        "Ã©\u2028CAMPEÃ»",
        "one&#8232;&#8233;two",
        "\u2028\u00ad\x0c",
        "é\u2029Ã\xa0 la",
        "a\x0b\x0c\x0bB",
    ],
)
def test_a_line_that_a_repair_makes_stands_for_itself(text: str) -> None:
    assert repair(fixed(text)) == ()


# ---- damage of known kinds


def sloppy(data: bytes) -> str:
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def as_cp1252(text: str) -> str:
    return sloppy(text.encode())


def as_latin1(text: str) -> str:
    return text.encode().decode("latin-1")


def as_mac(text: str) -> str:
    return text.encode().decode("mac_roman")


def twice(text: str) -> str:
    return as_cp1252(as_cp1252(text))


def thrice(text: str) -> str:
    return as_cp1252(as_latin1(as_cp1252(text)))


def named(text: str) -> str:
    names = html.entities.codepoint2name
    return "".join(f"&{names[ord(c)]};" if ord(c) in names else c for c in text)


def named_twice(text: str) -> str:
    return named(text).replace("&", "&amp;")


def numbered(text: str) -> str:
    return "".join(f"&#{ord(c)};" if ord(c) > 126 else c for c in text)


def littered(text: str) -> str:
    dice = random.Random(5)
    junk = "\u2060\u00ad\ufeff\x00\x08\x1f"
    return "".join(c + dice.choice(junk) if dice.random() < 0.05 else c for c in text)


DAMAGE: list[Callable[[str], str]] = [
    as_cp1252,
    as_latin1,
    as_mac,
    twice,
    thrice,
    named,
    named_twice,
    numbered,
    littered,
]
NOT_YET = {("as_mac", "az"), ("as_mac", "haw")}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__)
@pytest.mark.parametrize("case", cases("synthetic"), ids=about)
def test_damage_is_undone(case: dict[str, str], damage: Callable[[str], str]) -> None:
    good, bad = case["text"], damage(case["text"])
    if (damage.__name__, case["lang"]) in NOT_YET:
        assert fixed(bad) != good
    else:
        assert fixed(bad) == good
        assert (repair(bad) == ()) is (good == bad)


# ---- document context


def test_a_clear_case_makes_a_likely_one_credible() -> None:
    likely = "Ã‰ o fim… Ã  noite"
    assert fixed("Ã  noite") == "Ã  noite"
    assert fixed("AmanhÃ£ nÃ£o.\nÃ  noite") == "Amanhã não.\nà noite"
    assert fixed(likely + "\nAmanhÃ£ nÃ£o.").endswith("Amanhã não.")


def test_a_good_line_in_a_broken_document_is_left_alone() -> None:
    text = "AmanhÃ£ nÃ£o.\n«CAMPEû é a IRMÃ… AMANHÃ– sim"
    assert fixed(text) == "Amanhã não.\n«CAMPEû é a IRMÃ… AMANHÃ– sim"


def test_entities_that_are_spoken_of_stay_whatever_the_document() -> None:
    text = "Ann&rsquo;s dog.\nIn HTML, &eacute; is an accented letter."
    assert fixed(text) == "Ann’s dog.\nIn HTML, &eacute; is an accented letter."


def test_levels() -> None:
    text = 'one â€" two &amp; THE EUÂ SAID'
    assert repair(text, "none") == ()
    assert fixed(text) == 'one â€" two & THE EUÂ SAID'
    assert fixed(text, "thorough") == "one — two & THE EU SAID"


# ---- what an edit says


def test_an_edit_has_its_exact_span_and_its_plan() -> None:
    text = "A cafÃ© &amp; team.Â\nÐŸÑ€Ð¸"
    edits = repair(text)
    assert [(e.start, e.before, e.replacement, e.rule) for e in edits] == [
        (5, "Ã©", "é", "mojibake"),
        (8, "&amp;", "&", "entity"),
        (19, "Â", "", "lossy-nbsp"),
        (21, "ÐŸÑ€Ð¸", "При", "mojibake"),
    ]
    assert all(text[e.start : e.end] == e.before for e in edits)
    assert edits[0].plan == ("encode sloppy-windows-1252", "decode utf-8")


def test_ftfy_replays_our_plans() -> None:
    from ftfy import ExplanationStep, apply_plan

    for bad in ("Ã©tÃ©", as_mac("été"), twice("été"), "РџСЂРёРІРµС‚, РјРёСЂ"):
        for e in repair(bad):
            steps: list[tuple[str, str]] = [ExplanationStep(*step.split(" ", 1)) for step in e.plan]
            assert apply_plan(e.before, steps) == e.replacement


def test_a_second_opinion_is_asked_of_what_our_rules_leave() -> None:
    from cleaner.repair import second

    assert [(s.replacement, s.plan) for s in second.find("Die Br├ñuche")] == [("ä", ("encode cp437", "decode utf-8"))]
    assert second.find("A seleção é CAMPEÃ, de Ã a Z.") == [], "ftfy would repair this"
    assert second.find("Das Café Zoë") == []
    assert second.find("half \ud83d a ΓÇô pair") == []


def test_ftfy_is_loaded_only_for_a_line_that_our_rules_leave() -> None:
    code = "import sys; from cleaner.repair import repair; repair({!r}); print('ftfy' in sys.modules)"
    for text, loaded in (("A cafÃ© in Zürich.", "False"), ("вЂ“ Nein, sagte er.", "True")):
        run = subprocess.run([sys.executable, "-c", code.format(text)], capture_output=True, text=True, check=True)
        assert run.stdout.strip() == loaded, text


def test_surrogate_pairs_are_joined_and_lone_ones_kept() -> None:
    assert fixed("smile \ud83d\ude00!") == "smile \U0001f600!"
    assert repair("half \ud83d a pair \ude00") == ()


# ---- laws

PIECES = [
    *"ÂÃâ€™œ”“\xa0\xad &;ðŸ©¨§é»«.AaZz\n\x92\x9d\u200b\u200d\u200e\x00\x0b√„Ä‚ä¸­ÐŸŽž",
    "Â ",
    "â€",
    "&amp;",
    "&lt;",
    "&eacute",
    "&#8217;",
    "Ã©",
    "Ã¢â‚¬â„¢",
    "HTML",
    "letter",
    "РџСЂ",
    "вЂ™",
    "√©",
    "\ud83d",
    "\ude00",
    "קל",
    "می\u200cخو",
]
nasty = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = nasty | st.text(st.characters(), max_size=80)
levels = st.sampled_from(["certain", "thorough"])


@given(texts, levels)
def test_law_edits_are_ordered_and_undo(text: str, level: str) -> None:
    edits = repair(text, level)  # type: ignore[arg-type]
    assert all(text[e.start : e.end] == e.before != e.replacement for e in edits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))
    assert undo_repairs(spliced(text, edits), edits) == text


@given(texts, levels)
def test_law_repairs_are_idempotent(text: str, level: str) -> None:
    assert repair(fixed(text, level), level) == ()  # type: ignore[arg-type]


@given(st.lists(nasty, max_size=6), st.data())
def test_law_nothing_more_to_repair_once_lines_are_gone(lines: list[str], data: st.DataObject) -> None:
    kept = [line for line in fixed("\n".join(lines)).split("\n") if data.draw(st.booleans())]
    assert repair("\n".join(kept)) == ()


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda c: c != "&")))
def test_law_plain_ascii_is_left_alone(text: str) -> None:
    assert repair(text, "thorough") == ()


def _steps(length: int, marks: list[int]) -> list[Step]:
    at, steps = 0, []
    for n, mark in enumerate(marks):
        start, size = at + mark % 4, 1 + mark % 3
        if start + size > length:
            break
        steps.append(Step(start, start + size, "xyz"[: n % 4], "r"))
        at = start + size
    return steps


marks = st.lists(st.integers(0, 11), max_size=12)


@given(st.text("abc", min_size=5, max_size=30), marks, marks)
def test_law_composed_steps_do_what_both_do(text: str, first: list[int], second: list[int]) -> None:
    one = _steps(len(text), first)
    between = spliced(text, one)
    two = _steps(len(between), second)
    both = compose(one, two, between)
    assert spliced(text, both) == spliced(between, two)
    assert spliced(text, to_edits(text, 0, both)) == spliced(between, two)


# ---- cost


@pytest.mark.parametrize("unit", ["Ã©", "â€", "Â ", "&amp;", "&", "é ", "\u200b", "ÿß", "&lt;x", "Р°", "\x1b["])
def test_time_is_linear(unit: str) -> None:
    def cost(times: int) -> float:
        best = 9.0
        gc.disable()  # as timeit does: a collection costs what the whole suite has left in memory
        for _ in range(3):
            start = time.process_time()
            repair(unit * times)
            best = min(best, time.process_time() - start)
        gc.enable()
        return best

    cost(100)
    small, large = cost(4_000), cost(32_000)
    assert large < 8 * 3 * small + 0.05


def test_a_huge_line_is_cut_and_comes_out_whole() -> None:
    text = "L’été dernier, cafÃ© &eacute; là. " * 20_000
    good = "L’été dernier, café é là. " * 20_000
    edits = repair(text)
    assert spliced(text, edits) == good
    assert undo_repairs(good, edits) == text
    assert repair(good) == ()


def test_what_foreign_encodings_are_told_by_needs_two_characters_beyond_ascii_in_a_row() -> None:
    from cleaner.repair import gate

    assert {c for c in gate.foreign_suspect().pattern if c.isascii()} <= set("[](?<=:|)"), "no class holds ASCII"
    for good in ("Zoë Müller, who runs the café", "Zoë’s café"):
        assert gate._patterns(good, unusual_runs(good)) == []
    bad = "ZoĂ«’s cafĂ©"
    assert gate.foreign_suspect() in gate._patterns(bad, unusual_runs(bad))
