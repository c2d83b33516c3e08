"""How a promise is shown: its look, its hour, and the words beside it, in both languages."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.ui.clocks import Clock, due, parts, promise, row_left, row_look, row_state
from puntuale.ui.words.quantities import within
from puntuale.ui.words.viewpoint import Viewpoint

ROME = ZoneInfo("Europe/Rome")
HOUR = timedelta(hours=1)


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def minutes(count):
    return timedelta(minutes=count)


VIEW = Viewpoint(rome("2026-11-27 18:10"), ROME)
RUNNING = Clock(
    "resolution", "running", within="1 wd", day=8 * HOUR,
    due_at=rome("2026-11-30 10:00"), budget=8 * HOUR, spent=minutes(400),
)  # fmt: skip
NEAR = Clock(
    "response", "running", within="1 wh",
    due_at=rome("2026-11-27 18:30"), budget=HOUR, spent=minutes(48), is_near=True,
)  # fmt: skip
LATE = Clock(
    "response", "breached", within="4 wh",
    due_at=rome("2026-11-27 17:10"), budget=4 * HOUR, spent=4 * HOUR,
)  # fmt: skip
DAYS_LATE = replace(LATE, due_at=rome("2026-11-25 14:30"))
KEPT = Clock(
    "response", "met", within="1 wh", met_at=rome("2026-11-23 10:41"),
    due_at=rome("2026-11-23 11:00"), budget=HOUR, spent=minutes(41),
)  # fmt: skip
KEPT_LATE = Clock(
    "answer", "met_late", within="24 h", met_at=rome("2026-11-27 17:30"),
    due_at=rome("2026-11-27 17:10"), budget=24 * HOUR, spent=24 * HOUR,
)  # fmt: skip
PAUSED = Clock(
    "answer", "paused", within="3 wd", due_at=rome("2026-12-02 10:00"), budget=27 * HOUR,
    spent=minutes(380), paused_at=rome("2026-11-27 16:00"), because="waiting_customer",
)  # fmt: skip
HELD = Clock(
    "response", "held", within="8 wh", due_at=rome("2026-11-30 18:00"), budget=8 * HOUR,
    held_until=rome("2026-11-30 09:00"),
)  # fmt: skip
INDICATION = Clock("resolution", "running", binding=False, within="from_estimate",
                   due_at=rome("2026-12-04 18:00"), is_indication=True)  # fmt: skip
AIM = Clock(
    "response", "running", binding=False, within="12 h", due_at=rome("2026-11-28 06:00"),
    budget=12 * HOUR, share="most",
)  # fmt: skip
AIM_MISSED = replace(AIM, state="breached")
AIM_REACHED = replace(AIM, state="met", met_at=rome("2026-11-27 18:00"))
CANCELLED = Clock("resolution", "cancelled", within="1 wd", budget=8 * HOUR)


@pytest.mark.parametrize(
    ("clock", "look", "row", "word_look"),
    [
        (RUNNING, "running", "", "running"),
        (NEAR, "near", "near", "near"),
        (LATE, "late", "late", "late"),
        (KEPT, "kept", "", "kept"),
        (KEPT_LATE, "late", "late", "late"),
        (PAUSED, "paused", "waiting", "paused"),
        (HELD, "held", "", "held"),
        (AIM, "aim", "aim", "running"),
        (AIM_MISSED, "aim", "aim", "running"),
        (AIM_REACHED, "aim", "aim", "running"),
        (INDICATION, "indication", "aim", "running"),
    ],
)
def test_each_state_has_a_look_of_its_own(clock, look, row, word_look):
    assert (clock.look, row_look(clock), row_state(clock)) == (look, row, word_look)


def test_what_stands_still_after_hours_looks_so():
    still = Clock("answer", "running", budget=8 * HOUR, spent=6 * HOUR, counts=False)

    assert (row_state(still), row_left(still, VIEW)) == ("held", "2 h left")


@pytest.mark.parametrize(
    ("clock", "english", "italian"),
    [
        (RUNNING, "1 h 20 left", "ancora 1 h 20"),
        (NEAR, "12 min left", "ancora 12 min"),
        (LATE, "1 h late", "1 h di ritardo"),
        (DAYS_LATE, "2 d 3 h late", "2 g 3 h di ritardo"),
        (PAUSED, "Paused 2 h 10 ago", "Fermo da 2 h 10"),
        (HELD, "Held until Mon 09:00", "In attesa fino a lun 09:00"),
        (AIM, "Aim, not a promise", "Obiettivo, non un impegno"),
        (AIM_MISSED, "Aim missed", "Obiettivo mancato"),
        (INDICATION, "Not binding", "Non vincolante"),
        (CANCELLED, "Cancelled", "Annullato"),
    ],
)
def test_the_words_of_a_row(said_in, clock, english, italian):
    assert said_in("en", lambda: row_left(clock, VIEW)) == english
    assert said_in("it", lambda: row_left(clock, VIEW)) == italian


def test_a_customer_reads_many_hours_as_days():
    clock = Clock("answer", "running", budget=27 * HOUR, spent=minutes(190))

    assert row_left(clock, VIEW, day=9 * HOUR) == "2 d 5 h 50 left"


@pytest.mark.parametrize(
    ("clock", "english", "italian"),
    [
        (
            RUNNING,
            "Running 1 h 20 of working time left",
            "In corso ancora 1 h 20 di tempo lavorativo",
        ),
        (NEAR, "Near 12 min of working time left", "Vicino ancora 12 min di tempo lavorativo"),
        (LATE, "Late by 1 h", "In ritardo di 1 h"),
        (KEPT, "Kept Mon 10:41, 19 min early", "Mantenuto lun 10:41, 19 min in anticipo"),
        (KEPT_LATE, "Late by 20 min", "In ritardo di 20 min"),
        (
            PAUSED,
            "Paused since 16:00, waiting for an answer",
            "Fermo dalle 16:00, in attesa di una risposta",
        ),
        (HELD, "Held until Mon 09:00", "In attesa fino a lun 09:00"),
        (AIM, "Aim, not a promise ", "Obiettivo, non un impegno "),
        (AIM_REACHED, "Aim reached ", "Obiettivo raggiunto "),
        (INDICATION, "Not binding ", "Non vincolante "),
    ],
)
def test_the_words_of_a_promise(said_in, clock, english, italian):
    def words():
        shown = promise(clock, VIEW)
        return f"{shown.word} {shown.state}"

    assert said_in("en", words) == english
    assert said_in("it", words) == italian


@pytest.mark.parametrize(
    ("clock", "lead", "figure"),
    [
        (RUNNING, "due Mon", "10:00"),
        (NEAR, "due today", "18:30"),
        (LATE, "was due", "17:10"),
        (PAUSED, "due moves", "–"),
        (AIM, "aim Sat", "06:00"),
        (INDICATION, "expected", "4 Dec"),
        (CANCELLED, "", "–"),
    ],
)
def test_the_hour_is_the_largest_thing_and_never_one_that_would_move(clock, lead, figure):
    shown = due(clock, VIEW)

    assert (shown.lead, shown.figure) == (lead, figure)


@pytest.mark.parametrize(
    ("clock", "kinds"),
    [
        (RUNNING, ["spent", "left"]),
        (NEAR, ["spent", "near"]),
        (LATE, ["spent", "late"]),
        (KEPT, ["kept", "left"]),
        (PAUSED, ["spent", "paused", "left"]),
        (HELD, ["spent", "held", "left"]),
        (AIM, ["none"]),
        (INDICATION, ["none"]),
        (CANCELLED, ["none"]),
    ],
)
def test_the_bar_says_how_the_time_has_gone(clock, kinds):
    assert [part.kind for part in parts(clock)] == kinds


@pytest.mark.parametrize(
    ("text", "day", "english", "italian"),
    [
        ("1 wd", 8 * HOUR, "1 working day of 8 h", "1 giorno lavorativo di 8 h"),
        ("3 wd", None, "3 working days", "3 giorni lavorativi"),
        ("1 wh", None, "1 working hour", "1 ora lavorativa"),
        ("1.5 wh", None, "1 h 30 of working time", "1 h 30 di tempo lavorativo"),
        ("24 h", None, "24 hours", "24 ore"),
        ("30 min", None, "30 minutes", "30 minuti"),
        ("from_estimate", None, "as the estimate says", "come dice il preventivo"),
        ("promised_date", None, "on the date we name", "alla data che indichiamo"),
    ],
)
def test_a_quantity_of_the_agreement_in_words(said_in, text, day, english, italian):
    assert said_in("en", lambda: within(text, day)) == english
    assert said_in("it", lambda: within(text, day)) == italian


def test_a_clock_that_counts_nothing_at_this_minute_is_not_called_running():
    shown = promise(replace(RUNNING, counts=False), VIEW)

    assert (shown.word, shown.mark) == ("Stands still", "held")
