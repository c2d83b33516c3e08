"""From an empty database to a working desk, by whoever holds the key."""

from pathlib import Path

import pytest
from django.test import Client

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.setup_key import make_key
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.post.models import Mailbox
from puntuale.apps.work.models import RemoteTool

pytestmark = pytest.mark.django_db

BEGINNING = {
    "vendor": "Officina Software",
    "language": "it",
    "time_zone": "Europe/Rome",
    "name": "Ada Ferri",
    "email": "ada@officina.example",
    "password": "a long and quiet evening",
}


@pytest.fixture
def key(settings: object, tmp_path: Path) -> str:
    settings.DATA_DIRECTORY = tmp_path  # type: ignore[attr-defined]
    return make_key(tmp_path)


def test_every_address_leads_to_the_first_page(client: Client, key: str) -> None:
    assert client.get("/desk/").headers["Location"] == "/setup/"


def test_without_the_key_nothing_is_made(client: Client, key: str) -> None:
    assert client.post("/setup/", {**BEGINNING, "key": "guess"}).status_code == 403
    assert client.post("/setup/", BEGINNING).status_code == 403
    assert not User.objects.exists()


def test_three_steps_make_a_working_desk(client: Client, key: str) -> None:
    first = client.post("/setup/", {**BEGINNING, "key": key})
    second = client.post("/setup/mailbox/", {"address": "support@officina.example"})
    third = client.post("/setup/agreement/", {"begin_with": "suite-sla"})

    steps = [answer.headers["Location"] for answer in (first, second, third)]
    assert steps == ["/setup/mailbox/", "/setup/agreement/", "/desk/"]
    assert User.objects.get().role == "administrator"
    assert Mailbox.objects.get().is_default
    assert Agreement.objects.get().is_standard
    assert AgreementVersion.objects.get().state == "active"
    kinds = set(RemoteTool.objects.values_list("kind", flat=True))
    assert kinds == {"teamviewer", "ssh", "rdp", "rustdesk", "jitsi"}
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(("code", "takes"), [("standard-services", True), ("suite-sla", False)])
def test_whoever_begins_learns_where_the_public_form_takes_nothing(
    client: Client, key: str, code: str, takes: bool
) -> None:
    client.post("/setup/", {**BEGINNING, "key": key})

    desk = client.post("/setup/agreement/", {"begin_with": code}, follow=True)

    assert ("canale «form» a una bozza" in desk.content.decode()) is not takes


def test_a_document_that_extends_another_brings_it_along(client: Client, key: str) -> None:
    client.post("/setup/", {**BEGINNING, "key": key})

    client.post("/setup/agreement/", {"begin_with": "platinum"})

    in_force = AgreementVersion.objects.filter(state="active")
    assert set(in_force.values_list("agreement__code", flat=True)) == {"gold", "platinum"}


def test_a_weak_password_is_refused_and_the_rest_is_kept(client: Client, key: str) -> None:
    answer = client.post("/setup/", {**BEGINNING, "password": "password", "key": key})

    assert answer.status_code == 422
    assert "Officina Software" in answer.content.decode()
    assert not Vendor.objects.exists()


def test_a_desk_that_is_set_up_has_no_first_page(client: Client, key: str, tmp_path: Path) -> None:
    client.post("/setup/", {**BEGINNING, "key": key})

    assert Client().get("/setup/", {"key": key}).status_code == 404
    assert not (tmp_path / "setup-key").exists()
