#!/usr/bin/env python3
"""Measure what an installation without extras takes: figures/sizes.json. Installs into a new folder."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "figures" / "sizes.json"
_LIST = """
import importlib.metadata as m, json
found = {}
for d in m.distributions():
    files = [d.locate_file(f) for f in d.files or ()]
    found[d.metadata["Name"]] = sum(f.stat().st_size for f in files if f.suffix != ".pyc" and f.is_file())
print(json.dumps(found))
"""


def main() -> int:
    """Install, add up, write: megabytes by distribution, the largest first."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT)], check=True)
        done = subprocess.run([python, "-c", _LIST], check=True, capture_output=True, text=True)
    sizes = {name: size for name, size in json.loads(done.stdout).items() if name not in ("pip", "setuptools", "wheel")}
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    OUT.write_text(
        json.dumps({name: round(size / 1e6, 2) for name, size in ordered}, indent=1) + "\n", encoding="utf-8"
    )
    print(f"{sum(sizes.values()) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
