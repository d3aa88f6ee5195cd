"""One check: the library's verdict with this Rung's records and clock. Nothing of it is stored."""

from collections.abc import Mapping
from datetime import date

from rung.credentials import verification
from rung.credentials.claims import Claims
from rung.credentials.moments import parse_moment
from rung.credentials.report import Report
from rung.credentials.status import read_list
from rung.credentials.trust import TrustList
from rung.platform.kernel import world
from rung.platform.verification.trust import OrganisationTrust

NOBODY = TrustList()


def check(data: bytes, *, status_list: bytes = b"") -> Report:
    """Return what can be said about the credential `data` now; `status_list` is one that the asker adds by hand.

    The credential is verified twice. The day of issue decides which identities count, and only a signature that
    holds makes that day readable; so nobody is trusted the first time. Where the signature fails, that verdict
    stands: it asked nobody. Never raises for what `data` holds; for a `status_list` see `lists_in`.
    """
    now, lists = world.now(), lists_in(status_list)
    unvouched = verification.verify(data, now=now, trust=NOBODY, status_lists=lists)
    said = unvouched.credential
    if said is None:
        return unvouched
    trust = OrganisationTrust(issued_on(said), said.achievement_id)
    return verification.verify(data, now=now, trust=trust, status_lists=lists)


def issued_on(said: Claims) -> date:
    """Return the day of issue that a credential claims, in the offset in which it is written."""
    return parse_moment(said.starts).date()


def lists_in(status_list: bytes) -> Mapping[str, bytes]:
    """Return the list under the address that it gives itself; of nothing, none.

    Raises a `CredentialError` for anything but a status list credential.
    """
    return {str(read_list(status_list).get("id", "")): status_list} if status_list else {}
