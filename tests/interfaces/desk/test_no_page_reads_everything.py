"""What a page costs does not grow with what is merely stored: every page reads from indexes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from puntuale.apps.tickets.models import Ticket, TicketWords
from tests.apps.tickets.queue.crowd import crowd
from tests.apps.tickets.stories import asked
from tests.cast import Cast, in_force
from tests.plans import plans_of

GROWING = (
    r"tickets_(ticket|message|attachment|ticketevent|ticketclock|notice|readmark|draft"
    r"|participant|ticket_tags)"
)
WHOLE_TABLE = re.compile(rf"Seq Scan on {GROWING}\b|SCAN {GROWING}( LEFT-JOIN)?$", re.M)


@pytest.fixture
def store(cast: Cast) -> Ticket:
    """A request among many."""
    in_force("standard-services", standard=True)
    ticket = asked(cast, at="2026-11-27 16:00", subject="Stampa illeggibile")
    crowd(cast, open_ones=300, ended=2700)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows are read sooner than looked up; a million are not.
            cursor.execute("SET LOCAL enable_seqscan = off")
        # Of the others, which hold little here, nothing is known: then indexes are read.
        cursor.execute("ANALYZE tickets_ticket")
    return ticket


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/desk/", 11),
        ("/desk/?assignee=me", 11),
        ("/desk/?state=closed", 11),
        ("/desk/tickets/{number}/", 11),
        ("/desk/search/?q=stampa", 13),
        ("/desk/notices/", 6),
    ],
)
def test_a_page_reads_from_indexes_in_a_few_queries(
    elena: Client, store: Ticket, address: str, queries: int
) -> None:
    address = address.format(number=store.number)
    elena.get(address)

    with plans_of() as plans, CaptureQueriesContext(connection) as captured:
        page = elena.get(address)

    assert page.status_code == 200
    assert TicketWords.objects.exists()
    assert len(captured) <= queries, "\n".join(each["sql"][:90] for each in captured)
    whole = [plan for plan in plans if WHOLE_TABLE.search(plan)]
    assert not whole, whole[0]
