"""Customers, people and the rest: who may keep them, what is written down, what is refused."""

from datetime import date

import pytest
from django.forms.utils import pretty_name
from django.test import Client
from django.utils import translation
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import LogEntry, User
from puntuale.apps.catalogue.models import Licence
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.post.models import Mailbox
from puntuale.apps.post.sealing import unseal
from puntuale.apps.work.models import RemoteTool
from puntuale.interfaces.office.resources import RESOURCES
from tests.cast import Cast, covered, in_force, rome


def as_(client: Client, user: User | None) -> Client:
    assert user is not None
    client.force_login(user)
    return client


CUSTOMER = {
    "name": "Cantine Morelli",
    "language": "it",
    "time_zone": "Europe/Rome",
    "joining": "confirmed",
}


def test_a_new_customer_is_kept_and_the_log_says_by_whom(client: Client, cast: Cast) -> None:
    as_(client, cast.elena).post("/office/customers/new/", CUSTOMER)

    assert Organisation.objects.filter(name="Cantine Morelli").exists()
    entry = LogEntry.objects.get()
    assert (entry.what, entry.subject, entry.by) == (
        "customers.made",
        "Cantine Morelli",
        cast.elena,
    )


@pytest.mark.parametrize("said", [{}, {"joining": ""}])
def test_who_joins_stays_as_it_is_where_a_page_does_not_ask(
    client: Client, cast: Cast, said: dict[str, str]
) -> None:
    Organisation.objects.filter(pk=cast.alpine.pk).update(joining="domain")
    asked = {name: CUSTOMER[name] for name in ("language", "time_zone")} | said
    as_(client, cast.elena)

    client.post(f"/office/customers/{cast.alpine.pk}/", asked | {"name": "Alpine Optics"})
    client.post("/office/customers/new/", asked | {"name": "Cantine Morelli"})

    joining = dict(Organisation.objects.values_list("name", "joining"))
    assert joining["Alpine Optics"] == "domain"
    assert joining["Cantine Morelli"] == "confirmed"


def test_a_change_is_logged_with_what_stood_there_before(client: Client, cast: Cast) -> None:
    page = f"/office/customers/{cast.alpine.pk}/"

    as_(client, cast.elena).post(page, {**CUSTOMER, "name": "Alpine Optics d.o.o."})

    entry = LogEntry.objects.get()
    assert entry.before["name"] == "Alpine Optics"
    assert entry.after["name"] == "Alpine Optics d.o.o."


@pytest.mark.parametrize("code", RESOURCES)
def test_every_list_and_every_form_opens_for_the_administrator(
    client: Client, cast: Cast, code: str
) -> None:
    as_(client, cast.admin)

    assert client.get(f"/office/{code}/").status_code == 200
    assert client.get(f"/office/{code}/new/").status_code == 200


@pytest.mark.parametrize("code", RESOURCES)
def test_no_field_is_called_by_its_name_in_the_code(code: str) -> None:
    with translation.override("it"):
        named = {name: str(field.label) for name, field in RESOURCES[code].form.base_fields.items()}

    # In Italian a partner is a partner.
    theirs = {name for name, label in named.items() if label == pretty_name(name)}
    assert theirs <= {"partner", "password"}


@pytest.mark.parametrize("code", RESOURCES)
def test_for_a_customer_the_office_does_not_exist(client: Client, cast: Cast, code: str) -> None:
    as_(client, cast.maja.user)

    assert client.get(f"/office/{code}/").status_code == 404


@pytest.mark.parametrize("code", ["people", "mailboxes", "coverages"])
def test_an_agent_keeps_neither_people_nor_agreements(
    client: Client, cast: Cast, code: str
) -> None:
    as_(client, cast.davide)

    assert client.get(f"/office/{code}/").status_code == 403


def test_the_list_of_coverages_says_how_each_stands(
    client: Client, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-12-01 00:30"))
    covered(cast.brembo, in_force("suite-sla"), ends_on=date(2026, 12, 31))

    page = as_(client, cast.elena).get("/office/coverages/").content.decode()

    assert '<span class="state state--near">ends in 30 days</span>' in page


def test_days_in_a_list_are_written_as_people_write_them(client: Client, cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), ends_on=date(2026, 12, 31))

    page = as_(client, cast.elena).get("/office/coverages/?language=it")
    User.objects.filter(pk=cast.elena.pk).update(language="it")
    in_italian = client.get("/office/coverages/").content.decode()

    assert "<td>31 December 2026</td>" in page.content.decode()
    assert "<td>31 dicembre 2026</td>" in in_italian


def test_a_form_with_errors_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    answer = as_(client, cast.elena).post(
        "/office/customers/new/", {**CUSTOMER, "domains": "not a/domain", "notes": "long history"}
    )

    assert answer.status_code == 422
    assert b"long history" in answer.content
    assert not Organisation.objects.filter(name="Cantine Morelli").exists()


