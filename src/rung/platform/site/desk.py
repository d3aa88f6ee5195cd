"""Where people land after signing in: one's own home, the common search, and the desk of those who run this Rung."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rung.platform.issuing import queries as issuing
from rung.platform.kernel import health
from rung.platform.kernel.registries.search import search
from rung.platform.kernel.routes import Operator, Public, SignedIn, declare
from rung.platform.kernel.scope import Scope
from rung.platform.kernel.web import actor_of
from rung.platform.organisations import queries


@require_GET
@declare(SignedIn())
def home(request: HttpRequest) -> HttpResponse:
    """Show a person what is hers and what waits for her, and the organisations for which she acts."""
    actor = actor_of(request)
    return render(request, "site/home.html", {
        "held": issuing.awards_held_by(actor.own_id()).count(),
        "offers": issuing.offers_to(actor.own_id()),
        "organisations": queries.organisations_of(actor),
    })  # fmt: skip


@require_GET
@declare(Public("what has a public face can be found by everybody"))
def search_page(request: HttpRequest) -> HttpResponse:
    """Find what has a public face."""
    words = request.GET.get("q", "")[:100]
    return render(request, "site/search.html", {"words": words, "hits": search(Scope.public(), words)})


@require_GET
@declare(Operator())
def desk(request: HttpRequest) -> HttpResponse:
    """Show an operator whether the house stands. She runs it; she does not read the letters in it."""
    return render(request, "site/desk.html", {
        "organisations": queries.organisations_all(),
        "health": health.at_a_glance(),
    })  # fmt: skip
