"""R-UNIT and R-REG: every bound of every framework that ships, on both sides, with the rule that is named."""

from dataclasses import replace
from datetime import date

import pytest

from rung.core import LangText, Level
from rung.qualifications import (
    FrameworkVersion,
    LevelMappings,
    ReviewCycle,
    Unit,
    check_review_period,
    check_title,
    check_unit,
    framework_from,
    shipped_framework,
    shipped_names,
)
from rung.qualifications.errors import DocumentRefusedError, NotInForceError, UnknownRuleError
from tests.qualifications.cast import HOUR, TODAY, core, eqf, supplementary


def in_force(name: str) -> FrameworkVersion:
    return shipped_framework(name).in_force(TODAY)


def broken(unit: Unit, framework: str = "metis") -> list[str]:
    return [one.rule for one in check_unit(in_force(framework), unit)]


@pytest.mark.parametrize(
    ("unit", "rules"),
    [
        (core("u", 30), []),
        (core("u", 50), []),
        (replace(core("u", 30), minutes=30 * HOUR - 1), ["metis/1/core.hours"]),
        (replace(core("u", 50), minutes=50 * HOUR + 1), ["metis/1/core.hours"]),
        (core("u", 29), ["metis/1/core.hours"]),
        (core("u", 51), ["metis/1/core.hours"]),
        (supplementary("s", 10, "u"), []),
        (supplementary("s", 15, "u"), []),
        (supplementary("s", 9, "u"), ["metis/1/supplementary.hours"]),
        (supplementary("s", 16, "u"), ["metis/1/supplementary.hours"]),
        (supplementary("s", 12, ""), ["metis/1/supplementary.core"]),
        (core("u", 40, level=4), []),
        (core("u", 40, level=7), []),
        (core("u", 40, level=3), ["metis/1/core.level"]),
        (core("u", 40, level=8), ["metis/1/core.level"]),
        (replace(core("u", 40), level=None), ["metis/1/core.level"]),
        (replace(core("u", 40), type="module"), ["metis/1/type"]),
        (
            replace(supplementary("s", 20, "", 8)),
            [f"metis/1/supplementary.{rule}" for rule in ("hours", "level", "core")],
        ),
    ],
)
def test_a_metis_unit_fits_its_bounds_or_the_rule_is_named(unit: Unit, rules: list[str]) -> None:
    assert broken(unit) == rules


def test_a_broken_rule_says_what_is_demanded_and_what_was_found() -> None:
    hours, level = check_unit(in_force("metis"), core("u", 51, level=3))
    assert hours.sentence == "A core unit has 30 to 50 hours; u has 51."
    assert level.sentence == "A core unit has EQF 2017 level 4 to 7; u has EQF 2017 level 3."
    assert (hours.found, level.found) == ("51", "EQF 2017 level 3")


def test_a_level_of_another_framework_is_judged_through_a_published_mapping_only() -> None:
    polish = replace(core("u", 40), level=Level("PRK", "2016", 4))
    assert broken(polish) == []
    assert broken(replace(polish, level=Level("PRK", "2016", 3))) == ["metis/1/core.level"]
    assert broken(replace(polish, level=Level("DigComp", "2.2", 4))) == ["metis/1/core.level"]
    assert [one.rule for one in check_unit(in_force("metis"), polish, LevelMappings())] == ["metis/1/core.level"]


@pytest.mark.parametrize(("hours", "rules"), [(1, []), (400, []), (401, ["new-zealand/1/micro-credential.hours"])])
def test_a_new_zealand_micro_credential_has_at_most_forty_credits_of_ten_hours(hours: int, rules: list[str]) -> None:
    assert broken(Unit("u", hours * HOUR, "micro-credential"), "new-zealand") == rules


@pytest.mark.parametrize("months", [12, 24, 36])
def test_a_new_zealand_review_period_is_one_to_three_years(months: int) -> None:
    assert check_review_period(in_force("new-zealand"), months) == ()


