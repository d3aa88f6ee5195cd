"""Reads a case from JSON, in the form that `data/case.schema.json` describes."""

from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

from rung.core.errors import ValueRefusedError
from rung.core.level import Level
from rung.core.money import CurrencyMismatchError
from rung.money.case import (
    AccountBalance,
    Application,
    Beneficiary,
    Case,
    CostItem,
    DeMinimisAid,
    DeMinimisRecord,
    Employer,
    Offer,
    PastGrant,
    Person,
    Price,
    Status,
)
from rung.money.json_nodes import Node

VERSION = 1
"""The version of the form that a case states."""

Word = TypeVar("Word", bound=StrEnum)


def read_case(data: bytes) -> Case:
    """Return the case that `data` holds; raise `CaseError` with the JSON pointer of what is wrong.

    What is left out is unknown, which is not the same as none: an empty list of past grants says the same as no list,
    but a case without `de_minimis` does not say that there was no such aid.
    """
    root = Node.parse(data).only(
        "version", "person", "employer", "offer", "applications", "accounts", "past_grants", "de_minimis"
    )
    if root["version"].of(int) != VERSION:
        root["version"].refuse(f"has to be {VERSION}")
    return Case(
        person=_person(root["person"]) if root.holds("person") else Person(),
        employer=_employer(root["employer"]) if root.holds("employer") else Employer(),
        offer=_offer(root["offer"]) if root.holds("offer") else Offer(),
        applications=tuple(_application(node) for node in root.members("applications")),
        accounts=tuple(_balance(node) for node in root.members("accounts")),
        past_grants=tuple(_past_grant(node) for node in root.members("past_grants")),
        de_minimis=_de_minimis(root["de_minimis"]) if root.holds("de_minimis") else None,
    )


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of a case."""
    return files("rung.money").joinpath("data/case.schema.json").read_text("utf-8")


def _person(node: Node) -> Person:
    node.only("born", "status", "level", "disabled", "territory", "hours_worked")
    return Person(
        born=node["born"].day() if node.holds("born") else None,
        status=_word(node["status"], Status) if node.holds("status") else None,
        level=_level(node["level"]) if node.holds("level") else None,
        disabled=node["disabled"].of(bool) if node.holds("disabled") else None,
        territory=node["territory"].text() if node.holds("territory") else None,
        hours_worked=node["hours_worked"].count() if node.holds("hours_worked") else None,
    )


def _employer(node: Node) -> Employer:
    node.only("staff", "territory")
    return Employer(
        staff=node["staff"].count() if node.holds("staff") else None,
        territory=node["territory"].text() if node.holds("territory") else None,
    )


def _offer(node: Node) -> Offer:
    node.only("price", "provider_registers", "leads_to_qualification")
    registers = tuple(each.text() for each in node.members("provider_registers"))
    return Offer(
        price=_price(node["price"]) if node.holds("price") else None,
        provider_registers=registers if node.holds("provider_registers") else None,
        leads_to_qualification=_flag(node, "leads_to_qualification"),
    )


def _price(node: Node) -> Price:
    try:
        return Price(tuple(_cost_item(each) for each in node))
    except (ValueRefusedError, CurrencyMismatchError) as error:
        node.refuse(error.sentence.removesuffix("."))


def _cost_item(node: Node) -> CostItem:
    node.only("item", "amount")
    return CostItem(node["item"].text(), node["amount"].money())


def _application(node: Node) -> Application:
    node.only("scheme", "items")
    return Application(node["scheme"].text(), _names(node, "items"))


def _balance(node: Node) -> AccountBalance:
    node.only("scheme", "available")
    return AccountBalance(node["scheme"].text(), node["available"].money())


def _past_grant(node: Node) -> PastGrant:
    node.only("scheme", "on", "amount", "counts_for", "group", "items")
    beneficiaries = frozenset(_word(each, Beneficiary) for each in node["counts_for"])
    if not beneficiaries:
        node["counts_for"].refuse("has to name person, employer or both")
    return PastGrant(
        scheme=node["scheme"].text(),
        on=node["on"].day(),
        amount=node["amount"].money(),
        counts_for=beneficiaries,
        group=node["group"].text() if node.holds("group") else "",
        items=_names(node, "items"),
    )


def _de_minimis(node: Node) -> DeMinimisRecord:
    node.only("rate_per_euro", "aids")
    return DeMinimisRecord(tuple(_aid(each) for each in node["aids"]), node["rate_per_euro"].decimal())


def _aid(node: Node) -> DeMinimisAid:
    node.only("on", "amount")
    aid = DeMinimisAid(node["on"].day(), node["amount"].money())
    if aid.amount.currency != "EUR":
        node["amount"].refuse("has to be in EUR, as the certificate of the aid states it")
    return aid


def _level(node: Node) -> Level:
    node.only("framework", "version", "value")
    framework, version, value = node["framework"].text(), node["version"].text(), node["value"].count()
    if not value:
        node["value"].refuse("has to be a level from 1")
    return Level(framework, version, value)


def _names(node: Node, key: str) -> frozenset[str]:
    names = [each.text() for each in node.members(key)]
    if node.holds(key) and not names:
        node[key].refuse("has to name at least one item, or be left out for all")
    return frozenset(names)


def _flag(node: Node, key: str) -> bool | None:
    return node[key].of(bool) if node.holds(key) else None


def _word(node: Node, words: type[Word]) -> Word:
    text = node.of(str)
    if text not in tuple(words):
        node.refuse(f"has to be one of {', '.join(words)}")
    return words(text)
