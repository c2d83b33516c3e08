"""Agreements, and questions to them in the try-format."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Path, Router

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.coverages import coverages_held_by
from puntuale.apps.agreements.queries import version_coded, versions_that_hold
from puntuale.apps.agreements.terms import book_of
from puntuale.core.try_question.answer import answer_to
from puntuale.interfaces.api.caller import caller_of
from puntuale.interfaces.api.problems import NotThere, Refused
from puntuale.interfaces.api.values.agreements import Agreements, agreement_of
from puntuale.interfaces.api.values.kinds import Slug

router = Router(tags=["Agreements"])


@router.get("/agreements", response=Agreements, summary="Agreements that hold now")
def index(request: HttpRequest) -> Agreements:
    """For the desk all of them, for a customer those by which their organisation is covered."""
    caller, now = caller_of(request), timezone.now()
    if caller.is_staff:
        caller.must(Ability.READ_AGREEMENTS)
        return Agreements(items=[agreement_of(version) for version in versions_that_hold(now)])
    organisation = caller.contact.organisation if caller.contact else None
    held = coverages_held_by(organisation, timezone.localdate(), now)
    versions = {each.version.pk: each.version for each in held}
    return Agreements(items=[agreement_of(version) for version in versions.values()])


@router.post(
    "/agreements/{slug:code}/try", response=dict[str, Any], summary="Ask an agreement a question"
)
def ask(request: HttpRequest, code: Path[Slug], question: Body[dict[str, Any]]) -> dict[str, Any]:
    """When a request would be due, or what work would cost, and why; in the try-format.

    The agreement is the one of the address. Nothing is written.
    """
    caller_of(request).must(Ability.READ_AGREEMENTS)
    version = version_coded(code, timezone.now())
    if version is None:
        raise NotThere
    answer = answer_to(question | {"agreement": code}, book_of(version))
    if error := answer.get("error"):
        raise Refused(error["code"], error["message"])
    return answer
