"""What other rooms may ask of verification: the verdict on a credential, laid out as the public page shows it."""

from rung.platform.verification.as_of import AsOfForm
from rung.platform.verification.checking import check
from rung.platform.verification.own_links import answers
from rung.platform.verification.refusals import LinkEndedError
from rung.platform.verification.report_page import lay_out
from rung.platform.verification.texts import day
from rung.platform.verification.trust import accreditations_of

__all__ = ["AsOfForm", "LinkEndedError", "accreditations_of", "answers", "check", "day", "lay_out"]
