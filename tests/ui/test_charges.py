"""What a charge is and why, exactly, in both languages; and how its minutes are drawn."""

from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string

from puntuale.ui.charges import charge_shown
from puntuale.ui.parts import Slot
from puntuale.ui.words.charges import reasons, result
from tests.ui.states.charges import ALL

ROME = ZoneInfo("Europe/Rome")

SENTENCES = {
    "coupons": (
        "17 minutes are two started quarters of an hour: 2 coupons.",
        "17 minuti sono due quarti d'ora iniziati: 2 coupon.",
    ),
    "one owed": (
        "17 minutes are two started quarters of an hour: 2 coupons. 1 coupon is owed.",
        "17 minuti sono due quarti d'ora iniziati: 2 coupon. 1 coupon è dovuto.",
    ),
    "split": (
        (
            "Work costs €80.00 an hour. 30 minutes in hours, 30 after 18:00 with 50% more: €100.00."
            " At most €400.00 was accepted."
        ),
        (
            "Il lavoro costa 80,00 € all'ora. 30 minuti in orario, 30 dopo le 18:00 con il 50% in più:"
            " 100,00 €. È stato accettato un massimo di 400,00 €."
        ),
    ),
    "minimum": (
        (
            "Raised from 15 minutes to 30 minutes, the least that is charged. Work costs €80.00 an hour."
            " 25 minutes in hours, 5 after 18:00 with 50% more: €43.33. At most €400.00 was accepted."
        ),
        (
            "Portati da 15 minuti a 30 minuti, il minimo addebitato. Il lavoro costa 80,00 € all'ora."
            " 25 minuti in orario, 5 dopo le 18:00 con il 50% in più: 43,33 €."
            " È stato accettato un massimo di 400,00 €."
        ),
    ),
    "package": (
        "The package gives 1 h 15: 30 minutes in hours, 30 after 18:00 counted as 45 minutes.",
        "Il pacchetto dà 1 h 15: 30 minuti in orario, 30 dopo le 18:00 contati come 45 minuti.",
    ),
    "package that runs out": (
        (
            "The package gives 50 minutes: 30 minutes in hours, 13 min 20 s after 18:00 counted as"
            " 20 minutes. Work costs €80.00 an hour. 16 min 40 s after 18:00 with 50% more: €33.33."
            " At most €400.00 was accepted."
        ),
        (
            "Il pacchetto dà 50 minuti: 30 minuti in orario, 13 min 20 s dopo le 18:00 contati come"
            " 20 minuti. Il lavoro costa 80,00 € all'ora. 16 min 40 s dopo le 18:00 con il 50% in più:"
            " 33,33 €. È stato accettato un massimo di 400,00 €."
        ),
    ),
    "early": (
        (
            "40 minutes are three started quarters of an hour: 45 minutes. Work costs €80.00 an hour."
            " 25 minutes in hours, 20 before 09:00 with 50% more: €73.33. At most €400.00 was accepted."
        ),
        (
            "40 minuti sono tre quarti d'ora iniziati: 45 minuti. Il lavoro costa 80,00 € all'ora."
            " 25 minuti in orario, 20 prima delle 09:00 con il 50% in più: 73,33 €."
            " È stato accettato un massimo di 400,00 €."
        ),
    ),
    "capped": (
        (
            "2 h 10 are 9 started quarters of an hour: 2 h 15. Work costs €80.00 an hour."
            " 2 h 15 in hours: €180.00. At most €160.00 was accepted, so €20.00 is not charged."
        ),
        (
            "2 h 10 sono 9 quarti d'ora iniziati: 2 h 15. Il lavoro costa 80,00 € all'ora."
            " 2 h 15 in orario: 180,00 €. È stato accettato un massimo di 160,00 €:"
            " 20,00 € non sono addebitati."
        ),
    ),
    "allowance": (
        (
            "The allowance gives 1 h 22 min 30 s: 15 minutes in the evening counted as 22 min 30 s,"
            " 30 at the weekend counted as 1 hour."
        ),
        (
            "Il tempo incluso dà 1 h 22 min 30 s: 15 minuti di sera contati come 22 min 30 s,"
            " 30 nel fine settimana contati come 1 ora."
        ),
    ),
    "free": (
        "Nothing is charged for this kind of request.",
        "Per questo tipo di richiesta nulla è addebitato.",
    ),
    "included in part": (
        (
            "40 minutes are three started quarters of an hour: 45 minutes."
            " Included in the agreement: 30 minutes."
            " Waiting for a quote: 15 minutes. Nothing is charged before it is accepted."
        ),
        (
            "40 minuti sono tre quarti d'ora iniziati: 45 minuti. Inclusi nell'accordo: 30 minuti."
            " In attesa di un preventivo: 15 minuti. Nulla è addebitato prima dell'accettazione."
        ),
    ),
    "no estimate": (
        "Recorded, not charged: no estimate is accepted yet.",
        "Registrato, non addebitato: nessun preventivo è ancora accettato.",
    ),
    "nothing": (
        "Nothing was worked, so nothing is charged.",
        "Non c'è lavoro, quindi nulla è addebitato.",
    ),
}
RESULTS = {
    "coupons": ("2 coupons", "2 coupon"),
    "split": ("€100.00", "100,00 €"),
    "package": ("1 h 15 of the package", "1 h 15 del pacchetto"),
    "package that runs out": ("50 min of the package and €33.33", "50 min del pacchetto e 33,33 €"),
    "allowance": ("1 h 22 min 30 s of the allowance", "1 h 22 min 30 s del tempo incluso"),
    "free": ("€0.00", "0,00 €"),
    "nothing": ("€0.00", "0,00 €"),
}


