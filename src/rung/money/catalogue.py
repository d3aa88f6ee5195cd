"""All rules at hand: the schemes, the figures they refer to, the order of payers, the ceiling of de minimis aid.

`shipped()` reads what comes with Rung; an operator may add schemes of her own with `with_scheme`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from rung.core.money import Money
from rung.core.period import Period
from rung.money.errors import SchemeDataError, UnknownSchemeError
from rung.money.figures import Figure
from rung.money.provenance import Provenance
from rung.money.scheme import RuleVersion, Scheme, ShareOfFigure, SourceKind
from rung.money.scheme_reading import period, read_scheme, source_order
from rung.money.timeline import Timeline
from rung.money.toml_tables import Table


@dataclass(frozen=True, slots=True)
class PayerOrder:
    """In which order sources pay for a period (R-SPLIT)."""

    id: str
    period: Period
    kinds: tuple[SourceKind, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DeMinimisCeiling:
    """How much de minimis aid one undertaking may get in `months` months."""

    id: str
    period: Period
    ceiling: Money
    months: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every dated rule that a decision needs."""

    schemes: Mapping[str, Scheme]
    figures: Mapping[str, Timeline[Figure]]
    payer_orders: Timeline[PayerOrder]
    de_minimis: Timeline[DeMinimisCeiling]

    def __post_init__(self) -> None:
        """Refuse a rule that refers to a figure which is not there, and two versions of one id."""
        versions = [version for scheme in self.schemes.values() for version in scheme.versions]
        if len({version.id for version in versions}) != len(versions):
            raise SchemeDataError("Two versions of rules share an id; name each on its own.", place="catalogue")
        for version in versions:
            self._refuse_unknown_figures(version)

    def scheme(self, scheme_id: str) -> Scheme:
        """Return the scheme `scheme_id`; raise `UnknownSchemeError` with the known ones."""
        if scheme_id not in self.schemes:
            known = ", ".join(sorted(self.schemes))
            raise UnknownSchemeError(f"There is no scheme “{scheme_id}”; known are: {known}.", scheme=scheme_id)
        return self.schemes[scheme_id]

    def figure(self, figure_id: str, on: date) -> Figure:
        """Return the figure in force on `on`; raise `NotInForceError` if none is known for that day."""
        return self.figures[figure_id].on(on)

    def with_scheme(self, scheme: Scheme) -> "Catalogue":
        """Return a catalogue that also has `scheme`, or has it in place of the one of that id."""
        return replace(self, schemes=MappingProxyType({**self.schemes, scheme.id: scheme}))

    def _refuse_unknown_figures(self, version: RuleVersion) -> None:
        limits = version.grant.limits if version.grant else ()
        for limit in limits:
            if isinstance(limit.size, ShareOfFigure) and limit.size.figure not in self.figures:
                raise SchemeDataError(
                    f"{version.id}: the limit {limit.name} refers to {limit.size.figure}, which is no known figure; "
                    "add it to figures.toml.",
                    place=version.id,
                    key=limit.name,
                )


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """Return the rules that come with Rung. They are read once."""
    data = files("rung.money").joinpath("data")
    texts = {file.name: file.read_text("utf-8") for file in sorted(data.joinpath("schemes").iterdir(), key=str)}
    schemes = [read_scheme(f"schemes/{name}", text) for name, text in texts.items() if name.endswith(".toml")]
    return Catalogue(
        schemes=MappingProxyType({scheme.id: scheme for scheme in schemes}),
        figures=read_figures("figures.toml", data.joinpath("figures.toml").read_text("utf-8")),
        payer_orders=read_payer_orders("payer_order.toml", data.joinpath("payer_order.toml").read_text("utf-8")),
        de_minimis=read_de_minimis("de_minimis.toml", data.joinpath("de_minimis.toml").read_text("utf-8")),
    )


def read_figures(file: str, text: str) -> Mapping[str, Timeline[Figure]]:
    """Return figure id → its values over time."""
    root = Table.parse(file, text)
    lines = {}
    for table in root.tables("figure"):
        name, currency = table.take("id", str), table.currency()
        values = tuple(_figure(each, name, currency) for each in table.tables("value"))
        table.close()
        lines[name] = Timeline(f"{table.place} {name}", values)
    root.close()
    return MappingProxyType(lines)


def read_payer_orders(file: str, text: str) -> Timeline[PayerOrder]:
    """Return the orders of payers over time."""
    root = Table.parse(file, text)
    versions = []
    for table in root.tables("version"):
        kinds = source_order(table, "order")
        versions.append(PayerOrder(table.take("id", str), period(table), kinds, table.provenance()))
        table.close()
    root.close()
    return Timeline(f"{file}: version", tuple(versions))


def read_de_minimis(file: str, text: str) -> Timeline[DeMinimisCeiling]:
    """Return the ceilings of de minimis aid over time."""
    root = Table.parse(file, text)
    versions = []
    for table in root.tables("version"):
        ceiling = Money(table.positive("ceiling_minor"), "EUR")
        months = table.positive("months")
        versions.append(DeMinimisCeiling(table.take("id", str), period(table), ceiling, months, table.provenance()))
        table.close()
    root.close()
    return Timeline(f"{file}: version", tuple(versions))


def _figure(table: Table, name: str, currency: str) -> Figure:
    amount = Money(table.positive("minor"), currency)
    review = table.take("review_after", date) if table.holds("review_after") else None
    figure = Figure(name, amount, period(table), table.provenance(), review)
    table.close()
    return figure
