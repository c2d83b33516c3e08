"""What people call the codes of an agreement: its classes, and the parts in which promises stand."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_under


def names_of(ticket: Ticket) -> dict[str, str]:
    """The names under the agreement of `ticket`."""
    return names_under(ticket.version)


def names_under(version: AgreementVersion | None) -> dict[str, str]:
    """The names under `version`; a severity keeps its code, by which people call it as well."""
    if version is None:
        return tables()
    classes, language = classes_under(version), get_language() or "en"
    names = {code: classes.title(code, language) for code in [*classes.types, *classes.levels]}
    severities = {code: classes.title(code, language) for code in classes.severities}
    return tables() | names | {code: _with_code(code, name) for code, name in severities.items()}


def tables() -> dict[str, str]:
    """The parts of a document in which promises stand."""
    return {"targets": _("Promises"), "commitments": _("Commitments"), "callback": _("Call back")}


def _with_code(code: str, title: str) -> str:
    return code if title == code else f"{code} {title}"
