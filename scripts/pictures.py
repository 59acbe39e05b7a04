#!/usr/bin/env python3
"""Take the pictures of the README and the docs: the real audit page in a headless browser.

    python scripts/pictures.py        # needs playwright, pillow and a chromium

The browser reads one file from the disk and nothing else.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import cleaner
from cleaner.report.audit import audit_page

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
COLOURS = 64  # are plenty for a page of text, and make the file a quarter of its size
SOURCE = ROOT / "fixtures" / "en-ferry" / "input.txt"
SIZES = {"audit.png": (1000, 860, "light"), "audit-phone.png": (390, 1000, "dark")}


def main() -> int:
    """Write the pictures into docs/pictures."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("there is no chromium: apt-get install chromium", file=sys.stderr)
        return 2
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "audit.html"
        page.write_text(audit_page(cleaner.clean(SOURCE), "ferry.txt"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (width, height, scheme) in SIZES.items():
            shown = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                device_scale_factor=1,
            )
            shown.goto(page.as_uri())
            taken = Image.open(io.BytesIO(shown.screenshot()))
            taken.convert("RGB").quantize(COLOURS).save(PICTURES / name, optimize=True)
            print(PICTURES / name, (PICTURES / name).stat().st_size, "bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
