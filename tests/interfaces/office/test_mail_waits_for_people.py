"""Mail that a person must decide about, and mail that was caught instead of sent."""

import pytest
from django.test import Client

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast
from tests.interfaces.desk.pages import text_of


@pytest.fixture
def davide(client: Client, cast: Cast) -> Client:
    client.force_login(cast.davide)
    return client


def held(state: str = "held", reason: str = "staff_address") -> InboundMail:
    return InboundMail.objects.create(
        raw=b"Subject: Hello\r\n\r\nHello",
        sha256="0" * 64,
        door="lmtp",
        received_at=FOUNDED,
        state=state,
        reason=reason,
        from_address="elena@officina.example",
        subject="Hello",
    )


def written(ticket_id: int | None = None, kind: str = "received") -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind=kind,
        message_id=f"<{kind}@officina.example>",
        sender="support@officina.example",
        to=["giulia@brembo.example"],
        subject="La richiesta è arrivata",
        text="Buongiorno Giulia",
        created_at=FOUNDED,
        ticket_id=ticket_id,
        state="caught",
    )


def test_a_held_mail_is_listed_with_its_reason(davide: Client) -> None:
    held()

    shown = davide.get("/office/mail/").content.decode()

    assert "elena@officina.example" in shown


def test_a_held_mail_is_let_in_once(davide: Client) -> None:
    mail = held()

    davide.post(f"/office/mail/in/{mail.pk}/decision/", {"decision": "new"})
    davide.post(f"/office/mail/in/{mail.pk}/decision/", {"decision": "new"})

    assert Job.objects.filter(kind="mail.read").count() == 1


def test_an_unreadable_mail_can_be_read_again(davide: Client) -> None:
    mail = held("quarantined", "It took too long.")

    davide.post(f"/office/mail/in/{mail.pk}/decision/")

    mail.refresh_from_db()
    assert mail.state == "received"


def test_a_held_mail_that_is_junk_is_set_aside_and_can_still_be_let_in(
    davide: Client, cast: Cast
) -> None:
    mail = held()

    davide.post(f"/office/mail/in/{mail.pk}/decision/", {"decision": "aside"})
    shown = text_of(davide.get("/office/mail/"))
    davide.post(f"/office/mail/in/{mail.pk}/decision/", {"decision": "new"})

    assert "Ogni mail ha trovato la sua richiesta." in shown
    assert "Qualcuno dell'assistenza l'ha messa da parte." in shown
    assert Job.objects.filter(kind="mail.read").count() == 1


def test_the_bytes_are_handed_out_as_they_arrived(client: Client, cast: Cast) -> None:
    mail = held()
    client.force_login(cast.admin)

    answer = client.get(f"/office/mail/in/{mail.pk}/")

    assert answer.content == b"Subject: Hello\r\n\r\nHello"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_bytes_are_for_administrators(davide: Client) -> None:
    assert davide.get(f"/office/mail/in/{held().pk}/").status_code == 403


def test_a_caught_mail_can_be_read_in_the_desk(client: Client, cast: Cast) -> None:
    mail = written(ticket_id=asked(cast).pk)
    client.force_login(cast.admin)

    assert "La richiesta è arrivata" in client.get("/office/mail/").content.decode()
    assert "Buongiorno Giulia" in client.get(f"/office/mail/out/{mail.pk}/").content.decode()


def test_a_way_into_an_account_is_read_by_its_recipient_alone(client: Client, cast: Cast) -> None:
    mail = written(kind="sign_in_link")
    client.force_login(cast.admin)

    answer = client.get(f"/office/mail/out/{mail.pk}/", follow=True)

    assert "Buongiorno Giulia" not in answer.content.decode()


def test_mail_about_a_restricted_request_is_not_listed_for_others(
    davide: Client, cast: Cast
) -> None:
    ticket = asked(cast)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    mail = written(ticket_id=ticket.pk)

    assert "La richiesta è arrivata" not in davide.get("/office/mail/").content.decode()
    assert davide.get(f"/office/mail/out/{mail.pk}/").status_code == 404


def test_customers_find_nothing_here(client: Client, cast: Cast) -> None:
    assert cast.maja.user is not None
    client.force_login(cast.maja.user)

    assert client.get("/office/mail/").status_code == 404
