"""The page of an agreement: what it says, beside the document, to whoever may read it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import activate, keep_draft, publish
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.starters import CODES, starter
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome

FRIDAY = rome("2026-11-27 18:10")
AFTER = ("S3: {office: run,   out_of_hours: hold", "S3: {office: run,   out_of_hours: run")


@pytest.fixture(autouse=True)
def on_friday(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(f"/office/agreements/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    """What is read of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("&amp;", "&")


def drafted(agreement: Agreement, cast: Cast, *instead: tuple[str, str]) -> AgreementVersion:
    text = starter(agreement.code)
    for old, new in instead:
        assert old in text
        text = text.replace(old, new)
    return keep_draft(agreement, text, by=cast.elena, at=FRIDAY)


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("code", CODES)
def test_every_agreement_has_its_page(elena: Client, cast: Cast, code: str, language: str) -> None:
    if code == "platinum":
        in_force("gold")
    in_force(code)
    cast.elena.language = language
    cast.elena.save()

    html = page(elena, f"{code}/")

    assert "None" not in words(html)
    assert ("Chi e che cosa" if language == "it" else "Who and what") in words(html)


def test_every_link_to_a_line_leads_to_one(elena: Client, cast: Cast) -> None:
    drafted(in_force("bespoke"), cast, AFTER)

    html = page(elena, "bespoke/")

    wanted = set(re.findall(r'href="#(line-\d+)"', html))
    there = re.findall(r'id="(line-\d+)"', html)
    assert wanted <= set(there)
    assert len(there) == len(set(there))


def test_a_cell_of_the_matrix_leads_to_its_row(elena: Client, cast: Cast) -> None:
    in_force("bespoke")

    html = page(elena, "bespoke/")

    line = next(
        n
        for n, row in enumerate(starter("bespoke").splitlines(), 1)
        if row.startswith("  S2: {office")
    )
    assert html.count(f'<a href="#line-{line}"><span>hold</span></a>') == 2


def test_what_the_draft_changes_is_marked(elena: Client, cast: Cast) -> None:
    drafted(in_force("bespoke"), cast, AFTER)

    html = page(elena, "bespoke/")

    assert html.count("matrix__cell--changed") == 1
    assert "S3 Operation impaired is now handled in: out of hours." in words(html)
    assert re.search(r"<del[^>]*>  S3: \{office: run,   out_of_hours: hold", html)
    assert "<ins>  S3: {office: run,   out_of_hours: run" in html
    assert "draft 2 kept on 27 November 2026 by Elena Riva, 1 change" in words(html)


def test_a_draft_with_errors_leaves_the_page_whole(elena: Client, cast: Cast) -> None:
    drafted(in_force("bespoke"), cast, ("timezone: Europe/London", "timezone: Europe/Lndon"))

    html = page(elena, "bespoke/?of=draft")

    assert "This draft has errors" in words(html)
    assert "draft, 1 error" in words(html)


@pytest.mark.parametrize("text", ["", "a: [", "puntuale: 1\n", "- 1\n"])
def test_an_agreement_that_is_only_begun_has_a_page(elena: Client, cast: Cast, text: str) -> None:
    agreement = Agreement.objects.create(code="new")
    keep_draft(agreement, text, by=cast.elena, at=FRIDAY)

    assert "new" in page(elena, "new/")


def test_how_many_it_serves_is_told(elena: Client, cast: Cast) -> None:
    agreement = in_force("standard-services")
    covered(cast.alpine, agreement)
    covered(cast.alpine, agreement, ends_on="2026-06-30")
    covered(cast.brembo, agreement, ends_on="2026-06-30")
    asked = NewRequest(
        contact=cast.maja,
        subject="The import stops",
        text="At line 3,000.",
        channel=Ticket.Channel.EMAIL,
        language="en",
    )
    open_ticket(asked, at=FRIDAY)

    assert "1 customer, 1 open request runs on it" in words(page(elena, "standard-services/"))


def test_another_week_and_its_year_are_drawn(elena: Client, cast: Cast) -> None:
    in_force("suite-sla")

    html = words(page(elena, "suite-sla/?week=2026-08-12"))
    drawn = page(elena, "suite-sla/?week=2027-01-06")

    assert "week of 10 August 2026" in html
    assert "summer-2026" in html
    assert "week of 4 January 2027" in words(drawn)
    assert "bank holiday: Epiphany" in drawn


