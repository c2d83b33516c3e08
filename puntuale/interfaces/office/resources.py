"""What is kept here, each with its form, its columns and who may keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.sellers import coverages_left_behind
from puntuale.apps.catalogue.models import Licence, ListPrice, Product, Release
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.post.models import Mailbox
from puntuale.apps.work.models import RemoteTool
from puntuale.core.licences.serials import serial_key
from puntuale.interfaces.office.forms.contact import ContactForm
from puntuale.interfaces.office.forms.coverage import CoverageForm
from puntuale.interfaces.office.forms.licence import LicenceForm
from puntuale.interfaces.office.forms.mailbox import MailboxForm
from puntuale.interfaces.office.forms.organisation import OrganisationForm
from puntuale.interfaces.office.forms.partner_link import PartnerLinkForm
from puntuale.interfaces.office.forms.person import PersonForm, TeamForm
from puntuale.interfaces.office.forms.product import ListPriceForm, ProductForm, ReleaseForm
from puntuale.interfaces.office.forms.remote_tool import RemoteToolForm
from puntuale.ui.words.coverages import coverage_state
from puntuale.ui.words.money import money

Columns = tuple[tuple[Lazy | str, Callable[[Any], object]], ...]


NAME = pgettext_lazy("column", "Name")


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record: listed, searched, made and changed by the same few views."""

    code: str
    model: type[Model]
    form: type[ModelForm[Any]]
    ability: Ability
    title: Lazy | str
    new: Lazy | str
    empty: Lazy | str
    order: str
    columns: Columns
    found_by: tuple[str, ...]
    related: tuple[str, ...] = ()
    imports: bool = False
    # The page that shows what a change leaves to be decided; empty where that is nothing.
    leaves_open: Callable[[], str] = str
    # What stands in the first column.
    names: Lazy | str = NAME

    def rows(self, words: str = "") -> QuerySet[Any]:
        """All records whose texts contain `words`, in their order."""
        rows = self.model._default_manager.select_related(*self.related).order_by(self.order, "pk")
        if not words:
            return rows
        anywhere = Q()
        for name in self.found_by:
            part = serial_key(words) if name == "serial_key" else words
            anywhere |= Q(**{f"{name}__icontains": part}) if part else Q()
        return rows.filter(anywhere)


def _coverage_state(row: Coverage) -> str:
    return coverage_state(row, timezone.localdate())


def _sellers_to_decide() -> str:
    left = coverages_left_behind(today_of_vendor(timezone.now()))
    return "office:sellers" if left else ""


def _members(team: Team) -> str:
    return ", ".join(str(member) for member in team.members.all())


