"""Claiming reads indexes only, whatever was done before."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puntuale.apps.jobs.leases import claim_next, finish, take_back_expired
from puntuale.apps.jobs.models import Job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def _history() -> None:
    Job.objects.bulk_create(
        [
            Job(kind="old", lane=f"ticket:{n}", enqueued_at=NOON, run_at=NOON, done_at=NOON)
            for n in range(20_000)
        ],
        batch_size=2_000,
    )
    Job.objects.bulk_create(
        [
            Job(kind="new", lane=f"ticket:{n % 40}", enqueued_at=NOON, run_at=NOON)
            for n in range(200)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan(sql: str) -> str:
    """How the database would carry out `sql`, as one text."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            return json.dumps(cursor.fetchone()[0])
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


def reads_whole_table(text: str) -> bool:
    lines = text.splitlines()
    bare = [line for line in lines if line.startswith("SCAN") and "INDEX" not in line]
    return "Seq Scan" in text or bool(bare)


@pytest.mark.usefixtures("_history")
def test_claiming_finishing_and_taking_back_never_read_the_whole_table():
    with CaptureQueriesContext(
        connection,
    ) as captured:
        job = claim_next(NOON)
        assert job is not None
        finish(job, at=NOON)
        take_back_expired(NOON)

    statements: list[Any] = [
        query["sql"]
        for query in captured.captured_queries
        if query["sql"].startswith(("SELECT", "UPDATE"))
    ]
    assert len(statements) >= 5
    assert [sql for sql in statements if reads_whole_table(plan(sql))] == []
