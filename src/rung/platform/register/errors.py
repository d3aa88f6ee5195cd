"""What the register refuses."""

from rung.platform.kernel.errors import RuleBrokenError


class ElementsMissingError(RuleBrokenError):
    """A design lacks elements that it must state; `data["missing"]` names each with the language it lacks."""

    code = "register.elements_missing"


class ContentRefusedError(RuleBrokenError):
    """A design says something that no design may say; `data["field"]` names where."""

    code = "register.content_refused"


class PictureRefusedError(RuleBrokenError):
    """A file is no picture that can be shown safely; the sentence says what to send instead."""

    code = "register.picture_refused"
