"""The preset `safe`: residue in any text, and nothing that a file may have of its own."""

import pytest

import cleaner
from cleaner.cli import main

PROSE = (
    "The river rose by two metres in a single night, the warden said, and nobody in the lower town had been told.\n\n"
    "Farmers moved their cattle to the hills before dawn, while the council met in the school to plan for worse.\n"
)
LICENCE = "The Otter License\n\nCopyright (c) 2024 Hanna Lind\n\n" + PROSE + "\nAll rights reserved.\n"
README = (
    "# Otter\n\n- Install\n- Usage\n- License\n\n## Install\n\n"
    + PROSE
    + "\n## Usage\n\n"
    + PROSE.upper()
    + "\n## License\n"
)


NOTES = README + "\n![The otter](otter.svg)\n\n## Licence\n\nApache-2.0.\n\nSee also\n\n- Author\n- Sponsors\n"
SCRAPED = (
    "[Share](/s)\n\n# Town keeps its ferry\n\nAdvertisement\n\n" + PROSE + "\nRelated articles\n\n- [A bridge](/b)\n"
)


def safe(text):
    return cleaner.clean(text, kind="text", preset="safe").text


@pytest.mark.parametrize(
    "text",
    [
        LICENCE,
        README,
        PROSE + "\n[Share this article]: https://otter.example/share\n",
        "## Advertisement\n\n" + PROSE,
        "Advertisement\n-------------\n\n" + PROSE,
        PROSE + "\n| Advertisement |\n|---|\n| Advertisement |\n",
        PROSE + "\n```\nAdvertisement\n```\n",
        "## Output\n\n" + PROSE + "\nIt prints:\n\n    Advertisement\n",
        PROSE + "\nIt prints::\n\n    Advertisement\n\n" + PROSE,
        PROSE + '\n<source media="(prefers-color-scheme: dark)" srcset="otter.svg">\n',
        "- [Usage](#usage)\n- [Share this](#share-this)\n- [Advertisement](#advertisement)\n\n" + PROSE,
        "## 2.1\n\n- Fix the share button\n- Advertisement\n\n  More about it.\n\n- Read more\n\n" + PROSE,
        "Blocks that we know:\n\n* Advertisement\n* Picture of the day\n\n" + PROSE,
        "Verse\n\n" + "Row, row, row your boat,\n\n" * 3 + PROSE,
    ],
)
def test_what_a_file_has_of_its_own_stays(text):
    assert safe(text) == text


def test_in_a_scraped_article_they_are_residue():
    text = PROSE + "\nAdvertisement\n\n© 2024 The Valley Post. All rights reserved.\n"
    assert safe(text) == PROSE


def test_other_residue_alone_shows_no_article():
    """A list with a label in it, and a licence below: too few paragraphs."""
    text = "Hooks\nNets\n\nAdvertisement\n\nCopyright (c) 2024 Hanna Lind\n"
    assert safe(text) == "Hooks\nNets\n\nCopyright (c) 2024 Hanna Lind\n"


def test_an_article_in_markdown_keeps_its_structure():
    text = "# Otter\n\n" + PROSE + "\nAdvertisement\n\n## Advertisement\n\n[ad]: https://otter.example/ad\n"
    assert safe(text) == text.replace("Advertisement\n\n## ", "## ")


def test_a_list_that_is_residue_as_a_whole_goes():
    text = PROSE + "\n- Share on Facebook\n- Share on Twitter\n\nAdvertisement\n"
    assert safe(text) == PROSE


def codes(text):
    return [flag.code for flag in cleaner.clean(text, kind="text", preset="safe").flags]


def test_a_file_is_not_said_to_look_like_residue():
    contents = "# harbour\n\n## Contents\n\n- [Install](#install)\n- [Share this](#share)\n- [Advertisement](#ads)\n\n"
    text = contents + "## Install\n\nRun it with care and read the manual before you start the harbour.\n"
    assert safe(text) == text
    assert not codes(text)


def test_a_notice_alone_is_said_to_be_no_article():
    text = "This article is for subscribers only. To continue reading, subscribe now or log in to your account.\n"
    assert safe(text) == text
    assert codes(text) == ["no-article"]


def test_a_readme_is_cleaned_as_a_document(tmp_path, capsys):
    path = tmp_path / "notes.md"
    path.write_text(NOTES)
    assert main(["clean", str(path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == NOTES and "--preset article" in shown.err
    assert main(["explain", str(path)]) == 0
    assert "--preset article" in capsys.readouterr().err
    main(["clean", str(path), "--preset", "article"])
    assert capsys.readouterr().out != NOTES


def test_scraped_markdown_is_cleaned_as_an_article(tmp_path, capsys):
    (tmp_path / "scraped.md").write_text(SCRAPED)
    assert main(["clean", str(tmp_path / "scraped.md")]) == 0
    shown = capsys.readouterr()
    assert "Share" not in shown.out and "A bridge" not in shown.out and not shown.err
