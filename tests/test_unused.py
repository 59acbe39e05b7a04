"""What nothing uses goes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = {p: p.read_text(encoding="utf-8") for name in ("cleaner", "scripts") for p in (ROOT / name).rglob("*.py")}
WORDS = re.findall(r"\w+", "\n".join(CODE.values()))
# Called by other frameworks, or by users only.
FOR_OTHERS = {
    "on_files",
    "on_page_markdown",
    "_repr_html_",
    "with_seconds",
    "clean_frame",
    "from_crawler",
    "process_item",
}


def names() -> dict[str, str]:
    """The functions and constants of the package, each with its file."""
    found = {}
    for path, text in CODE.items():
        tree = ast.parse(text)
        functions = [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        constants = [t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)]
        found.update(dict.fromkeys((*functions, *constants), path.name))
    return {name: file for name, file in found.items() if not name.startswith("__")}


def test_every_function_and_constant_is_used():
    counts: dict[str, int] = {}
    for word in WORDS:
        counts[word] = counts.get(word, 0) + 1
    unused = {name: file for name, file in names().items() if counts[name] == 1}
    assert unused.keys() == FOR_OTHERS, unused
