"""A file of rules is read strictly: what is wrong is named by file and key, and nothing is passed over."""

import re
from datetime import date
from fractions import Fraction

import pytest

from rung.core import Money, Period
from rung.money.catalogue import read_de_minimis, read_figures, read_payer_orders, shipped
from rung.money.errors import NotInForceError, SchemeDataError, UnknownSchemeError
from rung.money.provenance import Mark
from rung.money.scheme import EvidenceKind, FixedAmount, Payer, Scheme, ShareOfFigure, SourceKind
from rung.money.scheme_reading import read_scheme

RULES = """
id = "s"
title = "A scheme"
currency = "PLN"
ended = "It ran out."

[[version]]
id = "s-1"
from = 2025-01-01
until = 2026-01-01
source = "A law"
mark = "F"
evidence = ["attendance"]

[[version.requirement]]
kind = "age_at_least"
years = 18

[version.grant]
[[version.grant.band]]
percent = "80"
for_any = [{ kind = "staff_below", staff = 10 }]
[[version.grant.band]]
percent = "12.5"
[[version.grant.limit]]
name = "a limit"
minor = 1000
counts_for = "person"
window = "months"
months = 36

[[version]]
id = "s-2"
from = 2026-01-01
until = 2027-01-01
source = "Another law"
mark = "S"
last_payer = "employer"
evidence = ["attendance", "award"]
order = ["account", "grant", "own"]
[version.accrual]
yearly_minor = 100
cap_minor = 1000
"""


def refusal(old: str, new: str, rules: str = RULES) -> str:
    """Return what is said to the rules after `old` became `new` in them."""
    assert old in rules
    with pytest.raises(SchemeDataError) as caught:
        read_scheme("s.toml", rules.replace(old, new))
    return caught.value.sentence


