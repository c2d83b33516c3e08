"""How forms look: every field with its label, hint and error, tied together."""

from dataclasses import dataclass
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise as Lazy

from puntuale.ui.fields import CONTROLS, field_html, form_html


class Renderer(DjangoTemplates):
    """Draws `{{ form }}`, `{{ form.name.as_field_group }}` and `{{ form.name }}`."""

    # Names as Django asks for them; no template stands behind them.
    form_template_name = "form"
    field_template_name = "field"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == self.form_template_name:
            return form_html(context["form"])
        if template_name == self.field_template_name:
            return field_html(context["field"])
        if template_name in CONTROLS:
            return CONTROLS[template_name](context["widget"])
        return super().render(template_name, context, request)


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a large radio button: a title, its explanation, and its consequence."""

    title: Lazy | str
    note: Lazy | str = ""
    side: Lazy | str = ""

    def __str__(self) -> str:
        return str(self.title)
