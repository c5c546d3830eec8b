"""Curves as SVG: two axes that grow by factors, one line a series, nothing else needed to read them."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Final

PICTURES: Final = Path(__file__).parents[1] / "docs" / "images"
WIDTH: Final = 640
HEIGHT: Final = 380
LEFT: Final = 70
RIGHT: Final = 190
TOP: Final = 46
BOTTOM: Final = 50
COLOURS: Final = ("#2563eb", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490")

Points = Sequence[tuple[float, float]]


class Axis:
    """A logarithmic axis from one power of ten to another."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        self._low = floor(log10(min(values)))
        self._high = max(ceil(log10(max(values))), self._low + 1)
        self._begin, self._end = begin, end

    def at(self, value: float) -> float:
        """Return where a value lies in the picture."""
        part = (log10(value) - self._low) / (self._high - self._low)
        return round(self._begin + part * (self._end - self._begin), 1)

    def marks(self) -> list[float]:
        """Return the powers of ten."""
        return [10.0**power for power in range(self._low, self._high + 1)]


def curves(title: str, across: str, up: str, series: Mapping[str, Points]) -> str:
    """Return a picture of all ``series``; only values above 0 can be shown."""
    points = [point for line in series.values() for point in line]
    horizontal = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    vertical = Axis([y for _, y in points], HEIGHT - BOTTOM, TOP)
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f'<title>{escape(title)}</title><g font-family="system-ui, sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="15" font-weight="600">{escape(title)}</text>',
        *_grid(horizontal, vertical),
        f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(18 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
    ]
    for number, (name, line) in enumerate(series.items()):
        parts += _line(horizontal, vertical, name, line, number)
    return "\n".join([*parts, "</g></svg>", ""])


def _grid(horizontal: Axis, vertical: Axis) -> list[str]:
    parts = []
    for mark in horizontal.marks():
        x = horizontal.at(mark)
        parts += [
            f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>',
            f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#555">{mark:,g}</text>',
        ]
    for mark in vertical.marks():
        y = vertical.at(mark)
        parts += [
            f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#555">{mark:,g}</text>',
        ]
    return parts


def _line(horizontal: Axis, vertical: Axis, name: str, line: Points, number: int) -> list[str]:
    colour = COLOURS[number % len(COLOURS)]
    places = [(horizontal.at(x), vertical.at(y)) for x, y in line]
    path = "L".join(f"{x} {y}" for x, y in places)
    legend = TOP + 14 + 22 * number
    return [
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>',
        *(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places),
        f'<rect x="{WIDTH - RIGHT + 12}" y="{legend - 9}" width="12" height="10" fill="{colour}"/>',
        f'<text x="{WIDTH - RIGHT + 30}" y="{legend}">{escape(name)}</text>',
    ]


def keep(path: Path, title: str, across: str, up: str, series: Mapping[str, Points]) -> None:
    """Write the picture; what is there already is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(curves(title, across, up, series))
