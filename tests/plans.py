"""How the database answers: the plan of every query on a table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def plans_of(table: str = "") -> Iterator[list[str]]:
    """Collects a plan for each query that reads from `table` first (from any), one text each."""
    plans: list[str] = []

    def explain(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if f'FROM "{table}" ' in sql if table else "SELECT" in sql[:10]:
            plans.append(_plan(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def _plan(sql: str, params: Any) -> str:
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        rows = cursor.execute(f"EXPLAIN {sql}", params).fetchall()
    else:
        rows = cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params).fetchall()
    cursor.close()
    return "\n".join(str(row[-1]) for row in rows)
