"""Examines one file: its findings, and its content after the fixes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cleaner._io.regular import read_regular
from cleaner.config.choice import REPAIR
from cleaner.errors import CleanerError, InputError, Needed
from cleaner.files.encoding import Encoded, decode_exactly
from cleaner.files.formats import parts_of
from cleaner.files.ignore import FilePipeline, FilePipelines
from cleaner.files.parts import Part
from cleaner.model import Edit, Removal
from cleaner.result import Result
from cleaner.splice import Origin, Splice, spliced

_PAGE = (
    "a cut could break a page's markup; `cleaner clean --format html` gives its article as clean HTML, "
    "--write-text writes it as text"
)


class Finding(NamedTuple):
    """Something that would be cut or repaired.

    Args:
        line: in the file, from 1.
        column: in characters, from 1.
        end_line: the line of its end.
        end_column: the column behind its last character.
        filter: the filter that found it, or ``repair``.
        rule: the rule inside the filter.
        text: the characters that would go.
        replacement: the repaired characters; None for a cut.
        certainty: 0 to 1.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    filter: str
    rule: str
    text: str
    replacement: str | None = None
    certainty: float = 1.0

    @property
    def name(self) -> str:
        """Filter and rule, as written to ignore it."""
        return f"{self.filter}/{self.rule}"


Known = Counter[tuple[str, str]]  # the number of known findings by rule and digest


