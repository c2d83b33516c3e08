"""Listing, making and changing a record, whichever kind it is."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Q
from django.forms import ModelForm, model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.customers.ending_access import end_access_of_changed
from puntuale.apps.tickets.search.indexing import index_renamed
from puntuale.interfaces.office.resources import RESOURCES, Resource
from puntuale.ui.access import StaffRequest, address_of

PAGE = 50
SECRETS = frozenset({"password"})


@require_GET
def index(request: StaffRequest, code: str) -> HttpResponse:
    """The records of one kind, found by words, page after page by key."""
    resource = _resource(request, code)
    words = request.GET.get("q", "").strip()[:100]
    rows = resource.rows(words)
    after = request.GET.get("after", "")
    if after.isdecimal():
        last = resource.rows().filter(pk=int(after)).values_list(resource.order, "pk").first()
        if last is not None:
            value, pk = last
            further = Q(**{f"{resource.order}__gt": value}) | Q(
                **{resource.order: value, "pk__gt": pk}
            )
            rows = rows.filter(further)
    page = list(rows[: PAGE + 1])
    context = {
        "resource": resource,
        "words": words,
        "lines": [(row, [cell(row) for _label, cell in resource.columns]) for row in page[:PAGE]],
        "next_key": page[PAGE - 1].pk if len(page) > PAGE else None,
    }
    return render(request, "office/index.html", context)


@require_http_methods(["GET", "POST"])
def create(request: StaffRequest, code: str) -> HttpResponse:
    """A new record of one kind."""
    return _edit(request, _resource(request, code), None)


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """One record, to be looked at and changed."""
    resource = _resource(request, code)
    return _edit(request, resource, get_object_or_404(resource.rows(), pk=pk))


def _edit(request: StaffRequest, resource: Resource, instance: Model | None) -> HttpResponse:
    form = resource.form(request.POST or None, instance=instance)
    # Read before validation: a ModelForm writes into its instance while it validates.
    before = _facts(form, instance) if instance is not None else None
    if request.method == "POST" and form.is_valid():
        _save(request, resource, form, before)
        messages.success(request, _("%(name)s is saved.") % {"name": form.instance})
        left_open = resource.leaves_open()
        return redirect(left_open) if left_open else redirect("office:index", code=resource.code)
    context = {"resource": resource, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "office/edit.html", context, status=status)


@transaction.atomic
def _save(
    request: StaffRequest, resource: Resource, form: ModelForm[Any], before: dict[str, Any] | None
) -> None:
    at = timezone.now()
    form.save()
    if before is not None:
        index_renamed(form.instance, form.changed_data, at=at)
        end_access_of_changed(form.instance, form.changed_data, at=at)
    record_change(
        f"{resource.code}.{'changed' if before is not None else 'made'}",
        form.instance,
        by=request.user,
        at=at,
        before=before,
        after=_facts(form, form.instance),
        address=address_of(request),
    )


def _facts(form: ModelForm[Any], instance: Model) -> dict[str, Any]:
    names = [name for name in form._meta.fields or () if name not in SECRETS]
    facts = model_to_dict(instance, names)
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _resource(request: StaffRequest, code: str) -> Resource:
    resource = RESOURCES.get(code)
    if resource is None or not request.user.is_staff:
        raise Http404
    if not request.user.can(resource.ability):
        raise PermissionDenied
    return resource