@pytest.mark.parametrize("months", [0, 11, 37])
def test_a_review_period_outside_is_refused_and_the_rule_is_named(months: int) -> None:
    (found,) = check_review_period(in_force("new-zealand"), months)
    assert found.rule == "new-zealand/1/review_period"
    assert found.sentence == f"The review period is {months} months; allowed are 12 to 36 months."


def test_a_framework_without_a_review_period_allows_any() -> None:
    assert check_review_period(in_force("metis"), 120) == ()


# --- Titles ----------------------------------------------------------------------------------------------------------


def words(title: str, **known: tuple[str, ...]) -> list[str]:
    return [one.found for one in check_title(in_force("new-zealand"), LangText.of({"en": title}), **known)]


@pytest.mark.parametrize(
    "word",
    [
        "New Zealand",
        "national",
        "diploma",
        "degree",
        "bachelor",
        "master",
        "doctor",
        "undergraduate",
        "postgraduate",
    ],
)
def test_each_reserved_word_is_found_in_a_title(word: str) -> None:
    for written in (word, word.upper(), word.title(), f"{word}s", f"{word}’s"):
        assert words(f"Software testing {written} level") == [word], written


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Post-graduate testing", "postgraduate"),
        ("Under graduate testing", "undergraduate"),
        ("Testing in New-Zealand", "New Zealand"),
        ("Testing in Newzealand", "New Zealand"),
        ("Ma\u00adster of testing", "master"),
        ("Di\u200bploma", "diploma"),
        ("Díplômà", "diploma"),
        ("ＤＩＰＬＯＭＡ", "diploma"),  # full-width letters
    ],
)
def test_a_disguised_word_is_found(title: str, word: str) -> None:
    assert words(title) == [word]


@pytest.mark.parametrize("title", ["International trade", "Mastering tests", "Doctoring wounds", "Software testing"])
def test_a_word_inside_another_is_none(title: str) -> None:
    assert words(title) == []


def test_a_name_in_a_title_needs_a_reason() -> None:
    names = ("Acme", "Maria van der Berg")
    assert words("Testing with Acme", names=names) == ["Acme"]
    assert words("The method of Maria van der Berg", names=names) == ["Maria van der Berg"]
    assert words("Testing with Acme", names=names, reasons=("Acme",)) == []
    assert words("Testing in the acmes", names=names) == ["Acme"]


def test_every_language_of_a_title_is_read_and_the_rule_is_named() -> None:
    title = LangText.of({"pl": "Master testowania", "en": "Testing"})
    (found,) = check_title(in_force("new-zealand"), title)
    assert found.rule == "new-zealand/1/title.word"
    assert found.sentence == "The title (pl) holds “master”, which is reserved: choose other words."
    (named,) = check_title(in_force("new-zealand"), LangText.of({"en": "Acme testing"}), names=["Acme"])
    assert named.rule == "new-zealand/1/title.name"


def test_a_framework_without_title_rules_allows_any() -> None:
    assert check_title(in_force("metis"), LangText.of({"en": "Master of Acme"}), names=["Acme"]) == ()


# --- Review ----------------------------------------------------------------------------------------------------------


def test_an_entry_leaves_the_default_listing_on_the_day_after_its_review_day() -> None:
    cycle = ReviewCycle(date(2025, 5, 1), 12)
    assert cycle.review_day(date(2026, 5, 1)) == date(2026, 5, 1)
    assert cycle.is_listed_by_default(date(2026, 5, 1))
    assert not cycle.is_listed_by_default(date(2026, 5, 2))
    assert (cycle.is_due(date(2026, 5, 1)), cycle.is_due(date(2026, 5, 2))) == (False, True)


