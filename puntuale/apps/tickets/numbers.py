"""The next numbers of requests: each once, however many are opened at one instant."""

from django.db.models import F

from puntuale.apps.tickets.models import Counter

FIRST_NUMBER = 1001


def next_numbers(count: int) -> range:
    """Take so many numbers inside the caller's transaction, which holds the counter's row."""
    if not Counter.objects.filter(name="ticket").update(value=F("value") + count):
        Counter.objects.bulk_create(
            [Counter(name="ticket", value=FIRST_NUMBER - 1)], ignore_conflicts=True
        )
        return next_numbers(count)
    last = Counter.objects.get(name="ticket").value
    return range(last - count + 1, last + 1)
