"""A question in one line, in either language of the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.interfaces.office.agreements.sentence import understand
from tests.core.agreements.specimens import outcome

ROME = ZoneInfo("Europe/Rome")
WEDNESDAY = datetime(2026, 11, 25, 16, 20, tzinfo=ROME)


def asked(line, code="suite-sla"):
    return understand(line, outcome(code).document, WEDNESDAY, ROME)


@pytest.mark.parametrize(("line", "severity", "arrives"), [
    ("a P1 arriving Friday 18:00", "P1", "2026-11-27 18:00"),
    ("un P1 che arriva venerdì alle 18", "P1", "2026-11-27 18:00"),
    ("P2 on 24 December at 10:30", "P2", "2026-12-24 10:30"),
    ("P2 il 24 dicembre alle 10.30", "P2", "2026-12-24 10:30"),
    ("a blocking one, tomorrow 9:00", "P1", "2026-11-26 09:00"),
    ("gravità bassa, domani ore 9", "P4", "2026-11-26 09:00"),
    ("p3 2027-01-04 08:59", "P3", "2027-01-04 08:59"),
    ("P3 4/1 08:59", "P3", "2027-01-04 08:59"),
    ("P3 4/1/2028 08:59", "P3", "2028-01-04 08:59"),
    ("P4 Wed 17:00", "P4", "2026-11-25 17:00"),
    ("P4 on Wednesday", "P4", "2026-11-25 09:00"),
    ("P4 at 17:00", "P4", "2026-11-25 17:00"),
    ("P4 at 16:00", "P4", "2026-11-26 16:00"),
    ("P4", "P4", None),
    ("Friday", "", "2026-11-27 09:00"),
    ("1° marzo 12:00 P1", "P1", "2027-03-01 12:00"),
])  # fmt: skip
def test_severity_and_hour_are_understood(line, severity, arrives):
    found = asked(line)

    at = found.arrives.strftime("%Y-%m-%d %H:%M") if found.arrives else None
    assert (found.severity, at, found.unknown) == (severity, arrives, [])


@pytest.mark.parametrize(("line", "kind", "channel", "deployment"), [
    ("a bug by phone", "bug", "phone", ""),
    ("un errore per telefono", "bug", "phone", ""),
    ("a vulnerability by e-mail", "vulnerability", "email", ""),
    ("una modifica evolutiva dal portale", "evolution", "portal", ""),
    ("help desk in cloud", "helpdesk", "", "cloud"),
    ("billable on-premises", "billable", "", "premises"),
])  # fmt: skip
def test_kind_channel_and_installation_are_understood(line, kind, channel, deployment):
    found = asked(line)

    assert (found.type, found.channel, found.deployment, found.unknown) == (
        kind,
        channel,
        deployment,
        [],
    )


def test_a_line_of_support_is_understood():
    assert asked("an L2 on Friday", "upgrade-premium").level == "L2"


def test_words_that_say_nothing_to_us_are_told():
    assert asked("a purple P1 for Maja").unknown == ["purple", "maja"]


def test_a_day_that_does_not_exist_is_told():
    found = asked("P1 31/2")

    assert (found.arrives, found.unknown) == (None, ["31", "2"])


def test_a_word_of_several_titles_decides_nothing():
    found = asked("an intervention")

    assert (found.type, found.unknown) == ("", ["intervention"])


def test_hours_are_those_of_the_agreement():
    tokyo = understand(
        "Friday 18:00", outcome("suite-sla").document, WEDNESDAY, ZoneInfo("Asia/Tokyo")
    )

    assert tokyo.arrives.isoformat() == "2026-11-27T18:00:00+09:00"
