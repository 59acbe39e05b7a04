#!/usr/bin/env python3
"""Put docs/measured.md and the tables of the README together from the figures in scripts/figures.

python scripts/measured.py           # write them
python scripts/measured.py --check   # exit 1 if they are not what would be written
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import Any

import cleaner

ROOT = Path(__file__).parents[1]
FIGURES = Path(__file__).parent / "figures"
EXAMPLE = "fixtures/en-ferry/input.txt"
_LEFT = 62  # columns of what goes in
_ARTICLE = "0.005"  # the loss that the preset `article` accepts
_UNSEEN, _SEEN = "**cleaner**, unseen sites", "cleaner, in-sample"
Row = Sequence[str]


def figures(name: str) -> Any:
    """The figures of one file."""
    return json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def share(value: float, digits: int = 1) -> str:
    """A share as percent."""
    return f"{100 * value:.{digits}f} %"


def f1(value: float) -> str:
    """An F1 with three digits and no zero before the point."""
    return f"{value:.3f}".removeprefix("0")


def named(tool: str) -> str:
    """A tool with its version."""
    version = figures("beside")["versions"].get(tool)
    return f"{tool} {version}" if version and tool != "cleaner" else tool


def text_rows() -> list[Row]:
    """Scraped text: F1, kept, texts that lose."""
    measured, unseen = figures("beside")["text"], figures("folds")["text"][_ARTICLE]
    return _with_ours(measured, unseen, lambda r: (f1(r["f1"]), share(r["kept"]), share(r["losing"])))


def pages_rows() -> list[Row]:
    """Pages: F1 and exact on news, word F1 on articles."""
    measured, unseen = figures("beside")["pages"], figures("folds")["pages"]
    return _with_ours(measured, unseen, lambda r: (f1(r["f1"]), share(r["exact"]), f1(r["word_f1"])))


def _with_ours(measured: dict[str, Any], unseen: dict[str, Any], cells: Any) -> list[Row]:
    rows = [(_UNSEEN, *cells(unseen))]
    rows += [(_SEEN, *cells(measured["cleaner"]))] if "cleaner" in measured else []
    others = {tool: row for tool, row in measured.items() if tool != "cleaner"}
    return rows + [(named(tool), *cells(row)) for tool, row in _best_first(others)]


def _best_first(rows: dict[str, Any], key: str = "f1") -> list[tuple[str, Any]]:
    return sorted(rows.items(), key=lambda item: (item[0] == "as scraped", -item[1].get(key, 0)))


def max_loss_table() -> str:
    """What each value costs."""
    rows = [
        (f"{loss.removeprefix('0')}{' (`article`)' if loss == _ARTICLE else ''}", f1(r["f1"]), share(r["kept"], 2),
         share(r["losing"]), share(r["unchanged"], 0))
        for loss, r in figures("folds")["text"].items()
    ]  # fmt: skip
    head = ("`max_loss`", "F1", "body kept", "texts that lose over 5 %", "clean bodies that come back unchanged")
    return table(head, rows)


def wild_table() -> str:
    """Texts of public data sets."""
    measured = figures("beside")["wild"]

    def cells(r: dict[str, float]) -> tuple[str, ...]:
        return share(r["gone"]), share(r["right"]), share(r["unharmed"]), share(r["kept"], 2)

    rows = [(_SEEN, *cells(measured["cleaner"]))] if "cleaner" in measured else []
    rows += [
        (named(t), *cells(r)) for t, r in _best_first({t: r for t, r in measured.items() if t != "cleaner"}, "gone")
    ]
    return table(("", "pieces gone", "right", "unharmed", "body kept"), rows)


def wild_kinds() -> str:
    """How many pieces of each kind go."""
    kinds = figures("beside").get("wild_kinds", {})
    ordered = sorted(kinds.items(), key=lambda item: -item[1]["pieces"])
    rows = [(kind, str(k["pieces"]), share(k["gone"] / k["pieces"], 0)) for kind, k in ordered]
    return table(("kind", "pieces", "gone"), rows)


def broken_table() -> str:
    """Broken characters."""
    rows = [
        (f"**{tool}**" if tool == "cleaner" else named(tool), share(r["exact"]), share(r["changed"]))
        for tool, r in sorted(figures("beside")["broken"].items(), key=lambda item: -item[1]["exact"])
        if tool != "as scraped"
    ]
    return table(("", "put right", "clean texts changed"), rows)


def speed_table() -> str:
    """CPU time."""
    rows = [(r["input"], r["tool"], f"{r['rate']:.{0 if r['rate'] >= 10 else 2}f}") for r in figures("bench")]
    return table(("input", "tool", "million characters a second"), rows)


def sizes_table() -> str:
    """The largest distributions."""
    sizes = figures("sizes")
    rows = [(name, f"{size:.1f} MB") for name, size in sizes.items() if size >= 1]
    rest = sum(size for size in sizes.values() if size < 1)
    count = sum(size < 1 for size in sizes.values())
    return table(
        ("distribution", "size"), [*rows, (f"{count} more", f"{rest:.1f} MB"), ("all", f"{sum(sizes.values()):.0f} MB")]
    )


def page() -> str:
    """docs/measured.md."""
    beside, folds = figures("beside"), figures("folds")
    values = {
        "texts": f"{folds['text'][_ARTICLE]['texts']:,}",
        "text_table": table(("", "F1", "body kept", "texts that lose over 5 %"), text_rows()),
        "max_loss_table": max_loss_table(),
        "news": str(beside["pages_measured"]["fundus"]),
        "articles": str(beside["pages_measured"]["wcxb_article"]),
        "pages_table": table(("", "news, F1", "news, exact", "articles, word F1"), pages_rows()),
        "wild": str(beside.get("wild_texts", "")),
        "wild_table": wild_table(),
        "wild_kinds": wild_kinds(),
        "broken_table": broken_table(),
        "bench_items": "40",
        "speed_table": speed_table(),
        "sizes_table": sizes_table(),
    }
    template = (FIGURES / "measured.md").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda m: values[m[1]], template)


def readme_table() -> str:
    """One row a tool, for the README."""
    beside = figures("beside")
    of_text = {row[0].split(" ")[0]: row for row in text_rows() if row[0] != _SEEN}
    of_pages = {row[0].split(" ")[0]: row for row in pages_rows() if row[0] != _SEEN}
    of_text["C4"] = next(row for row in text_rows() if row[0] == "C4 rules")
    rows = []
    for tool in ("as", "**cleaner**,", "trafilatura", "newspaper4k", "jusText", "C4", "ftfy"):
        name = {"as": "as scraped", "**cleaner**,": "**cleaner**", "C4": "C4 rules"}.get(tool) or named(tool)
        text, pages = of_text.get(tool, ("", "", "", "")), of_pages.get(tool, ("", "", "", ""))
        broken = beside["broken"].get(tool if tool == "ftfy" else name.strip("*")) if tool != "as" else None
        both = (share(broken["exact"], 0), share(broken["changed"], 0)) if broken else ("", "")
        rows.append((name, *text[1:3], pages[1], pages[3], *both))
    head = ("", "text: F1", "body kept", "news pages: F1", "articles: word F1", "characters put right", "clean changed")
    return table(head, rows)


def picture() -> str:
    """The README's example, what goes in beside what comes out."""
    result = cleaner.clean(ROOT / EXAMPLE)
    found = result.metadata
    caption = found.captions[0]
    comes = [f"title:    {found.title}", f"authors:  {', '.join(found.authors)}", f"captions: {caption.text}"]
    comes += [f"          (credit: {caption.credit})", "", *_wrapped(result.text, 48)]
    goes = _wrapped((ROOT / EXAMPLE).read_text(encoding="utf-8").replace("\xa0", " "), _LEFT)
    return "\n".join(f"{a:<{_LEFT}} | {b}".rstrip() for a, b in zip_longest(goes, comes, fillvalue=""))


def _wrapped(text: str, width: int) -> list[str]:
    return [line for whole in text.rstrip("\n").split("\n") for line in wrap(whole, width) or [""]]


def account() -> str:
    """What the command tells of the README's example."""
    command = [sys.executable, "-m", "cleaner", "clean", "--isolated", "--explain", EXAMPLE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stderr.replace(f"{EXAMPLE}:", "line ").rstrip()


def readme(text: str) -> str:
    """The README with its tables made anew."""
    made_of = {
        "figures": readme_table(),
        "account": f"```text\n{account()}\n```",
        "picture": f"```text\n{picture()}\n```",
    }
    for name, made in made_of.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        head, _, rest = text.partition(start)
        text = head + start + made + "\n" + end + rest.partition(end)[2]
    return text


def main(argv: list[str]) -> int:
    """Write or check; 1 if something is stale."""
    old = (ROOT / "README.md").read_text(encoding="utf-8")
    files = {ROOT / "README.md": readme(old), ROOT / "docs/measured.md": page()}
    stale = [path for path, new in files.items() if path.read_text(encoding="utf-8") != new]
    if "--check" in argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what scripts/measured.py makes; run it")
        return 1 if stale else 0
    for path in stale:
        path.write_text(files[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
