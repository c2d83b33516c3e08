"""The blanks of an agreement as a form: one field for each that its reader may fill."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.partner_terms import Blank, Values, blanks_of
from puntuale.apps.agreements.terms import document_of
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.ui.words.verdicts import in_language


class TermsForm(forms.Form):
    """What stands in the blanks of one side; an amount is written as the agreement writes it."""

    def __init__(
        self, version: AgreementVersion, values: Values, data: QueryDict | None, *, of_vendor: bool
    ) -> None:
        super().__init__(data, auto_id=f"{version.agreement.code}-%s")
        document = document_of(version)
        self.blanks = [each for each in blanks_of(document) if each.is_of_vendor == of_vendor]
        for blank in self.blanks:
            self.fields[blank.key] = forms.CharField(
                label=_label(document, blank),
                required=False,
                max_length=20,
                initial=values.get(blank.path, ""),
                help_text=_help(document, blank),
            )

    def values(self) -> Values:
        """What was typed, with a point for a comma."""
        typed = self.cleaned_data
        return {each.path: typed[each.key].strip().replace(",", ".") for each in self.blanks}


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank of the other side: what it is, and what stands in it."""

    label: str
    text: str


def filled_by_others(
    version: AgreementVersion, values: Values, *, of_vendor: bool
) -> Iterator[Filled]:
    """The blanks that this form does not fill."""
    document = document_of(version)
    for blank in blanks_of(document):
        if blank.is_of_vendor != of_vendor:
            yield Filled(
                _label(document, blank), values.get(blank.path, "") or pgettext("blank", "open")
            )


def _label(document: Document, blank: Blank) -> str:
    values = {"requests": _requests(document, blank)}
    if blank.is_charge:
        return _("%(requests)s: what an hour costs") % values
    rate = document.rates.get(str(blank.path[1])) if blank.path[0] == "rates" else None
    if rate is not None and str(rate.unit) == "incident":
        return _("%(requests)s: what an incident costs") % values
    return _("%(requests)s: what it costs") % values


def _help(document: Document, blank: Blank) -> str:
    currency = str(document.header.currency)
    if blank.is_charge:
        return _("In %(currency)s, such as 65.00; or free, or included.") % {"currency": currency}
    return _("In %(currency)s, such as 65.00.") % {"currency": currency}


def _requests(document: Document, blank: Blank) -> str:
    """The levels or kinds that the row is about, by their titles; else the name of the rate."""
    row = _row(document, blank)
    if row is None or row.match.is_unconditional:
        return str(blank.path[1])
    found = (*(row.match.level or ()), *(row.match.type or ()), *(row.match.severity or ()))
    titles = {
        **{code: each.title for code, each in document.levels.items()},
        **{code: each.title for code, each in document.types.items()},
        **{code: each.title for code, each in document.severities.items()},
    }
    return ", ".join(in_language(titles.get(str(code)) or {}) or str(code) for code in found)


def _row(document: Document, blank: Blank) -> ChargingRow | None:
    rows = document.charging or ()
    if blank.is_charge:
        return rows[int(blank.path[1])]
    return next((row for row in rows if row.rate and str(row.rate) == blank.path[1]), None)
