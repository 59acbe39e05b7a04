"""Files and functions that a reader can hold in mind."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOST_LINES, MOST_OF_A_FUNCTION = 300, 40


def test_files_are_short():
    long = {
        p.name: n for p in (ROOT / "cleaner").rglob("*.py") if (n := len(p.read_text().split("\n"))) > MOST_LINES + 1
    }
    assert not long, f"part each by what it does: {long}"


def test_functions_are_short():
    """Their docstrings are not counted."""
    long = {}
    for path in (ROOT / "cleaner").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[ast.get_docstring(node) is not None :] or node.body
                lines = (node.end_lineno or 0) - first[0].lineno + 1 + (node.body[0].lineno - node.lineno)
                if lines > MOST_OF_A_FUNCTION:
                    long[f"{path.name}: {node.name}"] = lines
    assert not long, f"give a name to a part of each: {long}"
