"""The tables of docs/reckoning/working-time.md, read so that every row can be a test."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from puntuale.core.working_time.calendar import Calendar

PAGE = Path(__file__).parents[3] / "docs" / "reckoning" / "working-time.md"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def table(heading):
    """The cells of every row of the table under a heading."""
    section = re.split(r"^#+ ", PAGE.read_text(encoding="utf-8"), flags=re.M)
    body = next(part for part in section if part.startswith(heading + "\n"))
    rows = [line.strip("|").split("|") for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def calendars():
    return {
        name: Calendar(
            zone=zone,
            week=read_week(week),
            closures=[read_closure(text) for text in dates.split("; ") if "closed" in text],
            openings=[read_opening(text) for text in dates.split("; ") if "open" in text],
        )
        for name, zone, week, dates in table("The calendars of this page")
    }


def read_week(text):
    days, *windows = text.split() or ["Mon-Sun"]
    first, last = (DAYS.index(day) for day in (days.split("-") * 2)[:2])
    hours = tuple(read_window(window) for window in windows)
    return tuple(hours if first <= day <= last else () for day in range(7))


def read_window(text):
    opens, closes = (read_minute(time) for time in text.split("-"))
    return opens, closes if closes > opens else closes + 1440


def read_minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def read_closure(text):
    first, last = (text.removeprefix("closed ").split("..") * 2)[:2]
    return date.fromisoformat(first), date.fromisoformat(last)


def read_opening(text):
    _, day, *windows = text.split()
    return date.fromisoformat(day), tuple(read_window(window) for window in windows)


def read_instant(text, calendar):
    if text == "never":
        return None
    late = "24:00" in text
    wall = datetime.fromisoformat(text.replace("24:00", "00:00"))
    return (wall if wall.tzinfo else wall.replace(tzinfo=ZoneInfo(calendar.zone))) + timedelta(late)


def read_duration(text):
    hours, minutes, seconds = [*text.removeprefix("-").split(":"), "0"][:3]
    length = timedelta(
        hours=int(hours), minutes=int(minutes), microseconds=round(float(seconds) * 1e6)
    )
    return -length if text.startswith("-") else length
