"""What is remembered of short texts, and of the words of texts, changes no answer."""

from cleaner.kernel import letters as kept
from cleaner.kernel.letters import Letters
from cleaner.packs import recent
from cleaner.packs.match import look_up, matcher
from cleaner.packs.recent import Recent


def test_short_texts_are_worked_out_once_and_long_ones_are_forgotten():
    asked = []

    def sizes(texts):
        asked.extend(texts)
        return [len(text) for text in texts]

    known, long = Recent(sizes), "a" * 61
    assert known(["Menu", long, "Menu"]) == [4, 61, 4]
    assert known([long, "Menu", "Share"]) == [61, 4, 5]
    assert asked.count("Menu") == 2 and asked.count(long) == 2 and asked.count("Share") == 1
    assert known([]) == []


def test_it_starts_anew_before_it_takes_much_memory(monkeypatch):
    monkeypatch.setattr(recent, "_MOST", 3)
    known = Recent(lambda texts: [text.upper() for text in texts])
    for i in range(10):
        assert known([f"a{i}", f"b{i}"]) == [f"A{i}", f"B{i}"]
        assert known([f"b{i}", "c"]) == [f"B{i}", "C"]
        assert len(known._known) <= 3
    assert known(list("defgh")) == list("DEFGH")
    assert not known._known


def test_words_of_huge_texts_are_not_kept(monkeypatch):
    monkeypatch.setattr(kept, "_KNOWN", 10)
    letters = Letters(["cookie"])
    for i in range(9):
        assert letters.near(f"cookie{i} a{i} b{i}") == {"cookie"}
        assert len(letters._plain) + len(letters._holding) <= 10
    assert letters.near(" ".join(f"{i}cookies" for i in range(50))) == {"cookie"}
    assert len(letters._plain) + len(letters._holding) <= 10


def test_phrases_are_the_same_when_they_are_met_again():
    texts = ["Advertisement", "Share on Facebook", "The river rose by two metres.", "Advertisement"]
    assert look_up(texts) == look_up(texts[::-1])[::-1] == matcher().look_up(texts)


def test_words_seen_before_hold_the_same_strings():
    letters = Letters(["cookie", " photo ", " comment", "©", "ser "])
    texts = [
        "Her photo of cookies",
        "photos, commented user © 2024",
        "Her photo of cookies",
        "plain words of a user",
        "",
    ]
    found = [letters.near(text) for text in texts]
    assert [f & {"cookie", " photo ", " comment", "©", "ser "} for f in found] == found
    assert {"cookie", " photo "} <= found[0] and {" comment", "©", "ser "} <= found[1]
    assert found[2] >= {"cookie", " photo "} and "ser " in found[3]
    assert letters.near("photos") | letters.near("photos") <= {" photo "} and not letters.near("photos")
    assert not letters.near("plain words of")
