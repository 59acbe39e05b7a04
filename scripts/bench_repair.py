"""How fast repairs are next to ftfy: CPU time, one process, ratios within one run.

Usage: python scripts/bench_repair.py [--size CHARACTERS] [--rounds N]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import ftfy

from cleaner.repair import repair

ENGLISH = "The council met on Monday to talk about the bridge, and nobody said 'no' to the plan for the north bank.\n\n"
FRENCH = (
    "Le maire a été très étonné : à Besançon, l’été dernier, « ça » n’était déjà plus là où l’on s’y attendait.\n\n"
)
GERMAN = "Die Übung überraschte die Ärzte: „Größer wäre schöner“, sagte Jörg – für 30 € pro m² bei bis zu 5 °C.\n\n"
RUSSIAN = "Совет собрался в понедельник, чтобы обсудить мост, — «никто не против», сказал глава района журналистам.\n\n"
CHINESE = "市议会星期一开会讨论大桥的问题，“没有人反对这个计划”，市长在会后对记者说。北岸的居民表示欢迎。\n\n"
JAPANESE = "市議会は月曜日に橋について話し合い、「計画に反対する人はいなかった」と市長は会議の後で記者に述べた。\n\n"


def broken(text: str, encoding: str) -> str:
    """`text` in UTF-8, read as `encoding`."""
    return "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())


CASES = {
    "ASCII": (ENGLISH, 100.0),
    "clean Western": (FRENCH + GERMAN, 50.0),
    "clean Cyrillic": (RUSSIAN, 10.0),
    "clean CJK": (CHINESE + JAPANESE, 10.0),
    "all mojibake, Western": (broken(FRENCH + GERMAN, "cp1252"), 1.0),
    "all mojibake, Cyrillic": (broken(RUSSIAN, "cp1252"), 1.0),
    "all mojibake, CJK": (broken(CHINESE, "cp1252"), 1.0),
    "all mojibake, Mac Roman": (broken(FRENCH, "mac_roman"), 1.0),
    "all mojibake, twice": (broken(broken(FRENCH, "cp1252"), "cp1252"), 1.0),
}


def rate(work: Callable[[str], object], text: str, rounds: int) -> float:
    """Millions of characters a second of CPU time, the best of `rounds`."""
    best = 0.0
    for _ in range(rounds):
        start, times = time.process_time(), 0
        while times == 0 or time.process_time() - start < 0.05:
            work(text)
            times += 1
        best = max(best, times * len(text) / (time.process_time() - start) / 1e6)
    return best


def main() -> None:
    """Print one row a kind of text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200_000, help="characters a text")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many rounds counts")
    options = parser.parse_args()
    print(f"{'text':<26}{'repair':>12}{'ftfy':>10}{'ratio':>9}{'wanted':>9}   (million characters a second)")
    for name, (line, wanted) in CASES.items():
        text = line * (options.size // len(line) + 1)
        ours, theirs = (rate(work, text, options.rounds) for work in (repair, ftfy.fix_text))
        print(f"{name:<26}{ours:>12.1f}{theirs:>10.2f}{ours / theirs:>9.1f}{wanted:>9.0f}")


if __name__ == "__main__":
    main()
