"""Thirty ways in that must not work, by their numbers in the design.

None joins as trusted words, none acts, none shows history, none causes a mail to a customer.
"""

from email.utils import parseaddr

import pytest
from django.utils import timezone

from puntuale.apps.customers.models import Contact
from puntuale.apps.post.addressing import fingerprint
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.merging import merge
from puntuale.apps.tickets.actions.participants import add_participant, remove_participant
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Participant, Ticket, TicketReference
from tests.interfaces.mail.office import (
    a_mail,
    arrives,
    kinds_on,
    last_sent,
    minutes,
    our_mailbox,
    reply_to,
    ticket_of,
    words_on,
    works,
)

pytestmark = pytest.mark.django_db
State = InboundMail.State
EVE = "Eve <eve@evil.example>"


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def asked(cast) -> Ticket:
    """A request of Giulia's, to which Davide has answered."""
    ticket = ticket_of(arrives(a_mail()))
    answer(ticket, by=cast.davide, text="Quale delle due importazioni?", at=minutes(5))
    works(minutes(5))
    return ticket


@pytest.fixture
def sent(asked) -> OutgoingMail:
    return last_sent()


def keeps_out(asked: Ticket, raw: bytes, **how: object) -> InboundMail:
    """`raw` arrives and nothing of it reaches the request or the customer."""
    words, kinds = words_on(asked), kinds_on(asked)
    told = mails_to("giulia@brembo.example")

    kept = arrives(raw, at=minutes(9), **how)

    assert words_on(asked) == words
    assert [kind for kind in kinds_on(asked) if kind != "automatic"] == kinds
    assert mails_to("giulia@brembo.example") == told
    if kept.ticket_id is not None and kept.state == State.READ:
        other = ticket_of(kept)
        assert other == asked or other.messages.exclude(kind="customer").count() == 0
    return kept


def mails_to(address: str) -> int:
    mails = OutgoingMail.objects.all()
    return sum(address in (parseaddr(to)[1] for to in [*mail.to, *mail.cc]) for mail in mails)


def is_new_or_held(kept: InboundMail, asked: Ticket) -> bool:
    return kept.state == State.HELD or (kept.state == State.READ and kept.ticket_id != asked.pk)


def test_01_the_number_in_the_subject_from_a_stranger(asked):
    kept = keeps_out(asked, a_mail(EVE, subject=f"[{asked.number}] please send me the file"))

    assert is_new_or_held(kept, asked)


def test_02_the_number_under_the_display_name_of_the_customer(asked):
    forged = '"Giulia Conti <giulia@brembo.example>" <eve@evil.example>'

    assert is_new_or_held(keeps_out(asked, a_mail(forged, f"[{asked.number}] x")), asked)


def test_03_in_reply_to_of_ours_from_a_stranger(asked, sent):
    assert is_new_or_held(keeps_out(asked, reply_to(sent, sender=EVE)), asked)


def test_04_references_with_ours_among_others(asked, sent):
    raw = a_mail(EVE, References=f"<a@b> {sent.message_id} <c@d>")

    assert is_new_or_held(keeps_out(asked, raw), asked)


def test_05_our_secret_with_one_character_changed(asked, sent):
    wrong = sent.reply_to.replace(secret_of(sent), other_secret(sent))
    raw = a_mail(to=wrong, subject="Altro")

    assert is_new_or_held(arrives(raw, to=[wrong]), asked)


def test_06_the_secret_of_another_request(asked, sent, cast):
    other = ticket_of(arrives(a_mail("maja@alpine.example", "Printer", "It does not print today.")))

    kept = keeps_out(other, reply_to(sent, sender="maja@alpine.example"))

    assert is_new_or_held(kept, asked)
    assert kept.ticket_id != other.pk


def test_07_the_secret_after_the_person_was_removed(asked, cast):
    carlo = Contact.objects.create(email="carlo@brembo.example", organisation=cast.brembo)
    add_participant(asked, carlo, by=cast.elena, at=minutes(6))
    answer(asked, by=cast.davide, text="Anche per Carlo.", at=minutes(7))
    works(minutes(7))
    remove_participant(asked, carlo, by=cast.elena, at=minutes(8))

    kept = keeps_out(asked, reply_to(last_sent(), sender="carlo@brembo.example"))

    assert is_new_or_held(kept, asked)


def test_08_the_secret_from_an_agent_who_may_no_longer(asked, sent, cast):
    cast.davide.is_active = False
    cast.davide.save()

    assert keeps_out(asked, reply_to(sent, sender="davide@officina.example")).state == State.HELD


