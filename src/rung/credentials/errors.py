"""Every error of the credential library. Each names the place in the document and what would mend it."""

from rung.core.errors import RungError


class CredentialError(RungError):
    """The base: something about a credential that this library refuses or cannot do."""

    code = "credential.error"


class UnreadableError(CredentialError):
    """The bytes are no credential in a form that Rung reads. Nothing was judged."""

    code = "credential.unreadable"


class TooLargeError(UnreadableError):
    """The input passes a limit of size or depth."""

    code = "credential.too_large"


class UnsupportedFormatError(UnreadableError):
    """A form of credential that exists and that Rung does not read yet. Never to be shown as valid or invalid."""

    code = "credential.unsupported_format"


class DataLossError(CredentialError):
    """A statement of the document would not be covered by the signature: an undefined term, a relative address."""

    code = "credential.data_loss"


class UnknownContextError(CredentialError):
    """The document names a JSON-LD context that is not one of the bundled, pinned ones, or brings its own."""

    code = "credential.unknown_context"


class WorkLimitError(CredentialError):
    """Checking would take more work than an honest credential ever needs."""

    code = "credential.work_limit"


class ProofError(CredentialError):
    """A proof is malformed, of a kind Rung does not check, or does not hold."""

    code = "credential.proof"


class KeyUnusableError(CredentialError):
    """A key could not be found, decoded or used for what was asked."""

    code = "credential.key_unusable"


class StatusListError(CredentialError):
    """A status list is malformed, too short, or not the one that the credential names."""

    code = "credential.status_list"


class ContextCorruptError(CredentialError):
    """A bundled JSON-LD context is not the file that was pinned: the installation is damaged."""

    code = "credential.context_corrupt"


class ProofMalformedError(ProofError):
    """A proof lacks a member, or a member has the wrong JSON type or contradicts the document."""

    code = "proof.malformed"


class ProofTypeUnknownError(ProofError):
    """No standard that Rung knows of defines this type of proof or this cryptosuite."""

    code = "proof.type_unknown"


class ProofUnsupportedError(ProofError):
    """A real kind of proof that Rung does not check. Never to be shown as valid or as forged."""

    code = "proof.unsupported"


class ProofMissingError(ProofError):
    """The document carries no proof at all."""

    code = "proof.missing"


class ProofPurposeError(ProofError):
    """The proof was made for another purpose than the one it is presented for."""

    code = "proof.purpose"


class ProofDateError(ProofError):
    """`created` or `expires` of a proof is no moment in time."""

    code = "proof.date"


class ProofNotYetMadeError(ProofError):
    """The proof says it was created after the moment for which it is judged."""

    code = "proof.created_in_future"


class ProofExpiredError(ProofError):
    """The proof says it has expired."""

    code = "proof.expired"


class ProofValueError(ProofError):
    """The proof value is not one canonical Ed25519 signature in base58btc."""

    code = "proof.value"


class SignatureMismatchError(ProofError):
    """The signature was not made over this document by this key."""

    code = "proof.signature"


class PreviousProofError(ProofError):
    """A proof builds on another one that is not in the document, or not there exactly once."""

    code = "proof.previous_missing"


class KeyRevokedError(KeyUnusableError):
    """The key's owner has revoked it."""

    code = "key.revoked"


class KeyExpiredError(KeyUnusableError):
    """The proof was created after the key's end date."""

    code = "key.expired"


class KeyFileError(KeyUnusableError):
    """A key file is not readable, or not one."""

    code = "key.file"


class TrustFileError(CredentialError):
    """A trust file does not say who is trusted in the form that Rung reads."""

    code = "credential.trust_file"
