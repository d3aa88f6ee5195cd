"""The learner's own pages: what she holds, taking it out, showing it to others. Nobody but she sees them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rung.core import urn
from rung.platform.issuing import queries as issuing
from rung.platform.issuing import services as issuing_services
from rung.platform.issuing.queries import Award
from rung.platform.kernel import world
from rung.platform.kernel.routes import SignedIn, declare
from rung.platform.kernel.web import actor_of
from rung.platform.verification.queries import check, lay_out
from rung.platform.wallet import cards, links, queries, services, takeout
from rung.platform.wallet.forms import ShareForm
from rung.platform.wallet.takeout import TakenFile

HTML = "wallet/"
CARDS_ON_A_PAGE = 12


@require_GET
@declare(SignedIn())
def wallet(request: HttpRequest) -> HttpResponse:
    """Show what a person holds, newest first, and what waits for her. Five queries, however much it is."""
    person_id = actor_of(request).own_id()
    page = Paginator(issuing.awards_held_by(person_id), CARDS_ON_A_PAGE).get_page(request.GET.get("page"))
    held = list(page.object_list)
    return render(request, HTML + "wallet.html", {
        "page": page,
        "cards": cards.cards_of(held, issuing.statuses_of(held, world.now())),
        "offers": [(offer, *cards.title_of(offer)) for offer in issuing.offers_to(person_id)],
    })  # fmt: skip


@require_GET
@declare(SignedIn())
def credential(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Show one credential of hers: what it says, how it stands, who may see it, and how to take it along."""
    person_id = actor_of(request).own_id()
    award = issuing.award_held(person_id, award_id)
    document, stand = issuing.document_of(award), issuing.status_of(award, world.now())
    return render(request, HTML + "credential.html", {
        "award": award,
        "card": cards.card_of(award, stand),
        "standing": cards.standing_sentence(award, stand),
        "contents": lay_out(check(document), document).contents,
        "shares": queries.shares_of(person_id, award),
    })  # fmt: skip


@never_cache
@require_GET
@declare(SignedIn())
def take_credential(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Hand out the signed file of a credential of hers."""
    return _download(takeout.credential_file(_held(request, award_id)))


@never_cache
@require_GET
@declare(SignedIn())
def take_picture(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Hand out the badge picture with the credential in it."""
    return _download(takeout.picture_file(_held(request, award_id)))


@never_cache
@require_GET
@declare(SignedIn())
def take_evidence(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Hand out the evidence by which the credential verifies without anybody's help."""
    return _download(takeout.evidence_file(_held(request, award_id)))


@never_cache
@require_GET
@declare(SignedIn())
def take_everything(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Hand out all files of one credential."""
    return _download(takeout.archive_of_one(_held(request, award_id)))


@never_cache
@require_GET
@declare(SignedIn())
def take_all(request: HttpRequest) -> HttpResponse:
    """Hand out everything that she holds."""
    return _download(takeout.archive_of(issuing.awards_held_by(actor_of(request).own_id())))


@require_http_methods(["GET", "POST"])
@declare(SignedIn())
def share(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Ask how long and for whom, and make the link."""
    actor = actor_of(request)
    award = issuing.award_held(actor.own_id(), award_id)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.share_credential(actor=actor, award_id=award_id, **form.cleaned_data)
        return redirect("share_link", made.pk)
    return render(request, HTML + "share.html", {**_about(award), "form": form}, status=422 if form.errors else 200)


@never_cache
@require_GET
@declare(SignedIn())
def share_link(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Show a link of hers with its QR code; of one that has ended, only that it has."""
    person_id = actor_of(request).own_id()
    found = queries.share_of(person_id, share_id)
    address = links.address_of(found)
    return render(request, HTML + "share_link.html", {
        **_about(issuing.award_held(person_id, found.award_id)),
        "share": found,
        "is_open": found.is_open(world.now()),
        "address": address,
        "qr": links.qr_drawing(address),
    })  # fmt: skip


@never_cache
@require_GET
@declare(SignedIn())
def share_qr(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Hand out the QR code of a link of hers as a picture."""
    found = queries.share_of(actor_of(request).own_id(), share_id)
    return _download(TakenFile("qr-code.png", "image/png", links.qr_picture(links.address_of(found))))


@require_POST
@declare(SignedIn())
def withdraw_share(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Close a link of hers."""
    closed = services.withdraw_share(actor=actor_of(request), share_id=share_id)
    messages.success(request, _("The link is closed. Whoever opens it sees nothing any more."))
    return redirect("wallet_credential", closed.award_id)


@require_GET
@declare(SignedIn())
def linkedin(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Show what to copy into a LinkedIn profile. Nothing is sent there."""
    person_id = actor_of(request).own_id()
    award = issuing.award_held(person_id, award_id)
    lasting = queries.lasting_share_of(person_id, award)
    return render(request, HTML + "linkedin.html", {
        **_about(award),
        "identifier": urn(award.pk),
        "share": lasting,
        "address": links.address_of(lasting) if lasting else "",
    })  # fmt: skip


@require_POST
@declare(SignedIn())
def claim_offered(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Take up what was awarded to an address of hers, without the link of the mail."""
    award = issuing_services.claim_offered(actor=actor_of(request), award_id=award_id)
    return claimed(request, award.pk)


def claimed(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Say that a credential is hers now, and go to its page."""
    messages.success(request, _("It is yours now. You can show it, take it with you, and keep it."))
    return redirect("wallet_credential", award_id)


def _held(request: HttpRequest, award_id: UUID) -> Award:
    return issuing.award_held(actor_of(request).own_id(), award_id)


def _about(award: Award) -> dict[str, Any]:
    language, title = cards.title_of(award)
    return {"award": award, "title": title, "title_lang": language}


def _download(file: TakenFile) -> HttpResponse:
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
