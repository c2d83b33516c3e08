"""A list of customers and their people from a spreadsheet: read, checked, shown, then kept."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact, Organisation

COLUMNS = ("customer", "code", "language", "name", "email", "phone")
MAX_ROWS = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: what it says, what would happen, what is wrong with it."""

    number: int
    values: dict[str, str]
    errors: tuple[str, ...] = ()
    makes_customer: bool = False
    makes_contact: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; nothing has been kept."""

    lines: Sequence[Line] = field(default_factory=tuple)
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return bool(self.lines) and not self.problem and not any(row.errors for row in self.lines)

    @property
    def customers(self) -> int:
        return sum(line.makes_customer for line in self.lines)

    @property
    def contacts(self) -> int:
        return sum(line.makes_contact for line in self.lines)


def preview_of(text: str) -> Preview:
    """Read `text` as CSV with a heading line; commas, semicolons and tabs all separate."""
    try:
        dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect, strict=True)
        headings = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = headings
        rows = [dict(row) for row in reader]
    except csv.Error as trouble:
        return Preview(problem=_("This is not a readable CSV file: %(why)s.") % {"why": trouble})
    if "customer" not in headings:
        return Preview(
            problem=_("The first line must name the columns, at least “customer”: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)}
        )
    if len(rows) > MAX_ROWS:
        return Preview(problem=_("More than 5000 lines. Import them in parts."))
    return Preview(lines=tuple(_checked(rows)))


@transaction.atomic
def keep(preview: Preview, *, by: User, at: datetime) -> None:
    """Make what is missing and leave alone what is there; all of it or nothing."""
    for line in preview.lines:
        values = line.values
        organisation, _made = Organisation.objects.get_or_create(
            name=values["customer"],
            defaults={"code": values["code"], "language": values["language"] or "en"},
        )
        if values["email"]:
            Contact.objects.get_or_create(
                email=values["email"],
                defaults={
                    "organisation": organisation,
                    "name": values["name"],
                    "phone": values["phone"],
                    "language": values["language"],
                    "created_at": at,
                },
            )
    record_change(
        "customers.imported",
        f"{preview.customers} + {preview.contacts}",
        by=by,
        at=at,
        after={"customers": preview.customers, "contacts": preview.contacts},
    )


def _checked(rows: list[dict[str, str | None]]) -> list[Line]:
    known = set(Organisation.objects.values_list("name", flat=True))
    people = set(Contact.objects.values_list("email", flat=True))
    codes = dict(Organisation.objects.exclude(code="").values_list("code", "name"))
    lines = []
    for number, row in enumerate(rows, start=2):
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        values["email"] = values["email"].lower()
        values["language"] = values["language"].lower()[:2]
        lines.append(
            Line(
                number,
                values,
                tuple(_errors(values, codes)),
                makes_customer=values["customer"] not in known,
                makes_contact=bool(values["email"]) and values["email"] not in people,
            )
        )
        known.add(values["customer"])
        people.add(values["email"])
        if values["code"]:
            codes.setdefault(values["code"], values["customer"])
    return lines


def _errors(values: dict[str, str], codes: dict[str, str]) -> list[str]:
    errors = []
    if not values["customer"]:
        errors.append(_("The customer's name is missing."))
    if values["language"] not in {"", "en", "it"}:
        errors.append(_("The language is “en” or “it”."))
    if codes.get(values["code"], values["customer"]) != values["customer"]:
        errors.append(_("Another customer has this code."))
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError:
            errors.append(_("“%(email)s” is not an e-mail address.") % {"email": values["email"]})
    return errors
