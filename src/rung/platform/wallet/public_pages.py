"""What others see of a wallet: a credential that its holder shows them, and one that waits for whom it was awarded."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rung.platform.issuing import queries as issuing
from rung.platform.issuing import services as issuing_services
from rung.platform.issuing.queries import Award
from rung.platform.kernel.routes import Public, declare, sign_in_first
from rung.platform.kernel.web import actor_of
from rung.platform.people.queries import owns_address
from rung.platform.verification.queries import AsOfForm, LinkEndedError, check, lay_out
from rung.platform.wallet import cards, links, queries, services
from rung.platform.wallet.models import Share
from rung.platform.wallet.pages import claimed

HTML = "wallet/"
View = Callable[..., HttpResponseBase]


def unlisted(view: View) -> View:
    """Keep a page that only its link leads to out of search engines and caches, and its address from other sites.

    `same-origin` tells other sites nothing. `no-referrer` would tell our own none either, and browsers then post every
    form of the page with `Origin: null`, which the protection against forged requests refuses: the language switch
    and signing out would fail.
    """

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "same-origin"
        return response

    return answered


@require_safe
@unlisted
@declare(Public("whoever was given the link by the holder must be able to check what it shows, without an account"))
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show the report about a credential that its holder shows by this link, now or as of an earlier day."""
    try:
        share = queries.share_behind(token)
    except LinkEndedError as ended:
        return _ended(ended.status)
    form = AsOfForm(request.GET if "as_of" in request.GET else {})
    if not form.is_valid():
        return render(request, HTML + "other_day.html", {"form": form}, status=422)
    _note_visit(request, share)
    document = issuing.document_of(issuing.award_shared(share.award_id))
    address = links.address_of(share)
    return render(request, HTML + "shared.html", {
        "page": lay_out(check(document, as_of=form.moment), document),
        "share": share,
        "address": address,
        "qr": links.qr_drawing(address),
        "form": AsOfForm(initial={"as_of": request.GET.get("as_of", "")}),
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@declare(Public("a mail leads here before its reader has an account; it shows what waits and never for whom"))
def claim(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say that a credential waits; let the owner of the address to which it was awarded take it up."""
    actor = actor_of(request)
    if request.method == "POST":
        if not actor.is_signed_in:
            return sign_in_first(request)
        return claimed(request, issuing_services.claim(actor=actor, token=token).pk)
    award = issuing.offer_behind(token)
    if award.holder_id is not None:
        return _claimed_before(request, award)
    back = urlencode({"next": request.path})
    return render(request, HTML + "claim.html", {
        "award": award,
        "title": cards.title_of(award),
        "is_hers": actor.is_signed_in and owns_address(actor.own_id(), award.recipient_email),
        "sign_in": f"{reverse('account_login')}?{back}",
        "sign_up": f"{reverse('account_signup')}?{back}",
    })  # fmt: skip


def _claimed_before(request: HttpRequest, award: Award) -> HttpResponse:
    """A link that did its work shows nothing more, except to her whose credential it is."""
    actor = actor_of(request)
    if actor.is_signed_in and actor.own_id() == award.holder_id:
        return redirect("wallet_credential", award.pk)
    return render(request, HTML + "claimed_before.html", {}, status=410)


def _note_visit(request: HttpRequest, share: Share) -> None:
    """Programs that only look whether a page is there, and the holder herself, open nothing."""
    actor = actor_of(request)
    if request.method == "GET" and not (actor.is_signed_in and actor.own_id() == share.person_id):
        services.note_opening(share)


def _ended(status: int) -> HttpResponse:
    """Answer the same bytes for every link that has ended and to everybody: nothing of the request is in it."""
    return HttpResponse(render_to_string(HTML + "ended.html", {"demo": settings.DEMO}), status=status)
