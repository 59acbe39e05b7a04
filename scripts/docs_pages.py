"""The pages of the docs that are made of the code: filters, rules, commands, learned parts. A hook of mkdocs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.packs.load import PACKS
from cleaner.packs.pack import read_packs
from cleaner.presets import BUILT_IN, PRESETS

_LANGUAGES = ("en", "de", "fr", "zh")  # from which the page of rules takes its examples
_EXAMPLES = 4
_SHOWN = 200  # characters of a known failure
ROOT = Path(__file__).parents[1]


def filters_page() -> str:
    """What each filter takes away, with its example."""
    parts = [
        "# Filters\n\nEach takes away one kind of residue. `cleaner filters` prints the same. In the examples, lines "
        "that are cut are marked with a minus.\n"
    ]
    for made in BUILT_IN:
        presets = ", ".join(f"`{name}`" for name, preset in PRESETS.items() if made.name in _names(preset))
        marked = "\n".join(made.example.marked.strip("\n").split("\n"))
        parts.append(
            f"## `{made.name}`\n\n{_paragraphs(made.__doc__)}\n\nKind: `{made.kind}`. In the presets {presets}.\n\n"
            f"```diff\n{marked}\n```\n"
        )
    return "\n".join(parts)


def rules_page() -> str:
    """Each rule that the language packs have phrases for, with what it hits and what it leaves."""
    known = tomllib.loads((PACKS / "rules.toml").read_text(encoding="utf-8"))
    packs = read_packs(PACKS)
    parts = [
        "# Rules\n\nA rule is the reason for a cut inside a filter; removals, settings and messages name it as "
        "`filter/rule`. These have phrases in the language packs. *Hits* are lines that the rule takes, *leaves* are "
        "lines like them that it must not take; the suite holds the packs to both.\n"
    ]
    for filter_name, rules in known.items():
        parts.append(f"## {filter_name}\n")
        for rule, meaning in rules.items():
            own = [r for r in packs.rules if (r.filter, r.rule) == (filter_name, rule)]
            languages = sorted({r.lang for r in own})
            parts.append(f"### `{filter_name}/{rule}`\n\n{meaning}\n")
            parts.append(f"In {len(languages)} languages: {', '.join(languages)}.\n")
            parts.append("\n".join(_examples(own)) + "\n")
    return "\n".join(parts)


def _examples(rules: list[Any]) -> Iterator[str]:
    yield "| | hits | leaves |\n|---|---|---|"
    for language in _LANGUAGES:
        own = [r for r in rules if r.lang == language]
        hit = [text for r in own for text in r.hit][:_EXAMPLES]
        miss = [text for r in own for text in r.miss][:_EXAMPLES]
        if hit:
            yield f"| {language} | {_cells(hit)} | {_cells(miss)} |"


def _cells(texts: list[str]) -> str:
    return "<br>".join(text.replace("|", "&#124;").replace("<", "&lt;").replace("\n", " ") for text in texts)


def learned_page() -> str:
    """The model cards, and the cases that are known to fail."""
    known = tomllib.loads((ROOT / "cleaner/data/models/cards.toml").read_text(encoding="utf-8"))
    parts = [
        "# Learned parts and known failures\n\nThe classifiers and weights that come with the package, what each was "
        "learned from, and how it did on web domains that were held back: `cleaner/data/models/cards.toml`.\n",
    ]
    parts += [
        f"## `{made['file']}`\n\n{made['what']} Of {made['date']}, from {', '.join(made['data'])}; made by "
        f"`{made['script']}`.\n\n**Held back:** {made['validation']}\n"
        for made in known["model"]
    ]
    parts.append("\n## The data\n")
    parts += [f"- **{name}** ({data['licence']}): {data['what']}." for name, data in known["data"].items()]
    parts.append(
        "\n## Known failures\n\nEach is a case of the suite that is expected to fail, and must be moved when "
        "it is mended.\n"
    )
    return "\n".join(parts + (list(_known_failures()) or ["There is none at present."])) + "\n"


def _known_failures() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8")).get("known_failures", ()):
            shown = " / ".join(case.strip().split("\n")).replace("<", "&lt;").replace("*", "&#42;")
            yield f"- `{path.parent.name}`, {path.stem}: {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}"


def commands_page() -> str:
    """What each command says of itself."""
    from cleaner.cli import COMMANDS

    parts = ["# Commands\n\nWhat `cleaner COMMAND --help` prints.\n"]
    for name in COMMANDS:
        command = [sys.executable, "-m", "cleaner", name, "--help"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"COLUMNS": "100", "LC_ALL": "C.UTF-8"}
        )
        parts.append(f"## `cleaner {name}`\n\n```text\n{done.stdout.rstrip()}\n```\n")
    return "\n".join(parts)


def _names(preset: Any) -> set[str]:
    return {made.name for phase in preset.phases for made in phase.filters}


def _paragraphs(text: str | None) -> str:
    body = (text or "").split("Args:")[0]
    return "\n".join(line.strip() for line in body.strip().split("\n"))


def _from_readme(name: str) -> str:
    """The block of the README between the marks called `name`."""
    _, begin, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
    block, end, _ = rest.partition(f"<!-- /{name} -->")
    assert begin and end, f"the README has no block {name}"
    return block


PAGES = {"learned.md": learned_page, "filters.md": filters_page, "rules.md": rules_page, "commands.md": commands_page}


def on_files(files: Any, config: Any) -> Any:
    """Add the pages (mkdocs calls this)."""
    from mkdocs.structure.files import File

    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put in blocks of the README (mkdocs calls this)."""
    return re.sub(r"<!-- README: (\w+) -->\n", lambda m: _from_readme(m[1]), markdown)
