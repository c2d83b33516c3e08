"""Forms written without the template engine: every page of work has a dozen fields at its side.

A field as a template with its control and notes took half a millisecond, as a string a tenth of
that (`python -m bench.pages`). Rare controls keep Django's own templates.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import BaseForm, BoundField, ModelChoiceField, Select, SelectMultiple
from django.utils.html import conditional_escape as escape
from django.utils.translation import gettext as _

Written = Callable[[Mapping[str, Any]], str]
SETS = frozenset({"radioselect", "checkboxselectmultiple"})


def form_html(form: BaseForm) -> str:
    """Every field in order; the caller writes <form>, the token and the buttons."""
    hidden = "".join(map(str, form.hidden_fields()))
    return _form_errors(form) + hidden + "".join(map(field_html, form.visible_fields()))


def field_html(field: BoundField) -> str:
    """Label, control, error and hint; Django ties them by aria-describedby."""
    kind, wrong = field.widget_type, " data-invalid" if field.errors else ""
    if kind == "checkbox":
        label = f'<label class="check">{field} <span>{escape(field.label)}</span></label>'
        return f'<div class="field"{wrong}>{label}{_notes(field)}</div>'
    if kind in SETS:
        return _set(field, wrong)
    look, script, files = "", "", ""
    if "file" in kind:
        remove = escape(_("Remove"))
        look, script = " files", f' data-files data-remove="{remove}"'
        files = '<ul class="files__list" data-files-list></ul>'
    label = (
        f'<label class="field__label" for="{escape(field.id_for_label)}">{_named(field)}</label>'
    )
    return f'<div class="field{look}"{wrong}{script}>{label}{field}{files}{_notes(field)}</div>'


def _named(field: BoundField) -> str:
    name = escape(field.label)
    if not _is_optional(field):
        return name
    optional = escape(_("optional"))
    return f'{name} <span class="field__optional">{optional}</span>'


def _is_optional(field: BoundField) -> bool:
    """Whether it may be left empty; a list without an empty choice never is."""
    if field.field.required:
        return False
    select = field.field.widget
    # The names of records are asked for once, where they are written.
    is_of_records = isinstance(field.field, ModelChoiceField)
    if is_of_records or not isinstance(select, Select) or isinstance(select, SelectMultiple):
        return True
    return any(value == "" for value, _label in select.choices)


def _set(field: BoundField, wrong: str) -> str:
    tied = field.aria_describedby
    described = f' aria-describedby="{escape(tied)}"' if tied else ""
    choices = "".join(_choice(each.tag(), each.choice_label) for each in field)
    return (
        f'<fieldset class="field"{wrong}{described}>'
        f'<legend class="field__label">{escape(field.label)}</legend>'
        f'<div class="choices">{choices}</div>{_notes(field)}</fieldset>'
    )


def _choice(control: str, label: Any) -> str:
    parts = [("title", label), *((part, getattr(label, part, "")) for part in ("side", "note"))]
    told = "".join(
        f'<span class="choice__{part}">{escape(text)}</span>' for part, text in parts if text
    )
    return f'<label class="choice">{control}{told}</label>'


def _notes(field: BoundField) -> str:
    notes = ""
    if field.errors:
        errors = escape(" ".join(map(str, field.errors)))
        notes += f'<span class="field__error" id="{escape(field.auto_id)}_error">{errors}</span>'
    if field.help_text:
        hint = escape(field.help_text)
        notes += f'<span class="field__hint" id="{escape(field.auto_id)}_helptext">{hint}</span>'
    return notes


def _form_errors(form: BaseForm) -> str:
    errors = "".join(f"<p>{escape(str(error))}</p>" for error in form.non_field_errors())
    return f'<div class="notice notice--late" role="alert">{errors}</div>' if errors else ""


def _attributes(widget: Mapping[str, Any]) -> str:
    attrs: Iterable[tuple[str, Any]] = widget["attrs"].items()
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in attrs
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{escape(str(value))}"'
    named = f'type="{escape(widget["type"])}" name="{escape(widget["name"])}"'
    return f"<input {named}{given}{_attributes(widget)}>"


def _textarea(widget: Mapping[str, Any]) -> str:
    # The first line break after the tag is not part of the text.
    text = escape(widget["value"] or "")
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    groups = "".join(_group(title, options) for title, options, _place in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _group(title: Any, options: Iterable[Mapping[str, Any]]) -> str:
    told = "".join(map(_option, options))
    return f'<optgroup label="{escape(title)}">{told}</optgroup>' if title else told


def _option(option: Mapping[str, Any]) -> str:
    value, label = escape(str(option["value"])), escape(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _labelled(option: Mapping[str, Any]) -> str:
    if not option["wrap_label"]:
        return _input(option)
    tied = f' for="{escape(option["attrs"]["id"])}"' if option["attrs"].get("id") else ""
    return f"<label{tied}>{_input(option)} {escape(option['label'])}</label>"


_INPUTS = "checkbox date datetime email hidden number password text time url"
# By the name of the template whose place they take.
CONTROLS: Mapping[str, Written] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _INPUTS.split()},
    "django/forms/widgets/checkbox_option.html": _labelled,
    "django/forms/widgets/radio_option.html": _labelled,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
}
