"""Doing something to all chosen rows, and taking it back, with scripts and without."""

import time_machine
from django.test import Client

from puntuale.apps.tickets.models import Ticket, TicketEvent
from tests.apps.tickets.queue.crowd import NOW
from tests.apps.tickets.stories import asked
from tests.cast import Cast
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.pages import numbers_in, text_of, undo_of

HTMX = {"HX-Request": "true"}


def pair(cast: Cast) -> list[Ticket]:
    return [asked(cast, subject="One"), asked(cast, subject="Two")]


def chosen(tickets: list[Ticket], do: str, **facts: str) -> dict[str, object]:
    return {"ticket": [each.number for each in tickets], "do": do, **facts}


def fresh(tickets: list[Ticket]) -> list[Ticket]:
    for each in tickets:
        each.refresh_from_db()
    return tickets


def test_chosen_requests_are_assigned_and_given_back(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)

    page = elena.post("/desk/bulk/", chosen(tickets, f"assign {cast.davide.pk}"), follow=True)

    assert {each.assignee for each in fresh(tickets)} == {cast.davide}
    assert "2 requests assigned to Davide Basso. Undo" in text_of(page)
    undone = elena.post("/desk/bulk/undo/", {"undo": undo_of(page)}, follow=True)
    assert {each.assignee for each in fresh(tickets)} == {None}
    assert "Undone for 2 requests." in text_of(undone)
    assert undo_of(undone) == ""


def test_with_scripts_the_list_comes_back_with_its_status(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)

    answer = elena.post(
        "/desk/bulk/", chosen(tickets, "assign me", here="?assignee=nobody"), headers=HTMX
    )

    body = answer.content.decode()
    assert "<html" not in body
    assert numbers_in(answer) == []
    assert "2 requests assigned to Elena Riva." in text_of(answer)
    undone = elena.post(
        "/desk/bulk/undo/",
        {"undo": undo_of(answer), "here": "?assignee=nobody"},
        headers=HTMX,
    )
    assert numbers_in(undone) == [each.number for each in tickets]


def test_the_status_is_shown_once(cast: Cast, elena: Client) -> None:
    elena.post("/desk/bulk/", chosen(pair(cast), "assign me"))

    assert "assigned to Elena Riva" in text_of(elena.get("/desk/"))
    assert "assigned to Elena Riva" not in text_of(elena.get("/desk/"))


def test_the_filters_stay(cast: Cast, elena: Client) -> None:
    sent = chosen(pair(cast), "assign me", here="?assignee=nobody&x=1")

    assert elena.post("/desk/bulk/", sent)["Location"] == "/desk/?assignee=nobody"
    away = {**sent, "here": "//evil.example/?a=b"}
    assert elena.post("/desk/bulk/", away)["Location"] == "/desk/"


def test_a_tag_is_added_by_its_button_or_by_enter(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)

    page = elena.post("/desk/bulk/", chosen(tickets, "tag", tag=" Printing "), follow=True)

    assert "2 requests tagged “printing”. Undo" in text_of(page)
    assert [each.tags.get().name for each in tickets] == ["printing", "printing"]


def test_chosen_requests_are_resolved_closed_and_read(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)

    for do, sentence in (
        ("read", "2 requests marked as read."),
        ("resolve", "2 requests resolved."),
        ("close", "2 requests closed."),
    ):
        assert sentence in text_of(elena.post("/desk/bulk/", chosen(tickets, do), follow=True))

    assert {each.state for each in fresh(tickets)} == {"closed"}


def test_which_one_remains_is_asked_before_merging(cast: Cast, elena: Client) -> None:
    first, second = tickets = pair(cast)

    asking = elena.post("/desk/bulk/", chosen(tickets, "merge"), follow=True)
    merged = elena.post(
        "/desk/bulk/merge/", {**chosen(tickets, ""), "into": second.number}, follow=True
    )

    assert "Into which one?" in text_of(asking)
    assert "One" in text_of(asking)
    assert f"1 request merged into {second.number}. Undo" in text_of(merged)
    assert fresh(tickets)[0].merged_into == second
    elena.post("/desk/bulk/undo/", {"undo": undo_of(merged)})
    first.refresh_from_db()
    assert first.merged_into is None


