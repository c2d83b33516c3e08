"""The next number of a request: each once, however many are opened at one instant."""

from django.db.models import F

from puntuale.apps.tickets.models import Counter

FIRST_NUMBER = 1001


def next_number() -> int:
    """Take the next number inside the caller's transaction, which holds the counter's row."""
    if not Counter.objects.filter(name="ticket").update(value=F("value") + 1):
        Counter.objects.bulk_create(
            [Counter(name="ticket", value=FIRST_NUMBER - 1)], ignore_conflicts=True
        )
        return next_number()
    return Counter.objects.get(name="ticket").value