class Examined(NamedTuple):
    """The result for one file.

    Args:
        path: the file, as named by the user.
        findings: the findings in order, without ignored and known ones.
        known: the number of findings in the baseline.
        flags: what the user should know about the articles.
        before: the content that was read; None if it was not asked for or does not change.
        after: the new content.
        text: the content that was read, decoded.
        splices: the changes to `text`.
        page: for a page, the text to write beside it.
        refusal: why the findings cannot be fixed here.
        error: why the file could not be examined.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    known: int = 0
    flags: tuple[str, ...] = ()
    before: bytes | None = None
    after: bytes | None = None
    text: str = ""
    splices: tuple[Splice, ...] = ()
    page: bytes | None = None
    refusal: str | None = None
    error: str | None = None


class Examiner(NamedTuple):
    """Examines files; it can be pickled for workers.

    Args:
        pipelines: how the articles of each file are cleaned.
        field: the field of JSONL and tables that holds the article.
        encoding: of files without a byte order mark; None finds out.
        baseline: the known findings of each file, by absolute path.
        rewrite: whether to work out the new content of files.
        pages: whether to work out the text of pages.
        inline: whether comments in a text may ignore findings.
    """

    pipelines: FilePipelines
    field: str | None = None
    encoding: str | None = None
    baseline: Mapping[str, Known] | None = None
    rewrite: bool = False
    pages: bool = False
    inline: bool = False

    def examine_file(self, path: str) -> Examined:
        """Read and examine the file `path`; errors are reported in the result."""
        try:
            with Needed():
                return self.examine(path, read_regular(path))
        except OSError as error:
            return Examined(path, error=f"cannot be read ({error.strerror or error})")
        except CleanerError as error:
            return Examined(path, error=str(error))
        except Exception as error:  # one bad file costs one file
            return Examined(path, error=f"could not be examined ({type(error).__name__}: {error}); please report it")

    def examine(self, path: str, data: bytes) -> Examined:
        """Examine the content `data` of the file `path`.

        Raises:
            InputError: the content does not fit the name.
        """
        encoded = decode_exactly(data, self.encoding)
        found = self._look(path, encoded)
        page = found.page.encode("utf-8", "replace") if self.pages and found.page is not None else None
        examined = Examined(path, tuple(found.findings), found.known, tuple(found.flags), page=page)
        if self.rewrite and found.findings and found.page is not None and not self.pages:
            return examined._replace(refusal=_PAGE)
        if not self.rewrite or not found.splices:
            return examined
        splices = tuple(found.splices)
        examined = examined._replace(before=data, text=encoded.text, splices=splices)
        try:
            text = spliced(encoded.text, splices)
            after = encoded.encode(text)
            self._check_stable(path, after, text)
        except InputError as error:
            return examined._replace(refusal=str(error), splices=())
        return examined._replace(after=after)

    def _check_stable(self, path: str, after: bytes, text: str) -> None:
        """Check that the new content reads back as written, and that cleaning it again changes nothing."""
        again = decode_exactly(after, self.encoding)
        if again.text != text:
            raise InputError("its encoding can be taken for another one; name it with --encoding")
        if self._look(path, again).splices:
            raise InputError("cleaning it twice gives something else than cleaning it once; please report it")

    def _look(self, path: str, encoded: Encoded) -> _Found:
        known = Counter(self.baseline[_key(path)]) if self.baseline and _key(path) in self.baseline else None
        found = _Found(self.pipelines.of(path), known)
        for part in parts_of(path, encoded.text, self.field):
            if self.inline and "cleaner:" in part.text:
                from cleaner.files.inline import ignored_spans

                part.protected = (*part.protected, *ignored_spans(part.text))
            found.look(part, encoded.text)
        return found


class _Found:
    """The findings of one file, gathered part by part."""

    def __init__(self, recipe: FilePipeline, known: Known | None) -> None:
        self._recipe = recipe
        self._left = known
        self._lines: list[int] | None = None
        self.known = 0
        self.findings: list[Finding] = []
        self.flags: list[str] = []
        self.splices: list[Splice] = []
        self.page: str | None = None

    def look(self, part: Part, text: str) -> None:
        """Clean `part` of the file with content `text`."""
        result = self._recipe.pipeline.clean(part.text, kind=part.kind, metadata=False)
        self.flags += [str(flag) for flag in result.flags]
        if part.kind == "html":
            from cleaner.output import render

            self.page = render(result)
        if not result.removals and not result.repairs:
            return
        if self._lines is None:
            self._lines = _line_starts(text)
        if part.kind == "html":
            self._note_page(result)
            return
        cuts, repairs = self._note_text(part, result)
        from cleaner.files.changes import splices_of  # a clean file needs none

        self.splices += part.in_file(splices_of(result.document, cuts, repairs))

    def _note_text(self, part: Part, result: Result) -> tuple[list[Removal], list[Edit]]:
        """Record the findings in plain text; return the changes to carry out."""
        offsets, origin = part.offsets(), Origin(result.repairs)
        marks: list[tuple[int, int, Removal | Edit]] = [(e.start, e.end, e) for e in result.repairs]
        marks += [(*origin.span(r.start, r.end), r) for r in result.removals if r.kind != "layout"]
        cuts: list[Removal] = []
        repairs: list[Edit] = []
        for start, end, mark in sorted(marks, key=lambda m: m[:2]):
            if any(lo < end and start < hi for lo, hi in part.protected):
                continue
            if isinstance(mark, Edit) and not part.unrepaired.isdisjoint(mark.rule.split("+")):
                continue
            if not self._note(mark, offsets[start], offsets[end]):
                continue
            if isinstance(mark, Edit):
                repairs.append(mark)
            else:
                cuts.append(mark)
        return cuts, repairs

    def _note_page(self, result: Result) -> None:
        """Record the findings in a page whose text can be located in the markup."""
        from cleaner.account import places

        for r, (start, end) in zip(result.removals, places(result.document, result.removals), strict=True):
            if r.kind != "layout":
                self._note(r, start, end)

    def _note(self, mark: Removal | Edit, start: int, end: int) -> bool:
        """Record a finding at `start` to `end` of the file unless it is ignored; return whether it was recorded."""
        # A repair of several steps is called after all of them: "mojibake+invisible".
        if isinstance(mark, Edit) and not self._recipe.repairs.isdisjoint(mark.rule.split("+")):
            return False
        finding = _finding(mark, (*self._place(start), *self._place(end)))
        if self._left is not None:
            key = fingerprint(finding)
            if self._left[key] > 0:
                self._left[key] -= 1
                self.known += 1
                return False
        self.findings.append(finding)
        return True

    def _place(self, at: int) -> tuple[int, int]:
        """Line and column of the character `at` of the file, from 1."""
        lines = self._lines or [0]
        line = bisect_right(lines, at)
        return line, at - lines[line - 1] + 1


def _finding(mark: Removal | Edit, place: tuple[int, int, int, int]) -> Finding:
    if isinstance(mark, Edit):
        return Finding(*place, REPAIR, mark.rule, mark.before, mark.replacement)
    return Finding(*place, mark.filter, mark.rule, mark.text, None, mark.certainty)


def fingerprint(finding: Finding) -> tuple[str, str]:
    """The identity of a finding, wherever it stands in its file: its rule, and a digest of its text."""
    from hashlib import sha256

    text = " ".join(finding.text.split())
    return finding.name, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _key(path: str) -> str:
    import os

    return os.path.realpath(path)


def _line_starts(text: str) -> list[int]:
    end = "\n" if "\n" in text else "\r"
    starts, at = [0], text.find(end)
    while at >= 0:
        starts.append(at + 1)
        at = text.find(end, at + 1)
    return starts
