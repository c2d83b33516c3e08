"""The Why? drawing: {% load why %}{% why explanation %}."""

from django import template

from puntuale.ui.why.drawing import draw
from puntuale.ui.why.naming import name
from puntuale.ui.why.notes import notes
from puntuale.ui.why.ruler import ruler_html
from puntuale.ui.why.steps import steps
from puntuale.ui.why.values import Explanation

register = template.Library()


@register.inclusion_tag("ui/_why.html")
def why(explanation: Explanation, caption: str = "", size: str = "") -> dict[str, object]:
    """Drawing, legend and steps of one promise; `size` is "slim" or nothing."""
    told, drawing = steps(explanation), draw(explanation)
    return {
        "ruler": ruler_html(drawing),
        "looks": drawing.looks,
        "steps": told,
        "name": name(explanation, told),
        "notes": list(notes(explanation)),
        "facts": explanation.facts,
        "caption": caption or explanation.result,
        "size": size,
    }
