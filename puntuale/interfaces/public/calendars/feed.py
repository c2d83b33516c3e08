"""What all our calendars share: their heads, and names of events that never change."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from icalendar import Calendar, vDuration

ASK_AGAIN = timedelta(hours=1)


def calendar_named(name: str) -> Calendar:
    """An empty calendar that its readers fetch again each hour."""
    calendar = Calendar()
    head: dict[str, Any] = {
        "prodid": f"-//Puntuale//{(get_language() or 'en')[:2].upper()}",
        "version": "2.0",
        "method": "PUBLISH",
        "name": name,
        "x-wr-calname": name,
    }
    for key, value in head.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    return calendar


def uid(*parts: object) -> str:
    """By which a program that subscribed knows an event again, whatever else changed."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"{'-'.join(map(str, parts))}@{host}"


def answer(calendar: Calendar, file: str, *, cache: str) -> HttpResponse:
    """`calendar` as a file, kept by others only as `cache` says."""
    return HttpResponse(
        calendar.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'inline; filename="{file}.ics"',
            "Cache-Control": cache,
        },
    )
