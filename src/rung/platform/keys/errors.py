"""Why the secret half of a key cannot be used. The sentences name the remedy and never a secret."""

from rung.platform.kernel.errors import PlatformError


class MasterKeyError(PlatformError):
    """The master key is not at hand, or is another one than the one that wraps the data keys."""

    code = "keys.master_key"
    status = 503


class EnvelopeError(PlatformError):
    """An envelope does not open where it lies: it was changed, or it belongs to another key or tenant."""

    code = "keys.envelope"
    status = 503