def test_an_announced_closure_is_seen_where_it_counts(elena: Client, cast: Cast) -> None:
    document = starter("standard-services").replace(
        "    holidays: {country: IT}", "    holidays: {country: IT}\n    closures: [vendor]"
    )
    agreement = Agreement.objects.create(code="standard-services")
    draft = keep_draft(agreement, document, by=None, at=FRIDAY)
    activate(draft, valid_from=FRIDAY, by=None, at=FRIDAY)
    announce_closure(
        code="xmas-move",
        first_date=rome("2026-11-30 12:00").date(),
        last_date=rome("2026-12-02 12:00").date(),
        by=cast.elena,
        at=rome("2026-11-20 12:00"),
    )

    html = words(page(elena, "standard-services/?week=2026-11-30"))

    assert "Closed from 30 November 2026 to 2 December 2026, announced on 20 November 2026." in html
    assert html.count("xmas-move") >= 3


@pytest.mark.parametrize(
    "asked", ["?week=x", "?week=0001-01-01", "?week=9999-12-31", "?arrives=x&channel=y"]
)
def test_nonsense_in_the_address_is_left_aside(elena: Client, cast: Cast, asked: str) -> None:
    in_force("suite-sla")

    assert "Suite support and SLA" in page(elena, f"suite-sla/{asked}")


def test_an_older_version_can_be_read(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    later = ("within: 1 wh", "within: 2 wh")
    activate(drafted(agreement, cast, later), valid_from=FRIDAY, by=cast.elena, at=FRIDAY)

    older, newer = words(page(elena, "suite-sla/1/")), words(page(elena, "suite-sla/"))

    assert "superseded, from 1 January 2026" in older
    assert "first reply within 1 working hour" in older
    assert "first reply within 2 working hours" in newer
    assert "Test bench" not in older


def test_two_versions_are_compared_in_words(elena: Client, cast: Cast) -> None:
    agreement = in_force("suite-sla")
    drafted(agreement, cast, ("within: 1 wh", "within: 2 wh"))

    forth = words(page(elena, "suite-sla/changes/"))
    back = words(page(elena, "suite-sla/changes/?from=2&to=1"))
    same = words(page(elena, "suite-sla/changes/?from=1&to=1"))

    assert "first reply: 1 working hour → 2 working hours." in forth
    assert "first reply: 2 working hours → 1 working hour." in back
    assert "They decide everything alike." in same
    assert elena.get("/office/agreements/suite-sla/changes/?from=7").status_code == 404


def test_it_leads_to_its_replay_and_once_published_to_its_public_page(
    elena: Client, cast: Cast
) -> None:
    agreement = in_force("suite-sla")

    before = page(elena, "suite-sla/")
    publish(agreement, is_public=True, by=cast.elena, at=FRIDAY)
    after = page(elena, "suite-sla/")

    assert 'href="/office/agreements/suite-sla/replay/"' in before
    assert "Public page" not in words(before)
    assert 'href="/support/suite-sla/"' in after
    assert elena.get("/support/suite-sla/").status_code == 200


def test_an_agent_reads_it_and_changes_nothing(client: Client, cast: Cast) -> None:
    drafted(in_force("suite-sla"), cast)
    client.force_login(cast.tone)

    html = page(client, "suite-sla/?channel=email&type=bug&severity=P1&arrives=2026-11-27T18:00")

    assert "Edit document" not in html
    assert "Keep as an example" not in html
    assert client.get("/office/agreements/suite-sla/draft/").status_code == 403
    assert client.post("/office/agreements/suite-sla/examples/").status_code == 403
    assert client.post("/office/agreements/suite-sla/activation/").status_code == 403


def test_for_a_customer_it_does_not_exist(client: Client, cast: Cast) -> None:
    in_force("suite-sla")
    assert cast.maja.user is not None
    client.force_login(cast.maja.user)

    for address in ("", "bench/", "changes/", "1/"):
        assert client.get(f"/office/agreements/suite-sla/{address}").status_code == 404


@pytest.mark.parametrize("address", ["none/", "suite-sla/9/", "none/bench/", "none/changes/"])
def test_what_is_not_there_is_not_found(elena: Client, cast: Cast, address: str) -> None:
    in_force("suite-sla")

    assert elena.get(f"/office/agreements/{address}").status_code == 404


def test_it_is_read_in_few_questions_however_many_versions_there_are(
    elena: Client, cast: Cast
) -> None:
    agreement = in_force("bespoke")
    page(elena, "bespoke/")
    for number in range(3):
        draft = drafted(agreement, cast)
        at = rome(f"2026-11-2{number} 12:00")
        activate(draft, valid_from=at, by=cast.elena, at=at)
    drafted(agreement, cast, AFTER)
    page(elena, "bespoke/")

    with CaptureQueriesContext(connection) as queries:
        page(elena, "bespoke/?ask=S2 Friday 18:00")

    assert len(queries) <= 14
