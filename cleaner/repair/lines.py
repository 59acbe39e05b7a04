"""The lines of a document, one by one, and the document as their context."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.kernel import unusual_runs
from cleaner.lines.markdown import is_markdown
from cleaner.model import Edit
from cleaner.repair import accents, entities, foreign, gate, invisible, latin9, lossy, mojibake, second, swapped
from cleaner.repair.evidence import Context, Evidence
from cleaner.splice import Step, as_one, compose, shifted, spliced, to_edits

MOST_EDITS = 200_000
MOST_ROUNDS = 4


class _Stretch:
    """A line under repair: the original, the current state, and the steps in between."""

    __slots__ = ("context", "start", "steps", "text")

    def __init__(self, start: int, text: str, context: Context) -> None:
        self.start = start
        self.text = text
        self.context = context
        self.steps: list[Step] = []

    def work(self) -> bool:
        """Repair until nothing more is found, since one repair may reveal another; return whether there was any."""
        worked = False
        while gate.suspicious(self.text) and self._round():
            worked = True
        return worked

    def moved(self) -> list[Step]:
        """The steps as steps on the whole text."""
        return shifted(self.steps, self.start)

    def fold(self) -> None:
        """Merge all steps into one, to save memory."""
        self.steps = [as_one(self.context.original, self.steps)]

    def _round(self) -> bool:
        before = self.text
        self._take(entities.find(self.text, self.context))
        if not self.text.isascii():
            self._take(swapped.find(self.text, self.context))
            self._take(foreign.find(self.text, self.context))
            self._take(latin9.find(self.text, self.context))
            self._take(lossy.find_quotes(self.text, self.context))
            # Soft hyphens and spaces are bytes of what was encoded twice: all of it first, then the rest.
            while self._take(mojibake.find(self.text, self.context)):
                pass
            self._take(lossy.find(self.text, self.context))
        self._take(invisible.find(self.text, self.context))
        if self.text == before and not self.text.isascii():
            self._take(second.find(self.text))
        return self.text != before

    def _take(self, steps: list[Step]) -> bool:
        if steps:
            self.steps = compose(self.steps, steps, self.text)
            self.text = spliced(self.text, steps)
        return bool(steps)


def repair_text(original: str, thorough: bool, entities: bool = False) -> list[Edit]:
    """The edits that repair `original`, in order; those of entities also in Markdown, if `entities` says so.

    A repair that inserts a line break makes two lines, which are then repaired separately.
    """
    runs = unusual_runs(original)
    steps = accents.find(original, runs)
    if steps:
        text = spliced(original, steps)
        steps = compose(steps, _steps(text, unusual_runs(text), thorough, entities), text)
    else:
        steps = _steps(original, runs, thorough, entities)
    rounds = 1
    while rounds < MOST_ROUNDS and any("\n" in s.replacement for s in steps):
        text = spliced(original, steps)
        more = _steps(text, unusual_runs(text), thorough, entities)
        if not more:
            break
        steps = compose(steps, more, text)
        rounds += 1
    return to_edits(original, 0, steps)


def _steps(text: str, runs: Iterable[str], thorough: bool, entities: bool) -> list[Step]:
    return [step for s in _worked(text, runs, thorough, entities) for step in s.moved()]


def has_own_entities(text: str) -> bool:
    """Whether `text` is Markdown that may hold entities, which its renderer decodes."""
    return "&" in text and is_markdown(text)


def misread(text: str) -> bool:
    """Whether some line of `text` seems to have been read with a wrong encoding, whichever the right one is."""
    runs = unusual_runs(text)
    together = "\n".join(runs)
    if swapped.has_signs_amid(text, together):
        return True
    if not (swapped.HINT.search(together) and swapped.SUSPECT.search(text)):
        return False
    return any(swapped.doubtful(text[start:end]) for start, end in gate.stretches(text, runs))


def _worked(original: str, runs: Iterable[str], thorough: bool, entities: bool) -> list[_Stretch]:
    """The suspicious lines of `original`, with these unusual `runs`, each with its steps.

    The lines are gone through at least twice: for their clear cases, then for the likely ones in the light of those.
    """
    evidence = Evidence()
    markdown = not entities and has_own_entities(original)
    stretches: list[_Stretch] = []
    made = 0
    for start, end in gate.stretches(original, runs):
        line = original[start:end]
        s = _Stretch(start, line, Context(evidence, line, thorough, markdown))
        if s.work() or gate.suspicious(s.text):
            stretches.append(s)
            lossy.weigh(s.text, evidence)
            made += len(s.steps)
            if made > MOST_EDITS and s.steps:
                s.fold()
    known = 0
    while evidence.kinds() > known:
        known = evidence.kinds()
        for s in stretches:
            s.work()
    return stretches
