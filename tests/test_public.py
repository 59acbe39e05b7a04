"""The public surface: these names are promised."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import cleaner

PROMISED = [
    "Block",
    "Caption",
    "Claim",
    "CleanerError",
    "Config",
    "ConfigError",
    "Cut",
    "Dateline",
    "Document",
    "Edit",
    "Filter",
    "Flag",
    "HtmlOptions",
    "InputError",
    "Metadata",
    "MissingPackageError",
    "Phase",
    "Pipeline",
    "Removal",
    "Result",
    "SiteProfile",
    "SiteRule",
    "SiteRules",
    "Source",
    "UnknownNameError",
    "View",
    "__version__",
    "clean",
    "clean_many",
    "learn",
]
HEAVY = ("trafilatura", "lxml", "bs4", "ftfy", "numpy", "htmldate", "dateparser", "pyarrow")


def test_exported_names():
    assert sorted(cleaner.__all__) == sorted(PROMISED)
    assert all(hasattr(cleaner, name) for name in PROMISED)


def test_a_name_that_is_not_public_raises_and_is_a_type_error(tmp_path):
    with pytest.raises(AttributeError, match="Pipelin"):
        cleaner.Pipelin  # type: ignore[attr-defined]  # noqa: B018
    (tmp_path / "user.py").write_text("from cleaner import Pipelin\nfrom cleaner import Pipeline\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", str(tmp_path / "user.py")],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
    )
    assert 'has no attribute "Pipelin"' in done.stdout
    assert done.stdout.count("error:") == 1


def test_metadata_fields():
    fields = cleaner.clean("It rained.").metadata.to_dict()
    assert sorted(fields) == sorted(
        [
            "title",
            "description",
            "authors",
            "agency",
            "published",
            "modified",
            "dateline",
            "site",
            "section",
            "tags",
            "language",
            "captions",
            "image",
            "canonical_url",
            "licence",
            "paywalled",
        ]
    )


def test_plain_install_can_import_trafilatura():
    code = "import trafilatura; assert callable(trafilatura.extract)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_plain_text_imports_nothing_heavy():
    code = (
        "import sys, cleaner\n"
        "cleaner.clean('It rained all night.\\n\\nAdvertisement\\n\\nBy noon the river was over its banks.')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_stand_alone_script_names_what_the_package_needs():
    root = Path(__file__).parents[1]
    script = (root / "scripts" / "clean.py").read_text(encoding="utf-8")
    header = re.search(r"(?ms)^# /// script$(.*?)^# ///$", script)
    assert header
    inline = tomllib.loads(re.sub(r"(?m)^# ?", "", header[1]))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert inline["dependencies"] == project["dependencies"]
    assert inline["requires-python"] == project["requires-python"]


def test_the_stand_alone_script_cleans(tmp_path):
    root = Path(__file__).parents[1]
    (tmp_path / "a.txt").write_text("It rained all night.\n\nAdvertisement\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "clean.py"), "a.txt"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == b"It rained all night.\n"
