"""What an agreement can ask of those it serves."""

from django.utils.translation import gettext as _


def right(code: str) -> str:
    """ "a licence", "a registered user"; a right of the vendor's own stands as it is."""
    known = {"licence": _("a licence"), "registered_user": _("a registered user")}
    return known.get(code, code.replace("_", " "))
