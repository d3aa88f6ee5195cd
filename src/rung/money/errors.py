"""Every error of the money library. Each names the place and what would mend it."""

from rung.core.errors import RungError


class MoneyError(RungError):
    """The base: something about funding that this library refuses or cannot do."""

    code = "money.error"


class SchemeDataError(MoneyError):
    """A file of scheme rules is not usable: a key is missing, of the wrong type, or versions leave a gap or overlap."""

    code = "money.scheme_data"


class NotInForceError(MoneyError):
    """Nothing of this kind was in force on the day in question."""

    code = "money.not_in_force"


class UnknownSchemeError(MoneyError):
    """No scheme has this id."""

    code = "money.unknown_scheme"


class CaseError(MoneyError):
    """A case is not readable, or lacks what the question needs."""

    code = "money.case"


class SourcesError(MoneyError):
    """The sources of a split do not fit together or do not fit the price."""

    code = "money.sources"


class DoubleFinancingError(SourcesError):
    """A cost item is claimed twice (INV-3)."""

    code = "money.double_financing"


class UnbalancedError(MoneyError):
    """The lines of a split do not sum to the price, or the postings of an entry not to zero."""

    code = "money.unbalanced"


class CommandRefusedError(MoneyError):
    """The base of every "no" to a command on a learning account or a voucher. Nothing was changed."""

    code = "money.command_refused"


class KeyReusedError(CommandRefusedError):
    """An idempotency key was used before for another command."""

    code = "money.key_reused"


class NotAuthorisedError(CommandRefusedError):
    """A reservation was not authorised by the holder of the account herself (FUND-8)."""

    code = "money.not_authorised"


class InsufficientFundsError(CommandRefusedError):
    """Less is available than was asked for; a hold takes all or nothing."""

    code = "money.insufficient_funds"


class UnknownHoldError(CommandRefusedError):
    """The account knows no hold of this name."""

    code = "money.unknown_hold"


class HoldStateError(CommandRefusedError):
    """The hold is in a state that does not allow this step."""

    code = "money.hold_state"


class HoldExpiredError(HoldStateError):
    """The hold has expired; an expired hold is never captured."""

    code = "money.hold_expired"


class CaptureTooLargeError(CommandRefusedError):
    """More was to be captured than is held."""

    code = "money.capture_too_large"


class RefundTooLargeError(CommandRefusedError):
    """More was to be refunded than was captured and not refunded yet."""

    code = "money.refund_too_large"


class EvidenceMissingError(CommandRefusedError):
    """Money was to be captured before the evidence that the scheme asks for."""

    code = "money.evidence_missing"


class AmountRefusedError(CommandRefusedError):
    """The amount of a command is not above zero, or is in another currency than the account."""

    code = "money.amount_refused"


class VoucherRefusedError(CommandRefusedError):
    """A voucher is not in the state, the validity or the hands that this step needs."""

    code = "money.voucher_refused"