def test_with_scripts_merging_leads_to_its_page(cast: Cast, elena: Client) -> None:
    answer = elena.post("/desk/bulk/", chosen(pair(cast), "merge"), headers=HTMX)

    assert answer["HX-Redirect"].startswith("/desk/bulk/merge/?ticket=")


def test_one_forbidden_among_many_is_named_and_never_touched(cast: Cast, elena: Client) -> None:
    _allowed, secret = tickets = pair(cast)
    Ticket.objects.filter(pk=secret.pk).update(is_restricted=True)

    page = elena.post("/desk/bulk/", chosen(tickets, "close"), follow=True)

    words = text_of(page)
    assert "1 request closed." in words
    assert f"Not found, and left as it was: {secret.number}." in words
    assert [each.state for each in fresh(tickets)] == ["closed", "new"]
    assert not secret.events.filter(kind=TicketEvent.Kind.CLOSED).exists()


def test_a_restricted_request_is_no_target_of_a_merge(cast: Cast, elena: Client) -> None:
    allowed, secret = tickets = pair(cast)
    Ticket.objects.filter(pk=secret.pk).update(is_restricted=True)

    answer = elena.post("/desk/bulk/merge/", {**chosen(tickets, ""), "into": secret.number})

    assert answer.status_code == 404
    assert "Two" not in text_of(
        elena.get("/desk/bulk/merge/", {"ticket": [allowed.number, secret.number]})
    )


def test_what_is_refused_says_why(cast: Cast, elena: Client) -> None:
    first, _second = tickets = pair(cast)
    elena.post("/desk/bulk/", chosen([first], "close"))
    elena.get("/desk/")

    page = elena.post("/desk/bulk/", chosen(tickets, "resolve"), follow=True)

    assert "1 request resolved." in text_of(page)
    assert f"{first.number}: This request is closed. Reopen it first." in text_of(page)


def test_nothing_chosen_and_nothing_known_does_nothing(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)

    for sent in (
        {"do": "close"},
        chosen(tickets, "explode"),
        chosen(tickets, "assign 999"),
        chosen(tickets, "assign x"),
        chosen(tickets, "tag"),
        {"ticket": ["x", "-1", "²"], "do": "close"},
    ):
        assert "Nothing was done" in text_of(elena.post("/desk/bulk/", sent, follow=True))

    assert {each.state for each in fresh(tickets)} == {"new"}


def test_customers_cannot_be_given_requests(cast: Cast, elena: Client) -> None:
    tickets = pair(cast)
    assert cast.maja.user is not None

    elena.post("/desk/bulk/", chosen(tickets, f"assign {cast.maja.user.pk}"))

    assert {each.assignee for each in fresh(tickets)} == {None}


def test_a_deed_is_taken_back_by_whoever_did_it_and_soon(
    cast: Cast, elena: Client, sign_in: SignIn
) -> None:
    tickets = pair(cast)
    token = undo_of(elena.post("/desk/bulk/", chosen(tickets, "close"), follow=True))
    davide = sign_in(cast.davide)

    for client, sent in ((davide, token), (elena, token + "x"), (elena, "")):
        client.post("/desk/bulk/undo/", {"undo": sent})
    with time_machine.travel(NOW.timestamp() + 601, tick=False):
        late = elena.post("/desk/bulk/undo/", {"undo": token}, follow=True)

    assert "Not undone: it is too long ago." in text_of(late)
    assert {each.state for each in fresh(tickets)} == {"closed"}


def test_nothing_is_done_by_looking(cast: Cast, elena: Client) -> None:
    for address in ("/desk/bulk/", "/desk/bulk/undo/", "/desk/notices/read/"):
        assert elena.get(address).status_code == 405


def test_the_forms_carry_their_token(cast: Cast, elena: Client) -> None:
    pair(cast)

    body = elena.get("/desk/").content.decode()

    for address in ("/desk/bulk/", "/desk/views/"):
        form = body[body.index(f'action="{address}"') :]
        assert "csrfmiddlewaretoken" in form[: form.index("</form>")]
