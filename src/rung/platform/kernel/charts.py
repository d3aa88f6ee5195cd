"""Small charts as data: figures that are there, and figures that are not, each told apart from a zero.

A chart is drawn by a page part; this module only decides where things lie. Lengths are units of the drawing, 320 wide.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rung.core.errors import ValueRefusedError

WIDTH = 320
PLOT_HEIGHT = 150
PLOT_LEFT = 44
PLOT_RIGHT = 300
PLOT_TOP = 14
BAR_PITCH = 52
BAR_TOP = 24


class Absence(StrEnum):
    """Why a figure is not there (R-SDC: suppressed, zero and missing are three different things)."""

    MISSING = "missing"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value under its label, for example `Figure("March", 12)`, or the reason why there is none."""

    label: str
    value: int | float | Fraction | Absence

    @property
    def amount(self) -> float:
        """The value as a length, 0 where there is none."""
        return 0.0 if isinstance(self.value, Absence) else float(self.value)

    @property
    def absent(self) -> bool:
        """Whether the figure is missing or suppressed."""
        return isinstance(self.value, Absence)


@dataclass(frozen=True, slots=True)
class Chart:
    """One small chart: what it shows, in which unit, and its figures in order.

    `description` says in a sentence what a person would see in it.
    """

    key: str
    title: str
    description: str
    unit: str
    figures: tuple[Figure, ...]

    def __post_init__(self) -> None:
        """Refuse a chart of nothing and amounts below zero, which these drawings have no room for."""
        if not self.figures:
            raise ValueRefusedError("A chart shows at least one figure; show an empty state instead.", chart=self.key)
        if any(figure.amount < 0 for figure in self.figures):
            raise ValueRefusedError("These charts start at zero: give amounts of zero and more.", chart=self.key)

    @property
    def top(self) -> float:
        """The end of the scale: the next round number above the largest figure."""
        return round_up(max(figure.amount for figure in self.figures))


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure in its place: `x` and `y` of a point, or the `length` and `y` of a bar."""

    figure: Figure
    x: float
    y: float
    length: float = 0


def round_up(amount: float) -> float:
    """Return the least 1, 2 or 5 times a power of ten that is at least `amount`; for nothing, 1."""
    if amount <= 0:
        return 1
    power: float = 10 ** math.floor(math.log10(amount))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= amount)


def points(chart: Chart) -> list[Mark]:
    """Return where the figures of a line chart lie, at equal distances from left to right."""
    bottom = PLOT_TOP + PLOT_HEIGHT
    gap = (PLOT_RIGHT - PLOT_LEFT) / max(len(chart.figures) - 1, 1)
    return [
        Mark(figure, round(PLOT_LEFT + gap * at, 1), round(bottom - PLOT_HEIGHT * figure.amount / chart.top, 1))
        for at, figure in enumerate(chart.figures)
    ]


def strokes(marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the coordinates of each unbroken line; the line breaks where a figure is absent."""
    run: list[Mark] = []
    for mark in [*marks, None]:
        if mark is not None and not mark.figure.absent:
            run.append(mark)
            continue
        if len(run) > 1:
            yield " ".join(f"{each.x},{each.y}" for each in run)
        run = []


def bars(chart: Chart) -> list[Mark]:
    """Return the bars of a bar chart from top to bottom, each under its label."""
    return [
        Mark(figure, 0, BAR_TOP + BAR_PITCH * at, round(WIDTH * 0.8 * figure.amount / chart.top, 1))
        for at, figure in enumerate(chart.figures)
    ]
