"""Keeping a question of the bench as an example of the document."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import keep_example
from puntuale.apps.agreements.errors import AgreementRefusal
from puntuale.interfaces.office.agreements.bench import bench_of
from puntuale.interfaces.office.agreements.opening import open_agreement
from puntuale.ui.access import StaffRequest, needs


@needs(Ability.KEEP_AGREEMENTS)
@require_POST
def example(request: StaffRequest, code: str) -> HttpResponse:
    """Write the question into the draft, with the answer that the draft gives."""
    at = timezone.now()
    opened = open_agreement(code, at)
    asked = bench_of(opened, request.POST, at)
    if asked.answer is None:
        messages.error(request, _("The question has no answer, so it cannot be an example."))
        return redirect("office:agreement", code=code)
    try:
        question = asked.answer.question
        if request.POST.get("example") == "charge" and asked.answer.charged is not None:
            question = asked.answer.charged.question
        draft = keep_example(opened.agreement, question, by=request.user, at=at)
    except AgreementRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The example stands in draft %(number)d.") % {"number": draft.number}
        )
    return redirect(f"{asked.share}#bench")
