import pytest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from rung.platform.kernel.errors import ScopeError
from rung.platform.kernel.jobs import system_scope
from rung.platform.kernel.models import AuditEntry
from rung.platform.kernel.scope import Kind, Scope
from rung.platform.kernel.web import ActorMiddleware
from rung.platform.organisations.models import Invitation, Membership, Organisation
from tests.platform.conftest import Cast


@pytest.mark.parametrize(
    "touch",
    [
        pytest.param(list, id="iterating"),
        pytest.param(lambda rows: rows.count(), id="count"),
        pytest.param(lambda rows: rows.exists(), id="exists"),
        pytest.param(lambda rows: rows.first(), id="first"),
        pytest.param(lambda rows: rows.update(role="administrator"), id="update"),
        pytest.param(lambda rows: rows.delete(), id="delete"),
        pytest.param(lambda rows: list(rows.iterator()), id="iterator"),
        pytest.param(lambda rows: list(rows.values_list("pk")), id="values"),
        pytest.param(lambda rows: rows.aggregate(), id="aggregate"),
        pytest.param(lambda rows: rows.get(role="signer"), id="get"),
        pytest.param(lambda rows: rows.in_bulk(), id="in_bulk"),
        pytest.param(lambda rows: rows.explain(), id="explain"),
        pytest.param(lambda rows: list(rows | rows), id="or"),
    ],
)
def test_a_query_without_scope_is_refused(cast: Cast, touch: object) -> None:
    with pytest.raises(ScopeError, match="states no scope"):
        touch(Membership.objects.all())  # type: ignore[operator]


def test_an_unscoped_query_cannot_hide_inside_a_scoped_one(cast: Cast) -> None:
    everybody = Membership.objects.filter(role="administrator").values("organisation_id")
    with pytest.raises(ScopeError):
        list(Organisation.objects.in_scope(Scope.public()).filter(pk__in=everybody))


def test_an_unscoped_query_cannot_join_a_union(cast: Cast) -> None:
    own = Membership.objects.in_scope(Scope.organisation(cast.provider.pk))
    with pytest.raises(ScopeError):
        list(own.union(Membership.objects.all()))


def test_the_rows_behind_a_relation_need_a_scope_too(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        list(cast.provider.memberships.all())


def test_an_organisation_sees_its_own_rows_only(cast: Cast) -> None:
    seen = Membership.objects.in_scope(Scope.organisation(cast.provider.pk))
    assert {membership.person_id for membership in seen} == {cast.ewa.pk, cast.marek.pk}


def test_a_person_sees_her_own_rows_only(cast: Cast) -> None:
    seen = Membership.objects.in_scope(Scope.person(cast.marek.pk))
    assert [membership.organisation_id for membership in seen] == [cast.provider.pk]


def test_a_scope_survives_filters_and_joins(cast: Cast) -> None:
    rows = Membership.objects.in_scope(Scope.organisation(cast.provider.pk)).filter(~Q(role="x")).order_by("start")
    assert rows.count() == 2  # Ewa and Marek


def test_a_model_refuses_a_scope_that_it_does_not_offer() -> None:
    with pytest.raises(ScopeError, match="no public scope"):
        Invitation.objects.in_scope(Scope.public())


def test_the_system_scope_is_closed_outside_of_jobs(cast: Cast) -> None:
    with pytest.raises(ScopeError, match="system scope"):
        Membership.objects.in_scope(Scope(Kind.SYSTEM))


def test_the_system_scope_sees_all_and_is_audited(cast: Cast) -> None:
    with system_scope("count members") as scope:
        assert Membership.objects.in_scope(scope).count() == 5  # three administrators, Marek, Halina as reviewer
        entry = AuditEntry.objects.in_scope(scope).order_by("-sequence").first()
    assert entry is not None
    assert (entry.action, entry.facts) == ("system.scope_opened", {"reason": "count members"})
    with pytest.raises(ScopeError):
        Membership.objects.in_scope(scope)


def test_no_page_opens_the_system_scope(cast: Cast, rf: RequestFactory) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        with system_scope("curiosity") as scope:
            return HttpResponse(str(Membership.objects.in_scope(scope).count()))

    before = AuditEntry._base_manager.count()
    with pytest.raises(ScopeError, match="while a request is answered"):
        ActorMiddleware(page)(rf.get("/"))
    assert AuditEntry._base_manager.count() == before
    with system_scope("a job, afterwards") as scope:  # the door is shut for the request only
        assert Membership.objects.in_scope(scope).exists()