def test_a_good_file_becomes_a_scheme() -> None:
    scheme = read_scheme("s.toml", RULES)
    first, second = scheme.versions
    assert (scheme.id, scheme.title, scheme.currency, scheme.ended) == ("s", "A scheme", "PLN", "It ran out.")
    assert first.period == Period(date(2025, 1, 1), date(2026, 1, 1))
    assert first.grant is not None
    assert [band.rate for band in first.grant.bands] == [Fraction(4, 5), Fraction(1, 8)]
    assert first.grant.limits[0].size == FixedAmount(Money(1000, "PLN"))
    assert first.grant.limits[0].provenance is first.provenance
    assert (second.last_payer, second.provenance.mark) == (Payer.EMPLOYER, Mark.SECONDARY)
    assert second.evidence == (EvidenceKind.ATTENDANCE, EvidenceKind.AWARD)
    assert second.order == (SourceKind.ACCOUNT, SourceKind.GRANT, SourceKind.OWN)
    assert (second.grant, first.accrual) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param("from = 2026-01-01", "from = 2026-01-02", r"^s\.toml: version\[1\]\.from: .* a gap", id="gap"),
        pytest.param("from = 2026-01-01", "from = 2025-12-31", r"^s\.toml: version\[1\]\.from: .* overlaps", id="two"),
        pytest.param("from = 2026-01-01", "from = 2024-06-01", r"^s\.toml: version\[1\]\.from: .* overlaps", id="back"),
        pytest.param("until = 2026-01-01\n", "", r"version\[1\]\.from: .* until further notice", id="open"),
        pytest.param("until = 2026-01-01", "until = 2025-01-01", r"s\.toml: version\[0\]: until has to", id="empty"),
        pytest.param("until = 2027-01-01\n", "", r"s\.toml: ended says why", id="ended though open"),
        pytest.param('ended = "It ran out."\n', "", r"s\.toml: ended says why", id="over without a word"),
        pytest.param('source = "A law"\n', "", r"version\[0\]: source is missing; add it as a text", id="no source"),
        pytest.param('source = "A law"', 'source = " "', r"version\[0\]: source must not be empty", id="blank source"),
        pytest.param('mark = "F"', 'mark = "X"', r"version\[0\]: mark has to be one of F, S, K, C", id="mark"),
        pytest.param('percent = "80"', "percent = 80", r"band\[0\]: percent has to be a text", id="rate no text"),
        pytest.param('percent = "80"', "percent = 0.8", r"s\.toml: 0\.8 is no whole number", id="float"),
        pytest.param('percent = "80"', 'percent = "eighty"', r"band\[0\]: percent has to be a percentage", id="word"),
        pytest.param('percent = "80"', 'percent = "-1"', r"percent has to be above zero", id="below zero"),
        pytest.param('percent = "80"', 'percent = "101"', r"grant: private_minimum and the highest", id="over"),
        pytest.param("minor = 1000", "minor = 0", r"limit\[0\]: minor has to be above zero", id="no limit"),
        pytest.param("minor = 1000", 'minor = "1000"', r"limit\[0\]: minor has to be a whole number", id="text amount"),
        pytest.param("minor = 1000", "minor = true", r"limit\[0\]: minor has to be a whole number", id="bool"),
        pytest.param("months = 36\n", "", r"limit\[0\]: months is missing", id="months"),
        pytest.param('window = "months"', 'window = "decade"', r"window has to be one of this_grant", id="window"),
        pytest.param('"staff_below"', '"shoe_size"', r"for_any\[0\]: kind has to be one of status", id="kind"),
        pytest.param("years = 18", "yaers = 18", r"requirement\[0\]: years is missing", id="misspelt"),
        pytest.param("years = 18", "years = 18\nhight = 2", r"requirement\[0\]: hight is not known here", id="unknown"),
        pytest.param('currency = "PLN"', 'currency = "zł"', r"s\.toml: currency has to be an ISO 4217", id="currency"),
        pytest.param('["attendance"]', "[]", r"evidence has to be a list of at least one text", id="no evidence"),
        pytest.param('["attendance"]', '["hope"]', r"evidence may hold attendance, award", id="hope"),
        pytest.param('["account", "grant", "own"]', '["own", "grant", "account"]', r"order .* own last", id="own"),
        pytest.param("cap_minor = 1000", "cap_minor = 1000\nenhanced_cap_minor = 1", r"cap_minor may", id="cap"),
        pytest.param("[version.accrual]", "[version.grants]", r"version\[1\]: grants is not known here", id="grants"),
        pytest.param("title =", "title", r"s\.toml: .*mend the TOML", id="syntax"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_file_and_key(old: str, new: str, sentence: str) -> None:
    assert re.search(sentence, refusal(old, new, RULES))


def test_the_last_band_is_for_everybody() -> None:
    assert "band has to end with one that is for everybody" in refusal('[[version.grant.band]]\npercent = "12.5"\n', "")


def test_a_version_is_a_grant_or_an_account() -> None:
    rules = RULES.replace("[version.accrual]\nyearly_minor = 100\ncap_minor = 1000\n", "")
    with pytest.raises(SchemeDataError, match=r"version\[1\]: grant or accrual has to be there"):
        read_scheme("s.toml", rules)


def test_a_scheme_without_versions_is_refused() -> None:
    with pytest.raises(SchemeDataError, match=r"s\.toml: version: there is no version"):
        read_scheme("s.toml", 'id = "s"\ntitle = "t"\ncurrency = "PLN"\n')


def test_a_list_of_tables_holds_tables() -> None:
    with pytest.raises(SchemeDataError, match="version has to be a list of tables"):
        read_scheme("s.toml", 'id = "s"\ntitle = "t"\ncurrency = "PLN"\nversion = [1]\n')


def test_a_figure_that_nobody_knows_is_refused() -> None:
    scheme = read_scheme(
        "s.toml", RULES.replace("minor = 1000\ncounts", 'percent = "10"\nof_figure = "no.such"\ncounts')
    )
    with pytest.raises(SchemeDataError, match=r"s-1: the limit a limit refers to no\.such"):
        shipped().with_scheme(scheme)


def test_two_versions_never_share_an_id() -> None:
    with pytest.raises(SchemeDataError, match="share an id"):
        shipped().with_scheme(read_scheme("s.toml", RULES.replace('"s-2"', '"kfs-2026"')))


FIGURE = """
[[figure]]
id = "f"
currency = "PLN"
[[figure.value]]
minor = 100
from = 2025-01-01
until = 2025-04-01
source = "An office"
mark = "F"
[[figure.value]]
minor = 200
from = 2025-04-01
source = "An office"
mark = "F"
"""


def test_a_figure_is_that_of_its_day() -> None:
    line = read_figures("f.toml", FIGURE)["f"]
    assert [line.on(day).amount.minor for day in (date(2025, 3, 31), date(2025, 4, 1))] == [100, 200]
    with pytest.raises(NotInForceError, match="nothing was in force on 2024-12-31"):
        line.on(date(2024, 12, 31))


def test_the_values_of_a_figure_leave_no_gap() -> None:
    with pytest.raises(SchemeDataError, match=r"f\.toml: figure\[0\] f\[1\]\.from: .* leaves a gap"):
        read_figures("f.toml", FIGURE.replace("from = 2025-04-01", "from = 2025-04-02"))


def test_an_order_of_payers_and_a_de_minimis_ceiling_are_read_as_strictly() -> None:
    with pytest.raises(SchemeDataError, match=r"o\.toml: version\[0\]: order has to name"):
        read_payer_orders("o.toml", '[[version]]\nid = "o"\nfrom = 2020-01-01\norder = ["grant", "own"]\n')
    with pytest.raises(SchemeDataError, match=r"d\.toml: version\[0\]: ceiling_minor is missing"):
        read_de_minimis("d.toml", '[[version]]\nid = "d"\nfrom = 2020-01-01\nmonths = 36\n')


# --- What ships ---


def test_the_shipped_schemes_are_these() -> None:
    assert sorted(shipped().schemes) == [
        "fr-cpf",
        "ila",
        "kfs",
        "pl-learning-voucher",
        "pl-training-voucher-under-30",
        "psf-malopolska",
        "regional-voucher-pattern",
    ]


def test_a_scheme_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownSchemeError, match="There is no scheme “magic”; known are: fr-cpf, ila, kfs"):
        shipped().scheme("magic")


