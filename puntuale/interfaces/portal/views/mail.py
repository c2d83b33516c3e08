"""Declining mails that nobody promised: by the secret address in such a mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from puntuale.apps.customers.declining import choice_of, decline, declines, want_again


# The secret in the address is what lets in: a mail program that posts here has no cookie of ours.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the choice is; a POST makes it, looking decides nothing (RFC 8058)."""
    choice = choice_of(token)
    if choice is None:
        raise Http404
    contact, topic = choice
    if request.method == "POST":
        if "again" in request.POST:
            want_again(contact, topic, at=timezone.now())
        else:
            decline(contact, topic, at=timezone.now())
    context = {
        "topic": topic.label,
        "is_declined": declines(contact, topic),
        "was_chosen": request.method == "POST",
    }
    answer = render(request, "portal/declined_mail.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer
