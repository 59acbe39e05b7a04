"""The README and the docs tell the truth: every Python example in them runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from cleaner.config import Config, load_config

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(r"^```python(?P<mark>[^\n]*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> list[ParameterSet]:
    """Each page with the examples that stand in it; one marked ``no-run`` needs what is not installed here."""
    found = []
    for page in PAGES:
        code = [m["code"] for m in _FENCE.finditer(page.read_text(encoding="utf-8")) if "no-run" not in m["mark"]]
        if code:
            found.append(pytest.param(code, id=str(page.relative_to(ROOT))))
    return found


@pytest.mark.parametrize("code", examples())
def test_the_examples_of_a_page_run_in_order(code, capsys):
    names: dict[str, object] = {"__name__": "example", "source": "It rained all night.\n\nAdvertisement\n"}
    for block in code:
        exec(compile(block, "<docs>", "exec"), names)


def test_every_page_is_in_the_table_of_contents():
    listed = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    made = {"filters.md", "rules.md", "commands.md", "learned.md"}
    assert listed == made | {page.relative_to(ROOT / "docs").as_posix() for page in PAGES[1:]}


def test_the_figures_and_the_example_are_what_the_scripts_make():
    done = subprocess.run([sys.executable, ROOT / "scripts/measured.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_settings_can_be_copied_as_they_are(tmp_path):
    blocks = re.findall(
        r"^```toml\n(.*?)^```$", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert blocks
    for block in blocks:
        path = tmp_path / ("pyproject.toml" if "[tool.cleaner" in block else "cleaner.toml")
        path.write_text(block, encoding="utf-8")
        config = load_config(path)
        assert config is not None and config != Config() and config.pipeline()
