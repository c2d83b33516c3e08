"""Filters, empty lists, and views of one's own, with and without scripts."""

import pytest
from django.test import Client

from puntuale.apps.post.models import Mailbox
from puntuale.apps.tickets.models import SavedView, Tag
from tests.apps.tickets.queue.crowd import waiting
from tests.cast import Cast
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.pages import numbers_in, part, text_of

HTMX = {"HX-Request": "true"}


def test_filters_leave_what_they_name(cast: Cast, elena: Client) -> None:
    mine = waiting(cast, "2026-11-27 18:30", assignee=cast.elena, language="en")
    waiting(cast, "2026-11-27 18:30", assignee=cast.elena)
    waiting(cast, "2026-11-27 18:30")

    page = elena.get("/desk/", {"assignee": "me", "language": "en", "severity": ""})

    assert numbers_in(page) == [mine.number]
    assert "1 request · times in Rome" in text_of(page)


def test_rarer_filters_stand_with_their_names_where_they_are_in_use(
    cast: Cast, elena: Client
) -> None:
    tagged = waiting(cast, organisation=cast.alpine)
    tagged.tags.add(Tag.objects.create(name="printing"))
    waiting(cast)

    page = elena.get("/desk/", {"tag": "printing", "customer": str(cast.alpine.pk)})

    assert numbers_in(page) == [tagged.number]
    assert "Customer any Alpine Optics" in text_of(page)


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("state=lost", "State"),
        ("severity=P9", "Severity"),
        ("assignee=999", "Assigned to"),
        ("team=x", "Team"),
        ("tag=nothing", "Tag"),
        ("customer=99999999999999999999", "Customer"),
        ("channel=pigeon", "Channel"),
        ("clock=backwards", "Clock"),
    ],
)
def test_a_value_that_nobody_knows_is_named_and_left_out(
    cast: Cast, elena: Client, query: str, label: str
) -> None:
    ticket = waiting(cast)
    value = query.partition("=")[2]

    page = elena.get(f"/desk/?{query}")

    assert numbers_in(page) == [ticket.number]
    assert f"{label}: “{value}” is not known here, and was left out. Remove {label}" in text_of(
        page
    )


@pytest.mark.parametrize(
    "query", ["after=x", "before=~", "after=2026-11-27~1", "password=x", "after=~1&before=~1"]
)
def test_any_other_address_is_the_queue(cast: Cast, elena: Client, query: str) -> None:
    waiting(cast)

    assert elena.get(f"/desk/?{query}").status_code == 200


def test_with_scripts_the_list_and_the_counts_are_swapped(cast: Cast, elena: Client) -> None:
    ticket = waiting(cast, assignee=cast.elena)

    part_ = elena.get("/desk/", {"assignee": "me", "language": ""}, headers=HTMX)

    body = part_.content.decode()
    assert numbers_in(part_) == [ticket.number]
    assert 'id="queue-side" hx-swap-oob' in body
    assert "<html" not in body
    assert part_["HX-Push-Url"] == "/desk/?assignee=me"
    assert "HX-Request" in part_["Vary"]


def test_going_back_brings_the_whole_page(cast: Cast, elena: Client) -> None:
    headers = {**HTMX, "HX-History-Restore-Request": "true"}

    assert "<html" in elena.get("/desk/", headers=headers).content.decode()


def test_all_filters_come_in_place_or_as_a_page(cast: Cast, elena: Client) -> None:
    Tag.objects.create(name="printing")

    page = elena.get("/desk/filters/", {"state": "closed"})
    swapped = elena.get("/desk/filters/", {"state": "closed"}, headers=HTMX)

    for answer in (page, swapped):
        words = text_of(answer)
        for name in ("printing", "Alpine Optics", "Support", "Order Portal", "paused"):
            assert name in words
        assert '<option value="closed" selected>' in answer.content.decode()
    assert "<html" not in swapped.content.decode()


def test_nothing_late_is_good_news(cast: Cast, elena: Client) -> None:
    waiting(cast, "2026-11-27 18:30")

    words = text_of(elena.get("/desk/", {"clock": "late"}))

    assert "Nothing is late" in words
    assert "The next promise falls due by 18:30 today: first reply to Tessitura Brembo." in words


def test_no_match_says_what_was_looked_for(cast: Cast, elena: Client) -> None:
    waiting(cast)

    page = elena.get("/desk/", {"channel": "phone", "assignee": "nobody"})

    words = part(page, "No requests match", "Without Channel")
    assert "Looked for Assigned to: nobody, Channel: by telephone." in words
    assert 'href="/desk/?assignee=nobody"' in page.content.decode()


def test_the_first_day_says_how_to_begin(cast: Cast, elena: Client) -> None:
    Mailbox.objects.create(address="support@officina.example", is_default=True)

    assert "Send a mail to support@officina.example or open one." in text_of(elena.get("/desk/"))


def test_requests_that_ended_are_found_by_their_state(cast: Cast, elena: Client) -> None:
    closed = waiting(
        cast,
        state="closed",
        closed_at="2026-11-20T10:00Z",
        resolved_at="2026-11-20T10:00Z",
    )

    page = elena.get("/desk/", {"state": "closed"})

    assert numbers_in(page) == [closed.number]
    assert "20 Nov closed" in text_of(page)


def test_a_view_is_saved_renamed_and_deleted(cast: Cast, elena: Client) -> None:
    kept = elena.post(
        "/desk/views/", {"name": "Mine by mail", "filters": "?assignee=me&channel=email&x=1"}
    )
    view = SavedView.objects.get()
    assert (view.user, view.filters) == (cast.elena, {"assignee": "me", "channel": "email"})
    assert kept["Location"] == "/desk/?assignee=me&channel=email"

    elena.post(f"/desk/views/{view.pk}/", {"name": "By mail"})
    view.refresh_from_db()
    assert view.name == "By mail"

    elena.post(f"/desk/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_two_views_have_two_names(cast: Cast, elena: Client) -> None:
    SavedView.objects.create(user=cast.elena, name="One", filters={})
    other = SavedView.objects.create(user=cast.elena, name="Two", filters={})

    refused = elena.post(f"/desk/views/{other.pk}/", {"name": "One"})

    assert refused.status_code == 422
    assert "You use this name already. Choose another." in text_of(refused)
    assert elena.post("/desk/views/", {"name": ""}).status_code == 422


def test_views_of_others_do_not_exist(cast: Cast, sign_in: SignIn, elena: Client) -> None:
    view = SavedView.objects.create(user=cast.davide, name="Of Davide", filters={})

    assert elena.post(f"/desk/views/{view.pk}/", {"name": "Mine"}).status_code == 404
    assert elena.post(f"/desk/views/{view.pk}/delete/").status_code == 404
    assert "Of Davide" not in text_of(elena.get("/desk/views/"))
    assert SavedView.objects.get().name == "Of Davide"


def test_a_view_whose_filter_is_gone_has_no_count_and_says_which_to_remove(
    cast: Cast, elena: Client
) -> None:
    SavedView.objects.create(user=cast.elena, name="Old", filters={"team": "x"})

    views = elena.get("/desk/").context["own_views"]

    assert [(view.label, view.count) for view in views] == [("Old", None)]
    assert "Remove Team" in text_of(elena.get("/desk/?team=x"))
