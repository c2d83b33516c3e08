"""How the page says good day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User

NOON, EVENING = 12, 18


def greeting(user: User, now: datetime) -> str:
    """Good morning, afternoon or evening, by the clock of the reader, with the first name."""
    hour = now.astimezone(ZoneInfo(user.time_zone)).hour
    name = {"name": (user.name.split() or [user.email])[0]}
    if hour < NOON:
        return _("Good morning, %(name)s") % name
    return (
        _("Good afternoon, %(name)s") % name
        if hour < EVENING
        else _("Good evening, %(name)s") % name
    )
