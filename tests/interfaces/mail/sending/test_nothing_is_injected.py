"""Nothing that came from outside adds a header, a line or a recipient to a mail of ours."""

import pytest

from puntuale.apps.post.actions.outgoing import UnsafeHeader
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.files import keep_file
from puntuale.interfaces.mail.sending.build import UnsafeMail, checked
from tests.interfaces.mail.letters import queued, try_once
from tests.interfaces.mail.office import NOON, a_mail, arrives, minutes, ticket_of, works

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
INJECTIONS = [
    "x\r\nBcc: all@evil.example",
    "x\nBcc: all@evil.example",
    "x\rBcc: all@evil.example",
    "x\x00y",
    "x\u2028Bcc: all@evil.example",
    "x\x0bBcc: all@evil.example",
]


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("field", ["subject", "sender", "reply_to", "envelope_from", "message_id"])
def test_a_line_break_in_a_header_is_refused(field, value):
    with pytest.raises(UnsafeHeader):
        queued(**{field: value})

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "encoded",
    [
        "=?utf-8?Q?x=0D=0ABcc:_all@evil.example?=",
        "=?utf-8?B?eA0KQmNjOiBhbGxAZXZpbC5leGFtcGxl?=",
        "x =?utf-8?Q?=E2=80=A8Bcc:_all@evil.example?=",
        "=?utf-8?Q?x=00y?=",
        "{{ settings.SECRET_KEY }} %(x)s {0.__class__}",
        "w" * 2000,
        "è" * 600,
    ],
)
def test_a_subject_or_name_from_outside_adds_nothing_to_our_mails(sink, cast, encoded):
    ticket = ticket_of(arrives(a_mail(f'"{encoded}" <maja@alpine.example>', encoded)))
    file = keep_file(b"x", encoded[:90], "text/plain", at=NOON)
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5), files=[file])
    works(minutes(5))

    assert len(sink.mails) == 2
    for mail, raw in zip(sink.mails, sink.raw, strict=True):
        assert mail["Bcc"] is None
        assert not raw.replace(b"\r\n", b"").count(b"\n")
        assert not raw.replace(b"\r\n", b"").count(b"\r")
        assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert all("all@evil.example" not in to for tos in sink.recipients for to in tos)


def test_what_cannot_be_written_as_a_mail_is_refused_and_not_tried_for_ever(sink):
    queued(to=("not an address at all",))

    job = try_once()

    assert job.done_at is not None
    assert OutgoingMail.objects.get().state == State.REFUSED


@pytest.mark.parametrize("line", [b"x" * 999, b"a\rb", b"a\nb"])
def test_the_bytes_are_checked_before_they_leave(line):
    with pytest.raises(UnsafeMail):
        checked(b"Subject: x\r\n\r\n" + line + b"\r\n")
