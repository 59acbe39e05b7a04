"""The loops that most time goes into, each in two forms that give the same.

The compiled form is Cython (``_*.pyx``), and comes with the wheels of a release; the pure one is Python that leaves
the work to built-ins. Which one runs is chosen here, once. An installation from source has the pure form, and
``CLEANER_PURE=1`` in the environment asks for it anywhere.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal

from cleaner.kernel.shape import LineShape

Build = Literal["compiled", "pure"]

_COMPILED = not os.environ.get("CLEANER_PURE") and find_spec("cleaner.kernel._trees") is not None

BUILD: Final[Build] = "compiled" if _COMPILED else "pure"
"""Which form runs in this process."""

if TYPE_CHECKING or not _COMPILED:
    from cleaner.kernel.features import distance, prose_around, sequence, window
    from cleaner.kernel.finder import Finder, form
    from cleaner.kernel.folding import fold, fold_lines
    from cleaner.kernel.joints import has_joints
    from cleaner.kernel.repetition import repeated
    from cleaner.kernel.shape import shapes
    from cleaner.kernel.trees import Forest
    from cleaner.kernel.words import Vocabulary
else:
    from cleaner.kernel._features import distance, prose_around, sequence, window
    from cleaner.kernel._finder import Finder, form
    from cleaner.kernel._folding import fold, fold_lines
    from cleaner.kernel._joints import has_joints
    from cleaner.kernel._repetition import repeated
    from cleaner.kernel._shape import shapes
    from cleaner.kernel._trees import Forest
    from cleaner.kernel._words import Vocabulary

__all__ = [
    "BUILD",
    "Build",
    "Finder",
    "Forest",
    "LineShape",
    "Vocabulary",
    "distance",
    "fold",
    "fold_lines",
    "form",
    "has_joints",
    "prose_around",
    "repeated",
    "sequence",
    "shapes",
    "window",
]
