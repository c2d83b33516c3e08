"""The sentences about promises, exactly, in both languages."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.ui.words import promises, refusals
from puntuale.ui.words.quotes import quoted
from puntuale.ui.words.viewpoint import Viewpoint

ROME = ZoneInfo("Europe/Rome")


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def seen(now, home=None):
    return Viewpoint(rome(now), ROME, home)


MONDAY = seen("2026-11-23 10:00")
TUESDAY = seen("2026-11-24 16:20")
FRIDAY = seen("2026-11-27 18:10")
HOUR = timedelta(hours=1)

SENTENCES = {
    "promise": (
        lambda: promises.promised("answer", rome("2026-11-24 10:00"), MONDAY),
        "We answer by Tuesday 10:00.",
        "Rispondiamo entro martedì alle 10:00.",
    ),
    "promise today": (
        lambda: promises.promised("answer", rome("2026-11-23 17:10"), MONDAY),
        "We answer by 17:10 today.",
        "Rispondiamo entro oggi alle 17:10.",
    ),
    "promise far away": (
        lambda: promises.promised("resolution", rome("2026-12-01 17:10"), MONDAY),
        "We solve it by Tuesday 1 December 17:10.",
        "La risolviamo entro martedì 1° dicembre alle 17:10.",
    ),
    "promise in another year": (
        lambda: promises.promised("response", rome("2027-01-04 09:30"), MONDAY),
        "You get a first reply by Monday 4 January 2027 09:30.",
        "La prendiamo in carico entro lunedì 4 gennaio 2027 alle 09:30.",
    ),
    "promise to a reader in London": (
        lambda: promises.promised(
            "callback",
            rome("2026-11-24 10:00"),
            seen("2026-11-23 10:00", ZoneInfo("Europe/London")),
        ),
        "We call you back by Tuesday 10:00 (Rome time).",
        "La richiamiamo entro martedì alle 10:00 (ora di Roma).",
    ),
    "promise to a reader in Berlin, whose clock is the same": (
        lambda: promises.promised(
            "patch", rome("2026-11-24 10:00"), seen("2026-11-23 10:00", ZoneInfo("Europe/Berlin"))
        ),
        "The patch is ready by Tuesday 10:00.",
        "La correzione è pronta entro martedì alle 10:00.",
    ),
    "held": (
        lambda: promises.held(rome("2026-11-30 09:00"), FRIDAY, "S3"),
        "Held until Monday 09:00: under your agreement severity S3 is not handled before.",
        (
            "In attesa fino a lunedì alle 09:00: il suo accordo prevede che la gravità S3 non sia"
            " gestita prima."
        ),
    ),
    "held, in which hours": (
        lambda: promises.held(rome("2026-11-30 09:00"), FRIDAY, "S3", "…"),
        "Held until Monday 09:00: under your agreement severity S3 is handled ….",
        (
            "In attesa fino a lunedì alle 09:00: il suo accordo prevede che la gravità S3 sia gestita"
            " …."
        ),
    ),
    "held for nobody knows how long": (
        lambda: promises.held(None, FRIDAY, "S3"),
        "Held: your agreement names no hours in which it is handled.",
        "In attesa: il suo accordo non indica un orario in cui sia gestita.",
    ),
    "stands still": (
        lambda: promises.stands_still(rome("2026-11-24 18:30"), TUESDAY),
        "No time passes now: we open at 18:30.",
        "Ora il tempo non passa: riapriamo alle 18:30.",
    ),
    "stands still over the weekend": (
        lambda: promises.stands_still(rome("2026-11-30 09:00"), FRIDAY),
        "No time passes now: we open on Monday at 09:00.",
        "Ora il tempo non passa: riapriamo lunedì alle 09:00.",
    ),
    "paused": (
        lambda: promises.paused(rome("2026-11-23 12:00"), 6 * HOUR, TUESDAY, "waiting_customer"),
        "The clock waits for your answer since Monday 12:00. 6 working hours are left.",
        (
            "Il tempo è fermo da lunedì alle 12:00, in attesa della sua risposta. Restano 6 ore"
            " lavorative."
        ),
    ),
    "paused today, one hour": (
        lambda: promises.paused(rome("2026-11-24 12:00"), HOUR, TUESDAY, "estimate_sent"),
        "The clock waits for your decision on the estimate since 12:00. 1 working hour is left.",
        (
            "Il tempo è fermo dalle 12:00, in attesa della sua decisione sul preventivo. Resta 1 ora"
            " lavorativa."
        ),
    ),
    "paused, minutes left": (
        lambda: promises.paused(
            rome("2026-11-24 12:00"), timedelta(minutes=40), TUESDAY, "waiting_access"
        ),
        "The clock waits for access to your systems since 12:00. 40 min of working time are left.",
        (
            "Il tempo è fermo dalle 12:00, in attesa di accedere ai suoi sistemi."
            " Restano 40 min di tempo lavorativo."
        ),
    ),
    "late": (
        lambda: promises.late("answer", rome("2026-11-27 17:10"), FRIDAY, "Davide Basso"),
        "We promised an answer by 17:10. We are late; Davide Basso is working on it.",
        "Avevamo promesso una risposta entro le 17:10. Siamo in ritardo; se ne occupa Davide Basso.",
    ),
    "late since yesterday, nobody": (
        lambda: promises.late("response", rome("2026-11-26 17:10"), FRIDAY),
        "We promised a first reply by Thursday 17:10. We are late.",
        "Avevamo promesso la presa in carico entro giovedì alle 17:10. Siamo in ritardo.",
    ),
    "kept": (
        lambda: promises.kept("answer", rome("2026-11-24 10:41"), timedelta(minutes=19), TUESDAY),
        "Answered at 10:41, 19 minutes before it was due.",
        "Risposto alle 10:41, 19 minuti prima della scadenza.",
    ),
    "kept yesterday, late": (
        lambda: promises.kept("response", rome("2026-11-23 10:41"), -HOUR, TUESDAY),
        "First reply on Monday at 10:41, 1 hour late.",
        "Presa in carico lunedì alle 10:41, con 1 ora di ritardo.",
    ),
    "kept at the last minute": (
        lambda: promises.kept("resolution", rome("2026-11-24 10:41"), timedelta(), TUESDAY),
        "Solved at 10:41, at the last minute promised.",
        "Risolta alle 10:41, allo scadere del tempo promesso.",
    ),
    "not binding": (
        lambda: promises.expected(date(2026, 12, 4), TUESDAY),
        "Expected on Friday 4 December. This is an indication, not a promise.",
        "Previsto per venerdì 4 dicembre. È un'indicazione, non un impegno.",
    ),
    "no phone": (
        refusals.no_phone,
        "Requests cannot be opened by telephone. We can send you the form.",
        "Le richieste non si aprono per telefono. Possiamo inviarle il modulo.",
    ),
    "three calls": (
        refusals.tried_to_call,
        "We tried to call you three times.",
        "Abbiamo provato a chiamarla tre volte.",
    ),
    "an hour that does not exist": (
        lambda: refusals.hour_not_on_the_clock(
            time(2, 30), date(2027, 3, 28), time(1, 59), time(3)
        ),
        "The date is not on the clock: 02:30 does not exist on 28 March. Use 01:59 or 03:00.",
        "Quest'ora non esiste: il 28 marzo le 02:30 non ci sono. Usi 01:59 o 03:00.",
    ),
    "changed meanwhile": (
        refusals.changed_meanwhile,
        "Not saved: someone else changed it. Look at the change and try again.",
        "Non salvato: qualcun altro lo ha modificato. Guardi la modifica e riprovi.",
    ),
    "not covered": (
        lambda: refusals.not_covered("Gold", "…", "—", "Platinum"),
        "Not covered by Gold: it covers …, not —. Platinum does.",
        "Non coperto da Gold: copre …, non —. Platinum sì.",
    ),
}


@pytest.mark.parametrize(
    ("sentence", "english", "italian"), SENTENCES.values(), ids=SENTENCES.keys()
)
def test_it_is_said_exactly_so(said_in, sentence, english, italian):
    assert said_in("en", sentence) == english
    assert said_in("it", sentence) == italian


def test_what_somebody_said_stands_between_the_marks_of_the_language(said_in):
    assert said_in("en", lambda: quoted("Fast, please")) == "“Fast, please”"
    assert said_in("it", lambda: quoted("Presto")) == "«Presto»"
