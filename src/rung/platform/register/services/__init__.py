"""Commands about designs: each checks the right, acts in one transaction, leaves an audit entry and an event."""

from rung.platform.register.content import DesignContent, OutcomeContent, SkillContent, StatedLevel
from rung.platform.register.errors import ContentRefusedError, ElementsMissingError, PictureRefusedError
from rung.platform.register.services.drafts import (
    begin_next_version,
    create_design,
    discard_draft,
    remove_picture,
    save_draft,
    set_picture,
)
from rung.platform.register.services.life_cycle import activate, return_to_draft, submit_for_review, withdraw

__all__ = [
    "ContentRefusedError",
    "DesignContent",
    "ElementsMissingError",
    "OutcomeContent",
    "PictureRefusedError",
    "SkillContent",
    "StatedLevel",
    "activate",
    "begin_next_version",
    "create_design",
    "discard_draft",
    "remove_picture",
    "return_to_draft",
    "save_draft",
    "set_picture",
    "submit_for_review",
    "withdraw",
]
