"""One check: the library's verdict with this Rung's records and clock. Nothing of it is stored."""

from collections.abc import Mapping
from datetime import datetime

from rung.credentials import verification
from rung.credentials.evidence_bundle import EvidenceBundle
from rung.credentials.report import Report
from rung.credentials.status import read_list
from rung.platform.kernel import world
from rung.platform.verification.own_credentials import OwnLists, OwnRecords
from rung.platform.verification.trust import OrganisationTrust


def check(
    data: bytes,
    *,
    as_of: datetime | None = None,
    status_list: bytes = b"",
    bundle: EvidenceBundle | None = None,
) -> Report:
    """Return what can be said about the credential `data` now, and how it stood at the moment `as_of`, by default now.

    `status_list` and `bundle` are what the asker adds by hand. For what this Rung issued its own records answer, so
    that nothing has to be fetched. Never raises for what `data` holds; for a `status_list` see `lists_in`.
    """
    return verification.verify(
        data,
        now=world.now(),
        as_of=as_of,
        trust=OrganisationTrust(),
        status_lists=OwnLists(lists_in(status_list)),
        records=OwnRecords(data),
        bundle=bundle,
    )


def lists_in(status_list: bytes) -> Mapping[str, bytes]:
    """Return the list under the address that it gives itself; of nothing, none.

    Raises a `CredentialError` for anything but a status list credential.
    """
    return {str(read_list(status_list).get("id", "")): status_list} if status_list else {}
