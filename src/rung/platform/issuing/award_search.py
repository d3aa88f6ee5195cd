"""Which awards of an organisation somebody looks for. The database judges the standing as `standing.stand_at` does."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from rung.platform.issuing.models import Award, StatusChange
from rung.platform.issuing.standing import Standing
from rung.platform.kernel.scope import Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list; None and "" narrow nothing. Every word has to be in the name or in the address."""

    words: str = ""
    design_id: UUID | None = None
    standing: Standing | None = None
    is_claimed: bool | None = None
    run_id: UUID | None = None


def narrowed(awards: QuerySet[Award], wanted: Wanted, at: datetime) -> QuerySet[Award]:
    """Return those of `awards` that are wanted, as they stand at the moment `at`. No query of its own."""
    for word in wanted.words.split():
        # A regular expression, because SQLite's LIKE takes Ż and ż for different letters.
        pattern = re.escape(word)
        awards = awards.filter(Q(recipient_name__iregex=pattern) | Q(recipient_email__iregex=pattern))
    if wanted.design_id is not None:
        awards = awards.filter(design_version__design_id=wanted.design_id)
    if wanted.is_claimed is not None:
        awards = awards.filter(holder__isnull=not wanted.is_claimed)
    if wanted.run_id is not None:
        awards = awards.filter(run_id=wanted.run_id)
    return awards if wanted.standing is None else _standing(awards, wanted.standing, at)


def _standing(awards: QuerySet[Award], standing: Standing, at: datetime) -> QuerySet[Award]:
    """Narrow down in the order in which one standing outweighs the next."""
    so_far = StatusChange.objects.in_scope(Scope.public()).filter(award=OuterRef("pk"), at__lte=at)
    is_revoked = Exists(so_far.filter(act=StatusChange.Act.REVOKE))
    if standing is Standing.REVOKED:
        return awards.filter(is_revoked)
    has_ended = Q(valid_until__isnull=False, valid_until__lte=at)
    awards = awards.exclude(is_revoked)
    if standing is Standing.EXPIRED:
        return awards.filter(has_ended)
    last_act = Subquery(so_far.order_by("-at", "-pk").values("act")[:1])
    awards = awards.exclude(has_ended).annotate(last_act=last_act)
    is_suspended = Q(last_act__isnull=False, last_act=StatusChange.Act.SUSPEND)
    return awards.filter(is_suspended) if standing is Standing.SUSPENDED else awards.exclude(is_suspended)
