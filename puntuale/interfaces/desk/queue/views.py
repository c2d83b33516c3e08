"""Views of one's own: a name for a set of filters."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.actions.saving import rename_view, save_view
from puntuale.apps.tickets.errors import NameTaken
from puntuale.apps.tickets.models import SavedView
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.ui.access import StaffRequest, needs


class NameForm(forms.Form):
    """What a view is called."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=60)


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """All views of this person; by POST one more, of the filters given as an address's query."""
    if request.method != "POST":
        return _page(request)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    filters = Chosen.read(QueryDict(request.POST.get("filters", "").removeprefix("?")).dict())
    view = save_view(form.cleaned_data["name"], filters.filters, by=request.user)
    messages.success(request, _("View “%(name)s” is saved.") % {"name": view.name})
    return redirect(reverse("desk:queue") + Chosen(view.filters).query())


@require_POST
@needs(Ability.GIVE_SUPPORT)
def update(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name for a view."""
    view = _own(request.user, pk)
    form = NameForm(request.POST)
    try:
        if form.is_valid():
            rename_view(view, form.cleaned_data["name"])
            return redirect("desk:views")
    except NameTaken as refusal:
        form.add_error("name", str(refusal))
    return _page(request, form, pk)


@require_POST
@needs(Ability.GIVE_SUPPORT)
def destroy(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget a view; its requests stay."""
    view = _own(request.user, pk)
    view.delete()
    messages.success(request, _("View “%(name)s” is deleted.") % {"name": view.name})
    return redirect("desk:views")


def _own(user: User, pk: int) -> SavedView:
    return get_object_or_404(SavedView, user=user, pk=pk)


def _page(request: StaffRequest, wrong: NameForm | None = None, pk: int = 0) -> HttpResponse:
    own = SavedView.objects.filter(user=request.user)
    queue = reverse("desk:queue")
    lines = [
        (
            view,
            queue + Chosen(view.filters).query(),
            wrong
            if wrong is not None and view.pk == pk
            else NameForm(initial={"name": view.name}, auto_id=f"view-{view.pk}-%s"),
        )
        for view in own
    ]
    context = {"lines": lines, "new_form": wrong if wrong is not None and not pk else None}
    return render(request, "desk/queue/views.html", context, status=422 if wrong else 200)
