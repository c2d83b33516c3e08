"""How forms look: every field with its label, hint and error, tied together."""

from dataclasses import dataclass

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise as Lazy


class Renderer(DjangoTemplates):
    """Draws `{{ form }}` and `{{ form.name.as_field_group }}` with the shell's templates."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a large radio button: a title, its explanation, and its consequence."""

    title: Lazy | str
    note: Lazy | str = ""
    side: Lazy | str = ""

    def __str__(self) -> str:
        return str(self.title)
