"""The sentences of the register."""

from typing import Final

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext
from django.utils.translation import gettext as _

from rung.platform.kernel.european_texts import ELEMENTS, element_name
from rung.platform.register.content import StatedLevel
from rung.platform.register.elements import CRITERIA, DESCRIPTION, PICTURE, SKILL, Missing, Place
from rung.platform.register.models import LevelBasis
from rung.platform.register.queries import credential_level

WHAT_IS_MISSING: Final = {
    "title": gettext_noop("Give it a title."),
    DESCRIPTION: gettext_noop("Describe it in a few sentences."),
    CRITERIA: gettext_noop("Say what one has to do to earn it."),
    "country": gettext_noop(
        "The country of the organisation is not recorded; the people who run this Rung can add it."
    ),
    "awarding_body": gettext_noop(
        "The name of the organisation is not recorded; the people who run this Rung can add it."
    ),
    "learning_outcomes": gettext_noop("State at least one learning outcome."),
    "workload": gettext_noop("State the workload in hours or ECTS."),
    "level": gettext_noop("State its level, or that no level applies."),
    "assessment": gettext_noop(
        "State how it is assessed. No assessment, no micro-credential: without one, make it a badge of participation."
    ),
    "participation": gettext_noop("State the form of participation."),
    "quality_assurance": gettext_noop("State how its quality is assured."),
}
"""What a design still has to say, by the code of the element."""

OTHER_NAMES: Final = {
    DESCRIPTION: gettext_noop("Description"),
    CRITERIA: gettext_noop("What had to be done"),
    SKILL: gettext_noop("Name of a skill"),
    PICTURE: gettext_noop("Description of the picture"),
}
"""The names of texts that are no element of Annex I."""

PLACES: Final = {
    Place.DESCRIPTION: gettext_lazy("What it is"),
    Place.OUTCOMES: gettext_lazy("Outcomes and skills"),
    Place.WORKLOAD: gettext_lazy("Workload and level"),
    Place.ASSESSMENT: gettext_lazy("Assessment and quality"),
    Place.OPTIONAL: gettext_lazy("More, if you like"),
    Place.PICTURE: gettext_lazy("Picture"),
    Place.ORGANISATION: gettext_lazy("The organisation"),
}
"""What the steps of the designer are called."""

LEADS: Final = {
    Place.DESCRIPTION: gettext_lazy(
        "Write in one language or in both. A language that you begin here is needed everywhere."
    ),
    Place.WORKLOAD: gettext_lazy("How much work is it, and how hard?"),
    Place.ASSESSMENT: gettext_lazy("What you tick here stands in every credential, by the lists of Europass."),
    Place.OPTIONAL: gettext_lazy("Nothing here is needed. What you state helps learners and employers to compare."),
}
"""What a step is for, where its title does not say it all."""


def missing_sentence(missing: Missing) -> str:
    """Return what has to be done about something that a design lacks."""
    if not missing.language:
        return gettext(WHAT_IS_MISSING[missing.code])
    return _("“%(name)s” is missing in this language: %(language)s.") % {
        "name": name_of(missing.code),
        "language": language_name(missing.language),
    }


def name_of(code: str) -> str:
    """Return what an element or another text of a design is called."""
    return element_name(code) if code in ELEMENTS else gettext(OTHER_NAMES[code])


def language_name(code: str) -> str:
    """Return the name of a language of this Rung; of another one, its tag."""
    names = dict(settings.LANGUAGES)
    return str(names[code]) if code in names else code


def hours(count: int) -> str:
    """Return a workload in words."""
    return ngettext("%(hours)s hour", "%(hours)s hours", count) % {"hours": number_format(count, force_grouping=True)}


def months(count: int) -> str:
    """Return a validity in words."""
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}


def level_words(stated: StatedLevel) -> str:
    """Return which level it is; of the Polish framework with the European one that belongs to it."""
    if stated.level is None:
        return _("No level applies")
    said = _("%(framework)s level %(value)s") % {"framework": stated.level.framework, "value": stated.level.value}
    european = credential_level(stated)
    return said if european == stated.level else f"{said} (EQF {getattr(european, 'value', '')})"


def level_mark(stated: StatedLevel) -> str:
    """Return in a word on whose word the level stands; those of a declared and a referenced one share nothing."""
    return {
        LevelBasis.REFERENCED: _("Referenced"),
        LevelBasis.SELF_DECLARED: _("Self-declared"),
        LevelBasis.NOT_APPLICABLE: "",
    }[stated.basis]


def level_basis(stated: StatedLevel) -> str:
    """Return in a sentence on whose word the level stands."""
    if stated.basis == LevelBasis.REFERENCED:
        return _("A public register holds it: %(code)s.") % {"code": stated.reference}
    if stated.basis == LevelBasis.SELF_DECLARED:
        return _("The awarding body says so itself; no public register confirms it.")
    return ""
