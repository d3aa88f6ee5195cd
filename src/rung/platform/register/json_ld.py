"""A version as data: the Open Badges 3.0 Achievement that every award of it carries."""

from typing import Any, Final

from rung.credentials import award as open_badges
from rung.credentials import contexts
from rung.platform.register import queries
from rung.platform.register.models import DesignVersion

MEDIA_TYPE: Final = "application/ld+json"
NOBODY: Final = "urn:uuid:00000000-0000-0000-0000-000000000000"


def achievement_document(version: DesignVersion, language: str) -> dict[str, Any]:
    """Return the achievement of a loaded version that was active, exactly as its credentials say it in `language`.

    It is taken out of a specimen that nobody signs, so that there is one way only from a design to JSON. No query.
    """
    specimen = open_badges.Award(
        id=queries.address_of(version),
        issuer=queries.issuer_of(version.design.organisation, "did:example:specimen"),
        achievement=queries.achievement_of(version, language),
        learner=open_badges.Learner(NOBODY),
        issued=version.activated_at or version.created_at,
    )
    achievement = open_badges.document(specimen)["credentialSubject"]["achievement"]
    return {"@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3_0_3], **achievement}
