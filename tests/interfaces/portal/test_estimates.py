"""One link, one decision, without an account; signed in the same; opening decides nothing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.ending import withdraw
from puntuale.apps.estimates.models import DecisionLink, Estimate
from puntuale.apps.post.actions.outgoing import begin_sending, finish_sending
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Notice, Ticket
from puntuale.interfaces.mail.writing import estimates
from tests.apps.estimates.offers import SENT, prepaid, sent, to_be_estimated
from tests.cast import Cast, rome
from tests.interfaces.mail.office import works

HOUR = 3600
MONDAY = rome("2026-11-23 16:00")
FORGED = {"shown": "x", "name": "M", "authority": "on", "decision": "accept"}


@pytest.fixture
def client(time_machine: TimeMachineFixture) -> Client:
    time_machine.move_to(MONDAY, tick=False)
    cache.clear()
    return Client()


def mailed(contact: Contact, kind: str = "estimate_sent", at=MONDAY) -> OutgoingMail:
    works(at)
    mails = OutgoingMail.objects.filter(kind=kind).order_by("-id")
    return next(mail for mail in mails if contact.email in mail.to[0])


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"https?://[^/\s]+(/estimates/[\w-]+/)", mail.text)
    assert found, mail.text
    return found[1]


def offered(cast: Cast, **facts) -> tuple[Estimate, str]:
    """Four hours, of a package, with the link that Maja got."""
    prepaid(cast, 12 * HOUR) if facts.pop("package", True) else None
    estimate = sent(to_be_estimated(cast), cast, **facts)
    return estimate, link_in(mailed(cast.maja))


def words(answer) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def typed(client: Client, link: str, **changes: str) -> dict[str, str]:
    page = client.get(link).content.decode()
    shown = re.search(r'name="shown" value="(\w+)"', page)
    assert shown
    form = {"shown": shown[1], "name": "M. Kranjc", "authority": "on", "decision": "accept"}
    return {**form, **changes}


def state() -> str:
    return Estimate.objects.latest("revision").state


def test_the_link_opens_the_offer_with_its_price_and_what_accepting_means(
    cast: Cast, client: Client
) -> None:
    _, link = offered(cast)

    page = words(client.get(link))

    assert "4 h 00 3 h in hours, 1 h out of hours" in page
    assert "You pay at most 4 h 30 of your package, €0.00" in page
    assert "Ready by Fri 27 Nov expected, not binding" in page
    assert "Valid through Wednesday 23 December, 24:00 in Rome." in page
    assert "How 4 h 00 become 4 h 30" in page
    assert "1 h out of hours +50%, from the package 1 h 30" in page
    assert "Accept, at most 4 h 30" in page


def test_the_same_page_speaks_italian_and_numbers_are_written_so(
    cast: Cast, client: Client
) -> None:
    _, link = offered(cast, package=False)

    page = words(client.get(f"{link}?language=it"))

    assert "Paga al massimo 360,00 € più IVA" in page
    assert "ven 27 nov previsto, non vincolante" in page
    assert "mercoledì 23 dicembre, ore 24:00 (Roma)" in page


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_whoever_only_opens_the_link_decides_nothing(
    cast: Cast, client: Client, method: str
) -> None:
    _, link = offered(cast)

    for address in (link, f"{link}1/", f"{link}card.pdf", f"{link}?decision=accept&name=x"):
        getattr(client, method)(address)

    assert state() == "sent"
    assert Ticket.objects.get().state == "estimate_sent"


def test_accepted_by_a_typed_name_the_page_becomes_the_record(cast: Cast, client: Client) -> None:
    estimate, link = offered(cast)

    answer = client.post(
        link, typed(client, link, order_reference="PO 7"), REMOTE_ADDR="192.0.2.7", follow=True
    )

    estimate.refresh_from_db()
    assert (estimate.state, estimate.decided_name) == ("accepted", "M. Kranjc")
    assert (estimate.decided_from, estimate.order_reference) == ("192.0.2.7", "PO 7")
    assert "You pay at most: 4 h 30 of your package, €0.00" in estimate.text_shown
    assert "The amount is a cap." in estimate.text_shown
    page = words(answer)
    assert "Accepted by M. Kranjc on Monday 23 November, 16:00." in page
    assert "Accept, at most" not in page
    copy = mailed(cast.maja, "estimate_accepted")
    assert "PO 7" in copy.text
    assert [name for _, name, _ in copy.files] == [
        f"intervention-card-{estimate.ticket.number}-1.pdf"
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Your name"),
        ({"authority": ""}, "Only who may commit the organisation can accept."),
        ({"decision": "maybe"}, "Your name"),
        ({"shown": "0" * 64}, "The page has changed since you opened it."),
    ],
)
def test_half_a_decision_is_none(cast: Cast, client: Client, changes, says: str) -> None:
    _, link = offered(cast)

    answer = client.post(link, typed(client, link, **changes))

    assert answer.status_code in (409, 422)
    assert says in words(answer)
    assert state() == "sent"


def test_declined_the_request_ends_and_the_desk_learns_why(cast: Cast, client: Client) -> None:
    _, link = offered(cast)

    form = typed(client, link, decision="decline", authority="", reason="Too dear.")
    page = words(client.post(link, form, follow=True))

    assert "Declined by M. Kranjc" in page
    assert Ticket.objects.get().state == "declined"
    assert Notice.objects.filter(user=cast.elena, kind="estimate_decided").exists()


def test_the_second_of_two_is_told_who_decided(cast: Cast, client: Client) -> None:
    boss = Contact.objects.create(
        organisation=cast.alpine, name="Boss", email="boss@alpine.example", may_spend=True
    )
    _, link = offered(cast)
    theirs = link_in(mailed(boss))
    form = typed(client, theirs, name="The boss", decision="decline", keep_open="on")
    client.post(link, typed(client, link))

    late = client.post(theirs, form)

    assert late.status_code == 409
    assert "Accepted by M. Kranjc" in words(late)
    assert state() == "accepted"


def test_withdrawn_meanwhile_or_revised_the_link_leads_to_what_is_there_now(
    cast: Cast, client: Client
) -> None:
    estimate, link = offered(cast)
    form = typed(client, link)
    sent(estimate.ticket, cast, at=MONDAY, bands={"base": 60})

    late = client.post(link, form)

    assert late.status_code == 409
    assert "We withdrew this estimate" in words(late)
    assert f'href="{link}2/"' in late.content.decode()
    assert "You pay at most 1 h 00" in words(client.get(f"{link}2/"))
    withdraw(Estimate.objects.get(revision=2), by=cast.elena, at=MONDAY)
    assert "Accept, at most" not in words(client.get(f"{link}2/"))


def test_after_its_last_day_it_can_only_be_asked_for_again(
    cast: Cast, client: Client, time_machine: TimeMachineFixture
) -> None:
    _, link = offered(cast)
    form = typed(client, link)
    time_machine.move_to(rome("2026-12-24 00:00"), tick=False)

    late = client.post(link, form)
    assert late.status_code == 409
    assert "This estimate ended on Wednesday 23 December at 24:00." in words(late)
    for _ in range(2):
        client.post(link, {"decision": "renew"})

    assert state() == "expired"
    assert Notice.objects.filter(user=cast.elena, kind="estimate_renewal").count() == 1


def test_a_link_is_one_persons_and_dies_with_their_right(cast: Cast, client: Client) -> None:
    _, link = offered(cast)
    assert DecisionLink.objects.get().token_sha256 not in link

    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=False)
    assert "Accept, at most" not in words(client.get(link))
    assert client.post(link, FORGED).status_code == 409
    Contact.objects.filter(pk=cast.maja.pk).update(left_at=SENT)
    assert client.get(link).status_code == 410
    assert client.post(link, FORGED).status_code == 410

    assert state() == "sent"


@pytest.mark.parametrize("token", ["x", "a" * 22, "%20" * 22, "é" * 22])
def test_a_guessed_link_opens_nothing(cast: Cast, client: Client, token: str) -> None:
    offered(cast)

    assert client.get(f"/estimates/{token}/").status_code == 410
    assert client.get(f"/estimates/{token}/card.pdf").status_code == 410


def test_the_secret_is_kept_nowhere_once_the_mail_has_left(cast: Cast, client: Client) -> None:
    estimate = sent(to_be_estimated(cast), cast)
    payload = {"estimate_id": estimate.pk, "contact_id": cast.maja.pk}
    estimates.sent(payload, at=MONDAY, job_id=1)
    mail = begin_sending(OutgoingMail.objects.get().pk)
    assert mail is not None
    assert link_in(mail)

    finish_sending(mail, OutgoingMail.State.SENT, at=MONDAY)

    mail.refresh_from_db()
    assert (mail.text, mail.html) == ("", "")


def test_signed_in_the_same_page_decides(cast: Cast, client: Client) -> None:
    estimate, _ = offered(cast)
    client.force_login(cast.maja.user)
    address = f"/requests/{estimate.ticket.number}/estimates/1/"

    client.post(address, typed(client, address))

    assert state() == "accepted"


def test_a_requester_without_the_right_is_told_who_decides_and_can_ask_again(
    cast: Cast, client: Client
) -> None:
    boss = Contact.objects.create(
        organisation=cast.alpine, name="Boss", email="boss@alpine.example", may_spend=True
    )
    ticket = to_be_estimated(cast)
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=False)
    sent(ticket, cast)
    told = mailed(cast.maja, "estimate_told")
    assert "We have sent it to Boss" in told.text
    assert "/estimates/" not in told.text
    client.force_login(cast.maja.user)
    address = f"/requests/{ticket.number}/estimates/1/"

    page = words(client.get(address))
    assert "This is decided by Boss" in page
    assert client.post(address, FORGED).status_code == 409
    for _ in range(2):
        client.post(f"{address}forwarding/")
    works(MONDAY)

    asked = OutgoingMail.objects.filter(kind="estimate_sent").order_by("id")
    assert [mail.to[0] for mail in asked] == ["Boss <boss@alpine.example>"] * 2
    assert "Maja Kranjc asks you to decide" in asked[1].text
    assert link_in(asked[0]) != link_in(asked[1])
    assert boss.may_spend


def test_nobody_else_sees_it(cast: Cast, client: Client) -> None:
    estimate, _ = offered(cast)
    client.force_login(cast.giulia.user)
    address = f"/requests/{estimate.ticket.number}/estimates/1/"

    assert client.get(address).status_code == 404
    assert client.get(f"{address}card.pdf").status_code == 404
    assert client.post(f"{address}forwarding/").status_code == 404


def test_the_card_is_a_pdf_in_the_language_asked_for(cast: Cast, client: Client) -> None:
    _, link = offered(cast)

    card = client.get(f"{link}card.pdf?language=it")

    assert card.content.startswith(b"%PDF-")
    assert b"pdfaid" in card.content
    assert "scheda-intervento" in card["Content-Disposition"]


def test_hostile_words_stay_words_on_the_page_and_on_paper(cast: Cast, client: Client) -> None:
    hostile = '<script>alert(1)</script> #import "@preview/x:1.0.0" $x$ 日本 {{ x }} %(y)s'
    _, link = offered(cast, text=hostile)

    page = client.get(link).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert client.get(f"{link}card.pdf").content.startswith(b"%PDF-")
    assert hostile in mailed(cast.maja).text


def test_what_waits_for_a_decision_stands_first_on_ones_own_page(
    cast: Cast, client: Client
) -> None:
    estimate, _ = offered(cast)
    client.force_login(cast.maja.user)

    page = words(client.get("/"))
    assert "Your decision is awaited: Move the archive" in page
    assert "An estimate of 4 h 30 of the package." in page
    assert f"/requests/{estimate.ticket.number}/estimates/1/" in client.get("/").content.decode()
    assert "Estimate 1" in words(client.get(f"/requests/{estimate.ticket.number}/"))

    client.force_login(cast.giulia.user)
    assert "Your decision" not in words(client.get("/"))