def test_09_a_guessed_plus_address(asked):
    guessed = f"support+{'a' * 26}@officina.example"

    assert is_new_or_held(keeps_out(asked, a_mail(EVE, to=guessed), to=[guessed]), asked)


def test_10_a_plus_address_with_the_number_only(asked):
    guessed = f"support+{asked.number}@officina.example"

    kept = arrives(a_mail(to=guessed, subject="Altro"), to=[guessed])

    assert is_new_or_held(kept, asked)


def test_11_an_agents_address_without_authentication(asked):
    kept = keeps_out(
        asked, a_mail("Elena Riva <elena@officina.example>", f"[{asked.number}] close")
    )

    assert kept.state == State.HELD


def test_12_an_agents_address_with_a_valid_in_reply_to(asked, sent):
    kept = keeps_out(asked, reply_to(sent, sender="Elena Riva <ELENA@officina.example>"))

    assert (kept.state, kept.reason) == (State.HELD, "staff_address")


def test_13_two_from_headers(asked, sent):
    raw = b"From: giulia@brembo.example\r\n" + reply_to(sent, sender=EVE)

    assert is_new_or_held(keeps_out(asked, raw), asked)


def test_14_a_from_with_two_addresses(asked, sent):
    raw = reply_to(sent, sender="giulia@brembo.example, eve@evil.example")

    assert is_new_or_held(keeps_out(asked, raw), asked)


@pytest.mark.parametrize("header", ["Sender", "Reply_To", "Resent_From", "X_Original_From"])
def test_15_an_agent_or_customer_in_another_header(asked, sent, header):
    raw = reply_to(sent, **{"sender": EVE, header: "giulia@brembo.example"})

    assert is_new_or_held(keeps_out(asked, raw), asked)


@pytest.mark.parametrize(
    "sender",
    [
        '"giulia@brembo.example" <eve@evil.example>',
        "giulia@brembo.example <eve@evil.example>",
        "eve@evil.example (giulia@brembo.example)",
        '"giulia@brembo.example"@evil.example',
        "Group: giulia@brembo.example;",
        "<giulia@brembo.example> <eve@evil.example>",
        "giulia(comment)@brembo.example, eve@evil.example",
        "=?utf-8?q?giulia=40brembo.example?= <eve@evil.example>",
        "=?utf-8?q?giulia=40brembo.example=2C?= eve@evil.example",
    ],
)
def test_16_quotes_comments_and_groups_in_from(asked, sent, sender):
    assert is_new_or_held(keeps_out(asked, reply_to(sent, sender=sender)), asked)


@pytest.mark.parametrize(
    "domain", ["brembо.example", "xn--bremb-nye.example", "brembo.example.evil.example"]
)
def test_17_look_alike_letters_in_the_domain(asked, sent, domain):
    raw = reply_to(sent, sender=f"giulia@{domain}")

    assert is_new_or_held(keeps_out(asked, raw), asked)


@pytest.mark.parametrize(
    "address", ["gıulia@brembo.example", "gİulia@brembo.example", "giulia+x@brembo.example"]
)
def test_18_a_dotless_i_and_a_detail_are_somebody_else(asked, sent, address):
    raw = reply_to(sent, sender=address)

    assert is_new_or_held(keeps_out(asked, raw, sender="eve@evil.example"), asked)


def test_18_the_case_of_letters_makes_nobody_else(asked, sent):
    kept = arrives(reply_to(sent, sender="GIULIA@Brembo.Example"))

    assert ticket_of(kept) == asked


def test_19_headers_of_ours_from_outside(asked):
    raw = a_mail(
        EVE, X_Puntuale_Ticket=str(asked.number), X_Puntuale_Agent="elena@officina.example"
    )

    assert is_new_or_held(keeps_out(asked, raw), asked)


def test_20_a_forged_verdict_of_our_own_server(asked, sent):
    raw = reply_to(
        sent,
        sender="elena@officina.example",
        Authentication_Results="officina.example; dkim=pass; spf=pass; dmarc=pass",
    )

    assert keeps_out(asked, raw).state == State.HELD


def test_20_nothing_is_gained_by_forging_a_verdict_beside_our_own(asked, sent, settings):
    settings.MAIL_BORDERS = {"mx.officina.example"}
    raw = b"".join(
        b"Authentication-Results: mx.officina.example; dmarc=%s header.from=brembo.example\r\n"
        % each
        for each in (b"fail (p=none)", b"pass")
    )

    kept = keeps_out(asked, raw + reply_to(sent))

    assert (kept.state, kept.reason) == (State.HELD, "not_genuine")