@pytest.mark.parametrize("code", ["coverages", "partners"])
def test_what_ends_before_it_begins_is_not_kept(client: Client, cast: Cast, code: str) -> None:
    days = {"starts_on": "2026-11-25", "ends_on": "2026-11-24"}

    page = as_(client, cast.elena).post(f"/office/{code}/new/", days)

    assert page.status_code == 422
    assert "ends_on" in page.context["form"].errors


def test_a_serial_number_is_one_however_it_is_spelled(client: Client, cast: Cast) -> None:
    form = {"serial_number": "os 1234-5678", "product": cast.planner.pk}

    answer = as_(client, cast.elena).post("/office/licences/new/", form)

    assert answer.status_code == 422
    assert Licence.objects.count() == 1


def test_whoever_has_left_reads_nothing_from_then_on(client: Client, cast: Cast) -> None:
    form = {"name": "Maja Kranjc", "email": cast.maja.email, "left_at": "on"}
    page = f"/office/contacts/{cast.maja.pk}/"

    as_(client, cast.elena).post(page, form)
    cast.maja.refresh_from_db()
    since = cast.maja.left_at
    client.post(page, {**form, "phone": "+386 1 555 0100"})

    cast.maja.refresh_from_db()
    assert since is not None
    assert cast.maja.left_at == since
    client.post(page, {"name": "Maja Kranjc", "email": cast.maja.email})
    cast.maja.refresh_from_db()
    assert cast.maja.left_at is None


def test_a_tool_is_retired_once_and_the_log_says_so(client: Client, cast: Cast) -> None:
    tool = RemoteTool.objects.create(kind="ssh", name="Shell", link="ssh://support@{machine}")
    typed = {"kind": "ssh", "name": "Shell", "link": tool.link}
    page, ada = f"/office/tools/{tool.pk}/", as_(client, cast.admin)

    ada.post(page, typed | {"retired_at": "on"})
    tool.refresh_from_db()
    since = tool.retired_at
    ada.post(page, typed | {"retired_at": "on", "name": "Old shell"})
    tool.refresh_from_db()

    assert since is not None
    assert (tool.retired_at, tool.name) == (since, "Old shell")
    first = LogEntry.objects.order_by("pk")[0]
    assert (first.before["retired_at"], first.after["retired_at"]) == (None, str(since))
    ada.post(page, typed)
    tool.refresh_from_db()
    assert tool.retired_at is None


def test_the_last_administrator_stays(client: Client, cast: Cast) -> None:
    form = {
        "name": "Ada Ferri",
        "email": cast.admin.email,
        "role": "agent",
        "language": "en",
        "time_zone": "Europe/Rome",
        "is_active": "on",
    }

    answer = as_(client, cast.admin).post(f"/office/people/{cast.admin.pk}/", form)

    assert answer.status_code == 422
    cast.admin.refresh_from_db()
    assert cast.admin.role == "administrator"


@pytest.mark.parametrize(
    "typed",
    [
        {"imap_url": "imaps://support@imap.example/INBOX", "imap_password": "s3cret"},
        {"imap_url": "imaps://support:s3cret@imap.example/INBOX"},
        {"imap_url": "imap.example", "imap_user": "support", "imap_password": "s3cret"},
    ],
)
def test_the_mailbox_password_is_sealed_and_never_comes_out_again(
    client: Client, cast: Cast, typed: dict[str, str]
) -> None:
    form = {"address": "support@officina.example", "language": "it", **typed}
    as_(client, cast.admin).post("/office/mailboxes/new/", form)
    mailbox = Mailbox.objects.get()
    page = client.get(f"/office/mailboxes/{mailbox.pk}/").content.decode()
    # Nothing typed keeps it.
    client.post(f"/office/mailboxes/{mailbox.pk}/", form | {"imap_password": "", "name": "Help"})

    stored = Mailbox.objects.values().get()
    assert stored["name"] == "Help"
    assert stored["imap_url"] == "imaps://support@imap.example/INBOX"
    assert unseal(stored["sealed_password"]) == "s3cret"
    assert "s3cret" not in f"{stored} {page} {list(LogEntry.objects.values())}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            {"imap_url": "imap.example", "smtp_url": "smtp.example"},
            (
                "imaps://support%40officina.example@imap.example/INBOX",
                "smtp://smtp.example?starttls",
            ),
        ),
        (
            {
                "imap_url": "imap.example",
                "imap_encryption": "starttls",
                "imap_port": "1143",
                "imap_user": "DOMAIN\\support",
                "imap_folder": "Kunden/Neu",
                "imap_after": "delete",
                "smtp_url": "smtp.example",
                "smtp_encryption": "tls",
                "smtp_password": "s3cret",
            },
            (
                "imap://DOMAIN%5Csupport@imap.example:1143/Kunden/Neu?starttls&after=delete",
                "smtps://support%40officina.example@smtp.example",
            ),
        ),
        ({"imap_url": "", "smtp_url": " "}, ("", "")),
    ],
)
def test_a_mail_server_is_asked_for_piece_by_piece(
    client: Client, cast: Cast, typed: dict[str, str], kept: tuple[str, str]
) -> None:
    form = {"address": "support@officina.example", "language": "it", **typed}

    as_(client, cast.admin).post("/office/mailboxes/new/", form)

    mailbox = Mailbox.objects.get()
    assert (mailbox.imap_url, mailbox.smtp_url) == kept
    page = client.get(f"/office/mailboxes/{mailbox.pk}/").context["form"]
    again = {"address": mailbox.address, "language": "it", "name": "Help"}
    servers = {
        name: value for name, value in page.initial.items() if name[:5] in ("imap_", "smtp_")
    }
    again |= {name: value for name, value in servers.items() if value}
    client.post(f"/office/mailboxes/{mailbox.pk}/", again)
    mailbox.refresh_from_db()
    assert (mailbox.name, mailbox.imap_url, mailbox.smtp_url) == ("Help", *kept)


