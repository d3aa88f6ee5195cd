"""Contrasts of the design tokens, in both colour schemes."""

import pytest

from rung.platform.site import palette
from rung.platform.site.palette import UnknownTokenError


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)  # (1 + 0.05) / (0 + 0.05)


def test_a_colour_has_no_contrast_with_itself() -> None:
    assert palette.contrast("#0a5a5c", "#0a5a5c") == 1


def test_the_order_of_two_colours_does_not_matter() -> None:
    assert palette.contrast("#0a5a5c", "#faf6ec") == palette.contrast("#faf6ec", "#0a5a5c")


def test_the_grey_that_just_fails_on_white_fails() -> None:
    # sRGB 119/255 is linear 0.18448, so 1.05 / 0.23448 = 4.478: the well-known grey one step short of 4.5
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_that_is_read_together_has_enough_contrast(scheme: str) -> None:
    short = [f"{pair.foreground} on {pair.background}: {pair.contrast:.2f}" for pair in palette.pairs(scheme)
             if not pair.holds]  # fmt: skip
    assert short == []


def test_dark_redefines_every_colour_of_light() -> None:
    assert palette.colours("dark").keys() == palette.colours("light").keys()


def test_every_colour_is_measured_but_the_one_that_only_decorates() -> None:
    measured = {token for pair in palette.pairs("light") for token in (pair.foreground, pair.background)}
    assert palette.colours("light").keys() - measured == {"line"}


def test_it_names_a_token_that_does_not_exist() -> None:
    with pytest.raises(UnknownTokenError, match=r"tokens\.css defines no --gold"):
        palette.colour("light", "gold")