def plain(text: str) -> str:
    """Without the spaces that must not break."""
    return text.replace("\xa0", " ")


@pytest.mark.parametrize("title", SENTENCES)
def test_why_is_said_exactly_so(said_in, title):
    charge = ALL[title]()

    said = [said_in(code, lambda: plain(" ".join(reasons(charge, ROME)))) for code in ("en", "it")]

    assert tuple(said) == SENTENCES[title]


@pytest.mark.parametrize("title", RESULTS)
def test_what_is_paid_is_said_exactly_so(said_in, title):
    charge = ALL[title]()

    said = [said_in(code, lambda: plain(result(charge))) for code in ("en", "it")]

    assert tuple(said) == RESULTS[title]


def test_minutes_are_drawn_by_band_and_what_was_added_last():
    bands = charge_shown(ALL["minimum"](), ROME).bands

    assert [(band.kind, band.label) for band in bands] == [
        ("base", "10 min in hours"),
        ("surcharge", "5 min"),
        ("added", "15 min added"),
    ]
    assert bands[-1].x + bands[-1].width == pytest.approx(100, abs=0.1)


def test_the_partial_shows_the_result_the_reasons_and_the_drawing():
    page = render_to_string("ui/_charge.html", {"charge": charge_shown(ALL["split"](), ROME)})

    assert '<p class="charge__result">€100.00</p>' in page
    assert "<li>Work costs €80.00 an hour.</li>" in page
    assert 'class="charge__band charge__band--surcharge"' in page


def test_what_is_refused_has_no_result():
    page = render_to_string("ui/_charge.html", {"charge": charge_shown(ALL["no estimate"](), ROME)})

    assert "charge__result" not in page
    assert "no estimate is accepted yet" in page


@pytest.mark.parametrize(
    ("state", "slots"),
    [
        ("coupons", [Slot("15", used=100.0), Slot("2", used=13.33)]),
        ("one owed", [Slot("15", used=100.0), Slot("2", used=13.33)]),
        ("split", []),
        ("package", []),
    ],
)
def test_each_coupon_is_drawn_as_full_as_work_has_filled_it(state: str, slots: list[Slot]) -> None:
    assert charge_shown(ALL[state](), ROME).slots == slots
