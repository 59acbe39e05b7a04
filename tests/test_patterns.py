"""The patterns of the language packs: what they cut, what they leave, and that the compiled file is theirs."""

from __future__ import annotations

import re
import unicodedata

import pytest

import cleaner
from cleaner.filters._headline_end import headline_end
from cleaner.packs.beginnings import beginnings, endings
from cleaner.packs.load import PACKS
from cleaner.packs.needs import needs
from cleaner.packs.pack import read_packs
from cleaner.packs.pattern_files import Written, compile_patterns, pattern_problems, read_patterns, to_file
from cleaner.packs.pattern_index import Index, form, from_row, tail_of, to_row
from cleaner.packs.patterns import FILE
from cleaner.packs.slots import expanded, without_slots

WRITTEN = read_patterns(PACKS)
RIVER = "The river rose by two metres in a single night, the warden said, and nobody in the town had been told."
MILL = "By noon the water stood in the church, and the road to the north was closed for the rest of the week."


def taken(written: Written, text: str) -> list[str]:
    """What the patterns of one table take from a block, neighbours joined."""
    spans = []
    for pattern in compile_patterns([written]):
        for m in re.compile(pattern.regex, re.IGNORECASE).finditer(text):
            start = m.start() + len(m[0]) - len(m[0].lstrip())
            end: int | None = m.start() + len(m[0].rstrip())
            if pattern.place == "cue":
                cue = text[(end or 0) - 1]
                end = headline_end(text, end or 0, leads=start == 0)
                if end is not None and cue not in ":：|→>–-》" and text[end - 1] in ".。۔।":
                    end = None
            if end is not None and start < end:
                spans.append((start, end))
    found: list[list[int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if found and start < found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return [text[a:b] for a, b in found]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda w: w.at)
def test_examples(written):
    for hit in written.hit:
        assert taken(written, hit.replace("⟦", "").replace("⟧", "")) == re.findall("⟦(.*?)⟧", hit), hit
    for miss in written.miss:
        assert taken(written, miss) == [], miss


@pytest.mark.parametrize("written", WRITTEN, ids=lambda w: w.at)
def test_a_pattern_is_tried_on_all_that_it_matches(written):
    compiled = compile_patterns([written])
    index = Index([to_row(pattern) for pattern in compiled])
    examples = [example.replace("⟦", "").replace("⟧", "") for example in (*written.hit, *written.miss)]
    texts = [
        t for e in examples for t in (e, e.upper(), f"— ( {e} )", f"{MILL} {e}", "12 • " + e.replace(" ", " \xa0"))
    ]
    forms = list(map(form, texts))
    tried = index.possible(forms)
    for i, pattern in enumerate(compiled):
        regex = re.compile(pattern.regex, re.IGNORECASE)
        for text, looked_up, possible in zip(texts, forms, tried, strict=True):
            if regex.search(text):
                assert i in possible, text
                assert not pattern.endings or set(pattern.endings) & set(tail_of(looked_up)), text
                assert all(any(letters in looked_up for letters in needed) for needed in pattern.needs), text


def test_a_row_gives_its_pattern():
    for pattern in compile_patterns(WRITTEN[:20]):
        assert from_row(to_row(pattern)) == pattern


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("read (?:also|next)", {"read als", "read nex"}),
        ("(?:the )?story", {"the stor", "story"}),
        (r"\d{2} comments", {"0"}),
        ("İlgili", {"ilgili"}),
        ("<some>story", set()),
    ],
)
def test_beginnings(pattern, wanted):
    assert set(beginnings(without_slots(pattern))) == wanted


@pytest.mark.parametrize(
    ("pattern", "wanted"), [(r"\((?:photo|foto)[^()]*\)", ")"), ("(?:photo|video)s?", "os"), ("photo <name>", "")]
)
def test_endings(pattern, wanted):
    assert endings(without_slots(pattern)) == wanted


