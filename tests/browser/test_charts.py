"""Where the points and bars of small charts lie."""

import pytest

from rung.core.errors import ValueRefusedError
from rung.platform.kernel.charts import Absence, Chart, Figure, bars, points, round_up, strokes


def chart(*values: float | Absence) -> Chart:
    return Chart(
        "c", "Title", "Description", "people", tuple(Figure(str(at), value) for at, value in enumerate(values))
    )


@pytest.mark.parametrize(
    ("amount", "top"), [(0, 1), (1, 1), (1.1, 2), (3, 5), (44, 50), (51, 100), (100, 100), (0.3, 0.5)]
)
def test_a_scale_ends_at_the_next_round_number(amount: float, top: float) -> None:
    assert round_up(amount) == pytest.approx(top)


def test_points_spread_from_left_to_right_and_rise_with_the_figure() -> None:
    # the plot is 256 wide from 44 and 150 high above 164; the scale of 10 ends at 10
    assert [(mark.x, mark.y) for mark in points(chart(0, 5, 10))] == [(44, 164), (172, 89), (300, 14)]


def test_a_single_figure_lies_at_the_left() -> None:
    assert [(mark.x, mark.y) for mark in points(chart(1))] == [(44, 14)]


def test_a_line_breaks_where_a_figure_is_missing() -> None:
    marks = points(chart(1, 1, Absence.MISSING, 1, 1))
    assert list(strokes(marks)) == ["44.0,14.0 108.0,14.0", "236.0,14.0 300.0,14.0"]


def test_a_figure_alone_between_gaps_draws_no_line() -> None:
    assert list(strokes(points(chart(Absence.SUPPRESSED, 1, Absence.MISSING)))) == []


def test_bars_lie_below_one_another_and_the_scale_leaves_room_for_their_figures() -> None:
    # 80 % of 320 is 256 for the end of the scale, 10; so 5 is 128 long
    assert [(mark.y, mark.length) for mark in bars(chart(5, 10))] == [(24, 128), (76, 256)]


def test_a_withheld_figure_is_no_zero() -> None:
    withheld, zero = bars(chart(Absence.SUPPRESSED, 0))
    assert withheld.figure.absent
    assert not zero.figure.absent


def test_it_refuses_a_chart_of_nothing() -> None:
    with pytest.raises(ValueRefusedError, match="empty state"):
        chart()


def test_it_refuses_an_amount_below_zero() -> None:
    with pytest.raises(ValueRefusedError, match="start at zero"):
        chart(3, -1)
