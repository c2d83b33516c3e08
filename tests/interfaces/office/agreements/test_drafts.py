"""A draft is written, checked and put in force."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import starter
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.office.agreements.test_the_page_of_an_agreement import page, words

FRIDAY = rome("2026-11-27 18:10")
DRAFT = "/office/agreements/suite-sla/draft/"
SOUND = starter("suite-sla").replace("within: 1 wh", "within: 2 wh")
WRONG = SOUND.replace("severity: P2}, metric: response", "severity: P9}, metric: response")


@pytest.fixture(autouse=True)
def on_friday(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    in_force("suite-sla")
    client.force_login(cast.elena)
    return client


def sent(client: Client, **fields: str) -> str:
    return words(client.post(DRAFT, fields, follow=True).content.decode())


def test_it_begins_with_what_is_in_force(elena: Client) -> None:
    assert "code: suite-sla" in page(elena, "suite-sla/draft/")
    assert "Keep the draft first; then it can be put in force." in words(
        page(elena, "suite-sla/draft/")
    )


def test_checking_keeps_nothing_but_what_was_typed(elena: Client) -> None:
    answer = elena.post(DRAFT, {"document": WRONG, "do": "check"}).content.decode()

    line = WRONG[: WRONG.index("P9")].count("\n") + 1
    assert f'data-goto-line="{line}"' in answer
    assert f"Line {line} targets, row 2, match, severity There is no severity “P9”." in words(
        answer
    )
    assert "severity: P9}, metric: response" in answer
    assert not Agreement.objects.get().versions.filter(state="draft").exists()


def test_a_wrong_draft_is_kept_and_not_put_in_force(elena: Client, cast: Cast) -> None:
    said = sent(elena, document=WRONG)

    assert "The draft is kept." in said
    assert "A draft can be put in force once no check fails." in said
    elena.post("/office/agreements/suite-sla/activation/", {"valid_from": ""})
    assert Agreement.objects.get().versions.get(number=2).state == "draft"


def test_a_sound_draft_says_how_many_requests_stay_where_they_are(
    elena: Client, cast: Cast
) -> None:
    covered(cast.alpine, Agreement.objects.get(), deployment="cloud")
    asked = NewRequest(
        contact=cast.maja,
        subject="The import stops",
        text="At line 3,000.",
        channel=Ticket.Channel.EMAIL,
        language="en",
        product=cast.planner,
    )
    open_ticket(asked, at=FRIDAY)

    said = sent(elena, document=SOUND)

    assert "1 open request stays on its version and keeps its promises." in said


def test_it_holds_from_the_instant_that_was_given(elena: Client, cast: Cast) -> None:
    sent(elena, document=SOUND.replace("\n", "\r\n"))

    elena.post("/office/agreements/suite-sla/activation/", {"valid_from": "2026-12-01T08:00"})

    two = Agreement.objects.get().versions.defer(None).get(number=2)
    assert (two.state, two.document, two.activated_by) == ("active", SOUND, cast.elena)
    assert two.valid_from == rome("2026-12-01 08:00")
    assert "begins later, from 1 December 2026" in words(page(elena, "suite-sla/2/"))
    assert LogEntry.objects.filter(what="agreement.activated", by=cast.elena).exists()


def test_until_then_the_older_version_is_the_one_that_is_shown(elena: Client) -> None:
    sent(elena, document=SOUND)
    elena.post("/office/agreements/suite-sla/activation/", {"valid_from": "2026-12-01T08:00"})

    said = words(page(elena, "suite-sla/"))

    assert "Version 1 in force since 1 January 2026" in said
    assert "first reply within 1 working hour." in said
    assert "1 in force 1 January 2026" in said


def test_an_agreement_may_be_called_anything(elena: Client) -> None:
    elena.post("/office/agreements/", {"code": "new", "begin_with": "gold"})

    assert "Gold Support" in page(elena, "new/")
