"""The promise stands on the page before anything is sent, and is the one that is then made."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.tickets.models import Attachment, Ticket
from tests.apps.estimates.offers import prepaid
from tests.apps.partners.reseller import a_partner, sold_upgrades
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.portal.conftest import SignedIn, text_of

WORDS = {"subject": "Wrong VAT code", "text": "Code 22 instead of AE.", "type": "T1"}


def hidden(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def sent(client: Client, **typed: object) -> object:
    """What a browser does: the form is opened, filled in and sent."""
    page = text_of(client.get("/new/"))
    return client.post("/new/", {"shown": hidden(page, "shown")} | WORDS | typed)


@pytest.fixture(autouse=True)
def at_ten(agreements: None, monday_noon: None, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(rome("2026-11-23 10:00"))


def test_the_board_says_by_when_and_what_it_costs(signed_in: SignedIn, cast: Cast) -> None:
    page = text_of(signed_in(cast.maja).get("/new/"))

    assert "If you send it now, Monday 23 November, 10:00" in page
    assert "by Tuesday 10:00" in page
    assert "1 working day of 9 h." in page
    assert "This kind of request is free." in page
    assert "Standard Support Services, version 1." in page
    assert "Why Tue 10:00?" in page


def test_in_italian_too(signed_in: SignedIn, cast: Cast) -> None:
    page = text_of(signed_in(cast.giulia).get("/new/"))

    assert "Se la invia ora, lunedì 23 novembre, 10:00" in page
    assert "Errore o malfunzionamento" in page
    assert "È compreso nel suo accordo." in page


def test_another_kind_has_another_promise_and_price(signed_in: SignedIn, cast: Cast) -> None:
    page = text_of(signed_in(cast.maja).get("/new/promise/", {"type": "T2"}))

    assert "by Thursday 10:00" in page
    assert "an estimate first" in page
    assert "At least 30 min, then in steps of 15 min." in page
    assert "Outside normal hours: +50%." in page
    assert "Nothing is charged before you accept the estimate." in page


def test_what_only_an_estimate_can_date_has_no_hour(signed_in: SignedIn, cast: Cast) -> None:
    page = text_of(signed_in(cast.maja).get("/new/promise/", {"type": "T3"}))

    assert "when agreed" in page


def test_kinds_and_severities_are_those_of_the_agreement_that_covers_it(
    signed_in: SignedIn, cast: Cast
) -> None:
    giulia = signed_in(cast.giulia)
    suite = next(iter(cast.brembo.licences.all()))

    page = text_of(giulia.get("/new/", headers={"accept-language": "it"}))
    other = text_of(giulia.get("/new/promise/", {"product": f"product-{cast.portal.pk}"}))
    board = text_of(
        giulia.get("/new/promise/", {"product": f"licence-{suite.pk}", "severity": "P2"})
    )

    assert "Vulnerabilità rilevata" in page
    assert "Bloccante" in page
    assert "Non di nostra competenza" not in page
    assert "Servizi di supporto standard" in other
    assert "entro oggi alle 15:30" in board


def test_a_change_swaps_the_board_alone_and_is_read_out_once(
    signed_in: SignedIn, cast: Cast
) -> None:
    maja = signed_in(cast.maja)

    changed = maja.get(
        "/new/promise/",
        {"type": "T2"},
        headers={"HX-Request": "true", "HX-Trigger": "kinds"},
    )
    minute = maja.get(
        "/new/promise/", {"type": "T2"}, headers={"HX-Request": "true", "HX-Trigger": "board"}
    )

    assert 'id="board"' in text_of(changed)
    assert 'id="kinds"' not in text_of(changed)
    assert "<html" not in text_of(changed)
    announced = json.loads(changed["HX-Trigger"])["announce"]
    assert announced.startswith("We answer by Thursday 10:00.")
    assert "HX-Trigger" not in minute


def test_another_product_brings_its_own_kinds(signed_in: SignedIn, cast: Cast) -> None:
    answer = signed_in(cast.giulia).get(
        "/new/promise/",
        {"product": f"product-{cast.portal.pk}"},
        headers={"HX-Request": "true", "HX-Trigger": "product-and-serial"},
    )

    assert 'id="kinds" hx-swap-oob="true"' in text_of(answer)
    assert 'value="T1"' in text_of(answer)


def test_what_was_shown_is_what_is_promised(signed_in: SignedIn, cast: Cast) -> None:
    answer = sent(signed_in(cast.maja))

    ticket = Ticket.objects.get()
    clock = ticket.clocks.get()
    assert answer["Location"] == f"/requests/{ticket.number}/"
    assert ticket.channel == "portal"
    assert (ticket.type, ticket.language) == ("T1", "en")
    told = ticket.events.get(kind="submitted").data["shown"]
    assert told["due"]["answer/True"].startswith("2026-11-24T09:00")
    assert clock.due_at.replace(second=0, microsecond=0) == rome("2026-11-24 10:00")


def test_two_sendings_of_one_form_make_one_request(signed_in: SignedIn, cast: Cast) -> None:
    maja, key = signed_in(cast.maja), str(uuid4())

    first, second = sent(maja, key=key), sent(maja, key=key)

    assert Ticket.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_promise_that_changed_meanwhile_is_shown_and_asked_for_once_more(
    signed_in: SignedIn, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    maja = signed_in(cast.maja)
    shown = hidden(text_of(maja.get("/new/")), "shown")

    time_machine.move_to(rome("2026-11-23 17:00"))
    asked = maja.post("/new/", WORDS | {"shown": shown})
    page = text_of(asked)

    assert asked.status_code == 409
    assert "The promise has changed since it was shown." in page
    assert "by Tuesday 17:00" in page
    assert 'value="Wrong VAT code"' in page
    assert "Code 22 instead of AE." in page
    assert not Ticket.objects.exists()

    time_machine.move_to(rome("2026-11-23 17:20"))
    again = maja.post("/new/", WORDS | {"shown": hidden(page, "shown")})

    assert again.status_code == 302
    assert Ticket.objects.count() == 1


def test_a_minute_in_which_the_office_closes_is_no_change(
    signed_in: SignedIn, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    maja = signed_in(cast.maja)
    time_machine.move_to(rome("2026-11-23 17:59:30"))
    shown = hidden(text_of(maja.get("/new/")), "shown")

    time_machine.move_to(rome("2026-11-23 18:10"))

    assert maja.post("/new/", WORDS | {"shown": shown}).status_code == 302


@pytest.mark.parametrize("shown", ["", "x", "eyJ9:forged:signature"])
def test_nobody_sends_without_having_seen_a_promise_of_ours(
    signed_in: SignedIn, cast: Cast, shown: str
) -> None:
    answer = signed_in(cast.maja).post("/new/", WORDS | {"shown": shown})

    assert answer.status_code == 409
    assert not Ticket.objects.exists()


def test_another_kind_than_the_one_shown_is_asked_about(signed_in: SignedIn, cast: Cast) -> None:
    answer = sent(signed_in(cast.maja), type="T2")

    assert answer.status_code == 409
    assert "by Thursday 10:00" in text_of(answer)


def test_without_scripts_a_button_shows_the_promise_and_nothing_typed_is_lost(
    signed_in: SignedIn, cast: Cast
) -> None:
    answer = signed_in(cast.maja).post(
        "/new/",
        {
            "show": "promise",
            "subject": "Printer",
            "text": "It vanishes.",
            "type": "T2",
            "attached": SimpleUploadedFile("log.txt", b"words"),
        },
    )
    page = text_of(answer)

    assert answer.status_code == 200
    assert "by Thursday 10:00" in page
    assert 'value="Printer"' in page
    assert "It vanishes." in page
    assert "log.txt" in page
    assert "field__error" not in page
    assert not Ticket.objects.exists()


def test_a_form_with_errors_keeps_words_and_files(signed_in: SignedIn, cast: Cast) -> None:
    maja = signed_in(cast.maja)

    wrong = sent(maja, subject="", attached=SimpleUploadedFile("log.txt", b"words"))
    page = text_of(wrong)
    kept = hidden(page, "kept")
    right = sent(maja, kept=kept)

    assert wrong.status_code == 422
    assert "data-invalid" in page
    assert "Code 22 instead of AE." in page
    assert right.status_code == 302
    assert Ticket.objects.get().files.get().name == "log.txt"
    assert Attachment.objects.count() == 1


def test_a_file_that_is_too_large_is_told_and_the_rest_kept(
    signed_in: SignedIn, cast: Cast, settings: object
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 10  # type: ignore[attr-defined]

    answer = sent(signed_in(cast.maja), attached=SimpleUploadedFile("big.bin", b"x" * 11))

    assert answer.status_code == 422
    assert "big.bin: The file is too large." in text_of(answer)
    assert not Attachment.objects.exists()


def test_what_is_not_covered_is_told_before_and_refused_when_sent(
    signed_in: SignedIn, cast: Cast
) -> None:
    covered(cast.alpine, in_force("gold"))
    maja = signed_in(cast.maja)

    board = text_of(maja.get("/new/promise/", {"type": "usage"}))
    answer = sent(maja, type="usage")

    assert "We cannot" in board
    assert "not covered" in board
    assert answer.status_code == 422
    assert "Not covered by Gold Support: it covers" in text_of(answer)
    assert not Ticket.objects.exists()


def test_what_is_held_is_told_before(
    signed_in: SignedIn, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    covered(cast.alpine, in_force("bespoke"))
    time_machine.move_to(rome("2026-11-28 11:00"))

    board = text_of(signed_in(cast.maja).get("/new/promise/", {"severity": "S3"}))

    assert "If you send it now, Saturday 28 November, 11:00" in board
    assert "held until Monday 09:00 (London time), then by Monday 17:00 (London time)" in board
    assert "under your agreement severity S3 is handled in office hours." in board


def test_a_severity_must_be_chosen_where_the_agreement_tells_them_apart(
    signed_in: SignedIn, cast: Cast
) -> None:
    answer = sent(signed_in(cast.giulia), type="bug")

    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_a_class_outside_the_list_is_refused(signed_in: SignedIn, cast: Cast) -> None:
    for wrong in ({"type": "T9"}, {"type": "not_ours"}, {"severity": "P0", "type": "bug"}):
        answer = sent(signed_in(cast.giulia), **wrong)
        assert answer.status_code == 422


def test_a_serial_number_is_found_however_it_is_spelled(signed_in: SignedIn, cast: Cast) -> None:
    giulia = signed_in(cast.giulia)
    query = {"serial_number": " os 1234-5678 ", "type": "bug", "severity": "P3"}
    shown = hidden(text_of(giulia.get("/new/promise/", query)), "shown")

    giulia.post("/new/", WORDS | query | {"shown": shown})

    ticket = Ticket.objects.get()
    assert ticket.product == cast.planner
    assert ticket.licence is not None


@pytest.mark.parametrize("serial", ["00", "N/A", "none", "-", " . "])
def test_a_word_for_no_serial_number_is_asked_about_again(
    signed_in: SignedIn, cast: Cast, serial: str
) -> None:
    answer = sent(signed_in(cast.maja), serial_number=serial)

    assert answer.status_code == 422
    assert "or 0 if you cannot find it" in text_of(answer)


def test_nought_is_a_serial_number_that_is_not_known(signed_in: SignedIn, cast: Cast) -> None:
    assert sent(signed_in(cast.maja), serial_number="0").status_code == 302
    assert Ticket.objects.get().licence is None


def test_a_serial_number_of_another_company_gives_nothing_away(
    signed_in: SignedIn, cast: Cast
) -> None:
    maja = signed_in(cast.maja)

    theirs = text_of(maja.get("/new/promise/", {"serial_number": "OS-1234-5678"}))
    nobodys = text_of(maja.get("/new/promise/", {"serial_number": "OS-9999-9999"}))

    def board(page: str) -> str:
        return page.partition('name="shown"')[0]

    assert board(theirs) == board(nobodys)
    assert "Tessitura" not in theirs


def test_without_any_agreement_nothing_is_promised_but_it_can_be_sent(
    signed_in: SignedIn, cast: Cast
) -> None:
    Agreement.objects.update(is_standard=False)
    maja = signed_in(cast.maja)

    page = text_of(maja.get("/new/"))

    assert "No agreement of yours covers this, so no hour is promised." in page
    assert sent(maja).status_code == 302


def test_x_18_a_severity_outside_the_list_is_refused_in_the_form(
    signed_in: SignedIn, cast: Cast
) -> None:
    answer = sent(signed_in(cast.giulia), type="bug", severity="P0")

    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_where_only_the_vendor_judges_no_severity_is_asked_for(
    signed_in: SignedIn, cast: Cast
) -> None:
    covered(cast.alpine, in_force("bespoke", ("proposed_by: customer, ", "")))

    form = text_of(signed_in(cast.maja).get("/new/"))

    assert "How grave is it?" not in form
    assert "Operation impaired" not in form


def test_whoever_has_a_package_is_told_that_it_pays(signed_in: SignedIn, cast: Cast) -> None:
    client, pays = signed_in(cast.maja), "It is paid with time of your package."
    assert pays not in text_of(client.get("/new/promise/", {"type": "T2"}))

    prepaid(cast, 3600)

    assert pays in text_of(client.get("/new/promise/", {"type": "T2"}))


def test_who_answers_first_is_said_before_it_is_sent(signed_in: SignedIn, cast: Cast) -> None:
    sold_upgrades(cast)
    a_partner("Adria Software", cast.brembo)
    client = signed_in(cast.giulia)

    with_partner = text_of(client.get("/new/", {"product": cast.planner.pk}))
    PartnerLink.objects.update(is_in_force=False)
    without = text_of(client.get("/new/", {"product": cast.planner.pk}))

    assert "Risponde per primo Adria Software." in with_partner
    assert "Adria Software" not in without