def test_packs_are_right_and_compiled():
    assert pattern_problems(WRITTEN, read_packs(PACKS).known) == []
    compiled = (PACKS / FILE).read_bytes()
    assert compiled == to_file(compile_patterns(WRITTEN)), "a pack has changed: run `python scripts/build_packs.py`"


@pytest.mark.parametrize(
    ("pattern", "place", "wanted"),
    [
        ("story continues below", "unit", ("story",)),
        ("(?:foto|photo) ?: <name>", "line", ("foto", "photo")),
        ("©", "any", ("©",)),
    ],
)
def test_anchors(pattern, place, wanted):
    found = needs(expanded(pattern, place))[0]
    assert set(found) == set(wanted) or max(map(len, found)) >= max(map(len, wanted))


def test_a_pattern_that_holds_no_letters_is_refused():
    with pytest.raises(ValueError, match="no letters"):
        needs(r"\d+[a-z]*")


def cleaned(text: str) -> str:
    return cleaner.Pipeline.preset("article").without("classifier").clean(text, kind="text").text


@pytest.mark.parametrize(
    "residue",
    [
        "Story Continued Below",
        "Read Also: Town Keeps Its Last Ferry",
        "Follow Hanna Lind on Twitter.",
        "Your browser does not support the audio element.",
        "(Reporting by Hanna Lind; Editing by Omar Haddad)",
    ],
)
@pytest.mark.parametrize("form", ["line", "middle", "crlf", "doubled"])
def test_residue_goes_wherever_it_stands(residue, form):
    forms = {
        "line": f"{RIVER}\n\n{residue}\n\n{MILL}",
        "middle": f"{RIVER} {residue} {MILL}",
        "crlf": f"{RIVER}\r\n\r\n{residue}\r\n\r\n{MILL}",
        "doubled": f"{RIVER}\n\n{residue}\n\n{residue}\n\n{MILL}",
    }
    assert cleaned(forms[form]).split() == f"{RIVER} {MILL}".split()


def test_decomposed_letters_are_known_too():
    french = "Le bac est parti à six heures, comme tous les jours de la semaine, et personne n'avait dormi."
    link = unicodedata.normalize("NFD", "À lire aussi : La ville garde son dernier bac")
    assert cleaned(f"{french}\n\n{link}\n\n{french[:-1]} hier.") == f"{french}\n\n{french[:-1]} hier."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Why The Dam Was Never Finished Farmers moved their cattle to the hills, he said. It rained.", 6),
        ("Can the ferry be saved? Farmers moved their cattle to the hills, he said. It rained.", 5),
        ("Why the dam was never finished", 6),
        ("Why the dam was never finished  Farmers moved their cattle, he said. It rained on and on.", 6),
        ("Le bac en dix questions « Nous irons jusqu'au bout », a promis leur porte-parole.", 5),
    ],
)
def test_where_a_headline_ends(text, headline):
    end = headline_end(text, 0, leads=False)
    assert end is not None and len(text[:end].split()) == headline


def test_a_headline_whose_end_cannot_be_told_stays():
    text = "why the dam was never finished farmers moved their cattle to the hills, he said. It rained on and on, and."
    assert headline_end(text, 0, leads=False) is None


def test_entries_that_return_in_the_body_stay():
    entries = [f"{MILL[:-1]} of book {n}.\n\nPublished by Mill Press\n\n" for n in range(4)]
    text = f"{RIVER}\n\n{''.join(entries)}{MILL}"
    assert cleaned(text) == text


@pytest.mark.parametrize("sign", ["(fh)", "(Tsp, epd)", "(dpa/afp)"])
def test_the_signs_of_authors_go_behind_the_text_only(sign):
    assert cleaned(f"{RIVER}\n\n{MILL} {sign}") == f"{RIVER}\n\n{MILL}"
    inside = f"{RIVER} {sign}\n\n{MILL}"
    assert cleaned(inside) == inside