def test_21_a_chain_of_an_unknown_sealer(asked, sent):
    raw = reply_to(
        sent,
        sender=EVE,
        ARC_Authentication_Results="i=1; evil.example; dmarc=pass",
        ARC_Seal="i=1; cv=pass",
    )

    assert is_new_or_held(keeps_out(asked, raw), asked)


def test_22_an_automatic_mail_with_a_valid_secret_that_asks_to_close(asked, sent):
    keeps_out(asked, reply_to(sent, text="Please close this.", Auto_Submitted="auto-generated"))

    asked.refresh_from_db()
    assert asked.is_open


def test_23_a_verification_code_sent_to_the_support_address(asked):
    kept = keeps_out(asked, a_mail("noreply@bank.example", "Your code", "Your code is 123456."))

    assert mails_to("noreply@bank.example") == 0
    assert ticket_of(kept).organisation is None
    assert not Participant.objects.filter(ticket=ticket_of(kept)).exists()


def test_24_a_verification_code_sent_to_the_address_of_a_request(asked, sent):
    raw = a_mail("noreply@bank.example", "Your code", "Your code is 123456.", to=sent.reply_to)

    kept = keeps_out(asked, raw, to=[sent.reply_to])

    assert ticket_of(kept) != asked


def test_25_a_newcomer_in_copy_gets_no_history(asked, sent, cast):
    arrives(reply_to(sent, Cc="new@evil.example", text="Una sola risposta per voi."), at=minutes(9))
    answer(asked, by=cast.davide, text="Grazie.", at=minutes(12))
    works(minutes(12))

    mail = last_sent()
    assert mail.cc == ["new@evil.example"]
    assert "importazione degli ordini" not in mail.text
    assert "importazione degli ordini" not in mail.html


def test_26_a_forwarded_copy_from_a_former_employee(asked, sent, cast):
    cast.giulia.left_at = timezone.now()
    cast.giulia.save()

    assert keeps_out(asked, reply_to(sent)).state == State.HELD


def test_27_a_bounce_that_names_our_secret_but_comes_from_nowhere(asked, sent):
    raw = (
        "From: MAILER-DAEMON@evil.example\r\nSubject: failure\r\nContent-Type: multipart/report;"
        " report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: message/delivery-status"
        "\r\n\r\nX: y\r\n\r\nFinal-Recipient: rfc822; giulia@brembo.example\r\nAction: failed\r\n"
        f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent.message_id}\r\n--r--\r\n"
    ).encode()

    keeps_out(asked, raw, sender="eve@evil.example")

    sent.refresh_from_db()
    assert sent.bounced_at is None


def test_28_a_calendars_answer_with_a_secret(asked, sent):
    raw = reply_to(sent, Content_Type="text/calendar; method=REPLY", text="BEGIN:VCALENDAR")

    keeps_out(asked, raw)


def test_29_one_secret_to_two_of_our_mailboxes_joins_once(asked, sent):
    raw = reply_to(sent)

    arrives(raw, to=[sent.reply_to])
    arrives(raw, to=["billing@officina.example"])

    assert words_on(asked).count("La prima delle due, grazie per l'aiuto.") == 1


def test_30_the_secret_of_a_merged_request_from_who_has_no_part_in_the_other(asked, sent, cast):
    carlo = Contact.objects.create(email="carlo@brembo.example", organisation=cast.brembo)
    add_participant(asked, carlo, by=cast.elena, at=minutes(6))
    target = ticket_of(arrives(a_mail(subject="Altro")))
    merge(asked, into=target, by=cast.elena, at=minutes(7))

    kept = keeps_out(target, reply_to(sent, sender="carlo@brembo.example"))

    assert is_new_or_held(kept, target)


def test_a_secret_is_kept_as_its_hash_only(asked, sent):
    hashes = set(
        TicketReference.objects.filter(ticket=asked).values_list("token_sha256", flat=True)
    )

    assert fingerprint(secret_of(sent)) in hashes
    assert secret_of(sent) not in "".join(hashes)


def test_no_two_secrets_are_equal(asked):
    assert TicketReference.objects.filter(ticket=asked).count() == 2


def secret_of(sent: OutgoingMail) -> str:
    return sent.reply_to.partition("+")[2].partition("@")[0]


def other_secret(sent: OutgoingMail) -> str:
    secret = secret_of(sent)
    return ("b" if secret[0] == "a" else "a") + secret[1:]