def test_an_address_that_was_written_elsewhere_stays_to_the_letter(
    client: Client, cast: Cast
) -> None:
    url = "imaps://support%40officina.example@imap.example:993/INBOX?after=seen"
    mailbox = Mailbox.objects.create(address="support@officina.example", imap_url=url)
    shown = as_(client, cast.admin).get(f"/office/mailboxes/{mailbox.pk}/").context["form"]
    form = {"address": mailbox.address, "language": "it", "name": "Help"}
    form |= {name: value for name, value in shown.initial.items() if name.startswith("imap")}

    client.post(f"/office/mailboxes/{mailbox.pk}/", form)

    mailbox.refresh_from_db()
    assert (mailbox.name, mailbox.imap_url) == ("Help", url)


def test_what_is_no_name_of_a_server_is_refused_and_stays_typed(client: Client, cast: Cast) -> None:
    form = {"address": "support@officina.example", "language": "it", "imap_url": "imap example"}

    answer = as_(client, cast.admin).post("/office/mailboxes/new/", form)

    assert answer.status_code == 422
    assert "Write the name of the server alone" in answer.content.decode()
    assert 'value="imap example"' in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_a_list_is_shown_before_anything_is_kept(client: Client, cast: Cast) -> None:
    lines = "customer;name;email;language\nOblak;Ana Oblak;ana@oblak.example;en\n"
    as_(client, cast.elena)

    shown = client.post("/office/import/", {"text": lines})

    assert b"ana@oblak.example" in shown.content
    assert not Contact.objects.filter(email="ana@oblak.example").exists()
    client.post("/office/import/", {"text": lines, "confirm": "1"})
    assert Contact.objects.get(email="ana@oblak.example").organisation is not None


def test_a_list_with_one_wrong_line_is_kept_not_at_all(client: Client, cast: Cast) -> None:
    lines = "customer,email\nOblak,ana@oblak.example\n,nobody\n"

    answer = as_(client, cast.elena).post("/office/import/", {"text": lines, "confirm": "1"})

    assert answer.status_code == 422
    assert not Organisation.objects.filter(name="Oblak").exists()


def test_pages_follow_one_another_by_key(client: Client, cast: Cast) -> None:
    Organisation.objects.bulk_create([Organisation(name=f"Ditta {n:03}") for n in range(60)])
    as_(client, cast.elena)

    first = client.get("/office/customers/")
    second = client.get("/office/customers/", {"after": first.context["next_key"]})

    names = [row.name for page in (first, second) for row, _cells in page.context["lines"]]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 62


def test_the_log_is_the_administrators(client: Client, cast: Cast) -> None:
    assert as_(client, cast.elena).get("/office/log/").status_code == 403
    assert as_(client, cast.admin).get("/office/log/").status_code == 200


def test_the_side_leads_to_every_kind_of_record_and_shows_where_one_is(
    client: Client, cast: Cast
) -> None:
    as_(client, cast.admin)

    for code in RESOURCES:
        page = client.get(f"/office/{code}/")
        links = [link for group in page.context["groups"] for link in group.links]
        assert [link.href for link in links if link.current] == [f"/office/{code}/"]


def test_the_side_has_no_group_in_which_somebody_keeps_nothing(client: Client, cast: Cast) -> None:
    as_(client, cast.davide)

    groups = client.get("/office/agreements/").context["groups"]

    assert all(group.links for group in groups)
    assert "Who works here" not in [group.title for group in groups]
