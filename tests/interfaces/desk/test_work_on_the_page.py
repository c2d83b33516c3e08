"""Work on the page of a request: timer, hours typed by hand, what they cost, and why not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work, enter
from puntuale.apps.work.models import RemoteSession, RemoteTool, TimeEntry, Timing
from tests.apps.charges.stories import classified, coupons, rated, under, worked
from tests.apps.tickets.stories import asked
from tests.cast import Cast, rome
from tests.interfaces.desk.pages import text_of

NOW = rome("2026-11-23 18:30")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def evening() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def incident(cast: Cast) -> Ticket:
    coupons(cast, 3)
    return classified(cast, under("direct-support"))


@pytest.fixture
def bug(cast: Cast) -> Ticket:
    return classified(cast, under("standard-services"), type="T1")


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def page_of(ticket: Ticket, deed: str = "") -> str:
    return f"/desk/tickets/{ticket.number}/{deed}"


def hours(start: str, end: str, **more: str) -> dict[str, str]:
    day = "" if "T" in start else "2026-11-23T"
    return {"start": f"{day}{start}", "end": f"{day}{end}", "kind": "work", **more}


def test_a_timer_is_started_stopped_and_recorded(elena, incident, evening):
    elena.post(page_of(incident, "timer/"))
    evening.shift(17 * MINUTE)
    running = text_of(elena.get(page_of(incident)))
    elena.post(page_of(incident, "timer/stop/"))
    timing = Timing.objects.get()
    form = {"measured": str(timing.pk), **hours("18:30:00", "18:47:00")}

    elena.post(page_of(incident, "worked/"), form)

    assert "00:17:00" in running
    entry = TimeEntry.objects.get()
    assert (entry.started_at, entry.ended_at) == (timing.started_at, timing.ended_at)
    assert "2 coupons 17 minutes are two started quarters of an hour" in text_of(
        elena.get(page_of(incident))
    )


def test_the_timer_is_seen_on_every_device_and_asks_before_it_moves(elena, cast, incident):
    elena.post(page_of(incident, "timer/"))
    other = classified(cast, under("direct-support"))
    another_device = Client()
    another_device.force_login(cast.elena)

    asks = text_of(another_device.get(page_of(other)))
    another_device.post(page_of(other, "timer/"))
    stayed = Timing.objects.get()
    another_device.post(page_of(other, "timer/"), {"instead": "yes"})

    assert f"Your timer has run on {incident.number} since 18:30" in asks
    assert stayed.ticket == incident
    assert Timing.objects.get(ended_at=None).ticket == other


def test_work_by_hand_is_charged_at_once(elena, incident):
    elena.post(page_of(incident, "worked/"), hours("18:00", "18:10"))

    assert "10 min Recorded, never rounded 10 min 1 coupon" in text_of(elena.get(page_of(incident)))


def test_the_bands_and_the_charge_are_shown_while_hours_are_typed(elena, bug):
    shown = text_of(elena.get(page_of(bug, "worked/preview/"), hours("17:50", "18:10")))

    assert shown.startswith("10 minutes in hours, 10 after 18:00 With it the request costs: €0.00")
    assert not TimeEntry.objects.exists()


class TestHoursOfTheClock:
    def test_x_04_an_hour_that_does_not_exist_is_refused_with_what_is_beside_it(
        self, elena, cast, bug, evening
    ):
        evening.move_to(rome("2027-03-28 12:00"))
        elena.force_login(cast.elena)
        form = hours("2027-03-28T02:30", "2027-03-28T03:30")

        page = elena.post(page_of(bug, "worked/"), form)

        assert page.status_code == 422
        assert "02:30 does not exist on 28 March. Use 01:59 or 03:00." in text_of(page)

    def test_x_05_an_hour_that_is_shown_twice_asks_which(self, elena, cast, bug, evening):
        evening.move_to(rome("2026-10-26 12:00"))
        form = hours("2026-10-25T02:30", "2026-10-25T03:30")

        page = elena.post(page_of(bug, "worked/"), form)
        elena.post(page_of(bug, "worked/"), form | {"start_which": "1"})

        assert page.status_code == 422
        assert "The clock shows 02:30 twice on 25 October. Say which." in text_of(page)
        assert "the first 02:30, at UTC+02:00 the second 02:30, at UTC+01:00" in text_of(page)
        entry = TimeEntry.objects.get()
        assert entry.ended_at - entry.started_at == timedelta(hours=1)


def test_x_03_the_other_work_is_shown_and_what_is_left_can_be_recorded(elena, cast, incident):
    other = asked(cast, subject="Elsewhere")
    span = Work(started_at=rome("2026-11-23 10:20"), ended_at=rome("2026-11-23 10:40"))
    enter(other, span, worker=cast.elena, by=cast.elena, at=NOW)

    page = elena.post(page_of(incident, "worked/"), hours("10:00", "11:00"))
    elena.post(page_of(incident, "worked/"), hours("10:00", "11:00", split="yes"))

    said = text_of(page)
    assert f"Elena Riva worked on {other.number} (Elsewhere) then, 10:20 – 10:40" in said
    assert "Left beside it: 10:00 – 10:20 and 10:40 – 11:00. Record only that" in said
    assert TimeEntry.objects.filter(ticket=incident).count() == 2


def test_x_02_a_reason_is_asked_and_makes_it_right(elena, bug):
    form = hours("2026-11-22T20:00", "2026-11-23T14:00")

    page = elena.post(page_of(bug, "worked/"), form)
    elena.post(page_of(bug, "worked/"), form | {"confirmed_because": "night watch"})

    assert "More than 16 hours at a stretch." in text_of(page)
    assert "Why so long, or ahead of the clock" in text_of(page)
    assert TimeEntry.objects.get().confirmed_because == "night watch"


def test_no_chargeable_minute_before_a_yes(elena, cast):
    ticket = classified(cast, under("standard-services"), type="T2")

    refused = elena.post(page_of(ticket, "timer/"), follow=True)
    elena.post(page_of(ticket, "worked/"), hours("10:00", "10:10", free_because="diagnosis"))

    assert "No estimate is accepted yet" in text_of(refused)
    assert not Timing.objects.exists()
    assert "not charged: diagnosis" in text_of(elena.get(page_of(ticket)))


def test_an_entry_is_corrected_with_a_reason_that_stays(elena, cast, incident):
    entry = worked(cast, incident, "2026-11-23 10:00 - 10:17", worker=cast.elena)
    rated(incident)

    elena.post(
        page_of(incident, f"worked/{entry.pk}/"), hours("10:05", "10:17", because="began later")
    )
    shown = text_of(elena.get(page_of(incident)))

    assert "12 min Recorded, never rounded 12 min" in shown
    assert "1 correction 10:00 – 10:17, Elena Riva · began later 1 coupon" in shown


def test_an_entry_is_taken_back_with_a_reason(elena, cast, incident):
    entry = worked(cast, incident, "2026-11-23 10:00 - 10:17", worker=cast.elena)
    rated(incident)

    form = {"entry": str(entry.pk)}
    elena.post(page_of(incident, "worked/removal/"), form)
    stays = TimeEntry.objects.get().withdrawn_at is None
    elena.post(page_of(incident, "worked/removal/"), form | {"because": "not this one"})

    assert stays
    assert "Nothing was worked, so nothing is charged." in text_of(elena.get(page_of(incident)))


def test_the_same_work_is_rated_under_other_types(elena, cast, bug):
    worked(cast, bug, "2026-11-23 10:00 - 10:17")

    elena.get(page_of(bug, "worked/types/"))

    with CaptureQueriesContext(connection) as queries:
        shown = text_of(elena.get(page_of(bug, "worked/types/")))

    assert len(queries) <= 12, [each["sql"][:90] for each in queries]
    assert "Bug in our own software now 17 minutes" in shown
    assert "Nothing is charged for this kind of request. €0.00" in shown
    assert "Other consultancy" in shown
    assert "Recorded, not charged: no estimate is accepted yet. –" in shown


def test_the_panel_takes_as_many_queries_however_much_was_worked(elena, cast, incident):
    for minute in range(0, 20, 2):
        worked(cast, incident, f"2026-11-23 10:{minute:02} - 10:{minute + 1:02}")
    rated(incident)
    elena.get(page_of(incident))

    with CaptureQueriesContext(connection) as queries:
        page = elena.get(page_of(incident))

    assert text_of(page).count("Davide Basso") >= 10
    assert len(queries) <= 14, [each["sql"][:90] for each in queries]


def test_a_remote_session_goes_from_the_offer_to_a_proposed_entry(elena, cast, incident, evening):
    tool = RemoteTool.objects.create(kind="jitsi", name="Meet", link="https://meet.example/{room}")
    giulia = Client()
    giulia.force_login(cast.giulia.user)
    offered_page = f"/requests/{incident.number}/"

    elena.post(page_of(incident, "session/"), {"tool": tool.pk})
    session = {"session": str(RemoteSession.objects.get().pk)}
    asks = text_of(giulia.get(offered_page))
    giulia.post(f"{offered_page}sessions/{session['session']}/consent/")
    elena.post(page_of(incident, "session/beginning/"), session)
    evening.shift(10 * MINUTE)
    elena.post(page_of(incident, "session/end/"), session)
    page = text_of(elena.get(page_of(incident)))

    assert "Elena Riva chiede di lavorare sul suo computer con Meet." in asks
    assert "Giulia Conti consented to the remote session with Meet." in page
    assert "Measured, not recorded yet: remote session" in page


def test_the_customer_reads_the_same_charge_for_the_same_reasons(elena, cast, incident):
    worked(cast, incident, "2026-11-23 10:00 - 10:17", worker=cast.elena)
    rated(incident)
    cast.giulia.user.language = "en"
    cast.giulia.user.save()
    giulia = Client()
    giulia.force_login(cast.giulia.user)

    pages = [elena.get(page_of(incident)), giulia.get(f"/requests/{incident.number}/")]

    for page in map(text_of, pages):
        assert "Recorded, never rounded 17 min" in page
        assert "2 coupons 17 minutes are two started quarters of an hour: 2 coupons." in page
