"""The blanks of an agreement as a form: one field for each that its reader may fill; and filling them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.partner_terms import (
    Blank,
    NoBlank,
    Values,
    blanks_of,
    fill_blanks,
    values_now,
    versions_with_blanks,
)
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.ui.access import StaffRequest, address_of
from puntuale.ui.words.verdicts import in_language


class TermsForm(forms.Form):
    """What stands in the blanks of one side; an amount is written as the agreement writes it."""

    def __init__(
        self,
        version: AgreementVersion,
        values: Values,
        data: QueryDict | None,
        *,
        of_vendor: bool,
        key: str,
    ) -> None:
        super().__init__(data, auto_id=f"{key}-%s")
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


@dataclass(frozen=True, slots=True)
class Terms:
    """An agreement that `partner` sells: the blanks of one side as a form, and those of the other."""

    # By which the form that was sent is known, and named on its page.
    key: str
    partner: Organisation
    title: str
    version: AgreementVersion
    form: TermsForm
    others: list[Filled]


def terms_of(partner: Organisation, request: StaffRequest, *, at: datetime) -> list[Terms]:
    """Every agreement of `partner` with a blank, for the side of whoever reads; what was sent is in."""
    return [_terms(partner, each, request) for each in versions_with_blanks(partner, at)]


def were_filled(lines: Iterable[Terms], request: StaffRequest, *, at: datetime) -> bool:
    """Write into the blanks what was sent, and say so; what does not fit stands in its form."""
    sent = next((each for each in lines if each.form.is_bound), None)
    if sent is None or not sent.form.is_valid():
        return False
    try:
        fill_blanks(sent.version, sent.partner, sent.form.values(), by=request.user, at=at)
    except NoBlank:
        sent.form.add_error(None, _("Write amounts as 65.00. Nothing was changed."))
        return False
    record_change(
        "partner_terms.changed",
        f"{sent.partner}: {sent.version.agreement.code}",
        by=request.user,
        at=at,
        address=address_of(request),
    )
    messages.success(request, _("Saved. It holds for requests that come from now on."))
    return True


def _terms(partner: Organisation, version: AgreementVersion, request: StaffRequest) -> Terms:
    values, of_vendor = values_now(partner, version.agreement), request.user.is_of_vendor
    key = f"{version.agreement.code}-{partner.pk}"
    sent = request.POST if request.POST.get("terms") == key else None
    form = TermsForm(version, values, sent, of_vendor=of_vendor, key=key)
    others = list(_filled_by_others(version, values, of_vendor=of_vendor))
    return Terms(key, partner, version.title(get_language() or "en"), version, form, others)


def _filled_by_others(
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
