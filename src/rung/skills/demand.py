"""How many ads ask for a skill: the same ad counted once, shares instead of counts, and a fixed mix of ads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rung.skills.errors import FigureRefusedError

SAME_AD_WITHIN = timedelta(days=30)
"""The same employer, title and place this close together is the same ad, however often it was put up again."""


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What counting needs of an ad. `skills` are the URIs that were found in it."""

    employer: str
    title: str
    place: str
    published: date
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many ads ask for a skill."""

    asking: int
    ads: int

    def __post_init__(self) -> None:
        """Refuse more than all, and less than none."""
        if not 0 <= self.asking <= self.ads:
            raise FigureRefusedError(f"{self.asking} of {self.ads} ads cannot be: correct the count.")

    @property
    def value(self) -> Fraction:
        """The share, 0 where there are no ads."""
        return Fraction(self.asking, self.ads) if self.ads else Fraction(0)


def distinct_advertisements(ads: Iterable[Advertisement]) -> tuple[Advertisement, ...]:
    """Return each ad once, the first of a series, in the order of their days.

    A series is a chain: an ad that was put up every month for a year is one ad. Case and blanks make no difference.
    """
    last_seen: dict[tuple[str, str, str], date] = {}
    kept = []
    for ad in sorted(ads, key=lambda one: one.published):
        key = (_plain(ad.employer), _plain(ad.title), _plain(ad.place))
        before = last_seen.get(key)
        if before is None or ad.published - before > SAME_AD_WITHIN:
            kept.append(ad)
        last_seen[key] = ad.published
    return tuple(kept)


def shares(ads: Iterable[Advertisement]) -> Mapping[str, Share]:
    """Return the share of ads that ask for each skill found in any of them. The ads are taken as distinct."""
    listed = tuple(ads)
    asking = Counter(skill for ad in listed for skill in ad.skills)
    return {skill: Share(number, len(listed)) for skill, number in sorted(asking.items())}


@dataclass(frozen=True, slots=True)
class StandardisedShare:
    """A share in a fixed mix of ads, and how much of that mix had no ad at all, so that the rest speaks for it."""

    value: Fraction
    unseen: Fraction


def standardised(cells: Mapping[str, Share], mix: Mapping[str, int]) -> StandardisedShare:
    """Return the share that there would be if ads were mixed as in `mix` (ads of each occupation and region).

    A boom in one occupation then does not look like a change in what is asked for. Raises `FigureRefusedError` if no
    ad falls into any cell of the mix.
    """
    seen = {cell: weight for cell, weight in mix.items() if cell in cells and cells[cell].ads}
    whole, known = sum(mix.values()), sum(seen.values())
    if not known:
        raise FigureRefusedError("No ad falls into any cell of the mix: choose a mix that the source covers.")
    value = sum((cells[cell].value * weight for cell, weight in seen.items()), Fraction(0)) / known
    return StandardisedShare(value, Fraction(whole - known, whole))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
