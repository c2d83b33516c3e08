"""The mail with link and code: to whom we know, once, in the language it was asked in."""

import re

from puntuale.apps.accounts.models import SignInLink
from puntuale.apps.accounts.sign_in_links import use_token
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import OutgoingMail
from puntuale.interfaces.mail.writing.sign_in import handle
from tests.cast import Cast, rome

AT = rome("2026-11-23 10:00")


def asked(address: str, language: str = "en", target: str = "") -> dict[str, str]:
    return {"address": address, "language": language, "browser": "b" * 64, "next": target}


def test_whom_we_know_gets_a_link_and_a_code(cast: Cast) -> None:
    handle(asked("maja@alpine.example", target="/new/"), at=AT, job_id=1)

    mail = OutgoingMail.objects.get()
    token = re.search(r"/sign-in/link/([\w-]+)/\?next=%2Fnew%2F", mail.text)
    assert mail.to == ["Maja Kranjc <maja@alpine.example>"]
    assert mail.subject == "Your way in to Officina Software, support"
    assert token is not None
    assert re.search(r"^[B-Z]{4} [B-Z]{4}$", mail.text, re.MULTILINE)
    assert token[1] in mail.html
    assert use_token(token[1], at=AT) == cast.maja.user


def test_it_is_written_in_the_language_it_was_asked_in(cast: Cast) -> None:
    handle(asked("giulia@brembo.example", "it"), at=AT, job_id=1)

    mail = OutgoingMail.objects.get()
    assert mail.subject == "Il suo accesso a Officina Software, assistenza"
    assert "vale un accesso, entro 15 minuti" in mail.text


def test_strangers_get_nothing(cast: Cast) -> None:
    Contact.objects.filter(pk=cast.giulia.pk).update(left_at=AT)

    handle(asked("nobody@elsewhere.example"), at=AT, job_id=1)
    handle(asked("giulia@brembo.example"), at=AT, job_id=2)

    assert not OutgoingMail.objects.exists()
    assert not SignInLink.objects.exists()
    assert not Contact.objects.filter(email="nobody@elsewhere.example").exists()


def test_the_same_job_again_writes_no_second_mail(cast: Cast) -> None:
    for _ in range(2):
        handle(asked("maja@alpine.example"), at=AT, job_id=1)

    assert OutgoingMail.objects.count() == 1
    assert SignInLink.objects.count() == 1


def test_the_secrets_leave_with_the_mail(cast: Cast) -> None:
    handle(asked("maja@alpine.example"), at=AT, job_id=1)

    assert OutgoingMail.objects.get().kind == "account"
