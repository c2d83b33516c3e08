"""Instants as whole microseconds, straight from the database: a datetime each would cost more."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db.models import Field, Func
from django.db.models.sql.compiler import SQLCompiler

from puntuale.core.working_time.intervals import Instants


class Instant(Func):
    """A column of instants: as text on SQLite, which has it so, and as a number on PostgreSQL."""

    # Of no kind: what the database answers is handed on as it is.
    output_field: Field[Any, Any] = Field()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT)")

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **context: Any
    ) -> tuple[str, Any]:
        template = "(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint"
        return self.as_sql(compiler, connection, template=template)


def microseconds_in(column: Sequence[str | int]) -> Instants:
    """What such a column holds, in microseconds since the epoch."""
    if column and isinstance(column[0], str):
        return np.array(column, dtype="M8[us]").view(np.int64)
    return np.array(column, dtype=np.int64)
