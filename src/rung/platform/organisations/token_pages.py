"""Pages by which administrators let programs act for their organisation, and stop them."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.platform.kernel import world
from rung.platform.kernel.errors import RuleBrokenError
from rung.platform.kernel.permissions import declared_rights
from rung.platform.kernel.routes import InOrganisation, declare
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries, rights, services
from rung.platform.organisations.forms import TokenForm
from rung.platform.organisations.services.tokens import offered_scopes


@require_GET
@declare(InOrganisation(rights.MANAGE_TOKENS))
def tokens(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show which programs may act for the organisation, and until when."""
    words = {right.code: right.what for right in declared_rights()}
    found = queries.tokens_of(actor_of(request).scope_in(organisation_id))
    return render(request, "organisations/tokens.html", {
        "organisation": queries.organisation_public(organisation_id),
        "tokens": [(token, [words.get(code, code) for code in token.scopes]) for token in found],
        "now": world.now(),
    })  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
@declare(InOrganisation(rights.MANAGE_TOKENS))
def create_token(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask what a program may do, and show its token: once, in the answer itself, which no cache may keep."""
    actor = actor_of(request)
    form = TokenForm(request.POST or None, offered=offered_scopes(actor, organisation_id))
    organisation = queries.organisation_public(organisation_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            new = services.create_token(
                actor=actor, organisation_id=organisation_id, name=given["name"], scopes=given["scopes"],
                lasts=timedelta(days=given["days"]),
            )  # fmt: skip
        except RuleBrokenError as refused:
            form.add_error("name", refused.sentence)
        else:
            return render(request, "organisations/token_created.html", {"new": new, "organisation": organisation})
    return render(request, "organisations/new_token.html", {"form": form, "organisation": organisation})


@require_POST
@declare(InOrganisation(rights.MANAGE_TOKENS))
def withdraw_token(request: HttpRequest, organisation_id: UUID, token_id: UUID) -> HttpResponse:
    """Make a token worth nothing."""
    token = services.withdraw_token(actor=actor_of(request), organisation_id=organisation_id, token_id=token_id)
    messages.success(request, _("The token “%(name)s” is worth nothing any more.") % {"name": token.name})
    return redirect("organisation_tokens", organisation_id)