RESOURCES: dict[str, Resource] = {
    resource.code: resource
    for resource in (
        Resource(
            "customers",
            Organisation,
            OrganisationForm,
            Ability.KEEP_CUSTOMERS,
            _("Customers"),
            _("New customer"),
            _("No customers yet. Add one, or import a list."),
            "name",
            (
                (_("Code"), lambda row: row.code),
                (_("Language"), lambda row: row.get_language_display()),
                (_("Mail domains"), lambda row: ", ".join(row.domains)),
                (_("Partner"), lambda row: _("yes") if row.is_partner else ""),
            ),
            ("name", "code"),
            imports=True,
        ),
        Resource(
            "contacts",
            Contact,
            ContactForm,
            Ability.KEEP_CUSTOMERS,
            _("Contacts"),
            _("New contact"),
            _("No contacts yet. Whoever writes to you appears here by themselves."),
            "email",
            (
                (_("E-mail"), lambda row: row.email),
                (_("Customer"), lambda row: row.organisation or _("nobody knows yet")),
                (_("May accept estimates"), lambda row: _("yes") if row.may_spend else ""),
                (_("Left"), lambda row: row.left_at.date() if row.left_at else ""),
            ),
            ("name", "email", "organisation__name"),
            ("organisation",),
        ),
        Resource(
            "partners",
            PartnerLink,
            PartnerLinkForm,
            Ability.KEEP_CUSTOMERS,
            _("Who looks after whom"),
            _("New link"),
            _("No partner looks after anybody yet. A partner sees the requests of its customers."),
            "organisation__name",
            (
                (_("From"), lambda row: row.starts_on),
                (_("To"), lambda row: row.ends_on or _("open")),
                (_("In force"), lambda row: _("yes") if row.is_in_force else ""),
            ),
            ("organisation__name", "partner__name"),
            ("organisation", "partner"),
            leaves_open=_sellers_to_decide,
        ),
        Resource(
            "coverages",
            Coverage,
            CoverageForm,
            Ability.KEEP_AGREEMENTS,
            _("Coverages"),
            _("New coverage"),
            _("Nobody is covered yet. A coverage says which agreement holds for which customer."),
            "organisation__name",
            (
                (_("Agreement"), lambda row: row.agreement),
                (_("From"), lambda row: row.starts_on),
                (_("To"), lambda row: row.ends_on or _("open")),
                (_("Contract"), lambda row: row.reference),
                (_("State"), _coverage_state),
            ),
            ("organisation__name", "agreement__code", "reference"),
            ("organisation", "agreement"),
        ),
        Resource(
            "products",
            Product,
            ProductForm,
            Ability.KEEP_CUSTOMERS,
            _("Products"),
            _("New product"),
            _("No products yet. Agreements name what they cover by these codes."),
            "name",
            ((_("Code"), lambda row: row.code),),
            ("name", "code"),
        ),
        Resource(
            "prices",
            ListPrice,
            ListPriceForm,
            Ability.KEEP_CUSTOMERS,
            _("List prices"),
            _("New price"),
            _("No prices yet. Fees that are a share of the list price take it from here."),
            "product__name",
            (
                (_("Price, net"), lambda row: money(Decimal(row.amount_cents) / 100, row.currency)),
                (_("From"), lambda row: row.valid_from),
            ),
            ("product__name", "product__code"),
            ("product",),
        ),
        Resource(
            "releases",
            Release,
            ReleaseForm,
            Ability.KEEP_CUSTOMERS,
            _("Releases"),
            _("New release"),
            _("No releases yet. Their day decides which licences may run them."),
            "product__name",
            ((_("Released on"), lambda row: row.released_on),),
            ("product__name", "version", "notes"),
            ("product",),
        ),
        Resource(
            "licences",
            Licence,
            LicenceForm,
            Ability.KEEP_CUSTOMERS,
            _("Licences"),
            _("New licence"),
            _("No licences yet."),
            "serial_key",
            (
                (_("Product"), lambda row: row.product),
                (_("Customer"), lambda row: row.holder or ""),
                (_("Machines"), lambda row: f"{row.seats_taken} / {row.seats}"),
                (_("Suspended"), lambda row: _("yes") if row.suspended_at else ""),
            ),
            ("serial_number", "serial_key", "holder__name"),
            ("product", "holder"),
            names=_("Serial number"),
        ),
        Resource(
            "tools",
            RemoteTool,
            RemoteToolForm,
            Ability.KEEP_INSTALLATION,
            _("Remote tools"),
            _("New tool"),
            _("No tools yet. With one, remote sessions can be offered on a request."),
            "name",
            (
                (_("Kind"), lambda row: row.get_kind_display()),
                (_("Link"), lambda row: row.link),
                (_("Retired"), lambda row: _("yes") if row.retired_at else ""),
            ),
            ("name", "link"),
        ),
        Resource(
            "people",
            User,
            PersonForm,
            Ability.KEEP_PEOPLE,
            _("People"),
            _("New person"),
            _("Nobody yet."),
            "email",
            (
                (_("E-mail"), lambda row: row.email),
                (_("Role"), lambda row: row.get_role_display()),
                (_("May sign in"), lambda row: _("yes") if row.is_active else _("no")),
            ),
            ("name", "email"),
        ),
        Resource(
            "teams",
            Team,
            TeamForm,
            Ability.KEEP_PEOPLE,
            _("Teams"),
            _("New team"),
            _("No teams yet. A team shares a part of the queue."),
            "name",
            ((_("Members"), _members),),
            ("name",),
        ),
        Resource(
            "mailboxes",
            Mailbox,
            MailboxForm,
            Ability.KEEP_MAILBOXES,
            _("Mailboxes"),
            _("New mailbox"),
            _("No mailbox yet. Without one no mail is fetched and none can be answered."),
            "address",
            (
                (_("Answers are sent from here"), lambda row: _("yes") if row.is_default else ""),
                (_("Last fetched"), lambda row: row.fetched_at or _("never")),
                (_("Trouble"), lambda row: row.last_error),
            ),
            ("address", "name"),
        ),
    )
}
