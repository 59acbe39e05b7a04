"""Other tools beside ours, each as one function over text or HTML; what is not installed is left out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

Work = Callable[[str], object]
_COMPILED = "cleaner.kernel"

_C4_END = re.compile(r"""[.!?"”']\s*$""")


def c4_rules(text: str) -> str:
    """The line rules of C4 (Raffel et al. 2020, section 2.2): an ending mark, five words, no mention of JavaScript."""
    kept = (
        line
        for line in text.split("\n")
        if _C4_END.search(line) and len(line.split()) >= 5 and "javascript" not in line.lower()
    )
    return "\n".join(kept)


def _ours(kind: str, *, metadata: bool, compiled: bool = False) -> Callable[[], Work]:
    def load() -> Work:
        os.environ["CLEANER_PURE"] = "" if compiled else "1"  # each tool runs in a process of its own
        from cleaner import Pipeline

        pipeline = Pipeline.preset("article")
        if metadata:
            return lambda source: pipeline.clean(source, kind=kind).metadata  # type: ignore[arg-type]
        return lambda source: pipeline.clean(source, kind=kind).text  # type: ignore[arg-type]

    return load


def _ftfy() -> Work:
    import ftfy

    return ftfy.fix_text


def _trafilatura() -> Work:
    import trafilatura

    return lambda page: trafilatura.bare_extraction(page, with_metadata=True)


def _resiliparse() -> Work:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page, main_content=True)


def _readability() -> Work:
    from readability import Document

    return lambda page: Document(page).summary()


def _newspaper() -> Work:
    from newspaper import Article

    def work(page: str) -> object:
        article = Article("https://news.example/")
        article.download(input_html=page)
        article.parse()
        return article.text

    return work


def _selectolax() -> Work:
    from selectolax.lexbor import LexborHTMLParser

    return lambda page: LexborHTMLParser(page).text()


def _lxml() -> Work:
    import lxml.html

    return lxml.html.fromstring


TEXT: dict[str, tuple[str, Callable[[], Work]]] = {
    "cleaner": ("cleaner", _ours("text", metadata=True)),
    "cleaner, text only": ("cleaner", _ours("text", metadata=False)),
    "cleaner, compiled": (_COMPILED, _ours("text", metadata=True, compiled=True)),
    "cleaner, compiled, text only": (_COMPILED, _ours("text", metadata=False, compiled=True)),
    "ftfy": ("ftfy", _ftfy),
    "C4 rules": ("re", lambda: c4_rules),
}
HTML: dict[str, tuple[str, Callable[[], Work]]] = {
    "cleaner": ("cleaner", _ours("html", metadata=True)),
    "cleaner, text only": ("cleaner", _ours("html", metadata=False)),
    "cleaner, compiled": (_COMPILED, _ours("html", metadata=True, compiled=True)),
    "cleaner, compiled, text only": (_COMPILED, _ours("html", metadata=False, compiled=True)),
    "trafilatura": ("trafilatura", _trafilatura),
    "resiliparse": ("resiliparse", _resiliparse),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "selectolax, text": ("selectolax", _selectolax),
    "lxml, parse": ("lxml", _lxml),
}


def installed(tools: dict[str, tuple[str, Callable[[], Work]]]) -> dict[str, Callable[[], Work]]:
    """The tools whose package is installed, by name."""
    return {name: load for name, (package, load) in tools.items() if _is_there(package)}


def _is_there(package: str) -> bool:
    if package != _COMPILED:
        return find_spec(package) is not None
    # To import any of the kernel would choose its form for all processes that are forked from this one.
    found = find_spec("cleaner")
    folder = Path(found.origin or "").parent / "kernel" if found else Path()
    return any((folder / f"_trees{suffix}").exists() for suffix in EXTENSION_SUFFIXES)
