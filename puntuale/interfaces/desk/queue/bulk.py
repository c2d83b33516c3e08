"""Doing something to all chosen requests, and taking it back."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.partners.queries import colleagues_of
from puntuale.apps.tickets.many.deeds import AddTag, Assign, Close, Deed, MarkRead, Merge, Resolve
from puntuale.apps.tickets.many.doing import Outcome, do_to_all, undo_all
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.filters import ME, NOBODY
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.interfaces.desk.queue.page import answer
from puntuale.interfaces.desk.queue.undoing import Status, offer, read_token, undo_token
from puntuale.ui.access import StaffRequest, needs

MOST = 200


@require_POST
@needs(Ability.GIVE_SUPPORT)
def create(request: StaffRequest) -> HttpResponse:
    """Do what the pressed button says to every chosen request that this person may see."""
    numbers = chosen_numbers(request.POST)
    word, _space, value = request.POST.get("do", "").partition(" ")
    if word == "merge" and len(numbers) > 1:
        return _to_merging(request, numbers)
    deed = _deed(word, value or request.POST.get("tag", ""), request)
    if not numbers or deed is None:
        offer(request.session, Status(_("Nothing was done: choose requests, and what to do.")))
        return _back(request)
    _do(request, deed, numbers)
    return _back(request)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def destroy(request: StaffRequest) -> HttpResponse:
    """Take the last deed back, with actions of its own."""
    undo = read_token(request.POST.get("undo", ""), request.user)
    if undo is None:
        offer(request.session, Status(_("Not undone: it is too long ago.")))
        return _back(request)
    outcome = undo_all(undo.deed, undo.done, by=request.user, at=timezone.now())
    count = len(outcome.done)
    sentence = ngettext(
        "Undone for %(count)s request.", "Undone for %(count)s requests.", count
    ) % {"count": count}
    offer(request.session, Status(sentence, _troubles(outcome)))
    return _back(request)


@require_http_methods(["GET", "POST"])
@needs(Ability.MERGE_TICKETS)
def merging(request: StaffRequest) -> HttpResponse:
    """Into which of the chosen requests the others go; then merge them."""
    chosen = chosen_numbers(request.POST if request.method == "POST" else request.GET)
    visible = tickets_visible_to(request.user).select_related("organisation", "contact")
    tickets = list(visible.filter(number__in=chosen).order_by("number"))
    into = request.POST.get("into", "")
    if request.method == "POST" and into:
        target = get_object_or_404(visible, number=int(into) if into.isdecimal() else 0)
        _do(request, Merge(target), [number for number in chosen if number != target.number])
        return _back(request)
    context = {"tickets": tickets, "here": request.GET.get("here", "")}
    return render(request, "desk/queue/merging.html", context)


def chosen_numbers(data: QueryDict) -> list[int]:
    """The numbers of the chosen rows, each once, no more than a few pages of them."""
    numbers = (text for text in data.getlist("ticket") if text.isascii() and text.isdecimal())
    return list(dict.fromkeys(int(number[:15]) for number in numbers))[:MOST]


def _deed(word: str, value: str, request: StaffRequest) -> Deed | None:
    make: Mapping[str, Callable[[], Deed | None]] = {
        "assign": lambda: _assignment(value, request.user),
        "tag": lambda: _tag(value, request.user),
        "resolve": Resolve,
        "close": Close,
        "read": MarkRead,
    }
    return make[word]() if word in make else None


def _tag(value: str, by: User) -> Deed | None:
    """Our own desk finds requests by these; partners do not see them."""
    word = value.strip().lower()[:40]
    return AddTag(word) if word and by.is_of_vendor else None


def _assignment(value: str, by: User) -> Deed | None:
    if value == NOBODY:
        return Assign(None)
    if value == ME:
        return Assign(by)
    staff = colleagues_of(by)
    to = staff.filter(pk=int(value[:15])).first() if value.isascii() and value.isdecimal() else None
    return Assign(to) if to else None


def _do(request: StaffRequest, deed: Deed, numbers: Sequence[int]) -> None:
    outcome = do_to_all(deed, numbers, by=request.user, at=timezone.now())
    token = undo_token(deed.name, outcome.done, request.user)
    sentence = _sentence(deed, len(outcome.done))
    offer(request.session, Status(sentence, _troubles(outcome), token))


def _sentence(deed: Deed, count: int) -> str:
    values: dict[str, object] = {"count": count}
    match deed:
        case Assign(to=None):
            text = ngettext(
                "%(count)s request is nobody’s now.", "%(count)s requests are nobody’s now.", count
            )
        case Assign(to=to):
            values["person"] = to
            text = ngettext(
                "%(count)s request assigned to %(person)s.",
                "%(count)s requests assigned to %(person)s.",
                count,
            )
        case AddTag(tag=tag):
            values["tag"] = tag
            text = ngettext(
                "%(count)s request tagged “%(tag)s”.", "%(count)s requests tagged “%(tag)s”.", count
            )
        case Resolve():
            text = ngettext("%(count)s request resolved.", "%(count)s requests resolved.", count)
        case Close():
            text = ngettext("%(count)s request closed.", "%(count)s requests closed.", count)
        case Merge(into=into):
            values["number"] = into.number
            text = ngettext(
                "%(count)s request merged into %(number)s.",
                "%(count)s requests merged into %(number)s.",
                count,
            )
        case _:
            text = ngettext(
                "%(count)s request marked as read.", "%(count)s requests marked as read.", count
            )
    return text % values


def _troubles(outcome: Outcome) -> tuple[str, ...]:
    lines = [f"{number}: {sentence}" for number, sentence in outcome.refused.items()]
    if outcome.missing:
        numbers = ", ".join(map(str, sorted(outcome.missing)))
        lines.append(_("Not found, and left as it was: %(numbers)s.") % {"numbers": numbers})
    return tuple(lines)


def _to_merging(request: StaffRequest, numbers: Sequence[int]) -> HttpResponse:
    pairs: list[tuple[str, str | int]] = [("ticket", number) for number in numbers]
    asked = urlencode([*pairs, ("here", request.POST.get("here", ""))])
    url = f"{reverse('desk:merging')}?{asked}"
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def _back(request: StaffRequest) -> HttpResponse:
    chosen = Chosen.read(QueryDict(request.POST.get("here", "").removeprefix("?")).dict())
    if request.htmx:
        return answer(request, chosen)
    return redirect(reverse("desk:queue") + chosen.here)
