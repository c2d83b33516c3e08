"""Connecting a mailbox of Google or Microsoft: whom they know us as, signing in there, and back.

What is begun lies in the session of whoever began it; the page to which the browser comes back
changes nothing until it is confirmed.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.granting import Client, Granting, NoAccess
from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import seal, unseal
from puntuale.apps.post.troubles import trouble_in_words
from puntuale.interfaces.office.forms.mailbox_access import MailboxAccessForm
from puntuale.ui.access import StaffRequest, address_of, needs

BEGUN = "mailbox_sign_in"


@needs(Ability.KEEP_MAILBOXES)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest, pk: int) -> HttpResponse:
    """Whom the provider knows us as; then the address at which the mailbox's owner signs in."""
    mailbox = get_object_or_404(Mailbox, pk=pk)
    grant = Grant.objects.filter(mailbox=mailbox).first()
    form = MailboxAccessForm(
        request.POST or None, providers=_granting().providers(), initial=_known(grant)
    )
    context = {"mailbox": mailbox, "form": form, "returns_to": _returns_to()}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "office/mailbox_access.html", context, status=status)
    facts = form.cleaned_data
    client = Client(**{name: facts[name] for name in Client.__dataclass_fields__})
    consent = _granting().begin(mailbox.address, client, _returns_to())
    request.session[BEGUN] = {
        "mailbox": mailbox.pk,
        "provider": client.provider,
        "client_id": client.client_id,
        "client_secret": seal(client.client_secret),
        "tenant": client.tenant,
        "sends": facts["sends"],
        "state": consent.state,
        "verifier": seal(consent.verifier),
    }
    return render(request, "office/mailbox_access.html", context | {"consent": consent})


@needs(Ability.KEEP_MAILBOXES)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: StaffRequest) -> HttpResponse:
    """What the provider sent the browser back with; kept when whoever began it confirms it."""
    told = request.POST if request.method == "POST" else request.GET
    begun: Mapping[str, Any] = request.session.get(BEGUN) or {}
    mailbox = Mailbox.objects.filter(pk=begun["mailbox"]).first() if begun else None
    if mailbox is None or not constant_time_compare(begun["state"], told.get("state", "")):
        refusal = _("This does not come from a sign-in that you have just begun. Begin again.")
        return _refused(request, refusal)
    if not told.get("code"):
        refusal = _("Nothing was granted: the provider, or whoever signed in there, said no.")
        return _refused(request, refusal, mailbox)
    if request.method != "POST":
        context = {"mailbox": mailbox, "code": told["code"], "state": told["state"]}
        return render(request, "office/mailbox_granted.html", context)
    del request.session[BEGUN]
    try:
        _keep(request, mailbox, begun, told["code"])
    except NoAccess as why:
        trouble = trouble_in_words(str(why))
        return _refused(request, str(trouble.sentence) if trouble else str(why), mailbox)
    messages.success(request, _("%(address)s is connected.") % {"address": mailbox.address})
    return redirect("office:mailboxes")


def _keep(request: StaffRequest, mailbox: Mailbox, begun: Mapping[str, Any], code: str) -> None:
    client = Client(
        provider=begun["provider"],
        client_id=begun["client_id"],
        client_secret=unseal(begun["client_secret"]),
        tenant=begun["tenant"],
    )
    at = timezone.now()
    # The provider is asked outside of any transaction: nobody else waits for its answer.
    _granting().conclude(
        mailbox.address,
        client,
        code,
        unseal(begun["verifier"]),
        _returns_to(),
        sends=begun["sends"],
        at=at,
    )
    after = {"provider": client.provider, "client_id": client.client_id}
    record_change(
        "mailbox.connected",
        mailbox,
        by=request.user,
        at=at,
        after=after,
        address=address_of(request),
    )


def _refused(request: StaffRequest, why: str, mailbox: Mailbox | None = None) -> HttpResponse:
    context = {"mailbox": mailbox, "refusal": why}
    return render(request, "office/mailbox_granted.html", context, status=422)


def _known(grant: Grant | None) -> dict[str, Any]:
    if grant is None:
        return {"sends": True}
    named = ("provider", "client_id", "tenant")
    return {name: getattr(grant, name) for name in named} | {"sends": True}


def _returns_to() -> str:
    return f"{settings.PUBLIC_URL}{reverse('office:mailbox_signed_in')}"


def _granting() -> Granting:
    granting: Granting = import_string(settings.GRANTING)
    return granting
