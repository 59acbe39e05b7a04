#!/usr/bin/env python3
# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "beautifulsoup4>=4.12",
#     "charset-normalizer>=3.4",
#     "cssselect>=1.2",
#     "ftfy>=6.3",
#     "htmldate>=1.9.2",
#     "json-repair>=0.30",
#     "lxml>=5.3",
#     "lxml_html_clean>=0.4",
#     "markdown-it-py>=3.0",
#     "trafilatura>=2.0",
# ]
# ///
"""Clean scraped articles: `python scripts/clean.py FILE ...`, or `uv run scripts/clean.py FILE ...`.

The same as `cleaner clean`, for use from a checkout without installing the package.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cleaner.cli import main

if __name__ == "__main__":
    sys.exit(main(["clean", *sys.argv[1:]]))
