"""The loops that most time goes into, each in two forms that give the same.

The compiled form is Cython (``_*.pyx``), and comes with the wheels of a release; the pure one is Python that leaves
the work to built-ins. Which one runs is chosen here, once. An installation from source has the pure form, and
``CLEANER_PURE=1`` in the environment asks for it anywhere. It runs too where the sources have changed since they were
compiled, with a warning.
"""

from __future__ import annotations

import os
import warnings
from importlib.util import find_spec, source_hash
from typing import TYPE_CHECKING, Final, Literal

from cleaner.kernel.shape import LineShape

Build = Literal["compiled", "pure"]

_RECORD = "_compiled.txt"  # written by hatch_build.py beside what it compiles in a checkout


def _is_current() -> bool:
    """Whether what is compiled here was made of the sources beside it; a wheel brings none along."""
    from pathlib import Path

    folder = Path(__file__).parent
    sources = sorted(folder.glob("*.pyx"))
    if not sources:
        return True
    record = folder / _RECORD
    found = "".join([f"{path.stem} {source_hash(path.read_bytes()).hex()}\n" for path in sources])
    if record.exists() and record.read_text(encoding="ascii") == found:
        return True
    warnings.warn(
        f"the sources in {folder} have changed since they were compiled, so cleaner runs in pure Python, with equal "
        "results; to compile them again: HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 pip install -e .",
        RuntimeWarning,
        stacklevel=2,
    )
    return False


_COMPILED = not os.environ.get("CLEANER_PURE") and find_spec("cleaner.kernel._trees") is not None and _is_current()

BUILD: Final[Build] = "compiled" if _COMPILED else "pure"
"""Which form runs in this process."""

if TYPE_CHECKING or not _COMPILED:
    from cleaner.kernel.features import distance, prose_around, sequence, window
    from cleaner.kernel.finder import Finder, form
    from cleaner.kernel.folding import fold, fold_lines
    from cleaner.kernel.joints import has_joints
    from cleaner.kernel.repetition import repeated
    from cleaner.kernel.shape import shapes
    from cleaner.kernel.tokens import first_words
    from cleaner.kernel.trees import Forest
    from cleaner.kernel.unusual import unusual_runs
    from cleaner.kernel.words import Vocabulary
else:
    from cleaner.kernel._features import distance, prose_around, sequence, window
    from cleaner.kernel._finder import Finder, form
    from cleaner.kernel._folding import fold, fold_lines
    from cleaner.kernel._joints import has_joints
    from cleaner.kernel._repetition import repeated
    from cleaner.kernel._shape import shapes
    from cleaner.kernel._tokens import first_words
    from cleaner.kernel._trees import Forest
    from cleaner.kernel._unusual import unusual_runs
    from cleaner.kernel._words import Vocabulary

__all__ = [
    "BUILD",
    "Build",
    "Finder",
    "Forest",
    "LineShape",
    "Vocabulary",
    "distance",
    "first_words",
    "fold",
    "fold_lines",
    "form",
    "has_joints",
    "prose_around",
    "repeated",
    "sequence",
    "shapes",
    "unusual_runs",
    "window",
]
