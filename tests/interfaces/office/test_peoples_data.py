"""The page of people's data: rules with a preview, and one person's copy, hold and erasure."""

import pytest
from django.test import Client

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.privacy.copying import handle as make_copy
from puntuale.apps.privacy.erasing import handle as erase
from puntuale.apps.privacy.models import DataCopy, Erasure, Hold, RetentionRule
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.admin)
    return client


def test_a_rule_shows_what_would_go_before_it_is_saved(ada: Client) -> None:
    LogEntry.objects.create(what="x", subject="y", at=NOON.replace(year=2025))

    shown = ada.post("/office/privacy/", {"log": "100", "show": "1"}).content.decode()
    assert 'class="num">1<' in shown
    assert not RetentionRule.objects.exists()
    ada.post("/office/privacy/", {"log": "100"})

    assert RetentionRule.objects.get().days == 100


@pytest.mark.parametrize("days", ["0", "-1", "x", "99999"])
def test_a_number_that_is_none_is_refused(ada: Client, days: str) -> None:
    assert ada.post("/office/privacy/", {"log": days}).status_code == 422
    assert not RetentionRule.objects.exists()


def test_a_person_is_found_copied_and_fetched(ada: Client, cast: Cast) -> None:
    assert "Giulia Conti" in ada.get("/office/privacy/?q=giulia").content.decode()
    page = f"/office/privacy/people/{cast.giulia.pk}/"

    assert "is being made" in ada.post(f"{page}copy/", follow=True).content.decode()
    copy = DataCopy.objects.get()
    make_copy({"copy_id": copy.pk}, at=NOON)
    answer = ada.get(f"/office/privacy/copies/{copy.key}/")

    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_a_person_is_erased_after_their_address_was_typed(ada: Client, cast: Cast) -> None:
    page = f"/office/privacy/people/{cast.giulia.pk}/"
    assert "Erase this person" in ada.get(page).content.decode()

    ada.post(f"{page}erasure/", {"address": "somebody@else.example"})
    assert not Erasure.objects.exists()
    ada.post(f"{page}erasure/", {"address": cast.giulia.email})
    erase({"erasure_id": Erasure.objects.get().pk}, at=NOON)

    after = ada.get(page).content.decode()
    assert "Erased on" in after
    assert "Giulia" not in after


def test_what_forbids_it_is_told(ada: Client, cast: Cast) -> None:
    asked(cast)
    page = f"/office/privacy/people/{cast.giulia.pk}/"
    ada.post(f"{page}hold/", {"reason": "Dispute 12/2026"})

    told = ada.get(page).content.decode()

    assert "Requests of this person are open." in told
    assert "These data are held." in told
    assert "Erase this person" not in told
    ada.post(f"{page}hold/end/")
    assert not Hold.objects.filter(ended_at=None).exists()


def test_a_customer_fetches_their_own_copy_and_nobody_elses(cast: Cast) -> None:
    giulia, maja = Client(), Client()
    giulia.force_login(cast.giulia.user)
    maja.force_login(cast.maja.user)

    assert "Prepariamo la copia." in giulia.post("/profile/data/", follow=True).content.decode()
    copy = DataCopy.objects.get()
    make_copy({"copy_id": copy.pk}, at=NOON)
    address = f"/profile/data/{copy.key}/"

    assert address in giulia.get("/profile/data/").content.decode()
    answer = giulia.get(address)
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert maja.get(address).status_code == 404
    assert LogEntry.objects.filter(what="data_copy.fetched", by=cast.giulia.user).exists()
