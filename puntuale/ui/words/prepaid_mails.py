"""What a customer is told of an order, and of a package that runs low or ends."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.sales.held import Held
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import BANK
from puntuale.apps.sales.paying_ways import bank_account, takes
from puntuale.apps.sales.references import in_groups
from puntuale.ui.words.charges import amount
from puntuale.ui.words.money import percent
from puntuale.ui.words.prepaid import afterwards_of, bought, good_until, last_day, quantity

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Said:
    """One mail: the first sentence follows a greeting; `path` is the page of the portal."""

    subject: str
    sentences: tuple[str, ...]
    path: str
    go: str
    facts: tuple[tuple[str, str], ...] = ()


def ordered(purchase: Purchase) -> Said:
    """What was ordered, and how it can be paid."""
    values = {"what": bought(purchase), "amount": amount(purchase.money)}
    account = bank_account() if takes(purchase, BANK) else None
    facts: tuple[tuple[str, str], ...] = ()
    sentences = [_("we have your order: %(what)s for %(amount)s, net.") % values]
    if account is not None:
        sentences.append(
            _(
                "You can pay by bank transfer. Please write the reference: by it we know your payment."
            )
        )
        facts = (
            (pgettext("payment", "To"), account.holder),
            (_("IBAN"), account.iban),
            (_("Amount"), values["amount"]),
            (_("Reference"), in_groups(purchase.reference or "")),
        )
    return Said(
        _("Your order: %(what)s") % values,
        tuple(sentences),
        f"/orders/{purchase.pk}/",
        _("To the order"),
        facts,
    )


def granted(held: Held, today: date) -> Said:
    """What was paid for is there."""
    assert held.purchase is not None
    values = {"what": bought(held.purchase)}
    return _of_balance(
        _("Paid: %(what)s") % values,
        _("your payment has arrived, and %(what)s stands in your balance.") % values,
        good_until(held.lot.expires_at, held.zone, today),
    )


def low(held: Held, share: Decimal) -> Said:
    """A share of it is used, or all, and what happens next."""
    size = quantity(held.size, held.lot.account.unit)
    values = {
        "share": percent(share),
        "size": size,
        "left": quantity(held.left, held.lot.account.unit),
    }
    if share >= WHOLE:
        return _of_balance(
            _("Your package of %(size)s is used up") % values,
            _("your package of %(size)s is used up.") % values,
            afterwards_of(held.purchase),
        )
    return _of_balance(
        _("%(share)s of your package of %(size)s is used") % values,
        _("%(share)s of your package of %(size)s is used: %(left)s are left.") % values,
        afterwards_of(held.purchase),
    )


def expiring(held: Held, today: date) -> Said:
    """What is left ends with a day that is near."""
    values = _ending(held, today)
    return _of_balance(
        _("%(left)s can be used through %(day)s") % values,
        _("%(left)s are left in your balance that can be used through %(day)s.") % values,
        _("What is left then ends with that day."),
    )


def expired(held: Held, gone: int, today: date) -> Said:
    """What was left has ended."""
    values = _ending(held, today) | {"left": quantity(gone, held.lot.account.unit)}
    return _of_balance(
        _("%(left)s ended with %(day)s") % values,
        _("%(left)s of your balance ended with %(day)s, unused.") % values,
        _("Work that was done until then and is written down later is still paid from it."),
    )


def _ending(held: Held, today: date) -> dict[str, str]:
    assert held.lot.expires_at is not None
    return {
        "left": quantity(held.left, held.lot.account.unit),
        "day": last_day(held.lot.expires_at, held.zone, today),
    }


def _of_balance(subject: str, *sentences: str) -> Said:
    return Said(subject, tuple(filter(None, sentences)), "/balance/", _("To the balance"))
