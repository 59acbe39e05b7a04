#!/usr/bin/env python3
"""Compare the Markdown of thirty invented pages with that of trafilatura and Defuddle; write docs/markdown-beside.md.

    python scripts/markdown_beside.py --defuddle DIR     # DIR holds node_modules with defuddle and jsdom; needs node

The pages are in scripts/markdown/pages.toml; each has the same frame of menus, teasers and prompts around its article.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cleaner

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "markdown"
OUT = ROOT / "docs" / "markdown-beside.md"
URL = "https://news.example/river/story"
BEFORE = (
    "<p>The water came in the night from Tuesday to Wednesday, for the first time in thirty years, and nobody in the "
    "lower town had reckoned with it.</p><p>In the morning it was gone. What it left behind was the mud, and the "
    "question of who would carry it away.</p>"
)
AFTER = (
    "<p>The council will talk about it again in the autumn. Until then everything stays as it is, the mayor said, and "
    "that was not even the worst that could happen.</p>"
)
FRAME = (DATA / "frame.html").read_text(encoding="utf-8")
RESIDUE = (
    "By Hanna Lind", "Most read", "Two held after break-in", "Ferry to run on", "Sign up for our newsletter",
    "Subscribe", "All rights reserved", "Privacy policy", "Share on Facebook", "Advertisement",
)  # fmt: skip
Tool = Callable[[str], str]


def of_cleaner(page: str) -> str:
    """Our Markdown."""
    return cleaner.clean(page, kind="html", url=URL).to_markdown()


def of_trafilatura(page: str) -> str:
    """trafilatura's, with everything that makes Markdown richer."""
    import trafilatura

    return (
        trafilatura.extract(
            page, url=URL, output_format="markdown", include_links=True, include_formatting=True, include_tables=True,
            include_comments=False,
        )
        or ""
    )  # fmt: skip


def of_defuddle(folder: Path) -> Tool:
    """Defuddle's, called as its library is."""
    script = (
        "const [file, url] = process.argv.slice(1); const {JSDOM} = require('jsdom');"
        "const page = new JSDOM(require('fs').readFileSync(file, 'utf8'), {url});"
        "import('defuddle/node').then(({Defuddle}) => Defuddle(page, url, {markdown: true}))"
        ".then(r => process.stdout.write(r.content || ''));"
    )

    def convert(page: str) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
            file.write(page)
            file.flush()
            command = ["node", "-e", script, file.name, URL]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
        return done.stdout

    return convert


def whole(page: dict[str, Any]) -> str:
    """The page in its frame."""
    return FRAME.format(article=page.get("before", BEFORE) + page["html"] + page.get("after", AFTER))


def folded(markdown: str) -> str:
    """`markdown` with runs of blanks as one, none at the ends of lines."""
    lines = (re.sub(r"(?<=\S)[ \t]{1,3}(?=\S)", " ", line.rstrip()) for line in markdown.split("\n"))
    return "\n".join(lines)


def holds(markdown: str, wanted: str) -> bool:
    """Whether one of the alternatives stands in `markdown`."""
    text = f"\n{folded(markdown)}\n"
    return any(folded(one) in text or folded(one) in text.replace("\n\n", "\n") for one in wanted.split(" || "))


def words_of(html: str) -> Counter[str]:
    """The words that a reader sees."""
    return Counter(
        re.findall(r"\w+", text_of(re.sub(r"<(?=/?(?:p|li|t[drh]|d[td]|h\d|pre|br|summary)\b)", " <", html)))
    )


def text_of(html: str) -> str:
    """The text of a piece of HTML."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "lxml").get_text()


def kept(page: dict[str, Any], markdown: str) -> float:
    """The share of the body's words that are in `markdown`; residue in its middle is no body."""
    body = re.sub(
        r'<div class="share-bar">.*?</div>|<div class="ad">.*?</div>|<p class="related">.*?</p>', "", page["html"]
    )
    body = re.sub(r"<figcaption>.*?</figcaption>", "", body)  # captions are metadata, or body: a matter of taste
    wanted = words_of(page.get("before", BEFORE) + body + page.get("after", AFTER))
    found = Counter(re.findall(r"[^\W_]+|\w+", markdown.replace("\\_", "_")))
    found += Counter(re.findall(r"\w+", markdown.replace("\\_", "_")))
    return sum((wanted & found).values()) / sum(wanted.values())


def report(tools: dict[str, Tool]) -> str:
    """The page of the docs."""
    pages = tomllib.loads((DATA / "pages.toml").read_text(encoding="utf-8"))["page"]
    made = [{name: tool(whole(page)) for name, tool in tools.items()} for page in pages]
    right = [
        {t: all(holds(m, one) for one in page["has"]) for t, m in row.items()}
        for page, row in zip(pages, made, strict=True)
    ]
    left = {t: sum(text in row[t] for row in made for text in RESIDUE) for t in tools}
    words = {t: sum(kept(page, row[t]) for page, row in zip(pages, made, strict=True)) / len(pages) for t in tools}
    head = f"| | {' | '.join(tools)} |\n|---{'|---' * len(tools)}|\n"
    rows = [
        f"| {p['name']} | {' | '.join('yes' if r[t] else '**no**' for t in tools)} |"
        for p, r in zip(pages, right, strict=True)
    ]
    totals = [
        f"| **pages right, of {len(pages)}** | {' | '.join(str(sum(r[t] for r in right)) for t in tools)} |",
        f"| **words of the body kept** | {' | '.join(f'{100 * words[t]:.1f} %' for t in tools)} |",
        f"| **pieces of residue left** | {' | '.join(str(left[t]) for t in tools)} |",
    ]
    parts = [(DATA / "about.md").read_text(encoding="utf-8"), head, "\n".join([*totals, *rows]), "\n\n## The outputs\n"]
    for number, (page, row) in enumerate(zip(pages, made, strict=True), 1):
        parts.append(f'\n### {number}. {page["name"].capitalize()}\n\n<div class="beside" markdown="0">\n')
        shown = {"the page": page["html"], **{t: _middle(page, m) for t, m in row.items()}}
        parts += [
            f"<figure><figcaption>{t}</figcaption><pre>{escape(text)}</pre></figure>\n" for t, text in shown.items()
        ]
        parts.append("</div>\n")
    return "".join(parts)


def _middle(page: dict[str, Any], markdown: str) -> str:
    """`markdown` less the paragraphs that all pages share."""
    for part in (page.get("before", BEFORE), page.get("after", AFTER)):
        for paragraph in part.split("</p>")[:-1]:
            markdown = markdown.replace(text_of(paragraph), "…")
    return re.sub(r"(?:…\s*)+", "…\n\n", markdown).strip()


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--defuddle", type=Path, metavar="DIR", help="a folder with node_modules in it")
    args = parser.parse_args()
    tools: dict[str, Tool] = {"cleaner": of_cleaner, f"trafilatura {version('trafilatura')}": of_trafilatura}
    if args.defuddle:
        package = json.loads((args.defuddle / "node_modules/defuddle/package.json").read_text(encoding="utf-8"))
        tools[f"Defuddle {package['version']}"] = of_defuddle(args.defuddle.resolve())
    OUT.write_text(report(tools), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8").partition("## The outputs")[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
