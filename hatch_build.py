"""The build hook that compiles the kernel into a wheel; off unless HATCH_BUILD_HOOK_ENABLE_CUSTOM=1."""

from __future__ import annotations

import os
import tempfile
from importlib.util import source_hash
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_KERNEL = Path("cleaner") / "kernel"
# No fused multiplication and addition: it rounds otherwise than Python does.
_FLAGS = [] if os.name == "nt" else ["-O3", "-g0", "-ffp-contract=off"]


class KernelHook(BuildHookInterface):
    """Compiles each `cleaner/kernel/_*.pyx`: beside its source for an editable installation, else into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell the wheel what to take along and which Python it is for."""
        root = Path(self.root)
        if version == "editable":
            compile_in_place(root)
        else:
            for made in compiled(root, Path(tempfile.mkdtemp(prefix="kernel-"))):
                build_data["force_include"][str(made)] = (_KERNEL / made.name).as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def compile_in_place(root: Path) -> None:
    """Compile the kernel of the checkout `root` beside its sources, and record those: changed, they are not its own."""
    folder = root / _KERNEL
    record = folder / "_compiled.txt"  # `cleaner.kernel` compares
    record.unlink(missing_ok=True)
    sources = {path.stem: source_hash(path.read_bytes()).hex() for path in sorted(folder.glob("*.pyx"))}
    compiled(root, folder)
    record.write_text("".join(f"{name} {code}\n" for name, code in sources.items()), encoding="ascii")


def compiled(root: Path, target: Path) -> list[Path]:
    """Compile the kernel of the checkout `root` into the folder `target`; the extension modules."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    with tempfile.TemporaryDirectory() as scratch:
        sources = [
            Extension(path.stem, [str(path)], extra_compile_args=_FLAGS)
            for path in sorted((root / _KERNEL).glob("_*.pyx"))
        ]
        command = build_ext(Distribution({"ext_modules": cythonize(sources, build_dir=scratch, quiet=True)}))
        command.build_lib, command.build_temp = str(target), scratch
        command.ensure_finalized()
        command.run()
        return [Path(output) for output in command.get_outputs()]
