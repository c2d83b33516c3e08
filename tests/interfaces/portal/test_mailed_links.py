"""Coming in without a password: a link for any browser, a code for the one that asked."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from puntuale.apps.accounts.models import SignInLink, User
from puntuale.apps.accounts.sign_in_links import LIFETIME, MAX_WRONG_CODES, WayIn, make_link, sha256
from puntuale.apps.customers.letting_in import user_with_address
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from tests.cast import Cast


def asked(client: Client, email: str) -> Job:
    answer = client.post("/sign-in/link/", {"email": email})
    assert answer["Location"] == "/sign-in/link/sent/"
    return Job.objects.get(kind="mail.sign_in")


def mailed(client: Client, user: User, *, ago: timedelta = timedelta()) -> WayIn:
    job = asked(client, user.email)
    return make_link(user, browser=job.payload["browser"], at=timezone.now() - ago)


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def test_a_known_and_an_unknown_address_leave_the_same_work_and_get_the_same_answer(
    cast: Cast,
) -> None:
    pages = []
    for email in ("maja@alpine.example", "nobody@elsewhere.example"):
        client = Client()
        answer = client.post("/sign-in/link/", {"email": email}, follow=True)
        pages.append(answer.content.decode().partition("<main")[2].partition("csrf")[0])

    jobs = Job.objects.filter(kind="mail.sign_in").order_by("id")
    assert pages[0] == pages[1]
    assert [job.payload["address"] for job in jobs] == [
        "maja@alpine.example",
        "nobody@elsewhere.example",
    ]
    assert not SignInLink.objects.exists()


def test_the_link_lets_in_from_any_browser_and_only_by_its_button(
    cast: Cast, client: Client
) -> None:
    way_in = mailed(client, cast.maja.user)
    elsewhere = Client()

    looked = elsewhere.get(f"/sign-in/link/{way_in.token}/")
    assert "maja@alpine.example" in looked.content.decode()
    assert who(elsewhere) == ""
    answer = elsewhere.post(f"/sign-in/link/{way_in.token}/")

    assert answer["Location"] == "/"
    assert who(elsewhere) == str(cast.maja.user.pk)


def test_the_link_lets_in_once(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    client.post(f"/sign-in/link/{way_in.token}/")
    another = Client()

    answer = another.post(f"/sign-in/link/{way_in.token}/")

    assert answer.status_code == 410
    assert who(another) == ""


def test_the_link_ends_after_a_quarter_of_an_hour(cast: Cast, client: Client) -> None:
    old = mailed(client, cast.maja.user, ago=LIFETIME)

    assert client.get(f"/sign-in/link/{old.token}/").status_code == 410
    assert client.post(f"/sign-in/link/{old.token}/").status_code == 410
    assert who(client) == ""


def test_the_code_lets_in_the_browser_that_asked(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    spaced = f" {way_in.code[:4].lower()} {way_in.code[4:]} "

    answer = client.post("/sign-in/link/sent/", {"code": spaced})

    assert answer["Location"] == "/"
    assert who(client) == str(cast.maja.user.pk)


def test_the_code_lets_in_no_other_browser(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    other = Client()

    answer = other.post("/sign-in/link/sent/", {"code": way_in.code})

    assert answer.status_code == 422
    assert who(other) == ""


def test_the_code_is_used_up_with_its_link(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    Client().post(f"/sign-in/link/{way_in.token}/")

    assert client.post("/sign-in/link/sent/", {"code": way_in.code}).status_code == 422


def test_a_few_wrong_codes_end_the_code(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    for _ in range(MAX_WRONG_CODES):
        client.post("/sign-in/link/sent/", {"code": "BBBBBBBB"})

    assert client.post("/sign-in/link/sent/", {"code": way_in.code}).status_code == 422
    assert who(client) == ""


@pytest.mark.parametrize("code", ["", " ", "\x00", "None", "a" * 21])
def test_an_empty_or_odd_code_lets_nobody_in(cast: Cast, client: Client, code: str) -> None:
    mailed(client, cast.maja.user)

    assert client.post("/sign-in/link/sent/", {"code": code}).status_code == 422
    assert client.post("/sign-in/link/sent/", {"code[]": "x"}).status_code == 422


def test_three_links_an_hour_are_mailed_to_one_address(cast: Cast) -> None:
    for _ in range(3):
        Client().post("/sign-in/link/", {"email": "maja@alpine.example"})

    answer = Client().post("/sign-in/link/", {"email": " MAJA@alpine.example "})

    assert answer.status_code == 429
    assert Job.objects.filter(kind="mail.sign_in").count() == 3


def test_one_caller_cannot_have_links_mailed_all_over_the_world(cast: Cast) -> None:
    for number in range(20):
        Client().post("/sign-in/link/", {"email": f"someone{number}@elsewhere.example"})

    answer = Client().post("/sign-in/link/", {"email": "one.more@elsewhere.example"})

    assert answer.status_code == 429


def test_nothing_that_opens_a_door_is_kept(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)

    kept = str(SignInLink.objects.values().get())
    assert way_in.token not in kept
    assert way_in.code not in kept
    assert way_in.token not in str(list(Job.objects.values()))


def test_a_contact_born_from_a_mail_becomes_a_user_when_a_link_is_asked_for(cast: Cast) -> None:
    newcomer = Contact.objects.create(email="new@alpine.example", name="Nina New")

    user = user_with_address("NEW@alpine.example", at=timezone.now())

    newcomer.refresh_from_db()
    assert user == newcomer.user
    assert user.role == "customer"
    assert not user.has_usable_password()


def test_strangers_and_those_who_left_are_not_let_in(cast: Cast) -> None:
    Contact.objects.filter(pk=cast.giulia.pk).update(left_at=timezone.now())
    User.objects.filter(pk=cast.davide.pk).update(is_active=False)
    now = timezone.now()

    assert user_with_address("nobody@elsewhere.example", at=now) is None
    assert user_with_address(cast.giulia.email, at=now) is None
    assert user_with_address(cast.davide.email, at=now) is None
    assert not User.objects.filter(email="nobody@elsewhere.example").exists()


def test_a_link_of_a_closed_account_lets_nobody_in(cast: Cast, client: Client) -> None:
    way_in = mailed(client, cast.maja.user)
    User.objects.filter(pk=cast.maja.user.pk).update(is_active=False)

    assert client.post(f"/sign-in/link/{way_in.token}/").status_code == 410


def test_one_goes_on_where_one_wanted_to_go(cast: Cast, client: Client) -> None:
    client.post("/sign-in/link/", {"email": cast.maja.email, "next": "/new/"})
    job = Job.objects.get(kind="mail.sign_in")
    way_in = make_link(cast.maja.user, browser=job.payload["browser"], at=timezone.now())

    answer = client.post(f"/sign-in/link/{way_in.token}/", {"next": "/new/"})

    assert job.payload["next"] == "/new/"
    assert answer["Location"] == "/new/"


def test_a_link_leads_nowhere_else(cast: Cast, client: Client) -> None:
    client.post("/sign-in/link/", {"email": cast.maja.email, "next": "//evil.example/"})
    job = Job.objects.get(kind="mail.sign_in")
    way_in = make_link(cast.maja.user, browser=sha256("x"), at=timezone.now())

    answer = client.post(f"/sign-in/link/{way_in.token}/", {"next": "https://evil.example/"})

    assert job.payload["next"] == ""
    assert answer["Location"] == "/"


def test_the_limits_are_kept_where_all_processes_see_them(settings: object) -> None:
    assert "DatabaseCache" in settings.CACHES["default"]["BACKEND"]  # type: ignore[attr-defined]
    assert cache is not None
