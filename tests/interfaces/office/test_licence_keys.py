"""Prices, releases and seats are kept; the key of licence files is changed."""

from django.test import Client

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.catalogue.keys import private_key
from puntuale.apps.catalogue.models import Licence, ListPrice, SigningKey
from tests.apps.catalogue.machines import a_licence, activated
from tests.cast import NOON, Cast
from tests.interfaces.office.test_records_are_kept import as_


def test_a_price_is_kept_to_the_cent_and_shown_as_money(client: Client, cast: Cast) -> None:
    page = as_(client, cast.elena)
    price = {"product": cast.planner.pk, "currency": "eur", "valid_from": "2026-12-01"}

    page.post("/office/prices/new/", price | {"amount_cents": "1300.05"})
    refused = page.post("/office/prices/new/", price | {"amount_cents": "13.005"})

    kept = ListPrice.objects.get()
    assert (kept.amount_cents, kept.currency) == (130_005, "EUR")
    assert "€1,300.05" in page.get("/office/prices/").content.decode()
    assert 'value="1300.05"' in page.get(f"/office/prices/{kept.pk}/").content.decode()
    assert refused.status_code == 422


def test_a_licence_keeps_a_seat_for_every_active_machine(client: Client, cast: Cast) -> None:
    licence = a_licence(cast.planner, cast.alpine, seats=2)
    activated(licence, "office")
    activated(licence, "workshop")
    typed = {"serial_number": "OP-1", "product": cast.planner.pk, "is_node_locked": "on"}

    fewer = as_(client, cast.elena).post(f"/office/licences/{licence.pk}/", typed | {"seats": "1"})
    more = client.post(
        f"/office/licences/{licence.pk}/", typed | {"seats": "3", "features": "planning, export"}
    )

    assert fewer.status_code == 422
    assert "2 machines are active." in fewer.content.decode()
    assert more.status_code == 302
    licence = Licence.objects.get(pk=licence.pk)
    assert (licence.seats, licence.seats_taken) == (3, 2)
    assert licence.features == ["planning", "export"]


def test_the_administrator_changes_the_key_and_the_log_says_so(client: Client, cast: Cast) -> None:
    private_key(at=NOON)
    first = SigningKey.objects.get()

    page = as_(client, cast.admin).post("/office/licence-keys/", follow=True).content.decode()

    second = SigningKey.objects.get(is_in_use=True)
    assert second.pk != first.pk
    assert first.kid in page
    assert LogEntry.objects.get().what == "licence_key.made"
    for sealed in SigningKey.objects.values_list("sealed_private_key", flat=True):
        assert sealed not in page


def test_looking_makes_no_key_and_a_manager_changes_none(client: Client, cast: Cast) -> None:
    as_(client, cast.admin).get("/office/licence-keys/")

    assert as_(client, cast.elena).post("/office/licence-keys/").status_code == 403
    assert not SigningKey.objects.exists()
