"""Notional workload in whole minutes, and credits that stand for hours.

Minutes keep every figure exact: 2.5 ECTS credits at 25 hours are 3,750 minutes, with nothing rounded.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from rung.core.errors import ValueRefusedError
from rung.core.period import Period
from rung.qualifications.errors import NotInForceError
from rung.qualifications.limits import MAX_RULE_BYTES
from rung.qualifications.tables import Table, parse

MINUTES_PER_HOUR = 60
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Credits:
    """An amount of credits of one system in hundredths: `Credits("ECTS", 250)` are 2.5 credits."""

    system: str
    hundredths: int

    def __post_init__(self) -> None:
        """Refuse a nameless system and less than a hundredth."""
        if not self.system or self.hundredths < 1:
            raise ValueRefusedError("Credits name their system and are at least a hundredth.", system=self.system)

    @property
    def amount(self) -> Fraction:
        """The number of credits."""
        return Fraction(self.hundredths, HUNDREDTHS)


@dataclass(frozen=True, slots=True)
class CreditSystem:
    """How many minutes of notional workload one credit of `id` stands for, and from when until when."""

    id: str
    minutes_per_credit: int
    in_force: Period
    source: str

    def minutes(self, credit: Credits) -> int:
        """Return the workload of `credit`, rounded down to the minute."""
        return credit.hundredths * self.minutes_per_credit // HUNDREDTHS


def written(minutes: int) -> str:
    """Return hours as people write them: `40`, `62.5`, and with minutes where no decimals do: `0 h 20 min`."""
    plain = decimal(Fraction(minutes, MINUTES_PER_HOUR))
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    return plain or f"{'-' if minutes < 0 else ''}{hours} h {rest} min"


def decimal(number: Fraction) -> str:
    """Return `number` with at most two decimals if it has no more, else an empty text."""
    hundredths = number * HUNDREDTHS
    if hundredths.denominator != 1:
        return ""
    whole, rest = divmod(abs(hundredths.numerator), HUNDREDTHS)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"


def read_minutes(table: Table, key: str) -> int:
    """Return the hours at `key` in minutes; refuse a fraction of a minute."""
    minutes = table.exact(key) * MINUTES_PER_HOUR
    if minutes.denominator != 1:
        table.refuse(key, "hours have to come out as whole minutes: write 0.25, 0.5, 0.75 or whole hours.")
    return minutes.numerator


def read_hundredths(table: Table, key: str) -> int:
    """Return the credits at `key` in hundredths; refuse anything finer."""
    hundredths = table.exact(key) * HUNDREDTHS
    if hundredths.denominator != 1:
        table.refuse(key, "credits have at most two decimals.")
    return hundredths.numerator


def credit_system(name: str, on: date) -> CreditSystem:
    """Return the conversion of the system `name` in force on the day `on`; raise `NotInForceError` if none is."""
    for system in _credit_systems():
        if system.id == name and on in system.in_force:
            return system
    known = ", ".join(sorted({system.id for system in _credit_systems()}))
    raise NotInForceError(
        f"What a credit of “{name}” stands for on {on} is not known: state hours, or use one of {known}.",
        system=name,
        on=on,
    )


@lru_cache(maxsize=1)
def _credit_systems() -> tuple[CreditSystem, ...]:
    data = files("rung.qualifications").joinpath("data/credit_systems.toml").read_bytes()
    table = parse(data, "credit_systems", MAX_RULE_BYTES)
    found = tuple(_credit_system(one) for one in table.tables("system", 100))
    table.finish()
    return found


def _credit_system(table: Table) -> CreditSystem:
    found = CreditSystem(
        table.text("id"), read_minutes(table, "hours_per_credit"), table.period("from", "until"), table.text("source")
    )
    table.finish()
    return found
