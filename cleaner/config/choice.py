"""Rules selected or ignored by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cleaner.chain import Filter, Phase
from cleaner.errors import ConfigError, UnknownNameError
from cleaner.filters._flags import flags_of
from cleaner.filters._informed import informed
from cleaner.model import Cut, Flag
from cleaner.pipeline import Pipeline
from cleaner.values import Value
from cleaner.view import View

CLASSIFIER = "classifier"
REPAIR = "repair"  # the name under which repairs are reported, chosen and ignored


class SomeRules(Value):
    """A filter restricted to some of its rules.

    Args:
        inner: the filter.
        rules: names of rules.
        wanted: True keeps only these rules; False keeps all others.
    """

    inner: Filter
    rules: frozenset[str]
    wanted: bool

    def __init__(self, inner: Filter, rules: Collection[str], *, wanted: bool) -> None:
        super().__init__(inner, frozenset(rules), wanted)

    @property
    def name(self) -> str:
        """The name of the filter itself."""
        return self.inner.name

    def __call__(self, view: View) -> Iterator[Cut]:
        """The cuts of the filter by the rules that are kept."""
        return (cut for cut in self.inner(view) if (cut.rule in self.rules) == self.wanted)

    def flags(self, view: View, threshold: float) -> Iterable[Flag]:
        """The flags of the filter itself."""
        return flags_of(self.inner, view, threshold)


class Sparing(Value):
    """A filter without the cuts that touch what filters or rules would take which the user ignores.

    Args:
        inner: the filter, which needs no rule to find the same: the classifier.
        ignored: the filters, with the ignored rules alone where not all are.
    """

    inner: Filter
    ignored: tuple[Filter, ...]

    @property
    def name(self) -> str:
        """The name of the filter itself."""
        return self.inner.name

    def __call__(self, view: View) -> Iterator[Cut]:
        """The cuts of the filter that touch nothing of the ignored."""
        kept = [(cut.start, cut.end) for f in self.ignored for cut in f(view)]
        return (c for c in self.inner(view) if not any(c.start < end and start < c.end for start, end in kept))

    def flags(self, view: View, threshold: float) -> Iterable[Flag]:
        """The flags of the filter itself."""
        return flags_of(self.inner, view, threshold)

    def with_sites(self, sites: object) -> Sparing:
        """The same with a filter that knows sites."""
        return Sparing(informed(self.inner, sites), self.ignored)


def select_rules(pipeline: Pipeline, names: Collection[str]) -> Pipeline:
    """`pipeline` with nothing but the filters (``ads``) and rules (``share/button``) called `names`; repairs stay."""
    check_names(names, pipeline, "select")
    whole, rules = _split(names)
    phases = (
        Phase(p.name, tuple(_selected(f, rules, whole) for f in p.filters if f.name in whole or f.name in rules))
        for p in pipeline.phases
    )
    return pipeline._replace(phases=tuple(p for p in phases if p.filters))


def ignore_rules(pipeline: Pipeline, names: Collection[str]) -> Pipeline:
    """`pipeline` without the filters and rules called `names`; ``repair`` stands for all repairs."""
    check_names(names, pipeline)
    whole, rules = _split(names)
    if REPAIR in rules:
        raise ConfigError(f"single repairs such as {REPAIR}/{rules[REPAIR][0]} can be ignored in `check` only")
    if REPAIR in whole:
        pipeline = pipeline.with_repairs("none")
    filters = [f for p in pipeline.phases for f in p.filters if f.name != CLASSIFIER]
    ignored: tuple[Filter, ...] = tuple(f for f in filters if f.name in whole)
    ignored += tuple(SomeRules(f, rules[f.name], wanted=True) for f in filters if f.name in rules)
    pipeline = pipeline.without(*(n for n in pipeline.filter_names if n in whole))
    phases = (Phase(p.name, tuple(_less(f, rules, ignored) for f in p.filters)) for p in pipeline.phases)
    return pipeline._replace(phases=tuple(phases))


def check_names(names: Collection[str], pipeline: Pipeline, purpose: str = "ignore") -> None:
    """Raise `UnknownNameError` if one of `names` is no filter or rule; the message says for what `purpose`."""
    from cleaner.presets import BUILT_IN

    known = {REPAIR, *(f.name for f in BUILT_IN), *pipeline.filter_names}
    for name in names:
        filter_name, slash, _ = name.partition("/")
        if filter_name not in known:
            raise UnknownNameError(f"filter to {purpose}", filter_name, known)
        if slash:
            from cleaner.config.rules import check_rule

            check_rule(name)


def _split(names: Collection[str]) -> tuple[set[str], dict[str, list[str]]]:
    """The whole filters among `names`, and the rules by their filters."""
    rules: dict[str, list[str]] = {}
    for name in names:
        filter_name, slash, rule = name.partition("/")
        if slash:
            rules.setdefault(filter_name, []).append(rule)
    return {n for n in names if "/" not in n}, rules


def _selected(made: Filter, rules: dict[str, list[str]], whole: set[str]) -> Filter:
    return made if made.name in whole else SomeRules(made, rules[made.name], wanted=True)


def _less(made: Filter, rules: dict[str, list[str]], ignored: tuple[Filter, ...]) -> Filter:
    if made.name in rules:
        return SomeRules(made, rules[made.name], wanted=False)
    return Sparing(made, ignored) if ignored and made.name == CLASSIFIER else made
