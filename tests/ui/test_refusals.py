"""Why a request is not taken on, in the words of both languages."""

import pytest
from django.utils import translation

from puntuale.apps.tickets.refusals import Refusal
from puntuale.ui.words.refusals import because

GOLD = {"en": "Gold", "it": "Gold"}
BUG = {"en": "Malfunction", "it": "Malfunzionamento"}
USAGE = {"en": "Help with use", "it": "Aiuto all'uso"}
FALLBACK = "fallback_when_email_impossible"


@pytest.mark.parametrize(
    ("refusal", "english", "italian"),
    [
        (
            Refusal("channel_refused", channel="phone"),
            "Requests cannot be opened by telephone. We can send you the form.",
            "Le richieste non si aprono per telefono. Possiamo inviarle il modulo.",
        ),
        (
            Refusal("channel_closed", channel="phone", purpose=FALLBACK),
            (
                "By telephone we take requests only in office hours. Write us a mail."
                " The telephone is for when you cannot write a mail."
            ),
            (
                "Per telefono accettiamo richieste solo in orario d'ufficio. Ci scriva per posta"
                " elettronica. Il telefono serve quando non può scrivere una mail."
            ),
        ),
        (
            Refusal("not_covered_see_platinum", agreement=GOLD, kind=USAGE, covered=(BUG,)),
            "Not covered by Gold: it covers “Malfunction”, not “Help with use”. Platinum does.",
            "Non coperto da Gold: copre «Malfunzionamento», non «Aiuto all'uso». Platinum sì.",
        ),
        (
            Refusal("technically_unfeasible", said="The device is no longer made."),
            "It is technically unfeasible. The device is no longer made.",
            "È tecnicamente irrealizzabile. The device is no longer made.",
        ),
        (
            Refusal("not_ours", title={"en": "Not ours", "it": "Non di nostra competenza"}),
            "Not ours.",
            "Non di nostra competenza.",
        ),
        (Refusal("closed_down"), "Closed down.", "Closed down."),
    ],
)
def test_why_a_request_is_not_taken_on(refusal: Refusal, english: str, italian: str) -> None:
    with translation.override("en"):
        assert because(refusal) == english
    with translation.override("it"):
        assert because(refusal) == italian