def test_a_review_brings_it_back_from_its_own_day_on_and_the_past_stays_as_it_was() -> None:
    cycle = ReviewCycle(date(2025, 5, 1), 12, (date(2026, 6, 10),))
    assert not cycle.is_listed_by_default(date(2026, 6, 9))
    assert cycle.is_listed_by_default(date(2026, 6, 10))
    assert cycle.review_day(date(2026, 6, 10)) == date(2027, 6, 10)
    assert cycle.review_day(date(2026, 6, 9)) == date(2026, 5, 1)


def test_a_review_day_is_clipped_to_the_end_of_its_month() -> None:
    assert ReviewCycle(date(2024, 2, 29), 12).review_day(TODAY) == date(2025, 2, 28)


def test_an_entry_is_not_listed_before_it_is_approved() -> None:
    assert not ReviewCycle(date(2025, 5, 1), 12).is_listed_by_default(date(2025, 4, 30))


def test_a_review_cycle_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        ReviewCycle(TODAY, 0)
    with pytest.raises(ValueError, match="before the approval"):
        ReviewCycle(TODAY, 12, (date(2020, 1, 1),))


# --- Documents -------------------------------------------------------------------------------------------------------

FRAMEWORK = """
id = "f"
title = { en = "F" }
[[version]]
version = "1"
from = 2020-01-01
until = 2024-01-01
source = "S"
[[version.type]]
id = "core"
title = { en = "Core" }
hours = { least = 20, most = 40 }
[[version]]
version = "2"
from = 2024-01-01
source = "S"
[[version.type]]
id = "core"
title = { en = "Core" }
hours = { least = 30 }
"""


def test_a_unit_is_judged_by_the_version_of_its_day() -> None:
    framework = framework_from(FRAMEWORK.encode())
    before, after = (framework.in_force(day) for day in (date(2023, 12, 31), date(2024, 1, 1)))
    assert [one.rule for one in check_unit(before, core("u", 45))] == ["f/1/core.hours"]
    assert check_unit(after, core("u", 45)) == ()
    assert check_unit(after, core("u", 29))[0].sentence == "A core unit has at least 30 hours; u has 29."


def test_a_day_without_any_version_is_said() -> None:
    with pytest.raises(NotInForceError, match="No version of the framework f is in force on 2019-12-31"):
        framework_from(FRAMEWORK.encode()).in_force(date(2019, 12, 31))


@pytest.mark.parametrize(
    ("was", "becomes", "place"),
    [
        ("until = 2024-01-01", "until = 2024-01-02", r"framework.version\[2\].from"),
        ("until = 2024-01-01", "until = 2019-01-01", r"framework.version\[1\].until"),
        ("least = 20, most = 40", "least = 41, most = 40", r"framework.version\[1\].type\[1\].hours.most"),
        ("least = 20", "leest = 20", r"framework.version\[1\].type\[1\].hours has an unknown key “leest”"),
        ('source = "S"', "", r"framework.version\[1\].source"),
    ],
)
def test_a_framework_that_is_wrong_names_the_place(was: str, becomes: str, place: str) -> None:
    with pytest.raises(DocumentRefusedError, match=place):
        framework_from(FRAMEWORK.replace(was, becomes, 1).encode())


def test_every_framework_that_ships_can_be_read_and_names_its_sources() -> None:
    assert shipped_names("frameworks") == ("metis", "new-zealand")
    for name in shipped_names("frameworks"):
        framework = shipped_framework(name)
        assert framework.id == name
        assert framework.title.languages == ("en", "pl")
        assert all(len(version.source) > 40 for version in framework.versions)


def test_a_framework_that_does_not_ship_is_refused_with_the_names_of_those_that_do() -> None:
    with pytest.raises(UnknownRuleError, match="there are metis, new-zealand"):
        shipped_framework("../metis")


def test_a_unit_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="has no workload"):
        Unit("u", 0)
    with pytest.raises(ValueError, match="itself as its core"):
        Unit("u", 60, core="u")
    with pytest.raises(ValueError, match="needs an identifier"):
        Unit("", 60, level=eqf(5))
