"""Telephone numbers: written one way, and none that costs whoever calls it a fortune (X-19)."""

from collections.abc import Collection

import phonenumbers
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

CALLED = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)


class PhoneRefused(Exception):
    """A number that we do not call; `sentence` says why."""

    sentence: Lazy | str = _("We cannot call this number.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotAPhone(PhoneRefused):
    """No number of any country."""

    sentence = _(
        "This is not a telephone number. Write it with its country, such as +39 035 123456."
    )


class CostlyPhone(PhoneRefused):
    """Premium rate, shared cost, a pager and the like."""

    sentence = _("We do not call numbers of this kind. Give a fixed line or a mobile.")


class CountryNotCalled(PhoneRefused):
    """A country that the vendor does not call."""

    sentence = _("We do not call this country. Write to us instead.")


def phone_typed(typed: str, *, country: str = "", allowed: Collection[str] = ()) -> str:
    """The number in its one form, such as `+39035123456`.

    Args:
        country: where a number without a country is at home, as two letters.
        allowed: the countries that are called; none of them is all of them.

    Raises:
        NotAPhone, CostlyPhone, CountryNotCalled: it is not called.
    """
    try:
        number = phonenumbers.parse(typed, country.upper() or None)
    except NumberParseException:
        raise NotAPhone from None
    if not phonenumbers.is_valid_number(number):
        raise NotAPhone
    if phonenumbers.number_type(number) not in CALLED:
        raise CostlyPhone
    if allowed and phonenumbers.region_code_for_number(number) not in allowed:
        raise CountryNotCalled
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phone_to_call(known: str, *, country: str = "") -> str:
    """The number of somebody's record as people read it, where it is one that can be called."""
    try:
        return phone_shown(phone_typed(known, country=country))
    except PhoneRefused:
        return ""


def phone_shown(number: str) -> str:
    """`+39 035 123456`, as people read it; what is no number stands as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except NumberParseException:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
