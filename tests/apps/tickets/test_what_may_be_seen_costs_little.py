"""What a person may see is asked for the few rows at hand, never for every request in store."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.models import Attachment, Notice, Ticket
from puntuale.apps.tickets.notices import notices_for, unread_notices
from puntuale.apps.tickets.queries import files_visible_to, is_about_visible
from tests.apps.tickets.queue.crowd import NOW, crowd
from tests.cast import Cast
from tests.plans import plans_of

TICKETS_BY_KEY = re.compile(r"tickets_ticket_pkey|U\d USING INTEGER PRIMARY KEY")
Asked = Callable[[User], "QuerySet[Notice] | QuerySet[Attachment] | QuerySet[OutgoingMail]"]
QUESTIONS: dict[str, tuple[str, Asked]] = {
    "notices": ("tickets_notice", notices_for),
    "unread notices": ("tickets_notice", unread_notices),
    "a file": ("tickets_attachment", lambda user: files_visible_to(user).filter(key=uuid.uuid4())),
    "mails": (
        "post_outgoingmail",
        lambda user: OutgoingMail.objects.filter(is_about_visible(user, "ticket_id")),
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_requests_are_looked_up_by_their_key(cast: Cast, question: str) -> None:
    table, asked = QUESTIONS[question]
    # PostgreSQL takes an empty table for a short one, for which it would read through so few requests.
    crowd(cast, open_ones=400, ended=9600 if connection.vendor == "postgresql" else 1600)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE tickets_ticket")

    with plans_of(table) as plans:
        list(asked(cast.elena))

    assert len(plans) == 1
    assert TICKETS_BY_KEY.search(plans[0]), plans[0]


def test_what_may_not_be_seen_stays_unseen(cast: Cast) -> None:
    crowd(cast, open_ones=2, ended=0)
    hidden, shown = Ticket.objects.order_by("id")
    hidden.is_restricted = True
    hidden.save()
    for ticket in (hidden, shown):
        Notice.objects.create(user=cast.elena, ticket=ticket, kind="assigned", at=NOW)

    assert [notice.ticket for notice in notices_for(cast.elena)] == [shown]
