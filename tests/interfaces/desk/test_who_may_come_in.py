"""Staff come in, customers are led to their own pages, strangers to the door."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from puntuale.apps.accounts.models import User
from puntuale.interfaces.desk import urls as desk
from tests.apps.tickets.queue.crowd import waiting
from tests.cast import Cast

PAGES = [
    "queue",
    "changes",
    "filters",
    "merging",
    "views",
    "search",
    "notices",
    "profile",
    "replies",
    "new_saved_reply",
]


@pytest.mark.parametrize("name", PAGES)
def test_staff_see_every_page(cast: Cast, elena: Client, davide: Client, name: str) -> None:
    waiting(cast, "2026-11-27 18:30")

    for client in (elena, davide):
        assert client.get(reverse(f"desk:{name}")).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_asked_to_sign_in(cast: Cast, name: str) -> None:
    address = reverse(f"desk:{name}")

    answer = Client().get(address)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={address}")


def test_a_customer_is_led_to_their_own_requests(cast: Cast, maja: Client) -> None:
    assert maja.get("/desk/")["Location"] == reverse("portal:home")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "queue"])
def test_no_other_page_exists_for_a_customer(cast: Cast, maja: Client, name: str) -> None:
    assert maja.get(reverse(f"desk:{name}")).status_code == 404
    assert maja.post(reverse(f"desk:{name}")).status_code in {404, 405}


def test_customers_do_nothing_here(cast: Cast, maja: Client) -> None:
    ticket = waiting(cast, contact=cast.maja)

    for address in ("/desk/bulk/", "/desk/bulk/undo/", "/desk/bulk/merge/", "/desk/notices/read/"):
        assert maja.post(address, {"ticket": ticket.number, "do": "close"}).status_code == 404

    ticket.refresh_from_db()
    assert ticket.is_open


def test_who_has_been_let_go_comes_in_no_more(cast: Cast, elena: Client) -> None:
    User.objects.filter(pk=cast.elena.pk).update(is_active=False)

    assert elena.get("/desk/").status_code == 302


def test_every_address_of_the_door_needs_a_person() -> None:
    resolver = get_resolver(desk)

    for pattern in resolver.url_patterns:
        for address in getattr(pattern, "url_patterns", [pattern]):
            assert getattr(address.callback, "login_required", True), address
