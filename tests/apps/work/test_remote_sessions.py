"""Remote sessions: no session without consent, and what was worked in one is proposed once."""

from datetime import timedelta

import pytest

from puntuale.apps.tickets.models import TicketEvent
from puntuale.apps.work.actions.sessions import begin, consent, end, note_consent, offer
from puntuale.apps.work.errors import ConsentUnknown, MachineMissing, NoConsent, SessionOver
from puntuale.apps.work.links import is_sound, link_of
from puntuale.apps.work.models import Kind, RemoteTool, Timing
from puntuale.apps.work.tools import USUAL
from tests.apps.tickets.stories import asked
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(db):
    return RemoteTool.objects.create(
        kind="jitsi", name="Meet", link="https://meet.example/{number}-{room}"
    )


@pytest.fixture
def session(cast, meeting):
    return offer(asked(cast), meeting, by=cast.elena, at=NOON)


def steps(session):
    events = TicketEvent.objects.filter(ticket=session.ticket, kind="remote")
    return [event.data["what"] for event in events.order_by("sequence")]


def test_the_room_of_a_session_is_one_that_nobody_guesses(cast, meeting):
    ticket = asked(cast)

    links = {offer(ticket, meeting, by=cast.elena, at=NOON).link for _session in range(2)}

    assert len(links) == 2
    assert all(link.startswith(f"https://meet.example/{ticket.number}-") for link in links)


def test_a_machine_stays_one_part_of_the_link(cast):
    tool = RemoteTool.objects.create(kind="ssh", name="Shell", link="ssh://support@{machine}")

    with pytest.raises(MachineMissing):
        offer(asked(cast), tool, by=cast.elena, at=NOON)
    session = offer(asked(cast), tool, machine="db 1/../x?y#z", by=cast.elena, at=NOON)

    assert session.link == "ssh://support@db%201%2F..%2Fx%3Fy%23z"


@pytest.mark.parametrize(
    ("template", "sound"),
    [
        ("https://meet.example/{room}", True),
        ("rustdesk://{machine}", True),
        ("javascript:alert({number})", False),
        ("https://meet.example/{password}", False),
        ("meet.example/{room}", False),
    ],
)
def test_a_template_is_a_link_of_a_known_kind(template, sound):
    assert is_sound(template) is sound


@pytest.mark.parametrize(("kind", "link"), USUAL)
def test_what_desks_begin_with_is_a_sound_link(kind: RemoteTool.Kind, link: str) -> None:
    tool = RemoteTool(kind=kind, name=kind.label, link=link)

    assert is_sound(link)
    assert "{" not in link_of(tool, number=1001, room="a-room", machine="pc 7")


def test_nothing_begins_without_consent(cast, session):
    with pytest.raises(NoConsent):
        begin(session, by=cast.elena, at=NOON)


def test_the_customer_consents_and_what_was_worked_is_proposed(cast, session):
    consent(session, by=cast.giulia, at=NOON + MINUTE)
    begin(session, by=cast.elena, at=NOON + 2 * MINUTE)
    end(session, by=cast.giulia, at=NOON + 12 * MINUTE)

    with pytest.raises(SessionOver):
        end(session, by=cast.elena, at=NOON + 13 * MINUTE)
    [proposed] = Timing.objects.all()
    assert (proposed.kind, proposed.worker) == (Kind.SESSION, cast.elena)
    assert (proposed.started_at, proposed.ended_at) == (NOON + 2 * MINUTE, NOON + 12 * MINUTE)
    assert steps(session) == ["offered", "consented", "began", "ended"]


def test_the_agent_notes_a_consent_and_how_it_was_given(cast, session):
    with pytest.raises(ConsentUnknown):
        note_consent(session, told=" ", by=cast.elena, at=NOON)
    note_consent(session, told="by telephone", by=cast.elena, at=NOON)

    session.refresh_from_db()
    assert (session.consented_by, session.consent_told) == (cast.giulia, "by telephone")
    begin(session, by=cast.elena, at=NOON)


def test_a_session_that_never_began_proposes_nothing(cast, session):
    end(session, by=cast.giulia, at=NOON + MINUTE)

    assert not Timing.objects.exists()
    assert steps(session) == ["offered", "withdrawn"]
    with pytest.raises(SessionOver):
        consent(session, by=cast.giulia, at=NOON + 2 * MINUTE)
