"""The progress and the summary of a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from cleaner._io.show import shortened
from cleaner._io.terminal import StatusLine
from cleaner.corpus.run import Progress, Summary

_TERMINAL_SECONDS = 0.2
_PLAIN_SECONDS = 10.0
_WIDTH = 100


class Display:
    """Progress on a stream: one line kept up to date on a terminal, an occasional line elsewhere."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        """Show progress on `stream`, or nowhere."""
        self._status = StatusLine(stream, wanted=not quiet, every=_TERMINAL_SECONDS, plain_every=_PLAIN_SECONDS)

    def show(self, progress: Progress) -> None:
        """Show `progress`, if it is time to."""
        if self._status.due():
            self._status.show(_line(progress))

    def close(self) -> None:
        """Remove the line from the terminal."""
        self._status.clear()


def _line(p: Progress) -> str:
    share = p.read / p.bytes if p.bytes else 1.0
    if p.stage:
        return f"{share:4.0%}  {p.stage}"
    rate = p.documents / p.seconds if p.seconds else 0.0
    left = f", {_time(p.seconds_left)} left" if p.seconds_left is not None else ""
    rejected = f", {p.rejected:,} rejected" if p.rejected else ""
    return f"{share:4.0%}  {p.documents:,} documents{rejected}  {_rate(rate)}/s{left}"


def summary(done: Summary, *, examples: bool = False) -> str:
    """The summary of a run as lines of text; with `examples`, some removals of each filter."""
    return "".join(f"{line}\n" for line in _summary_lines(done, examples))


def _summary_lines(done: Summary, examples: bool) -> Iterator[str]:
    s, p = done.statistics, done.progress
    d = s.documents
    yield f"{d['in']:,} {'document' if d['in'] == 1 else 'documents'} in, {d['out']:,} out, {d['rejected']:,} rejected"
    if d["in"] != p.documents:
        yield f"{p.documents:,} of them in this run"
    rate = p.documents / p.seconds if p.seconds else 0.0
    files = f"{done.input.files:,} {'file' if done.input.files == 1 else 'files'}"
    yield f"{files}, {_bytes(done.input.bytes)}, in {_time(p.seconds)} ({_rate(rate)} documents/s)"
    given, kept = s.size["given"], s.size["kept"]
    yield f"{_bytes(given)} of content in, {kept:,} characters of clean text out"
    yield from _by_filter(s.to_dict(), examples)
    for title, counts in (("flags", s.flags), ("repairs", s.repairs), ("rejected", s.reasons), ("skipped", s.skipped)):
        if counts:
            yield f"{title}: " + ", ".join(f"{name} {counts[name]:,}" for name in sorted(counts))
    if done.input.ignored:
        yield f"{done.input.ignored:,} files were left out: of no known format, or a run's own"
    if p.slowest:
        yield "slowest: " + ", ".join(f"{shortened(name, 40)} {seconds:.2f} s" for seconds, name in p.slowest[:3])


def _noun(name: str, number: int) -> str:
    return name if number == 1 else f"{name}s"


def _by_filter(figures: dict[str, Any], examples: bool) -> Iterator[str]:
    filters = sorted(figures["filters"].items(), key=lambda item: (-item[1]["characters"], item[0]))
    if filters:
        yield "removed by filter:"
    for name, entry in filters:
        cuts, size = entry["removals"], entry["characters"]
        yield f"  {name:<14}{cuts:>10,} {_noun('removal', cuts):<8} {size:>12,} {_noun('character', size)}"
        if not examples:
            continue
        for rule, count in sorted(entry["rules"].items(), key=lambda item: -item[1]["characters"]):
            for example in count["examples"]:
                yield f"      {rule}: {shortened(example['text'], _WIDTH)}  ({shortened(example['id'], 40)})"


def _time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {whole % 60:02} s"


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 1 else f"{rate:.1f}"


def _bytes(number: int) -> str:
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:,.0f} bytes" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"
