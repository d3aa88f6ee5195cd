"""The words for the elements of a European micro-credential and for the entries of the European lists."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

ELEMENTS: Final = {
    "learner": gettext_noop("Learner"),
    "title": gettext_noop("Title"),
    "country": gettext_noop("Country of the issuer"),
    "awarding_body": gettext_noop("Awarding body"),
    "date_of_issue": gettext_noop("Date of issue"),
    "learning_outcomes": gettext_noop("Learning outcomes"),
    "workload": gettext_noop("Workload"),
    "level": gettext_noop("Level"),
    "assessment": gettext_noop("Type of assessment"),
    "participation": gettext_noop("Form of participation"),
    "quality_assurance": gettext_noop("Type of quality assurance"),
    "prerequisites": gettext_noop("Prerequisites"),
    "supervision": gettext_noop("Supervision and identity check"),
    "grade": gettext_noop("Grade"),
    "stackability": gettext_noop("Stacks into"),
    "further_information": gettext_noop("Further information"),
}
"""Council Recommendation 2022/C 243/02, Annex I: the 11 mandatory elements, then the 5 optional ones."""

ENTRIES: Final = frozenset(
    {
        gettext_noop("artefact assessment"),
        gettext_noop("continuous evaluation"),
        gettext_noop("group performance"),
        gettext_noop("level of attendance"),
        gettext_noop("marked assignment"),
        gettext_noop("oral examination"),
        gettext_noop("peer assessment"),
        gettext_noop("peer review"),
        gettext_noop("portfolio"),
        gettext_noop("practical assessment"),
        gettext_noop("problem based learning"),
        gettext_noop("project work"),
        gettext_noop("quiz"),
        gettext_noop("written examination"),
        gettext_noop("blended"),
        gettext_noop("online"),
        gettext_noop("presential"),
        gettext_noop("project based"),
        gettext_noop("research-lab based"),
        gettext_noop("workbased"),
        gettext_noop("institutional license"),
        gettext_noop("institutional quality assurance"),
        gettext_noop("program license"),
        gettext_noop("program quality assurance"),
        gettext_noop("not applicable"),
        gettext_noop("unsupervised"),
        gettext_noop("supervised"),
        gettext_noop("supervised, identity checked"),
        gettext_noop("Grade"),
        gettext_noop("Self-declared by the awarding body"),
    }
)
"""The Europass lists by their English names, as credentials carry them, and what Rung itself writes in English."""


def element_name(code: str) -> str:
    """Return what an element of Annex I is called."""
    return gettext(ELEMENTS[code])


def entry_name(text: str) -> str:
    """Return an entry of a European list in the language of the reader; any other text as it stands."""
    return gettext(text) if text in ENTRIES else text
