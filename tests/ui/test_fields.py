"""Fields written by hand are the fields that Django would have drawn."""

import datetime

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from puntuale.ui.fields import CONTROLS, field_html
from puntuale.ui.forms import Renderer

GROUPED = [("", "—"), ("<a>", "A & B"), ("Others", [("1", gettext_lazy("Queue")), ("2", "Two")])]
CONTROL = {
    "checkbox": (forms.CheckboxInput(), True),
    "date": (forms.DateInput(attrs={"type": "date"}), datetime.date(2026, 11, 27)),
    "datetime": (forms.DateTimeInput(), "2026-11-27 18:10"),
    "email": (forms.EmailInput(attrs={"list": "contacts"}), "a@b.example"),
    "hidden": (forms.HiddenInput(), 0),
    "number": (forms.NumberInput(attrs={"min": 1, "step": "any"}), 12345),
    "password": (forms.PasswordInput(), "secret"),
    "text": (forms.TextInput(attrs={"autofocus": True, "hidden": False}), '"<&>"'),
    "nothing": (forms.TextInput(), None),
    "safe": (forms.TextInput(attrs={"placeholder": mark_safe("a&amp;b")}), mark_safe("c&amp;d")),
    "time": (forms.TimeInput(), datetime.time(18, 10)),
    "url": (forms.URLInput(), "https://a.example/?b&c"),
    "textarea": (forms.Textarea(attrs={"rows": 3}), "\nfirst\n</textarea>"),
    "no text": (forms.Textarea(), None),
    "select": (forms.Select(choices=GROUPED), "<a>"),
    "several": (forms.SelectMultiple(choices=GROUPED), ["1", "2"]),
    "radios": (forms.RadioSelect(choices=GROUPED[:2]), "<a>"),
    "checks": (forms.CheckboxSelectMultiple(choices=GROUPED[:2]), ["<a>"]),
    "file": (forms.ClearableFileInput(attrs={"id": "id_x"}), None),
}


@pytest.mark.parametrize("kind", CONTROL)
def test_a_control_is_the_one_that_django_draws(kind: str) -> None:
    widget, value = CONTROL[kind]

    ours = widget.render("x", value, {"id": "id_x"}, renderer=Renderer())
    theirs = widget.render("x", value, {"id": "id_x"}, renderer=DjangoTemplates())

    assert "".join(ours.split()) == "".join(theirs.split())


def test_every_name_is_one_that_django_asks_for() -> None:
    for name in CONTROLS:
        assert DjangoTemplates().get_template(name)


def test_what_is_typed_cannot_leave_its_place() -> None:
    class Wild(forms.Form):
        name = forms.CharField(label='<b>"', help_text="<i>", max_length=3)

    drawn = str(Wild({"name": '"><script>'}))

    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;b&gt;&quot;" in drawn


def test_only_what_may_be_left_empty_is_called_optional() -> None:
    one, none = [("tls", "TLS")], [("", "—"), ("tls", "TLS")]

    class Asked(forms.Form):
        port = forms.IntegerField(required=False)
        always = forms.ChoiceField(choices=one, required=False)
        perhaps = forms.ChoiceField(choices=none, required=False)
        several = forms.MultipleChoiceField(choices=one, required=False)
        needed = forms.ChoiceField(choices=one)

    form = Asked()
    called = [field.name for field in form if "optional" in field_html(field)]

    assert called == ["port", "perhaps", "several"]