def provenances(scheme: Scheme) -> list[str]:
    """Return all sources that stand behind a scheme."""
    found = []
    for version in scheme.versions:
        found += [version.provenance.source, *(each.provenance.source for each in version.requirements)]
        if version.grant:
            found += [band.provenance.source for band in version.grant.bands]
            found += [limit.provenance.source for limit in version.grant.limits]
    return found


@pytest.mark.parametrize("scheme", shipped().schemes.values(), ids=lambda scheme: scheme.id)
def test_every_rule_that_ships_tells_its_source(scheme: Scheme) -> None:
    assert all(len(source) > len("The law") for source in provenances(scheme))


def test_the_average_wages_are_those_of_the_sources() -> None:
    wage = shipped().figures["pl.average_wage"]
    assert wage.on(date(2025, 4, 1)).amount == Money(861_314, "PLN")  # [F], spring 2025
    assert wage.on(date(2026, 4, 1)).amount == Money(919_779, "PLN")  # [S], 2026
    assert wage.on(date(2025, 4, 1)).provenance.mark is Mark.FOUND


def test_only_what_an_official_text_says_is_marked_as_found() -> None:
    marks = {version.id: version.provenance.mark.value for s in shipped().schemes.values() for version in s.versions}
    assert marks == {
        "fr-cpf-2019": "S",
        "ila-1": "C",
        "kfs-2025": "F",
        "kfs-2026": "S",
        "pl-learning-voucher-2025": "F",
        "pl-training-voucher-under-30-2014": "F",
        "psf-malopolska-2020": "F",
        "regional-voucher-pattern-1": "C",
    }


def test_every_limit_of_the_national_training_fund_is_a_share_of_the_average_wage() -> None:
    sizes = [limit.size for rule in shipped().scheme("kfs").versions if rule.grant for limit in rule.grant.limits]
    assert sizes == [ShareOfFigure(Fraction(share), "pl.average_wage") for share in (3, 2, 4)]
