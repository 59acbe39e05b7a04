"""A small chart: how many documents lost how much."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.report._page import details, table
from cleaner.report._shown import esc, number

_WIDTH, _HEIGHT, _FOOT, _HEAD = 720, 150, 22, 18


def histogram(counts: Sequence[int], label: str) -> str:
    """Columns for `counts`, which stand for equal shares from 0 to 100 per cent, with the figures as a table."""
    step = _WIDTH / len(counts)
    top = max([*counts, 1])
    columns = []
    for n, count in enumerate(counts):
        height = max(_HEIGHT * count / top, 1.5) if count else 0
        x, y, middle = n * step + 2, _HEAD + _HEIGHT - height, (n + 0.5) * step
        columns.append(f'<rect class="column" x="{x:.1f}" y="{y:.1f}" width="{step - 4:.1f}" height="{height:.1f}"/>')
        if count:
            columns.append(f'<text x="{middle:.1f}" y="{y - 4:.1f}" text-anchor="middle">{number(count)}</text>')
    floor = _HEAD + _HEIGHT
    marks = "".join(
        f'<text x="{_WIDTH * n / 4:.0f}" y="{floor + 16}" text-anchor="{anchor}">{25 * n} %</text>'
        for n, anchor in enumerate(("start", "middle", "middle", "middle", "end"))
    )
    drawing = (
        f'<svg role="img" aria-label="{esc(label)}" viewBox="0 0 {_WIDTH} {floor + _FOOT}" width="{_WIDTH}">'
        f'{"".join(columns)}<path class="axis" d="M0 {floor}H{_WIDTH}"/>{marks}</svg>'
    )
    share = 100 // len(counts)
    rows = [(f"{n * share} to {(n + 1) * share} %", number(count)) for n, count in enumerate(counts) if count]
    return drawing + details("The chart as a table", table(label, ("Share cut", "Documents"), rows, numeric=(1,)))
