"""Notices, profile and saved replies."""

from datetime import date

import pytest
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.tickets.models import Notice, SavedReply, Ticket
from tests.apps.tickets.queue.crowd import NOW, waiting
from tests.cast import Cast, covered, in_force
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.pages import text_of

PROFILE = {"name": "Elena Riva", "language": "it", "time_zone": "Europe/London", "signature": "ER"}


def told(user: User, ticket: Ticket, kind: str = "assigned") -> Notice:
    return Notice.objects.create(user=user, ticket=ticket, kind=kind, at=NOW, about=kind)


def test_notices_say_what_happened_and_to_which_request(cast: Cast, elena: Client) -> None:
    ticket = waiting(cast)
    for kind in ("assigned", "customer_wrote", "promise_near", "promise_late"):
        told(cast.elena, ticket, kind)
    told(cast.davide, ticket)

    page = elena.get("/desk/notices/")

    words = text_of(page)
    for sentence in (
        "Assigned to you",
        "The customer wrote",
        "A promise is near",
        "A promise is late",
    ):
        assert words.count(sentence) == 1
    assert f'href="/desk/tickets/{ticket.number}/"' in page.content.decode()


def test_a_notice_of_a_coverage_leads_to_it(cast: Cast, elena: Client) -> None:
    coverage = covered(cast.brembo, in_force("suite-sla"), ends_on=date(2026, 12, 31))
    Notice.objects.create(user=cast.elena, coverage=coverage, kind="coverage_ends", at=NOW)

    page = elena.get("/desk/notices/")

    assert "A coverage ends" in text_of(page)
    assert "until 31 December 2026, unless it is renewed" in text_of(page)
    assert f'href="/office/coverages/{coverage.pk}/"' in page.content.decode()


def test_one_notice_is_read_or_all(cast: Cast, elena: Client) -> None:
    ticket = waiting(cast)
    first, *_more = [told(cast.elena, ticket, kind) for kind in Notice.Kind.values[:3]]
    others = told(cast.davide, ticket)

    elena.post("/desk/notices/read/", {"notice": first.pk})
    assert Notice.objects.get(read_at__isnull=False) == first

    elena.post("/desk/notices/read/", {"notice": others.pk})
    elena.post("/desk/notices/read/", {"notice": "x"})
    assert Notice.objects.filter(read_at=None).count() == 3

    elena.post("/desk/notices/read/", {"notice": "all"})
    assert Notice.objects.get(read_at=None) == others


def test_of_a_request_that_became_restricted_nothing_is_told(cast: Cast, elena: Client) -> None:
    told(cast.elena, waiting(cast, is_restricted=True))

    assert "No notices" in text_of(elena.get("/desk/notices/"))
    assert "Notices 1" not in text_of(elena.get("/desk/replies/"))


def test_the_profile_changes_language_zone_and_keys(cast: Cast, elena: Client) -> None:
    saved = elena.post("/desk/profile/", PROFILE, follow=True)

    me = User.objects.get(pk=cast.elena.pk)
    assert (me.language, me.time_zone, me.signature) == ("it", "Europe/London", "ER")
    assert not me.uses_shortcuts
    assert "Il suo profilo è salvato." in text_of(saved)
    assert 'data-shortcuts="off"' in saved.content.decode()


def test_a_wrong_profile_is_shown_again_and_not_kept(cast: Cast, elena: Client) -> None:
    wrong = elena.post("/desk/profile/", PROFILE | {"time_zone": "Mars/Base", "name": "Other"})

    assert wrong.status_code == 422
    assert User.objects.get(pk=cast.elena.pk).name == "Elena Riva"


def test_nobody_gives_themselves_rights(cast: Cast, davide: Client) -> None:
    extra = {"role": Role.ADMINISTRATOR, "sees_restricted": "on", "email": "x@y.example"}
    davide.post("/desk/profile/", PROFILE | extra)

    me = User.objects.get(pk=cast.davide.pk)
    assert (me.role, me.sees_restricted) == (Role.AGENT, False)
    assert me.email == cast.davide.email


def test_a_reply_is_written_changed_and_deleted(cast: Cast, davide: Client) -> None:
    davide.post(
        "/desk/replies/new/",
        {"title": "Screenshot", "text_it": "Ci manda una schermata?", "waits_for_customer": "on"},
    )
    reply = SavedReply.objects.get()
    assert reply.waits_for_customer
    assert "Screenshot" in text_of(davide.get("/desk/replies/"))

    davide.post(
        f"/desk/replies/{reply.pk}/", {"title": "Screenshot", "text_en": "A screenshot, please."}
    )
    reply.refresh_from_db()
    assert (reply.text_it, reply.text_en) == ("", "A screenshot, please.")

    davide.post(f"/desk/replies/{reply.pk}/delete/")
    assert not SavedReply.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"title": ""}, {"title": "Empty"}, {"title": "Same", "text_it": "x"}]
)
def test_a_wrong_reply_is_shown_again(cast: Cast, elena: Client, sent: dict[str, str]) -> None:
    SavedReply.objects.create(title="Same", text_en="y")

    assert elena.post("/desk/replies/new/", sent).status_code == 422
    assert SavedReply.objects.count() == 1


def test_the_masthead_leads_where_the_role_may_go(
    cast: Cast, davide: Client, elena: Client, sign_in: SignIn
) -> None:
    assert "Clienti" not in text_of(davide.get("/desk/replies/"))
    assert "Customers" in text_of(elena.get("/desk/replies/"))
